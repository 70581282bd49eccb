-- doubt: one row per target with more than one lead partner
select
    source_id, source_row,
    'lead_partner' as column_name,
    lead_partner as value,
    'more than one partner leads' as problem,
    'One lead makes it plain whom to ask; put the others under contributing_partners if that is right' as what_to_do,
from packs.targets
where len(leads_of(lead_partner)) > 1
