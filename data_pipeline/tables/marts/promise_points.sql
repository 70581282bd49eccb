-- one row per figure promised or reported in a pack: baselines, milestones, targets, floors and outturns of every date
with targets as (
    select pack_targets.* replace (coalesce(pack_targets.polarity, local.polarity, indicators.polarity) as polarity)
    from marts.pack_targets as pack_targets
    left join marts.pack_indicators as local
        on local.pack = pack_targets.pack and local.indicator = pack_targets.indicator
    left join marts.indicators as indicators on indicators.indicator = pack_targets.indicator
),

promised as (
    select
        pack, agreement_code, area_code, target, indicator, 'baseline' as what, '' as slot, baseline_period as period,
        coalesce(baseline_own_start, baseline_period_start) as period_start,
        coalesce(baseline_own_end, baseline_period_end) as period_end,
        coalesce(baseline_own_label, baseline_period_label, baseline_period) as period_label,
        coalesce(baseline_own_year, baseline_period_year) as reporting_year,
        baseline as value_as_published, baseline_value as value, baseline_reason as reason, baseline_mark as mark,
        agreed_on as said_on, agreed_on_by as said_by, source_url, source_title, note, notice, source_id, source_row, polarity,
    from targets
    where baseline is not null

    union all

    select
        pack, agreement_code, area_code, target, indicator, 'final target', '', final_period,
        coalesce(final_target_own_start, final_period_start), coalesce(final_target_own_end, final_period_end),
        coalesce(final_target_own_label, final_period_label, final_period),
        coalesce(final_target_own_year, final_period_year),
        final_target, promised_number(final_target_value, final_target_reason, final_target_bound, polarity),
        coalesce(final_target_reason, if(final_target is null, 'empty', null)), final_target_mark,
        agreed_on, agreed_on_by, source_url, source_title, note, notice, source_id, source_row, polarity,
    from targets
    -- A year for which no paper prints a target was left empty, and that is said.
    qualify final_target is not null
        or final_period is not null and count(final_target) over (partition by pack, target) = 0

    union all

    select
        pack, agreement_code, area_code, target, indicator, 'floor', '', floor_deadline,
        floor_deadline_start, floor_deadline_end, coalesce(floor_deadline_label, floor_deadline), floor_deadline_year,
        floor, promised_number(floor_value, floor_reason, floor_bound, polarity), floor_reason, floor_mark,
        agreed_on, agreed_on_by, source_url, source_title, note, notice, source_id, source_row, polarity,
    from targets
    where floor is not null

    union all

    select
        milestones.pack, milestones.agreement_code, targets.area_code, milestones.target, targets.indicator,
        coalesce(milestones.kind, 'milestone'),
        -- A figure for another year may stand in a year's column; the column is what a later paper rewrites.
        coalesce(format('{} {}', milestones.period_start, milestones.period_end), format('row {}', milestones.source_row)), milestones.period,
        coalesce(milestones.period_data_start, milestones.value_own_start, milestones.period_start),
        coalesce(milestones.period_data_end, milestones.value_own_end, milestones.period_end),
        coalesce(milestones.period_data_label, milestones.value_own_label, milestones.period_label),
        coalesce(milestones.period_data_year, milestones.value_own_year, milestones.period_year),
        milestones.value,
        promised_number(milestones.value_value, milestones.value_reason, milestones.value_bound, targets.polarity),
        coalesce(milestones.value_reason, if(milestones.value is null, 'empty', null)),
        milestones.value_mark, milestones.agreed_on, milestones.agreed_on_by, milestones.source_url, milestones.source_title,
        milestones.note, milestones.notice, milestones.source_id, milestones.source_row,
        targets.polarity,
    from marts.pack_milestones as milestones
    join (
        select pack, target, any_value(area_code) as area_code, any_value(indicator) as indicator,
            any_value(polarity) as polarity
        from targets
        group by pack, target
    ) as targets using (pack, target)
),

figures as (
    select
        *,
        cast(null as double) as lower, cast(null as double) as upper, cast(null as double) as numerator,
        cast(null as double) as denominator, cast(null as bigint) as sample_size,
        cast(null as varchar) as status, cast(null as varchar) as status_meaning,
        cast(null as varchar) as published_rating, cast(null as varchar) as break_before,
    from promised

    union all by name

    select
        outturns.pack, outturns.agreement_code, outturns.area_code, outturns.indicator, 'outturn' as what,
        -- Two figures of no printed period may be of two years: neither is the other's earlier version.
        coalesce(
            format(
                '{} {}',
                coalesce(outturns.period_data_start, outturns.value_own_start, outturns.period_start),
                coalesce(outturns.period_data_end, outturns.value_own_end, outturns.period_end)
            ),
            format('row {}', outturns.source_row)
        ) as slot,
        outturns.period,
        coalesce(outturns.period_data_start, outturns.value_own_start, outturns.period_start) as period_start,
        coalesce(outturns.period_data_end, outturns.value_own_end, outturns.period_end) as period_end,
        coalesce(outturns.period_data_label, outturns.value_own_label, outturns.period_label) as period_label,
        coalesce(outturns.period_data_year, outturns.value_own_year, outturns.period_year) as reporting_year,
        outturns.value as value_as_published, outturns.value_value as value,
        -- A value beside a status that says there is none is not one.
        case
            when outturns.value_value is null
            then coalesce(outturns.value_reason, statuses.status)
        end as reason,
        outturns.value_mark as mark,
        outturns.lower, outturns.upper, outturns.numerator, outturns.denominator, outturns.sample_size,
        coalesce(statuses.status, 'published') as status, statuses.meaning as status_meaning, outturns.published_rating,
        outturns.break_before,
        outturns.published_on as said_on, outturns.published_on_by as said_by,
        outturns.source_url, outturns.source_title, outturns.note, outturns.notice, outturns.source_id, outturns.source_row,
    from marts.pack_outturns as outturns
    left join definitions.statuses as statuses on coalesce(statuses.code, '') = coalesce(outturns.status, '')
),

versions as (
    select
        * replace (coalesce(area_code, agreement_code) as area_code),
        -- Of one baseline, one target, one year's milestone or one period's outturn: the paper that replaced this one.
        row_number() over slots as version,
        lead(said_by) over slots as superseded_on,
        lead(source_row) over slots is null as is_last_word,
    from figures
    window slots as (
        partition by pack, coalesce(area_code, agreement_code), target, indicator, what, slot
        order by said_by nulls first, source_row
    )
)

select
    pack,
    agreement_code,
    area_code,
    target,
    indicator,
    what,
    period,
    period_start,
    period_end,
    period_label,
    reporting_year,
    value_as_published,
    value,
    if(value is null, reason, null) as reason,
    mark,
    polarity,
    lower,
    upper,
    numerator,
    denominator,
    sample_size,
    status,
    status_meaning,
    published_rating,
    break_before,
    said_on,
    said_by,
    slot,
    version,
    superseded_on,
    is_last_word,
    source_url,
    source_title,
    note,
    source_id,
    source_row,
    notice,
from versions
order by pack, indicator, target, area_code, what, period_end, said_by, source_row
