-- set aside: one row per figure of another extent than the area whose code it carries, told once for each value
select
    source_id, source_row,
    'part' as column_name,
    part as value,
    'the figure is not of the area as a whole' as problem,
    'Nothing to do; or name the part in indicators/series.csv if the series is of it' as what_to_do,
from staging.figures
where part is not null
