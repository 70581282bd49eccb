-- one row per area and series: its whole run of figures, oldest first
select
    area_code,
    series_id,
    list(reporting_year order by reporting_year) as reporting_years,
    list(value order by reporting_year) as values,
from marts.figures
where stands_for_year
group by area_code, series_id
order by area_code, series_id
