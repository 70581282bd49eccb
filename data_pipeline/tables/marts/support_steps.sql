-- one row per step of support or intervention that was published, with the bodies, milestones and measures that it names
with named as (
    select
        source_id, source_row,
        regexp_replace(
            unnest(regexp_extract_all(concat_ws(' ', issue, level_required, milestones), '\bNI ?\d{1,3}\b')), '^NI ?', 'NI '
        ) as indicator,
    from marts.pack_interventions
    union
    select steps.source_id, steps.source_row, promises.indicator
    from marts.pack_interventions as steps
    join marts.promises as promises
        on promises.pack = steps.pack and promises.target = steps.target and promises.is_latest_edition
),

measured as (
    select
        named.source_id, named.source_row,
        list(distinct {'indicator': indicators.indicator, 'title': indicators.title}) as measures,
    from named
    join marts.indicators as indicators on indicators.indicator = named.indicator
    group by named.source_id, named.source_row
)

select
    steps.agreement_code, steps.step, steps.what, steps.body, parts_of(steps.recipients) as recipients,
    policy_areas.name as policy_area_name, steps.issue, steps.level_required, steps.deadline,
    parts_of(steps.milestones) as milestones, parts_of(steps.progress) as progress,
    -- What became of it is known when it ended; of one that goes on, when the pack was published.
    coalesce(steps.ended, packs.published_on_by) as progress_known_from,
    coalesce(measured.measures, []) as measures,
    steps.started, steps.ended, steps.source_url, steps.notice, steps.source_row,
from marts.pack_interventions as steps
join marts.pack_agreement as packs on packs.pack = steps.pack
left join marts.pack_policy_areas as policy_areas
    on policy_areas.pack = steps.pack and policy_areas.policy_area = steps.policy_area
left join measured on measured.source_id = steps.source_id and measured.source_row = steps.source_row
order by steps.agreement_code, steps.step, steps.started, steps.source_row
