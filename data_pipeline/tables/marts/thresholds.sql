-- one row per number that decides what is said: what it decides
select name as threshold, number(value) as value, what_it_does
from definitions.thresholds
order by name
