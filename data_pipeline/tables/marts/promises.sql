-- one row per edition and promise: a target, or a measure reported in a pack without one, with its latest figure
with measures as (
    select cast(null as varchar) as pack, indicator, title, unit, polarity, laa_theme, cast(null as varchar) as policy_area,
        cast(null as bigint) as decimals, is_place_survey as is_survey, cast(null as varchar) as definition
    from marts.indicators
    union all
    select local.pack, local.indicator, local.title, local.unit, local.polarity, themes.name, local.policy_area,
        local.decimals, local.is_survey, local.definition
    from marts.pack_indicators as local
    left join definitions.themes as themes on themes.code = local.theme
),

-- What is reported but not promised has a line of its own: nothing that was published is left out.
listed as (
    select
        pack, edition, is_latest_edition, agreement_code, target, indicator,
        area_code, title, polarity,
        policy_area, theme, outcome, objective, kind, kind_2006, change, reason as change_reason, published_change,
        agreed_on, lead_partner, contributing_partners, partnership, tolerance, tolerance_unit, versions,
        floor, floor_value, source_url, source_title, note, notice, source_row,
    from judging.promised

    union all by name

    select
        pack, edition, is_latest_edition, any_value(agreement_code) as agreement_code, indicator, area_code,
        'no target' as kind,
        min(source_row) + 10000 as source_row, any_value(notice) as notice, 0 as versions,
    from judging.edition_points
    where what = 'outturn'
      and (pack, edition, indicator) not in (select (pack, edition, indicator) from judging.promised)
      -- A district stands in a line of its own where nothing is said of the whole.
      and (
          area_code = agreement_code
          or (pack, edition, indicator) not in (
              select (pack, edition, indicator) from judging.edition_points where what = 'outturn' and area_code = agreement_code
          )
      )
    group by pack, edition, is_latest_edition, indicator, area_code
),

milestoned as (
    select distinct pack, edition, area_code, indicator, period_start, period_end
    from judging.edition_points
    where what = 'milestone'
),

outturns as (
    select
        points.*,
        whole_months(points.period_start, points.period_end) as months,
        -- A quarter's count beside a year's target would mislead: alone it stands only where a quarter has a milestone.
        coalesce(months >= 12, false) or milestoned.pack is not null as stands_alone,
    from judging.edition_points as points
    left join milestoned using (pack, edition, area_code, indicator, period_start, period_end)
    where points.what = 'outturn' and points.is_last_word
),

latest as (
    -- A year says more than its last quarter; a figure more than a reason why there is none.
    select * from outturns
    qualify row_number() over (
        partition by pack, edition, area_code, indicator
        order by stands_alone desc, period_end desc nulls last, months desc, value is null, source_row desc
    ) = 1
),

newer as (
    select outturns.*
    from outturns
    join latest using (pack, edition, area_code, indicator)
    where outturns.period_end > latest.period_end and outturns.value is not null
    qualify row_number() over (
        partition by outturns.pack, outturns.edition, outturns.area_code, outturns.indicator
        order by outturns.period_end desc, outturns.months desc, outturns.source_row desc
    ) = 1
),

before as (
    select outturns.* from outturns
    join latest using (pack, edition, area_code, indicator)
    where outturns.months = latest.months and outturns.period_end < latest.period_end and outturns.value is not null
    qualify row_number() over (
        partition by outturns.pack, outturns.edition, outturns.area_code, outturns.indicator
        order by outturns.period_end desc
    ) = 1
),

counted as (
    select pack, edition, area_code, indicator, count(value) as figures from outturns group by all
),

ends as (
    select
        pack, edition, target,
        max(period_end) as last_period_end,
        bool_or(not is_last_word) as has_two_versions,
        bool_or(value_as_published is not null) as has_target,
        max_by(reason, period_end) = 'deleted' as is_deleted,
    from judging.edition_points
    where what in ('milestone', 'final target')
    group by pack, edition, target
),

-- What was printed for the way, where it has a number and another paper did not replace it.
ways as (
    select
        pack, edition, target,
        string_agg(
            concat_ws(' ', nullif(upper(what[1]) || what[2:], 'Milestone'), value_as_published, '(' || period_label || ')'),
            '; ' order by period_end nulls last, source_row
        ) as on_the_way,
    from judging.edition_points
    where what in ('milestone', 'interim', 'stretch', 'reward trigger') and is_last_word and value is not null
    group by pack, edition, target
)

