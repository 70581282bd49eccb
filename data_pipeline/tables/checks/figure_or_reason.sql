-- every figure has a value, or a status that says why not
select source_id as file, format('row {}', source_row) as value
from marts.figures
where value is null and status not in ('suppressed', 'not available', 'not applicable')
   or value is not null and not isfinite(value)
   or status is null
