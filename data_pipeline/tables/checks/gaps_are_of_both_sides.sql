-- a gap is its average less its worst-off, the good way, and is shown only with both, or says why there is none
with all_gaps as (
    select
        'marts.gaps' as file, format('{}, {}, {}', gaps.series_id, gaps.scope_code, gaps.reporting_year) as value,
        gaps.gap, gaps.start_gap, gaps.change, gaps.reporting_year > gaps.start_year as is_later, gaps.movement, gaps.reason,
        gaps.rounding, gaps.missing_reason, gaps.polarity,
        gaps.worst_off_value as worst_off, gaps.average_value as average,
        gaps.start_worst_off_value as start_worst_off, gaps.start_average_value as start_average,
    from marts.gaps as gaps

    union all

    select
        'marts.promise_gaps', format('{}, {}, {}, {}', pack, edition, indicator, period_label),
        gap, start_gap, change, change is not null, movement, reason, rounding, missing_reason, polarity,
        worst_value, whole_value, start_worst_value, start_whole_value,
    from marts.promise_gaps
)

select file, value
from all_gaps
where (gap is null) <> (missing_reason is not null)
   or gap is not null and improvement(1, polarity) is null
   or abs(gap - improvement(average - worst_off, polarity)) > 1e-9
   or abs(start_gap - improvement(start_average - start_worst_off, polarity)) > 1e-9
   or (movement is null) <> (gap is null or not is_later)
   or (movement is null) <> (reason is null)
   or (movement = 'unchanged') <> (change = 0)
   or change <> 0 and abs(change - (gap - start_gap)) > 1e-9
   or movement = 'narrowing' and not (change < 0 and start_gap > 0)
   or movement = 'widening' and not (change > 0 and gap > 0)
