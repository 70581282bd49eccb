-- set aside: one row per figure outside the limits that its series declares
select
    figures.source_id, figures.source_row,
    'value' as column_name,
    figures.value_as_published as value,
    format('the series expects values from {} to {}', series.value_min, series.value_max) as problem,
    'Check the unit and the decimal point; if it is right, widen the limits in indicators/series.csv' as what_to_do,
from staging.figures as figures
join definitions.series as series using (series_id)
where figures.value < number(series.value_min) or figures.value > number(series.value_max)
