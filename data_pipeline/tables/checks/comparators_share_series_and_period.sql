-- a comparator's figure is of the same series and period as the area's own
with comparators as (
    select
        card.area_code, card.series_id, card.reporting_year, card.period,
        unnest([
            {'code': 'E92000001', 'value': card.england_value},
            {'code': areas.region_code, 'value': card.region_value},
            {'code': areas.county_code, 'value': card.county_value},
        ], recursive := true),
    from marts.report_card as card
    join marts.areas as areas using (area_code)
)

select
    'marts.report_card' as file,
    format(
        '{}, {}, {} beside {}',
        comparators.area_code, comparators.series_id, comparators.reporting_year, coalesce(code, 'nothing')
    ) as value
from comparators
left join (
    select * from marts.figures
    where area_code in (select area_code from marts.areas where area_type in ('country', 'region', 'county'))
) as figures
    on figures.area_code = comparators.code and figures.series_id = comparators.series_id
    and figures.period = comparators.period
where comparators.code is not null and comparators.value is distinct from figures.value
