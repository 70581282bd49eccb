-- one row per edition and finding about a target itself: what about it cannot be right or cannot be judged, and whom to ask
with latest as (
    select * from marts.rated_outturns where is_latest
),

facts as (
    select
        promises.*,
        terms.target_value,
        coalesce(terms.target_as_published, promises.final_as_published) as target_as_published,
        coalesce(terms.baseline_value, latest.start_value) as start_value,
        coalesce(terms.baseline_as_published, latest.start_as_published) as start_as_published,
        terms.baseline_value is null as starts_at_figure_before,
        latest.start_period_label,
        latest.standard_error,
        last_milestone.reason as milestone_reason,
    from marts.promises as promises
    left join latest
        on latest.pack = promises.pack and latest.edition = promises.edition and latest.target = promises.target
    left join judging.held_against as terms
        on terms.pack = promises.pack and terms.edition = promises.edition and terms.target = promises.target
        and terms.source_id is not distinct from latest.source_id and terms.source_row is not distinct from latest.source_row
    left join (
        select pack, edition, target, reason
        from judging.edition_points
        where what = 'milestone' and is_last_word
        qualify row_number() over (
            partition by pack, edition, target order by value is null, period_end desc nulls last
        ) = 1
    ) as last_milestone
        on last_milestone.pack = promises.pack and last_milestone.edition = promises.edition
        and last_milestone.target = promises.target
    where promises.target is not null and not promises.is_removed and not promises.is_history
),

findings as (
    -- Beside the agreement nothing was promised, so nothing is missing.
    select
        *,
        'missing' as finding,
        true as is_target_in_doubt,
        format('No figure is set: the paper says {}', coalesce(target_as_published, 'nothing')) as detail,
    from facts
    where target_value is null and coalesce(final_reason, 'empty') in ('empty', 'not set', 'deleted')
      and kind in ('designated', 'statutory', 'local', 'in the agreement')

    union all by name

    -- Nothing can be held against words; that is no fault of the target, and it is rated where milestones are numbers.
    select
        *, 'no one number' as finding, false as is_target_in_doubt,
        format('The printed target is no one number: “{}”', target_as_published) as detail,
    from facts
    where target_value is null and final_reason not in ('empty', 'not set', 'deleted')

    union all by name

    select *, 'zero' as finding, true as is_target_in_doubt, 'The target is zero, and higher is better' as detail,
    from facts
    where target_value = 0 and polarity = 'higher'

    union all by name

    select
        *, 'out of range' as finding, true as is_target_in_doubt,
        format('A share cannot be {}', target_as_published) as detail,
    from facts
    where unit = '%' and indicator_title not ilike '%change%' and (target_value < 0 or target_value > 100)
      and not (start_value < 0)

    union all by name

    -- A factor of fifty between start and target is a slip of units, not ambition.
    select
        *, 'units differ' as finding, true as is_target_in_doubt,
        format('The start ({}) and the target ({}) are not counted alike', start_as_published, target_as_published) as detail,
    from facts
    where start_value <> 0 and target_value <> 0
      and greatest(abs(target_value / start_value), abs(start_value / target_value)) >= 50
       or contains(start_as_published, '%') <> contains(target_as_published, '%')
      and start_value is not null and target_value is not null and unit = '%' and abs(target_value - start_value) > 100

    union all by name

    select
        *, 'easier than the start' as finding, true as is_target_in_doubt,
        format(
            'The target ({}) is worse than {} ({})', target_as_published,
            if(
                starts_at_figure_before,
                format('the figure before it{}', coalesce(', of ' || start_period_label, '')), 'where it started'
            ),
            start_as_published
        ) as detail,
    from facts
    where improvement(target_value - start_value, polarity) < -1e-9

    union all by name

    -- 1.96 standard errors of a difference between two surveys of this size.
    select
        *, 'inside sampling noise' as finding, true as is_target_in_doubt,
        format(
            'The promised change ({:.1f}) is smaller than a survey of this size can see ({:.1f})',
            abs(target_value - start_value), z95() * sqrt(2) * standard_error
        ) as detail,
    from facts
    where is_survey and abs(target_value - start_value) > 1e-9
      and abs(target_value - start_value) < z95() * sqrt(2) * standard_error

    union all by name

    select
        *, 'baseline missing' as finding, false as is_target_in_doubt,
        'Nobody published where it started' as detail,
    from facts
    where baseline_value is null

    union all by name

    select
        *, 'lead missing' as finding, false as is_target_in_doubt,
        'Lead not declared' as detail,
    from facts
    where coalesce(lead_partner, 'not published') = 'not published'

    union all by name

    select
        *, 'more than one lead' as finding, false as is_target_in_doubt,
        format('More than one body leads: {}', lead_partner) as detail,
    from facts
    where len(leads_of(lead_partner)) > 1
)

select
    pack,
    edition,
    is_latest_edition,
    agreement_code,
    target,
    indicator,
    title,
    kind,
    finding,
    -- A slip of units makes every other finding about the size of the target meaningless.
    is_target_in_doubt,
    detail,
    coalesce(nullif(lead_partner, 'not published'), partnership, contributing_partners, 'the partnership''s board') as ask,
    position,
    notice,
from findings
where not (
    finding in ('easier than the start', 'inside sampling noise')
    and (pack, edition, target) in (select (pack, edition, target) from findings where finding = 'units differ')
)
order by pack, edition, position, finding
