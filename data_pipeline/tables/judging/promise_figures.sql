-- one row per edition, promise and figure by which its direction and its outlook are judged
-- Years are judged with years, quarters with quarters: the yearly figures, or the most frequent where none is yearly;
-- and quarters or months beside them, of which enough show their usual swing.
with figures as (
    select
        promises.pack, promises.edition, promises.target, promises.indicator, promises.area_code,
        promises.agreement_code, promises.is_latest_edition, promises.polarity, promises.unit, promises.notice,
        whole_months(points.period_start, points.period_end) as months, points.period_label,
        in_years(points.period_end) as t,
        counts.* exclude (pack, source_id, source_row),
        count(points.break_before) over (
            partition by promises.pack, promises.edition, promises.target order by points.period_end
        ) as segment,
    from marts.promises as promises
    join judging.edition_points as points using (pack, edition, area_code, indicator)
    join judging.outturn_counts as counts
        on counts.pack = points.pack and counts.source_id = points.source_id and counts.source_row = points.source_row
    where points.what = 'outturn' and points.is_last_word and points.value is not null
      and points.period_end is not null and points.status <> 'estimated'
      and promises.target is not null and not promises.is_removed and not promises.is_history
      and promises.polarity is not null
),

lengths as (
    select
        pack, edition, target, months,
        count(*) as figures,
        row_number() over (
            partition by pack, edition, target order by months >= 12 desc, count(*) desc, months desc
        ) = 1 as is_main,
    from figures
    group by pack, edition, target, months
)

select figures.*, lengths.is_main, lengths.figures
from figures
join lengths using (pack, edition, target, months)
where lengths.is_main or figures.months <= 3
order by pack, edition, target, months, t
