-- one row per agreement: how much its pack publishes of how people can take part, and of how it is watched over
with rows_of as (
    select agreement_code, 'activities' as what from marts.pack_engagement
    union all
    select agreement_code, 'petitions' from marts.pack_petitions
    union all
    select agreement_code, 'calls' from marts.pack_calls_for_action
    union all
    select agreement_code, 'funding' from marts.pack_funding
    union all
    select agreement_code, 'scrutiny' from marts.pack_scrutiny
    union all
    select agreement_code, 'decisions' from marts.pack_decisions
    union all
    select agreement_code, 'documents' from marts.pack_documents
)

select
    packs.area_code as agreement_code,
    areas.name as area_name,
    packs.is_example,
    packs.published_on_by as published_on,
    count(*) filter (what = 'activities') as activities,
    count(*) filter (what = 'petitions') as petitions,
    count(*) filter (what = 'calls') as calls,
    count(*) filter (what = 'funding') as funding,
    count(*) filter (what = 'scrutiny') as scrutiny,
    count(*) filter (what = 'decisions') as decisions,
    count(*) filter (what = 'documents') as documents,
    packs.notice,
from marts.pack_agreement as packs
join marts.areas as areas using (area_code)
left join rows_of on rows_of.agreement_code = packs.area_code
group by packs.area_code, areas.name, packs.is_example, packs.published_on_by, packs.notice
order by packs.is_example, areas.name
