-- advice to a publisher: one row per thing that the board's pack of this agreement will lack at its next meeting
-- Told by `check` alone, in time to write it down. What is off track is what the board looks at first (queries/boards).
with targets as (
    select promises.pack, promises.target, promises.title, promises.policy_area, promises.lead_partner, promises.indicator,
        promises.area_code, sheet.source_id, sheet.source_row,
    from marts.promises as promises
    join (
        select pack, target, arg_max(source_id, source_row) as source_id, max(source_row) as source_row
        from marts.pack_targets group by pack, target
    ) as sheet using (pack, target)
    where promises.is_latest_edition and promises.target is not null
        and not promises.is_history and not promises.is_removed
),

exceptions as (
    select targets.* from targets
    semi join (
        from marts.promise_enquiries
        where is_latest_edition and coalesce(asks_from < current_date, true)
            and reason in (
                'not kept', 'gone backwards', 'missed', 'behind', 'hidden by the whole', 'no figure', 'no figure at the end'
            )
    ) as asked using (pack, target)
),

lacking as (
    select exceptions.*, 'policy_area' as column_name, 'is off track or has no figure, and nothing says why' as problem,
        'Write what stands in the way into the challenges of its policy area, in commentary/' as what_to_do,
    from exceptions
    anti join (from marts.pack_commentary where challenges is not null) as said using (pack, policy_area)

    union all by name

    select exceptions.*, 'target' as column_name, 'is off track or has no figure, and no action is named' as problem,
        'Write what is done about it, by whom and by when, into the sheet of actions' as what_to_do,
    from exceptions anti join marts.pack_actions as actions using (pack, target)

    union all by name

    select exceptions.*, 'target' as column_name, 'is off track or has no figure, and no risk is named' as problem,
        'Write what could stop it, and who answers for that, into the sheet of risks' as what_to_do,
    from exceptions anti join marts.pack_risks as risks using (pack, target)

    union all by name

    select exceptions.*, 'target' as column_name, 'is off track or has no figure, and no recommendation or decision is named' as problem,
        'Write what the board is asked to recommend into the sheet of decisions' as what_to_do,
    from exceptions anti join marts.pack_decisions as decisions using (pack, target)

    union all by name

    select targets.*, 'lead_partner' as column_name, 'has no lead' as problem, 'Name one lead for it' as what_to_do,
    from targets
    where coalesce(lead_partner, 'not published') = 'not published'

    union all by name

    -- The last period that has ended and was promised for, of which no figure came.
    select targets.*, 'final_period' as column_name, 'waits for the figure of a period that has ended' as problem,
        'Write it, or why there is none, into the sheet of outturns' as what_to_do,
    from targets
    join (
        select pack, target, max(period_end) as due from marts.promise_points
        where what in ('milestone', 'final target') and is_last_word and period_end < current_date
        group by pack, target
    ) as promised using (pack, target)
    where not exists (
        from marts.promise_points as points
        where points.pack = targets.pack and points.what = 'outturn' and points.value is not null
            and points.indicator = targets.indicator and points.area_code = targets.area_code
            and points.period_end >= promised.due
    )

    union all by name

    select targets.*, 'target' as column_name, 'had its latest figure printed late' as problem,
        'Write the figures of its next period into the sheet of outturns as soon as they are known' as what_to_do,
    from targets
    join (from marts.promise_ages where is_latest_edition and is_stale) as ages using (pack, target)
)

select source_id, source_row, column_name, title as value, 'a target ' || problem as problem, what_to_do,
from lacking

union all

select source_id, source_row, 'owner', what, 'a risk that nobody answers for', 'Name who does',
from marts.pack_risks
where owner is null
