-- set aside: one row per cell that holds text where a number belongs
with cells as (
    select source_id, source_row, 'value' as column_name, value_as_published as value, reason
    from staging.figures
    -- A reason that is a status, such as 'n/a', says why there is no figure.
    where value is null and (reason is null or has_value)
    union all
    select source_id, source_row, 'lower', lower_as_published, null from staging.figures where lower is null
    union all
    select source_id, source_row, 'upper', upper_as_published, null from staging.figures where upper is null
    union all
    select source_id, source_row, 'numerator', numerator_as_published, null
    from staging.figures where numerator is null
    union all
    select source_id, source_row, 'denominator', denominator_as_published, null
    from staging.figures where denominator is null
    union all
    select source_id, source_row, 'sample_size', sample_size_as_published, null
    from staging.figures where sample_size is null
),

-- Beside a figure, too, a mark such as '[c]' says that there is none.
marks as (
    select value
    from (select distinct value from cells where column_name <> 'value' and trim(value) <> '')
    where read_printed(value).value is null and read_printed(value).status is not null
)

select
    source_id, source_row, column_name, value,
    coalesce(format('this is not one clean number: {}', reason), 'this is not a number') as problem,
    'Write digits and one decimal point; for a missing figure leave it empty and give a status' as what_to_do,
from cells
where trim(value) <> '' and (column_name = 'value' or value not in (select value from marks))
