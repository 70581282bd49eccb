-- one row per area, reporting year and headline: as many shortfalls as improvements, the biggest of each
-- Sizes are in typical distances between areas, so that pounds and percentages can be set side by side.
-- What a test found not clearly different from England is not called behind it.
with unclear as (
    select area_code, reporting_year, series_id
    from marts.comparisons
    where comparator = 'england' and is_clear = false
),

improvements as (
    select
        area_code, reporting_year, series_id, indicator, 'improvement' as kind, 'since start' as reason,
        improvement_in_spreads as size,
    from marts.report_card
    where better_or_worse = 'better' and is_change_clear is distinct from false
),

lines as (
    select card.* replace (if(unclear.series_id is null, card.lead_in_spreads, null) as lead_in_spreads)
    from marts.report_card as card
    left join unclear using (area_code, reporting_year, series_id)
),

shortfalls as (
    select
        area_code, reporting_year, series_id, indicator, 'shortfall' as kind,
        case
            when better_or_worse = 'worse' and is_change_clear is distinct from false
                and coalesce(lead_in_spreads, 0) >= improvement_in_spreads then 'since start'
            when england_value is not null then 'behind England'
            else 'behind the middle'
        end as reason,
        case
            when better_or_worse = 'worse' and is_change_clear is distinct from false
            then greatest(-improvement_in_spreads, -coalesce(lead_in_spreads, 0))
            else -lead_in_spreads
        end as size,
    from lines
),

ranked as (
    select
        *,
        row_number() over (partition by area_code, reporting_year, kind order by size desc, series_id) as position,
    from (select * from improvements union all select * from shortfalls where size > 0)
    where size is not null
),

balanced as (
    select
        area_code,
        reporting_year,
        least(
            3,
            max(position) filter (kind = 'improvement'),
            max(position) filter (kind = 'shortfall')
        ) as shown,
    from ranked
    group by area_code, reporting_year
    having count(distinct kind) = 2
)

select ranked.area_code, ranked.reporting_year, ranked.kind, ranked.position, ranked.series_id,
    ranked.indicator, ranked.reason, ranked.size,
from ranked
join balanced using (area_code, reporting_year)
where ranked.position <= balanced.shown
order by ranked.area_code, ranked.reporting_year, ranked.kind, ranked.position
