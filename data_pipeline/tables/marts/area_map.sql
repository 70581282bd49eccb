-- one row per indicator, reporting year and area: what a map colours, as shown, in classes fixed across years
-- made: key area_code, series_id, reporting_year; series by series
select
    card.indicator,
    card.series_id,
    card.reporting_year,
    card.area_code,
    areas.name,
    areas.area_type,
    areas.county_code,
    areas.region_code,
    areas.is_district,
    areas.is_agreement_area,
    as_shown(card.value, series.decimals) as value,
    card.value_as_published,
    card.missing_reason,
    card.better_or_worse,
    card.is_change_clear,
    classes.map_class,
from marts.report_card as card
join marts.areas as areas using (area_code)
join marts.series as series using (series_id)
left join marts.map_classes as classes
    on classes.series_id = card.series_id
    and as_shown(card.value, series.decimals) between classes.lower_limit and classes.upper_limit
order by card.indicator, card.reporting_year, areas.name, card.area_code, card.series_id
