-- one row per target and published plan or strategy that it appears in: what of it stands there
-- made: key pack, target, document
with named as (
    select pack, target, source_url, 'the target' as what from marts.pack_targets
    union all
    select pack, target, source_url, 'what was promised on the way' from marts.pack_milestones
    union all
    select pack, target, source_url, 'what is being done' from marts.pack_actions where target is not null
    union all
    select targets.pack, targets.target, objectives.source_url, 'its objective'
    from marts.pack_targets as targets
    join marts.pack_objectives as objectives on objectives.pack = targets.pack and objectives.objective = targets.objective
)

select
    documents.pack, documents.agreement_code, named.target, documents.document, documents.title, documents.kind,
    documents.date, documents.date_by, documents.url,
    list_sort(list_distinct(list(named.what))) as what,
    any_value(documents.notice) as notice,
from marts.pack_documents as documents
join named on named.pack = documents.pack and named.source_url = documents.url
where documents.kind in ('plan', 'strategy')
group by all
order by documents.pack, named.target, documents.date_by nulls last, documents.document
