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
    select lead_partner, unnest(parts) as body, generate_subscripts(parts, 1) as position,
    from (
        select lead_partner, list_transform(regexp_split_to_array(lead_partner, ';|\s/\s|\|'), lambda part: trim(part)) as parts,
        from leads
    )
),

matched as (
    select bodies.*, partners.partner, partners.answers, partners.words,
    from bodies
    left join definitions.statutory_partners as partners on regexp_matches(lower(bodies.body), partners.words)
    -- The Arts Council is no council.
    qualify partners.answers is distinct from 'council'
        or not bool_or(partners.answers <> 'council' and contains(partners.words, 'council'))
            over (partition by bodies.lead_partner, bodies.position)
)

select lead_partner, position, body, answers, string_agg(distinct partner, '; ' order by partner) as named_as,
from matched
group by lead_partner, position, body, answers
order by lead_partner, position, answers