select
    listed.pack,
    listed.edition,
    listed.is_latest_edition,
    listed.agreement_code,
    listed.area_code,
    areas.name as area_name,
    listed.target,
    listed.indicator,
    coalesce(listed.title, measures.title) as title,
    measures.title as indicator_title,
    measures.definition,
    measures.pack is null as is_national,
    measures.unit,
    measures.decimals,
    measures.is_survey,
    coalesce(listed.polarity, measures.polarity) as polarity,
    listed.kind,
    listed.kind_2006,
    coalesce(listed.policy_area, measures.policy_area) as policy_area,
    policy_areas.name as policy_area_name,
    coalesce(own_theme.name, measures.laa_theme, area_theme.name) as theme_name,
    -- A target may be of two themes: it is counted under the first, and named under that of its policy area or outcome.
    list_sort(list_distinct(list_filter(
        [area_theme.name, outcome_theme.name], lambda name: name <> theme_name
    ))) as other_themes,
    outcomes.title as outcome,
    objectives.title as objective,
    terms.baseline_as_published,
    terms.baseline_value,
    terms.baseline_reason,
    terms.baseline_period_label,
    -- A promise that was set again may start after the last figure there is.
    coalesce(terms.baseline_end > latest.period_end, false) as starts_after_figure,
    terms.final_as_published,
    terms.final_value,
    terms.final_reason,
    terms.final_period_label,
    listed.floor as floor_as_published,
    listed.floor_value,
    held.milestone_as_published,
    held.milestone_value,
    held.milestone_reason,
    held.milestone_period_label,
    coalesce(ends.has_target, false) as has_target,
    coalesce(counted.figures, 0) as figures,
    ways.on_the_way,
    latest.value_as_published,
    latest.value,
    latest.reason,
    latest.mark,
    latest.period_label,
    latest.period_end,
    latest.lower,
    latest.upper,
    latest.sample_size,
    latest.status,
    latest.published_rating,
    latest.said_on as published_on,
    latest.source_url as outturn_source_url,
    latest.source_title as outturn_source_title,
    before.value_as_published as previous_as_published,
    before.value as previous_value,
    before.period_label as previous_period_label,
    -- A part of a year since then, which is no match for what is promised for a year.
    newer.value_as_published as newer_as_published,
    newer.period_label as newer_period_label,
    listed.lead_partner,
    listed.contributing_partners,
    coalesce(listed.partnership, policy_areas.partnership) as partnership,
    listed.tolerance,
    listed.tolerance_unit,
    listed.agreed_on,
    listed.change,
    listed.change_reason,
    listed.published_change,
    listed.versions,
    coalesce(listed.versions > 1 or ends.has_two_versions, false) as is_changed,
    coalesce(listed.change = 'removed', false) or coalesce(ends.is_deleted, false) as is_removed,
    listed.kind = 'earlier agreement' as is_history,
    is_history or coalesce(
        ends.last_period_end < coalesce(agreement.period_start, date '2008-04-01'), false
    ) as is_pre_agreement,
    listed.source_url,
    listed.source_title,
    listed.note,
    listed.notice,
    row_number() over (
        partition by listed.pack, listed.edition order by policy_areas.source_row nulls last, listed.source_row, listed.indicator
    ) as position,
from listed
join marts.pack_agreement as agreement on agreement.pack = listed.pack
left join measures
    on measures.indicator = listed.indicator and coalesce(measures.pack, listed.pack) = listed.pack
left join marts.areas as areas on areas.area_code = listed.area_code
left join marts.pack_policy_areas as policy_areas
    on policy_areas.pack = listed.pack and policy_areas.policy_area = coalesce(listed.policy_area, measures.policy_area)
left join definitions.themes as own_theme on own_theme.code = listed.theme
left join definitions.themes as area_theme on area_theme.code = policy_areas.theme
left join marts.pack_outcomes as outcomes on outcomes.pack = listed.pack and outcomes.outcome = listed.outcome
left join definitions.themes as outcome_theme on outcome_theme.code = outcomes.theme
left join marts.pack_objectives as objectives
    on objectives.pack = listed.pack and objectives.objective = listed.objective
left join judging.held_against as terms
    on terms.pack = listed.pack and terms.edition = listed.edition and terms.target = listed.target
    and terms.source_row is null
left join latest
    on latest.pack = listed.pack and latest.edition = listed.edition and latest.area_code = listed.area_code
    and latest.indicator = listed.indicator
left join newer
    on newer.pack = listed.pack and newer.edition = listed.edition and newer.area_code = listed.area_code
    and newer.indicator = listed.indicator
left join counted
    on counted.pack = listed.pack and counted.edition = listed.edition and counted.area_code = listed.area_code
    and counted.indicator = listed.indicator
left join before
    on before.pack = listed.pack and before.edition = listed.edition and before.area_code = listed.area_code
    and before.indicator = listed.indicator
left join judging.held_against as held
    on held.pack = listed.pack and held.edition = listed.edition and held.target = listed.target
    and held.source_id = latest.source_id and held.source_row = latest.source_row
left join ends
    on ends.pack = listed.pack and ends.edition = listed.edition and ends.target = listed.target
left join ways
    on ways.pack = listed.pack and ways.edition = listed.edition and ways.target = listed.target
order by listed.pack, listed.edition, position
