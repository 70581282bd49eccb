-- one row per petition, call for action, peer challenge, inspection, and result of an inspection, as published
with named as (
    select
        pack, agreement_code, 'petition' as kind, petition as name, title, null as body, null as place, signatures,
        received as began_on, null::date as ended_on, null::date as due, stage, response, responded_on, null as outcome,
        null as refused_because, null as recommendations, call_for_action as became, null as score, null as scale,
        target, policy_area, source_url, source_id, source_row, notice,
    from marts.pack_petitions

    union all by name

    select
        pack, agreement_code, 'call' as kind, call as name, title, ward as place, raised_on as began_on, stage, response,
        outcome, refused_because, target, policy_area, source_url, source_id, source_row, notice,
    from marts.pack_calls_for_action

    union all by name

    -- Of the ladder of support and intervention the steps on which others come to look.
    select
        pack, agreement_code, if(step = 1, 'peer challenge', 'inspection') as kind, 'step ' || source_row as name,
        what as title, body, recipients as place, started as began_on, ended as ended_on, deadline as due,
        recommendations, response, responded_on, target, policy_area, source_url, source_id, source_row, notice,
    from marts.pack_interventions
    where step in (1, 3)

    union all by name

    select
        pack, agreement_code, 'result' as kind, 'result ' || source_row as name, text as title, body as place,
        published_on_by as began_on, score, scale, source_url, source_id, source_row, notice,
    from marts.pack_judgements
    where kind = 'inspection'
)

select
    named.* exclude (policy_area), policies.name as policy_area, promised.indicator, promised.title as measure,
    promised.polarity, packs.published_on_by as told_on,
    -- A stage has no day of its own: it is known from the day of the answer, else of the pack.
    case named.kind when 'petition' then coalesce(named.responded_on, packs.published_on_by)
        else packs.published_on_by
    end as stage_from,
    coalesce(calls.raised_on, packs.published_on_by) as became_from,
    coalesce(named.ended_on, packs.published_on_by) as recommended_from,
from named
join marts.pack_agreement as packs using (pack)
left join marts.pack_policy_areas as policies on policies.pack = named.pack and policies.policy_area = named.policy_area
left join marts.pack_calls_for_action as calls on calls.pack = named.pack and calls.call = named.became
left join (select pack, target, indicator, title, polarity from marts.promises where is_latest_edition) as promised
    on promised.pack = named.pack and promised.target = named.target
order by named.agreement_code, named.kind, named.began_on, named.source_row
