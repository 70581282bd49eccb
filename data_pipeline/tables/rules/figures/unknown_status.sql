-- set aside: one row per figure whose status code has no meaning here, told once for each value
select
    source_id, source_row,
    'status' as column_name,
    status_as_published as value,
    'this status code is not known' as problem,
    'Correct it, or add its meaning to definitions/statuses.csv' as what_to_do,
from staging.figures
where status is null
