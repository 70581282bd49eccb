-- one row per edition and objective, or outcome without one, of an agreement: how many targets stand for it
with standing as (
    select promised.pack, promised.edition, promised.objective, promised.outcome, promised.target
    from judging.promised as promised
    join marts.promises as promises
        on promises.pack = promised.pack and promises.edition = promised.edition and promises.target = promised.target
    where not promises.is_removed and not promises.is_history
),

for_objectives as (
    select pack, edition, objective, count(*) as targets from standing group by pack, edition, objective
),

for_outcomes as (
    select pack, edition, outcome, count(*) as targets from standing group by pack, edition, outcome
),

aims as (
    select
        objectives.pack, objectives.objective, objectives.title, objectives.description, objectives.outcome,
        coalesce(objectives.policy_area, outcomes.policy_area) as policy_area, objectives.source_url, objectives.source_row,
    from marts.pack_objectives as objectives
    left join marts.pack_outcomes as outcomes
        on outcomes.pack = objectives.pack and outcomes.outcome = objectives.outcome
    union all by name
    select pack, outcome, policy_area, source_url, source_row from marts.pack_outcomes
    where (pack, outcome) not in (select (pack, outcome) from marts.pack_objectives where outcome is not null)
)

select
    editions.pack, editions.edition, editions.agreement_code,
    aims.title, aims.description, outcomes.title as outcome, outcomes.description as outcome_description,
    policy_areas.name as policy_area_name,
    coalesce(if(aims.title is null, for_outcomes.targets, for_objectives.targets), 0) as targets,
    editions.notice,
    row_number() over (
        partition by editions.pack, editions.edition
        order by policy_areas.source_row nulls last, outcomes.source_row nulls last, aims.source_row
    ) as position,
from aims
join marts.editions as editions on editions.pack = aims.pack
left join marts.pack_outcomes as outcomes on outcomes.pack = aims.pack and outcomes.outcome = aims.outcome
left join marts.pack_policy_areas as policy_areas
    on policy_areas.pack = aims.pack and policy_areas.policy_area = aims.policy_area
left join judging.dated_papers as papers on papers.pack = aims.pack and papers.url = aims.source_url
left join for_objectives
    on for_objectives.pack = aims.pack and for_objectives.edition = editions.edition
    and for_objectives.objective = aims.objective
left join for_outcomes
    on for_outcomes.pack = aims.pack and for_outcomes.edition = editions.edition and for_outcomes.outcome = aims.outcome
where coalesce(papers.published_by <= editions.edition, true)
order by editions.pack, editions.edition, position
