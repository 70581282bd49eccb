-- one row per rule of comparison: what it does
-- made: key rule
select rule, what_it_does
from definitions.rules
where subject = 'comparison'
order by source_row
