-- one row per area and series: its whole run of figures, oldest first
-- made: key area_code, series_id; series by series
with runs as (
    -- A year stands once in a run, so that sorting the pairs sorts the years; faster than two lists in order.
    select
        area_code, series_id,
        list_sort(list({'reporting_year': reporting_year, 'value': value})) as figures,
        list_sort(list(reporting_year) filter (is_break)) as break_years,
    from marts.figures
    where stands_for_year
    group by area_code, series_id
)

select
    area_code,
    series_id,
    list_transform(figures, lambda figure: figure.reporting_year) as reporting_years,
    list_transform(figures, lambda figure: figure.value) as values,
    break_years,
from runs
order by area_code, series_id
