-- set aside: one row per cell that holds text where a number belongs
select
    source_id, source_row, column_name, value,
    coalesce(format('this is not one clean number: {}', reason), 'this is not a number') as problem,
    'Write digits and one decimal point; for a missing figure leave it empty and give a status' as what_to_do,
from (
    select source_id, source_row, 'value' as column_name, value_as_published as value, reason
    from staging.figures
    -- A reason that is a status, such as 'n/a', says why there is no figure.
    where value is null and (reason is null or has_value)
    union all
    select source_id, source_row, 'lower', lower_as_published, null from staging.figures where lower is null
    union all
    select source_id, source_row, 'upper', upper_as_published, null from staging.figures where upper is null
)
where trim(value) <> ''
