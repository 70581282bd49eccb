-- a direction is judged by the latest figures up to its own year, one after another
with numbered as (
    select
        area_code, series_id, reporting_year,
        dense_rank() over (partition by area_code, series_id order by period_end) as number,
    from marts.figures
    where stands_for_year and value is not null
)

select
    'marts.directions' as file,
    format('{}, {}, {}: {} figures since {}', area_code, series_id, directions.reporting_year, points_judged, since_year)
        as value,
from marts.directions as directions
left join numbered as last using (area_code, series_id, reporting_year)
left join numbered as first
    on first.area_code = directions.area_code and first.series_id = directions.series_id
    and first.reporting_year = directions.since_year
where last.number - first.number + 1 <> points_judged
   or (first.number is null) <> (last.number is null)
   or points_judged not between 1 and points
