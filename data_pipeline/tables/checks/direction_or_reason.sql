-- a direction has a verdict by a rule, and a reason where, and only where, it could not be tested
select 'marts.directions' as file, format('{}, {}, {}: {}', area_code, series_id, reporting_year, verdict) as value
from marts.directions
where verdict is null
   or rule is null
   or (reason is null) <> (p_value is not null)
   or (rule in ('direction.values_only', 'direction.complete_count', 'direction.baseline_only')) <> (p_value is null)
   or (p_value is null) <> (smallest_detectable is null)
   or (start_rule is null) <> (start_verdict is null)
   or start_rule is not null and (start_reason is null) <> (start_p_value is not null)
