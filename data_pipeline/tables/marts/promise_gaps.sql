-- one row per edition, measure and year: how far the worst tenth of an agreement's districts is behind the whole area
-- The tenth is chosen afresh from each year's own figures: one chosen for a bad year and kept would catch up by chance.
with measures as (
    select
        promises.pack, promises.edition, promises.is_latest_edition, promises.agreement_code, promises.indicator,
        promises.target, promises.title, promises.unit, promises.polarity, promises.position, promises.notice,
        -- A district always has less of what is counted than the whole: only shares, rates and averages are set beside it.
        coalesce(local.is_count, false) or coalesce(regexp_matches(lower(promises.unit), '^(number|count)\b'), false)
            as is_count,
    from marts.promises as promises
    left join marts.pack_indicators as local
        on local.pack = promises.pack and local.indicator = promises.indicator
    where promises.area_code = promises.agreement_code and not promises.is_removed and not promises.is_history
    qualify row_number() over (
        partition by promises.pack, promises.edition, promises.indicator order by promises.position
    ) = 1
),

-- Years only: a quarter is no tenth of anything. What was only estimated sets no judgement.
outturns as (
    select
        *,
        half_step(value_as_published) as half_step,
        length(regexp_extract(value_as_published, '[.]([0-9]+)', 1)) as decimals,
    from judging.edition_points
    where what = 'outturn' and is_last_word and value is not null and status is distinct from 'estimated'
        and whole_months(period_start, period_end) = 12 and reporting_year >= '2007/08'
),

wholes as (
    select * from outturns where area_code = agreement_code
),

of_districts as (
    select outturns.*, areas.name
    from outturns
    join wholes using (pack, edition, indicator, period_start, period_end)
    join marts.areas as areas on areas.area_code = outturns.area_code
    where outturns.area_code <> outturns.agreement_code
),

starts as (
    select pack, edition, indicator, min(period_start) as first_start
    from (
        select pack, edition, indicator, period_start
        from of_districts group by pack, edition, indicator, period_start having count(*) > 1
    )
    group by pack, edition, indicator
),

