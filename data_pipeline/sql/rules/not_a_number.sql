-- set aside: one row per cell that holds text where a number belongs
select
    source_id, source_row, column_name, value,
    'this is not a number' as problem,
    'Write digits and one decimal point; for a missing figure leave it empty and give a status' as what_to_do,
from (
    select source_id, source_row, 'value' as column_name, value_as_published as value from staging.figures
    union all
    select source_id, source_row, 'lower', lower_as_published from staging.figures
    union all
    select source_id, source_row, 'upper', upper_as_published from staging.figures
)
where trim(value) <> '' and number(value) is null
