-- one row per edition and headline of an agreement: its biggest successes and its biggest shortfalls, as many of each, three at most
select
    leads.pack, leads.edition, leads.is_latest_edition, leads.agreement_code, leads.kind, leads.position, leads.target,
    leads.lead, leads.notice,
from marts.promise_leads as leads
join (
    select pack, edition, least(3, max(position) filter (kind = 'success'), max(position) filter (kind = 'shortfall')) as shown
    from marts.promise_leads
    group by pack, edition
    having count(distinct kind) = 2
) as balanced using (pack, edition)
where leads.position <= balanced.shown
order by leads.pack, leads.edition, leads.kind desc, leads.position
