-- one row per edition and body that a paper names as lead, and one where it names none: of how many targets
select
    pack, edition, is_latest_edition, agreement_code,
    nullif(lead_partner, 'not published') as lead_partner,
    list_sort(list_distinct(list(partnership))) as partnerships,
    count(*) as targets,
    any_value(notice) as notice,
from marts.promises
where target is not null and not is_history
group by pack, edition, is_latest_edition, agreement_code, nullif(lead_partner, 'not published')
order by pack, edition, targets desc, lead_partner
