-- one row per scope (England, a region, a county), series and reporting year: its own figure, and how its districts stand
-- made: key scope_code, series_id, reporting_year
-- The counts of districts, from `worse` to `without`, add up to `districts`. A series of few places is not set beside others.
with counted as (
    select
        scope_code, series_id, reporting_year,
        count(*) filter (standing in ('worse', 'falling')) as worse,
        count(*) filter (standing in ('worse untested', 'falling untested')) as worse_untested,
        count(*) filter (standing = 'check') as to_check,
        count(*) filter (standing = 'unclear') as unclear,
        count(*) filter (standing = 'same') as alike,
        count(*) filter (standing = 'not compared') as not_compared,
        count(*) filter (standing in ('better untested', 'rising untested')) as better_untested,
        count(*) filter (standing in ('better', 'rising')) as better,
        count(value) as with_figure,
        count(*) filter (is_tested) as tested,
        -- Said once where it holds for all of them.
        if(count(distinct missing_reason) = 1, any_value(missing_reason), null) as districts_missing_reason,
    from judging.theme_cells
    group by scope_code, series_id, reporting_year
),

scopes as (
    select scope_code, count(distinct area_code) as districts from judging.theme_cells group by scope_code
),

own as not materialized (
    select * from marts.figures where stands_for_year and area_code in (select scope_code from scopes)
),

-- Since when a figure cannot be set beside the start: its publisher's word of a break after that.
breaks as (
    select area_code, series_id, min(reporting_year) as break_year
    from own where is_break and reporting_year > '2007/08'
    group by area_code, series_id
),

joined as (
    select
        counted.*,
        scopes.districts,
        scopes.districts - counted.with_figure as without,
        series.laa_theme, series.indicator, series.polarity,
        try_cast(regexp_extract(series.indicator, '\d+') as integer) as number,
        as_shown(now.value, series.decimals) as value,
        now.period_label,
        case when now.value is null then coalesce(card.missing_reason, now.status_meaning, 'not published in this year') end
            as missing_reason,
        start.value as start_value,
        start.period_label as start_period_label,
        case
            when counted.reporting_year > '2007/08' and counted.reporting_year < coalesce(breaks.break_year, '~')
            then shown_difference(now.value, start.value, series.decimals)
        end as change_since_start,
        case
            when directions.start_p_value is not null then directions.start_verdict <> 'no clear change'
            when directions.start_rule = 'direction.complete_count' and directions.start_verdict <> 'the same' then true
        end as is_change_clear,
        gaps.relative_gap_pct,
    from counted
    join scopes using (scope_code)
    join marts.series as series using (series_id)
    left join own as now
        on now.area_code = counted.scope_code and now.series_id = counted.series_id
        and now.reporting_year = counted.reporting_year
    left join own as start
        on start.area_code = counted.scope_code and start.series_id = counted.series_id
        and start.reporting_year = '2007/08'
    left join breaks on breaks.area_code = counted.scope_code and breaks.series_id = counted.series_id
    left join marts.directions as directions
        on directions.area_code = counted.scope_code and directions.series_id = counted.series_id
        and directions.reporting_year = counted.reporting_year
    left join (select area_code, series_id, reporting_year, missing_reason from marts.report_card) as card
        on card.area_code = counted.scope_code and card.series_id = counted.series_id
        and card.reporting_year = counted.reporting_year
    left join marts.gaps as gaps
        on gaps.scope_code = counted.scope_code and gaps.series_id = counted.series_id
        and gaps.reporting_year = counted.reporting_year
)

select
    scope_code, reporting_year, laa_theme, series_id, indicator,
    value, period_label, missing_reason, start_value, start_period_label, change_since_start,
    better_or_worse(change_since_start, polarity) as better_or_worse,
    is_change_clear,
    districts, worse, worse_untested, to_check, unclear, alike, not_compared, better_untested, better, without,
    with_figure, tested, districts_missing_reason,
    row_number() over (one_theme order by number, series_id) as by_number,
    -- Measures by the share of their places that are surely worse, then by those that only seem so.
    row_number() over (
        one_theme
        order by worse / nullif(with_figure, 0) desc nulls last, worse_untested / nullif(with_figure, 0) desc nulls last,
            number, series_id
    ) as worst_first,
    row_number() over (
        one_theme
        order by better / nullif(with_figure, 0) desc nulls last, better_untested / nullif(with_figure, 0) desc nulls last,
            number, series_id
    ) as best_first,
    row_number() over (one_theme order by relative_gap_pct desc nulls last, number, series_id) as gap_first,
from joined
window one_theme as (partition by scope_code, reporting_year, laa_theme)
order by scope_code, reporting_year, laa_theme, by_number
