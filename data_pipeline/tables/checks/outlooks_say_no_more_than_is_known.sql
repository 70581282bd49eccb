-- an outlook has its sum or its reason, an interval needs five figures, and a target that needs checking has none
select
    pack as file,
    format('{} in {}: {} ({} figures)', target, edition, verdict, points) as value,
from marts.promise_outlooks
where (verdict = 'cannot tell') <> (reason is not null and rule <> 'outlook.pace')
   or projected_lower is not null and points < 5
   or rule = 'outlook.projection_80' and not coalesce(projected between projected_lower and projected_upper, false)
   or rule = 'outlook.pace' and (pace is null or required_pace is null)
   or rule in ('outlook.final', 'outlook.met', 'outlook.projection_80', 'outlook.pace')
      and (target_value is null or last_value is null)

union all

select outlooks.pack, format('{} in {}: its target needs checking', outlooks.target, outlooks.edition)
from marts.promise_outlooks as outlooks
join marts.ratings as ratings using (pack, edition, target)
where ratings.rating_code = 'check'
