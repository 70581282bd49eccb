-- one row per body that a paper names, as it writes it, and partner of law that its name is of: none of 'Anytown Schools'
-- made: key body, partner
with named as (
    select unnest(leads_of(lead_partner)) as body from marts.pack_targets
    union select unnest(parts_of(contributing_partners)) from marts.pack_targets
    union select owner from marts.pack_actions where owner is not null
    union select owner from marts.pack_risks where owner is not null
),

matched as (
    select named.body, partners.partner, partners.answers, partners.is_named = 'yes' as is_of_law,
        regexp_extract(lower(named.body), partners.words) as fit,
    from named
    join definitions.statutory_partners as partners on regexp_matches(lower(named.body), partners.words)
)

select body, partner, answers
from matched
-- The nearest fit: a police authority is no police force, the Arts Council and a parish council are no county's council.
where is_of_law and not exists (
    from matched as nearer
    where nearer.body = matched.body and nearer.fit <> matched.fit and contains(nearer.fit, matched.fit)
)
order by body, partner
