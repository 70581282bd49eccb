-- an area has one figure for a series and period
select any_value(source_id) as file, format('{}, {}, {}', series_id, area_code, period) as value
from marts.figures
group by series_id, area_code, period
having count(*) > 1
