-- every value on a map falls in exactly one class, and nothing else does
select 'marts.area_map' as file, format('{}, {}, {}', indicator, reporting_year, area_code) as value
from marts.area_map
group by series_id, indicator, reporting_year, area_code
having count(*) > 1 or count(value) <> count(map_class)
