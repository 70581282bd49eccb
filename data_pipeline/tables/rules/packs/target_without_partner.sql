-- set aside: one row per target of the agreement that no partner answers for
select
    source_id, source_row,
    'lead_partner' as column_name,
    null as value,
    'no partner is named for this target' as problem,
    'Name who leads or contributes; write ''not published'' when the paper names nobody' as what_to_do,
from packs.targets
where kind in ('designated', 'statutory', 'local', 'in the agreement')
  and lead_partner is null and contributing_partners is null
