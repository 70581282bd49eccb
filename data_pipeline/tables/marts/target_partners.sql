-- one row per edition, target and body that shares it: whether it leads or helps
-- made: key pack, edition, target, body
with shared as (
    select pack, edition, is_latest_edition, agreement_code, target, unnest(leads_of(lead_partner)) as body, true as leads, notice
    from marts.promises
    where target is not null and not is_history

    union all by name

    select pack, edition, is_latest_edition, agreement_code, target, unnest(parts_of(contributing_partners)) as body,
        false as leads, notice,
    from marts.promises
    where target is not null and not is_history
)

select
    pack, edition, is_latest_edition, agreement_code, target, body, bool_or(leads) as leads, any_value(notice) as notice,
from shared
group by pack, edition, is_latest_edition, agreement_code, target, body
order by pack, edition, target, leads desc, body
