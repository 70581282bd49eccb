-- one row per rule of the direction of travel: what it does
-- made: key rule
select rule, what_it_does
from definitions.rules
where subject = 'direction'
order by source_row
