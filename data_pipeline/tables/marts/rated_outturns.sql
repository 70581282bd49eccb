-- one row per edition, target and outturn that can be held against it: the sum behind the rating, with every number it uses
with outturns as (
    select
        points.* exclude (polarity),
        whole_months(points.period_start, points.period_end) as months,
        errors.standard_error,
    from judging.edition_points as points
    left join judging.outturn_errors as errors using (pack, source_id, source_row)
    -- An estimate never sets a rating.
    where points.what = 'outturn' and points.is_last_word and points.value is not null and points.period_end is not null
      and points.status <> 'estimated'
),

held as (
    select
        outturns.*,
        promises.target as held_target,
        promises.polarity,
        promises.unit,
        promises.kind,
        promises.is_survey,
        coalesce(promises.tolerance, agreement.tolerance) as tolerance,
        case when promises.tolerance is null then agreement.tolerance_unit else promises.tolerance_unit end as tolerance_unit,
        promises.final_reason,
        reporting_year_label(
            year(coalesce(agreement.period_start, date '2008-04-01'))
            - if(month(coalesce(agreement.period_start, date '2008-04-01')) < 4, 1, 0)
        ) as first_year,
    from outturns
    join marts.promises as promises
        on promises.pack = outturns.pack and promises.edition = outturns.edition
        and promises.area_code = outturns.area_code
        and promises.indicator = outturns.indicator and promises.target is not null and not promises.is_removed
        and not promises.is_history
    join marts.pack_agreement as agreement on agreement.pack = outturns.pack
),

before as (
    select
        later.pack, later.edition, later.held_target, later.source_id, later.source_row,
        earlier.value, earlier.value_as_published, earlier.period_label, earlier.period_end,
    from held as later
    join outturns as earlier
        on earlier.pack = later.pack and earlier.edition = later.edition
        and earlier.area_code = later.area_code and earlier.indicator = later.indicator
        and earlier.months = later.months and earlier.period_end < later.period_end
    qualify row_number() over (
        partition by later.pack, later.edition, later.held_target, later.source_id, later.source_row
        order by earlier.period_end desc
    ) = 1
),

summed as (
    select
        held.*,
        -- Words in place of a number are no start; then it is the figure before.
        case when against.baseline_value is not null then 'baseline' when before.value is not null then 'previous figure' end
            as start_is,
        if(start_is = 'baseline', against.baseline_value, before.value) as start_value,
        if(start_is = 'baseline', against.baseline_as_published, before.value_as_published) as start_as_published,
        if(start_is = 'baseline', coalesce(against.baseline_period_label, before.period_label), before.period_label)
            as start_period_label,
        if(start_is = 'baseline', coalesce(against.baseline_end, before.period_end), before.period_end) as start_end,
        against.milestone_value,
        against.milestone_as_published,
        against.milestone_value is null and against.milestone_as_published is not null as has_milestone_in_words,
        against.target_value,
        against.target_as_published,
        against.target_period_label,
        against.target_end,
        -- Between milestones only what was agreed has a path; and not before the agreement began.
        held.months >= 12 and held.kind in ('designated', 'statutory', 'local', 'in the agreement')
            and held.reporting_year >= held.first_year as has_path,
    from held
    left join judging.held_against as against
        on against.pack = held.pack and against.edition = held.edition and against.target = held.held_target
        and against.source_id = held.source_id and against.source_row = held.source_row
    left join before
        on before.pack = held.pack and before.edition = held.edition and before.held_target = held.held_target
        and before.source_id = held.source_id and before.source_row = held.source_row
),

due as (
    select
        *,
        -- Past the end, what is due is the target; before it and without a milestone, a straight line of ours, which
        -- never stands in for a milestone that was printed in words.
        case
            when milestone_value is not null then milestone_value
            when period_end = target_end or period_end > target_end and has_path then target_value
            when period_end > start_end and target_end > start_end and has_path and not has_milestone_in_words
            then start_value + (target_value - start_value) * date_diff('day', start_end, period_end)
                / date_diff('day', start_end, target_end)
        end as due_value,
        case
            when milestone_value is not null then 'milestone'
            when period_end = target_end or period_end > target_end and has_path then 'final target'
            when period_end > start_end and target_end > start_end and has_path and not has_milestone_in_words
            then 'straight line'
        end as due_is,
        case tolerance_unit when '% of the milestone' then tolerance / 100 * abs(due_value) when 'points' then tolerance end
            as tolerance_amount,
    from summed
)

select
    due.pack,
    due.edition,
    editions.is_latest as is_latest_edition,
    due.agreement_code,
    due.area_code,
    due.held_target as target,
    due.indicator,
    due.polarity,
    due.unit,
    due.period_label,
    due.period_start,
    due.period_end,
    due.months,
    due.value,
    due.value_as_published,
    due.lower,
    due.upper,
    due.sample_size,
    due.denominator,
    due.is_survey,
    due.standard_error,
    z95() * due.standard_error as margin,
    due.status,
    due.published_rating,
    due.said_on as published_on,
    due.source_url,
    due.source_id,
    due.source_row,
    start_value,
    start_as_published,
    start_period_label,
    start_end,
    start_is,
    target_value,
    target_as_published,
    target_period_label,
    target_end,
    milestone_as_published,
    coalesce(has_milestone_in_words, false) as has_milestone_in_words,
    due_value,
    due_is,
    tolerance,
    tolerance_unit,
    tolerance_amount,
    editions.close_share,
    improvement(target_value - start_value, due.polarity) as promised_improvement,
    delivered_share(due.value, start_value, target_value, due.polarity) as delivered_share,
    delivered_share(due_value, start_value, target_value, due.polarity) as expected_share,
    -- A promise to stay is kept within the partnership's tolerance, or within what the figure's own noise allows.
    case
        -- Part of a year may pass what the whole year was to reach: then it is on track, and no more.
        when months < 12 and period_end <> target_end and improvement(due.value - due_value, due.polarity) >= -1e-9
        then 'on_track'
        else rating(
            due.value, start_value, target_value, due_value, due.polarity, editions.close_share,
            coalesce(tolerance_amount, due.standard_error)
        )
    end as arithmetic_rating,
    improvement(due.value - due_value, due.polarity) >= -tolerance_amount - 1e-9 as is_kept_by_their_tolerance,
    improvement(due.value - due_value, due.polarity) >= -0.05 * abs(due_value) - 1e-9 as is_within_5_pct,
    improvement(due.value - due_value, due.polarity) >= -0.10 * abs(due_value) - 1e-9 as is_within_10_pct,
    -- The chance of being on track lies between 5% and 95%.
    could_be_chance(due.value - due_value, due.standard_error) as could_be_chance,
    start_value + close_share * (due_value - start_value) as close_from,
    row_number() over (
        partition by due.pack, due.edition, due.held_target
        order by due.period_end desc, due.months desc, due.source_row desc
    ) = 1 as is_latest,
    due.notice,
from due
join marts.editions as editions on editions.pack = due.pack and editions.edition = due.edition
where due_value is not null or has_path
order by due.pack, due.edition, due.held_target, due.period_end, due.source_row
