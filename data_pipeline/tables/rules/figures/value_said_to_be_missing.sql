-- set aside: one row per value whose status says there is none
select
    source_id, source_row,
    'status' as column_name,
    status_as_published as value,
    'the status says that there is no figure, but there is one' as problem,
    'Remove the value or correct the status' as what_to_do,
from staging.figures
where value is not null and not has_value