-- Both years are of the same districts: those that have a figure in each.
both_years as (
    select
        now.pack, now.edition, now.indicator, now.period_start, now.period_end, start.period_end as start_period_end,
        now.area_code, now.name, now.value, now.value_as_published, start.value as start_value,
        now.half_step, start.half_step as start_half_step, greatest(now.decimals, start.decimals) as decimals,
        starts.first_start,
        measures.polarity,
        count(*) over same_year as district_count,
        greatest(1, district_count // 10) as tenth_count,
        row_number() over (same_year order by improvement(now.value, measures.polarity), now.value, now.area_code) as place,
        row_number() over (same_year order by improvement(start.value, measures.polarity), start.value, now.area_code)
            as start_place,
    from of_districts as now
    join starts using (pack, edition, indicator)
    join measures using (pack, edition, indicator)
    join of_districts as start
        on start.pack = now.pack and start.edition = now.edition and start.indicator = now.indicator
        and start.area_code = now.area_code and start.period_start = starts.first_start
    where now.period_start >= starts.first_start
    window same_year as (partition by now.pack, now.edition, now.indicator, now.period_start)
),

worst as (
    select
        pack, edition, indicator, period_start, period_end, start_period_end, first_start,
        any_value(tenth_count) as tenth_count,
        any_value(district_count) as district_count,
        list(name order by place) filter (place <= tenth_count) as districts,
        list(value_as_published order by place) filter (place <= tenth_count) as worst_as_published,
        list(name order by start_place) filter (start_place <= tenth_count) as start_districts,
        sum(value order by place) filter (place <= tenth_count) / any_value(tenth_count) as value,
        sum(start_value order by start_place) filter (start_place <= tenth_count) / any_value(tenth_count) as start_value,
        min(value) as lowest, max(value) as highest, min(start_value) as start_lowest, max(start_value) as start_highest,
        min(half_step) + min(start_half_step) as rounding,
        max(decimals) as decimals,
    from both_years
    group by pack, edition, indicator, period_start, period_end, start_period_end, first_start
),

joined as (
    select
        measures.*,
        worst.* exclude (pack, edition, indicator, rounding, decimals),
        greatest(worst.decimals, now.decimals, start.decimals) as decimals,
        now.reporting_year, now.period_label, start.period_label as start_period_label,
        now.value as whole_value, now.value_as_published as whole_as_published,
        start.value as start_whole_value, start.value_as_published as start_whole_as_published,
        worst.rounding as worst_rounding,
        now.half_step + start.half_step as whole_rounding,
        now.period_start > start.period_start as is_later,
        max(worst.period_start) over (partition by measures.pack, measures.edition, measures.indicator) = worst.period_start
            as is_latest,
        case
            when improvement(1, measures.polarity) is null then 'neither way is good'
            when measures.is_count then 'a number, of which a district always has less than the whole'
            when worst.district_count < 2 then 'fewer than two districts have a figure in both years'
            when now.value not between worst.lowest - whole_rounding and worst.highest + whole_rounding
                or start.value not between worst.start_lowest - whole_rounding and worst.start_highest + whole_rounding
            then 'the figure of the whole lies outside those of its districts: it is no average of theirs'
        end as missing_reason,
    from worst
    join measures using (pack, edition, indicator)
    join wholes as now
        on now.pack = worst.pack and now.edition = worst.edition and now.indicator = worst.indicator
        and now.period_start = worst.period_start and now.period_end = worst.period_end
    join wholes as start
        on start.pack = worst.pack and start.edition = worst.edition and start.indicator = worst.indicator
        and start.period_start = worst.first_start and start.period_end = worst.start_period_end
),

-- In steps: a macro writes out what it is given as often as it uses it, and one in another takes long to plan.
shown as (
    select
        *,
        -- As shown with the digits of the finest of them, so that the gap is what a reader gets who takes one from the other.
        as_shown(value, decimals) as worst_shown,
        as_shown(whole_value, decimals) as whole_shown,
        as_shown(start_value, decimals) as start_worst_shown,
        as_shown(start_whole_value, decimals) as start_whole_shown,
        worst_rounding + whole_rounding as rounding,
    from joined
),

apart as (
    select
        *,
        if(missing_reason is null, improvement(as_shown(whole_shown - worst_shown, decimals), polarity), null) as gap,
        if(missing_reason is null, improvement(as_shown(start_whole_shown - start_worst_shown, decimals), polarity), null)
            as start_gap,
        improvement(whole_value - value - (start_whole_value - start_value), polarity) as unrounded_change,
        as_shown(worst_shown - start_worst_shown, decimals) as worst_shown_change,
        as_shown(whole_shown - start_whole_shown, decimals) as whole_shown_change,
    from shown
),

changed as (
    select
        *,
        change_told(unrounded_change, as_shown(gap - start_gap, decimals), rounding) as change,
        change_told(value - start_value, worst_shown_change, worst_rounding) as worst_change,
        change_told(whole_value - start_whole_value, whole_shown_change, whole_rounding) as whole_change,
    from apart
),

measured as (
    select
        *,
        side_moved(worst_change, polarity) as worst_moved,
        side_moved(whole_change, polarity) as whole_moved,
    from changed
)

select
    pack, edition, is_latest_edition, agreement_code, indicator, target, title, unit, polarity, position,
    reporting_year, period_label, start_period_label, is_latest, tenth_count, district_count,
    districts, start_districts,
    decimals,
    if(missing_reason is null, worst_shown, null) as worst_value,
    if(missing_reason is null, worst_as_published, null) as worst_as_published,
    whole_value, whole_as_published,
    gap,
    100 * gap / if(whole_value > 0, whole_value, null) as relative_gap_pct,
    if(missing_reason is null, start_worst_shown, null) as start_worst_value,
    start_whole_value, start_whole_as_published,
    start_gap,
    100 * start_gap / if(start_whole_value > 0, start_whole_value, null) as start_relative_gap_pct,
    if(is_later, change, null) as change,
    if(is_later, gap_movement(start_gap, gap, change), null) as movement,
    if(is_later and missing_reason is null, gap_reason(worst_moved, whole_moved, change), null) as reason,
    rounding,
    missing_reason,
    notice,
from measured
order by pack, edition, position, indicator, period_start
