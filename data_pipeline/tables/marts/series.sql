-- one row per published run of figures for an indicator
-- made: key series_id; series by series
with extent as (
    select
        series_id,
        min(reporting_year) filter (value is not null) as first_year,
        max(reporting_year) filter (value is not null) as last_year,
        count(value) as value_count,
        count(distinct area_code) as area_count,
        bool_or(lower is not null) as has_interval,
        bool_or(is_counted) as has_counts,
        max_by(period_label, period_end) as last_period_label,
        max(period_end) as last_period_end,
    from marts.figures
    group by series_id
),

cards as (
    select
        figures.series_id,
        count(distinct figures.area_code) * 4
            < (select count(*) from marts.areas where is_district or is_agreement_area) as is_of_few_places,
    from marts.figures as figures
    join marts.areas as areas using (area_code)
    -- A figure that is withheld is published of a place, and kept from us.
    where (figures.value is not null or figures.status = 'suppressed') and (areas.is_district or areas.is_agreement_area)
    group by figures.series_id
)

select
    series.series_id,
    series.indicator,
    series.series_title,
    indicators.laa_theme,
    series.basis,
    series.unit,
    series.polarity,
    cast(series.decimals as integer) as decimals,
    series.caveat,
    -- What there is to know of the chance in its figures: what they are, else what they carry, else why they carry nothing.
    case
        when series.margin in ('complete count', 'own score', 'model') then series.margin
        when extent.has_interval then 'interval'
        when extent.has_counts then 'counts'
        else coalesce(series.margin, 'not in our copy')
    end as margin,
    coalesce(series.margin, '') not in ('complete count', 'own score', 'model') as is_testable,
    coalesce(series.margin, '') in ('complete count', 'own score') as is_complete,
    series.counted,
    coalesce(series.tiers = 'own', false) as has_own_tiers,
    series.publisher,
    series.licence,
    extent.first_year,
    extent.last_year,
    extent.value_count,
    extent.area_count,
    extent.has_interval,
    extent.has_counts,
    extent.last_period_label,
    extent.last_period_end,
    -- Of less than a quarter of all places: on their cards only, and never set beside the rest of England.
    coalesce(cards.is_of_few_places, false) as is_of_few_places,
from definitions.series as series
join marts.indicators as indicators using (indicator)
left join extent using (series_id)
left join cards using (series_id)
order by try_cast(regexp_extract(series.indicator, '\d+') as integer), series.indicator, series.series_id
