-- one row per edition, target and outturn that can be held against it: the sum behind the rating, with every number it uses
with outturns as (
    select
        points.*,
        date_diff('month', points.period_start, points.period_end + 1) as months,
        coalesce(
            standard_error(points.lower, points.upper),
            -- A share of people counted or asked: simple random sampling, at best.
            case
                when measures.unit = '%' and points.value between 0 and 100
                then sqrt(points.value * (100 - points.value) / nullif(coalesce(points.sample_size, points.denominator), 0))
            end
        ) as standard_error,
    from judging.edition_points as points
    join (select distinct pack, edition, indicator, unit from marts.promises) as measures using (pack, edition, indicator)
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
    join marts.pack_agreement as agreement on agreement.pack = outturns.pack
),

-- What stood when the period ended: from the same paper if it prints it, else the version valid then, else the first.
candidates as (
    select
        held.pack, held.edition, held.held_target,
        held.source_id as outturn_source_id, held.source_row as outturn_source_row,
        said.what, said.value, said.value_as_published, said.period_label, said.period_start, said.period_end,
        said.source_url, said.said_on,
        row_number() over (
            partition by held.pack, held.edition, held.held_target, held.source_id, held.source_row, said.what
            order by
                said.source_url is not distinct from held.source_url and held.source_url is not null desc,
                coalesce(said.said_by <= held.period_end, true) desc,
                case when said.said_by <= held.period_end then said.said_by end desc nulls last,
                said.said_by,
                said.source_row desc
        ) as fit,
    from held
    join judging.edition_points as said
        on said.pack = held.pack and said.edition = held.edition and said.target = held.held_target
        and (
            said.what in ('baseline', 'final target')
            or said.what = 'milestone' and said.period_start = held.period_start and said.period_end = held.period_end
        )
    where said.value is not null
),

chosen as (
    select
        pack, edition, held_target, outturn_source_id, outturn_source_row,
        max(value) filter (what = 'baseline') as baseline_value,
        max(value_as_published) filter (what = 'baseline') as baseline_as_published,
        max(period_label) filter (what = 'baseline') as baseline_period_label,
        max(period_end) filter (what = 'baseline') as baseline_end,
        max(value) filter (what = 'milestone') as milestone_value,
        max(value_as_published) filter (what = 'milestone') as milestone_as_published,
        max(value) filter (what = 'final target') as final_value,
        max(value_as_published) filter (what = 'final target') as final_as_published,
        max(period_label) filter (what = 'final target') as final_period_label,
        max(period_end) filter (what = 'final target') as final_end,
    from candidates
    where fit = 1
    group by all
),

-- Where no final target is printed, the last milestone is the promise.
last_milestones as (
    select pack, edition, target, value, value_as_published, period_label, period_end
    from judging.edition_points
    where what = 'milestone' and value is not null and period_end is not null and is_last_word
    qualify row_number() over (
        partition by pack, edition, target order by period_end desc, said_by desc nulls last
    ) = 1
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
        coalesce(chosen.baseline_value, before.value) as start_value,
        coalesce(chosen.baseline_as_published, before.value_as_published) as start_as_published,
        coalesce(chosen.baseline_period_label, before.period_label) as start_period_label,
        coalesce(chosen.baseline_end, before.period_end) as start_end,
        case when chosen.baseline_value is not null then 'baseline' when before.value is not null then 'previous figure' end
            as start_is,
        chosen.milestone_value,
        chosen.milestone_as_published,
        -- A final target of no known period is no end: the last milestone then is.
        chosen.final_end is null and last_milestones.value is not null as is_last_milestone,
        if(is_last_milestone, last_milestones.value, chosen.final_value) as target_value,
        if(is_last_milestone, last_milestones.value_as_published, chosen.final_as_published) as target_as_published,
        if(is_last_milestone, last_milestones.period_label, chosen.final_period_label) as target_period_label,
        if(is_last_milestone, last_milestones.period_end, chosen.final_end) as target_end,
        -- Between milestones only what was agreed has a path; and not before the agreement began.
        held.months >= 12 and held.kind in ('designated', 'statutory', 'local', 'in the agreement')
            and held.reporting_year >= held.first_year as has_path,
    from held
    left join chosen
        on chosen.pack = held.pack and chosen.edition = held.edition and chosen.held_target = held.held_target
        and chosen.outturn_source_id = held.source_id and chosen.outturn_source_row = held.source_row
    left join last_milestones
        on last_milestones.pack = held.pack and last_milestones.edition = held.edition
        and last_milestones.target = held.held_target
    left join before
        on before.pack = held.pack and before.edition = held.edition and before.held_target = held.held_target
        and before.source_id = held.source_id and before.source_row = held.source_row
),

due as (
    select
        *,
        -- Past the end, what is due is the target; before it and without a milestone, a straight line of ours.
        case
            when milestone_value is not null then milestone_value
            when period_end = target_end or period_end > target_end and has_path then target_value
            when period_end > start_end and target_end > start_end and has_path
            then start_value + (target_value - start_value) * date_diff('day', start_end, period_end)
                / date_diff('day', start_end, target_end)
        end as due_value,
        case
            when milestone_value is not null then 'milestone'
            when period_end = target_end or period_end > target_end and has_path then 'final target'
            when period_end > start_end and target_end > start_end and has_path then 'straight line'
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
    abs(due.value - due_value) < 1.6448536269514722 * due.standard_error as could_be_chance,
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
