-- every rule by which something was judged is in the list of rules, which says what it does
with used as (
    select distinct 'marts.directions' as file, rule from marts.directions
    union all
    select distinct 'marts.directions', start_rule from marts.directions
    union all
    select distinct 'marts.comparisons', rule from marts.comparisons
    union all
    select distinct 'marts.promise_directions', rule from marts.promise_directions
    union all
    select distinct 'marts.promise_outlooks', rule from marts.promise_outlooks
    union all
    select distinct 'marts.promise_hindsight', rule from marts.promise_hindsight
    union all
    select distinct 'marts.outlook_record', rule from marts.outlook_record
)

select file, rule as value
from used
where rule not in (select rule from marts.rules)
