-- set aside: one row per percentage below 0 or above 100
select
    source_id, source_row,
    'value' as column_name,
    value_as_published as value,
    'a share must lie between 0 and 100 per cent' as problem,
    'Check the unit of the series and the decimal point' as what_to_do,
from staging.figures
where unit = '%' and (value < 0 or value > 100)
