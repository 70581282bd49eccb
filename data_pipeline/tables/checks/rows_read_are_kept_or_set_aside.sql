-- every row read is either kept or set aside with a reason
with kept as (
    select source_id, count(*) as kept from marts.figures group by source_id
),

of_packs as (
    select source_id from marts.pack_agreement
    union all
    select source_id from marts.pack_areas
    union all
    select source_id from marts.pack_policy_areas
    union all
    select source_id from marts.pack_indicators
    union all
    select source_id from marts.pack_outcomes
    union all
    select source_id from marts.pack_objectives
    union all
    select source_id from marts.pack_targets
    union all
    select source_id from marts.pack_milestones
    union all
    select source_id from marts.pack_outturns
    union all
    select source_id from marts.pack_commentary
    union all
    select source_id from marts.pack_actions
    union all
    select source_id from marts.pack_decisions
    union all
    select source_id from marts.pack_risks
    union all
    select source_id from marts.pack_scrutiny
    union all
    select source_id from marts.pack_engagement
    union all
    select source_id from marts.pack_petitions
    union all
    select source_id from marts.pack_calls_for_action
    union all
    select source_id from marts.pack_funding
    union all
    select source_id from marts.pack_rewards
    union all
    select source_id from marts.pack_judgements
    union all
    select source_id from marts.pack_interventions
    union all
    select source_id from marts.pack_exceptions
    union all
    select source_id from marts.pack_documents
),

kept_of_packs as (
    select source_id, count(*) as kept from of_packs group by source_id
)

select sources.file, format('{} rows read, {} kept, {} set aside', rows_read, kept, rows_set_aside) as value
from meta.sources as sources
left join kept using (source_id)
where sources.kind = 'series' and rows_read <> coalesce(kept, 0) + rows_set_aside

union all

select sources.file, format('{} rows read, {} kept, {} set aside', rows_read, kept, rows_set_aside)
from meta.sources as sources
left join kept_of_packs as kept using (source_id)
-- The shapes of an example's map are no rows of a sheet.
where sources.kind = 'agreement' and not ends_with(sources.source_id, '/map')
  and rows_read <> coalesce(kept, 0) + rows_set_aside
