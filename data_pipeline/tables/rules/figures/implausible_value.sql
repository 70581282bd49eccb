-- set aside: one row per figure outside the limits that its series declares
select
    figures.source_id, figures.source_row,
    'value' as column_name,
    figures.value_as_published as value,
    format('the series expects values from {} to {}', series.value_min, series.value_max) as problem,
    'Check the unit and the decimal point; if it is right, widen the limits in indicators/series.csv' as what_to_do,
from staging.figures as figures
join (
    select series_id, value_min, value_max, number(value_min) as lowest, number(value_max) as highest
    from definitions.series
) as series using (series_id)
where figures.value < series.lowest or figures.value > series.highest
