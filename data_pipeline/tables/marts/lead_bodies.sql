-- one row per lead of a promise, as its paper writes it, and body named in it: how the law bound it to answer scrutiny
-- made: key lead_partner, position, answers
-- Bodies under the duty to co-operate give what is asked about a target of theirs (SI 2009/1919, regulation 10; within 20
-- working days, as the White Paper of 2006 proposed, paragraph 3.35), the police under SI 2009/942; the council itself
-- answers its committee's recommendations within two months (Local Government Act 2000, section 21B).
with leads as (
    select distinct lead_partner
    from marts.promises
    where nullif(lead_partner, 'not published') is not null
),

bodies as (
    select lead_partner, unnest(leads_of(lead_partner)) as body, generate_subscripts(leads_of(lead_partner), 1) as position,
    from leads
)

select distinct bodies.lead_partner, bodies.position, bodies.body, named.answers
from bodies
left join judging.named_bodies as named using (body)
order by lead_partner, position, answers
