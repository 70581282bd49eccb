-- doubt: one row per risk that nobody answers for, or that concerns nothing
select
    source_id, source_row,
    case when owner is null then 'owner' else 'target' end as column_name,
    null as value,
    case when owner is null then 'nobody answers for this risk' else 'the risk concerns no target and no policy area' end as problem,
    'Name the body that answers for it, and the target or policy area it concerns' as what_to_do,
from packs.risks
where owner is null or target is null and policy_area is null
