-- one row per area, reporting year and headline: as many shortfalls as improvements, sure ones first, the biggest of each
-- Sizes are in typical distances between areas, so that pounds and percentages can be set side by side.
-- What a test found not clear is no headline; what could not be tested is none where few people live.
with lines as (
    select
        card.*,
        -- Of counts of everything there is no chance to tell a difference from.
        if(series.is_complete, true, england.is_clear) as is_lead_clear,
        coalesce(areas.population_2008 < (select value from marts.thresholds where threshold = 'few_people'), false)
            as is_of_few,
    from marts.report_card as card
    join marts.areas as areas using (area_code)
    join marts.series as series using (series_id)
    left join (select * from marts.comparisons where comparator = 'england') as england
        on england.area_code = card.area_code and england.series_id = card.series_id
        and england.reporting_year = card.reporting_year
),

candidates as (
    select
        area_code, reporting_year, series_id, indicator, is_of_few,
        if(better_or_worse = 'better', 'improvement', 'shortfall') as kind, 'since start' as reason,
        abs(improvement_in_spreads) as size,
        coalesce(is_change_clear, false) as is_sure,
    from lines
    where better_or_worse in ('better', 'worse') and is_change_clear is distinct from false

    union all

    select
        area_code, reporting_year, series_id, indicator, is_of_few,
        'shortfall', if(england_value is not null, 'behind England', 'behind the middle'), -lead_in_spreads,
        coalesce(is_lead_clear, false),
    from lines
    where lead_in_spreads < 0 and is_lead_clear is distinct from false
),

-- A measure is a shortfall for one reason: the surer, and of two as sure the larger.
chosen as (
    select *
    from candidates
    where size > 0 and (is_sure or not is_of_few)
    qualify row_number() over (
        partition by area_code, reporting_year, series_id, kind order by is_sure desc, size desc, reason desc
    ) = 1
),

ranked as (
    select
        *,
        row_number() over (
            partition by area_code, reporting_year, kind order by is_sure desc, size desc, series_id
        ) as position,
    from chosen
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
    ranked.indicator, ranked.reason, ranked.size, ranked.is_sure,
    count(*) over (partition by ranked.area_code, ranked.reporting_year, ranked.series_id) = 2 as is_in_both,
from ranked
join balanced using (area_code, reporting_year)
where ranked.position <= balanced.shown
order by ranked.area_code, ranked.reporting_year, ranked.kind, ranked.position
