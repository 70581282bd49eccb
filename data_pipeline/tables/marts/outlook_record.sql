-- one row per rule of outlooks: how often they came true, worked examples apart
-- Shares are of those that said so much: inside of those with an interval (80 is what was promised), nearer than no change
-- would have been, right of those that said which way. Sizes are not added up: units differ.
select
    rule,
    count(*) as outlooks,
    100 * avg(cast(is_inside as integer)) as inside_pct,
    100 * avg(cast(is_nearer as integer)) as nearer_pct,
    100 * avg(cast(was_right as integer)) as right_pct,
    notice is not null as is_example,
from marts.promise_hindsight
group by rule, is_example
order by is_example, rule
