-- one row per edition, promise and figure of what happened: the baseline, the milestone and the target it is held against
-- And one without a figure for each promise: the terms in force. What a figure is held against is chosen here and nowhere else:
-- what the figure's own paper prints, else what stood when its period ended, else what was agreed first.
with figures as (
    select
        promised.pack, promised.edition, promised.target,
        points.source_id, points.source_row, points.period_start, points.period_end, points.source_url,
    from judging.promised as promised
    join judging.edition_points as points using (pack, edition, area_code, indicator)
    where points.what = 'outturn' and points.is_last_word and points.period_end is not null

    union all by name

    select pack, edition, target from judging.promised
),

said as (
    select
        figures.pack, figures.edition, figures.target, figures.source_id, figures.source_row,
        terms.what, terms.polarity, terms.value, terms.value_as_published, terms.reason, terms.period_label, terms.period_end,
    from figures
    join judging.edition_points as terms using (pack, edition, target)
    where terms.what in ('baseline', 'final target')
       or terms.what = 'milestone' and terms.period_start = figures.period_start and terms.period_end = figures.period_end
    qualify row_number() over (
        partition by figures.pack, figures.edition, figures.target, figures.source_id, figures.source_row, terms.what
        order by
            -- A figure is held against a number, where there is one; in force is what was said last, number or not.
            figures.source_row is not null and terms.value is null,
            terms.source_url = figures.source_url desc nulls last,
            coalesce(terms.said_by <= figures.period_end, true) desc,
            if(coalesce(terms.said_by <= figures.period_end, true), terms.said_by, null) desc nulls last,
            terms.said_by,
            terms.source_row desc
    ) = 1
),

last_milestones as (
    select pack, edition, target, value, value_as_published, period_label, period_end
    from judging.edition_points
    where what = 'milestone' and value is not null and period_end is not null and is_last_word
    qualify row_number() over (
        partition by pack, edition, target order by period_end desc, said_by desc nulls last, source_row desc
    ) = 1
)

select
    figures.pack,
    figures.edition,
    figures.target,
    figures.source_id,
    figures.source_row,
    starts.value as baseline_value,
    starts.value_as_published as baseline_as_published,
    starts.reason as baseline_reason,
    starts.period_label as baseline_period_label,
    starts.period_end as baseline_end,
    milestones.value as milestone_value,
    milestones.value_as_published as milestone_as_published,
    milestones.reason as milestone_reason,
    milestones.period_label as milestone_period_label,
    finals.value as final_value,
    finals.value_as_published as final_as_published,
    finals.reason as final_reason,
    finals.period_label as final_period_label,
    -- Where no final target is printed, the last milestone is the promise; where words stand in its place, a milestone for
    -- its own period is; where it has no date, a milestone that asks for no less. What was due a year before is never the
    -- promise of a year that has a target.
    last_milestones.value is not null and coalesce(
        finals.pack is null
            or finals.value is null and last_milestones.period_end >= finals.period_end
            or finals.period_end is null and improvement(last_milestones.value - finals.value, finals.polarity) >= -1e-9,
        false
    ) as is_last_milestone,
    if(is_last_milestone, last_milestones.value, finals.value) as target_value,
    case when is_last_milestone then last_milestones.value_as_published when finals.value is not null then finals.value_as_published end
        as target_as_published,
    case when is_last_milestone then last_milestones.period_label when finals.value is not null then finals.period_label end
        as target_period_label,
    case when is_last_milestone then last_milestones.period_end when finals.value is not null then finals.period_end end
        as target_end,
from figures
left join said as starts
    on starts.pack = figures.pack and starts.edition = figures.edition and starts.target = figures.target
    and starts.source_id is not distinct from figures.source_id
    and starts.source_row is not distinct from figures.source_row and starts.what = 'baseline'
left join said as finals
    on finals.pack = figures.pack and finals.edition = figures.edition and finals.target = figures.target
    and finals.source_id is not distinct from figures.source_id
    and finals.source_row is not distinct from figures.source_row and finals.what = 'final target'
left join said as milestones
    on milestones.pack = figures.pack and milestones.edition = figures.edition and milestones.target = figures.target
    and milestones.source_id = figures.source_id and milestones.source_row = figures.source_row
    and milestones.what = 'milestone'
left join last_milestones
    on last_milestones.pack = figures.pack and last_milestones.edition = figures.edition
    and last_milestones.target = figures.target
order by figures.pack, figures.edition, figures.target, figures.source_id, figures.source_row
