-- one row per indicator, reporting year and area: what a map colours, in classes fixed across years
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
    card.value,
    card.value_as_published,
    card.missing_reason,
    card.better_or_worse,
    card.is_change_clear,
    classes.map_class,
from marts.report_card as card
join marts.areas as areas using (area_code)
left join (select *, max(map_class) over (partition by series_id) as last_class from marts.map_classes) as classes
    on classes.series_id = card.series_id
    and (card.value > classes.lower_limit or classes.map_class = 1)
    and (card.value <= classes.upper_limit or classes.map_class = classes.last_class)
    and card.value is not null
order by card.indicator, card.reporting_year, areas.name, card.area_code, card.series_id
