-- doubt: one row per figure that lies outside its own interval
select
    source_id, source_row,
    'value' as column_name,
    format('{} is not between {} and {}', value_as_published, lower_as_published, upper_as_published) as value,
    'the value lies outside its own interval' as problem,
    'Check the row against the publication; the figure is kept as printed' as what_to_do,
from staging.figures
where value < lower or value > upper
