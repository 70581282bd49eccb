-- one row per agreement and body that its papers name: of what kind it is in law, and how it answers scrutiny; neither if voluntary
-- made: key agreement_code, body
-- Draft statutory guidance as quoted by Network Fareham, paragraphs 21 and 24: who must co-operate, and who may sign up.
with named as (
    select agreement_code, body from marts.target_partners
    union select agreement_code, owner from marts.pack_actions where owner is not null
    union select agreement_code, owner from marts.pack_risks where owner is not null
),

placed as (
    select named.agreement_code, named.body, laws.answers,
        -- Only a county has district councils: elsewhere a city's or a borough's council is the responsible one.
        if(
            laws.partner = 'District authorities' and areas.area_type <> 'county',
            'Upper tier or unitary authority (responsible local authority)', laws.partner
        ) as partner,
    from named
    join marts.areas as areas on areas.area_code = named.agreement_code
    left join judging.named_bodies as laws using (body)
)

select
    placed.agreement_code, placed.body,
    coalesce(list_sort(list(distinct placed.partner) filter (placed.partner is not null)), []) as named_as,
    coalesce(list_sort(list(distinct placed.answers) filter (placed.answers is not null)), []) as answers,
    example_notice(any_value(areas.is_example)) as notice,
from placed
join marts.areas as areas on areas.area_code = placed.agreement_code
group by placed.agreement_code, placed.body
order by placed.agreement_code, placed.body
