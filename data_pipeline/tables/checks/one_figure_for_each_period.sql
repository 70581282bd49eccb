-- an area has one figure for a series and period
with alike as (
    select hash(series_id, area_code, period) as digest from marts.figures group by digest having count(*) > 1
)

select any_value(source_id) as file, format('{}, {}, {}', series_id, area_code, period) as value
from marts.figures
where hash(series_id, area_code, period) in (select digest from alike)
group by series_id, area_code, period
having count(*) > 1
