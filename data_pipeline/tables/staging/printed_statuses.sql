-- one row per different published status: its code, '' for one that says nothing
-- made: one batch at a time
select printed, read_status(printed) as code
from (select distinct trim(coalesce(status, '')) as printed from raw.figures)
order by printed
