-- one row per edition, promise and reason to ask about it, with the figures that the question rests on
-- made: key pack, edition, target, reason, district_code, detail
-- A reason holds from the day `asks_from` on; null: always. What could be chance is called that; what was not tested, too.
with stood as (
    select promises.* exclude (notice, reason), ratings.* exclude (
            pack, edition, is_latest_edition, agreement_code, area_code, target, indicator, title, kind, policy_area,
            theme_name, position, lead_partner, published_rating, floor_value, polarity, unit, period_label, period_end,
            value, value_as_published, lower, upper, sample_size, is_survey, status, published_on, source_url, tolerance,
            tolerance_unit
        ),
        ratings.period_label as rated_label,
        ratings.value_as_published as rated_as_published,
        ratings.value as rated_value,
        -- People between what was due and what was reported, where the figure is a share of a counted base.
        abs(ratings.value - ratings.due_value) * ratings.denominator / unit_scale(promises.unit) as people,
        case
            when ratings.could_be_chance then 'chance' when ratings.standard_error is null then 'untested' else 'sure'
        end as sureness,
    from marts.promises as promises
    join marts.ratings as ratings
        on ratings.pack = promises.pack and ratings.edition = promises.edition and ratings.target = promises.target
),

-- The day from which a figure was due: a year after the first period that anything was promised for.
first_due as (
    select promises.pack, promises.edition, promises.target, cast(min(points.period_end) + interval 1 year as date) as day,
    from marts.promises as promises
    join marts.promise_points as points
        on points.pack = promises.pack and points.target = promises.target and points.said_by <= promises.edition
        and points.what in ('milestone', 'final target')
    group by promises.pack, promises.edition, promises.target
),

found as (
    select stood.*, 'not kept' as reason, if(end_could_be_chance, 'chance', sureness) as how_sure, null::date as asks_from,
        target_as_published as due_printed, end_period_label as due_for, end_as_published as now_printed,
        end_period_label as now_for,
    from stood
    where end_code = 'not kept'

    union all by name

    select stood.*, if(rating_code = 'backwards', 'gone backwards', rating_code) as reason, sureness as how_sure,
        if(due_is = 'milestone', milestone_as_published, if(due_is = 'final target', target_as_published, null)) as due_printed,
        rated_label as due_for, rated_as_published as now_printed, rated_label as now_for,
        start_as_published as then_printed, start_period_label as then_for,
    from stood
    -- That it is not kept says already that it is behind.
    where rating_code = 'backwards' or rating_code in ('behind', 'missed') and end_code <> 'not kept'

    union all by name

    select stood.*, 'hidden by the whole' as reason, 'untested' as how_sure, masking.district_code, masking.district,
        masking.population as how_many, masking.value_as_published as now_printed, masking.period_label as now_for,
        masking.start_as_published as then_printed, masking.start_period_label as then_for,
        lower(masking.district_rating) as detail,
    from stood
    join marts.masking as masking
        on masking.pack = stood.pack and masking.edition = stood.edition and masking.target = stood.target

    union all by name

    select stood.*, 'gap widening' as reason, 'untested' as how_sure, array_to_string(gaps.districts, ', ') as detail,
        array_to_string(gaps.worst_as_published, ', ') as now_printed, gaps.period_label as now_for,
        gaps.whole_as_published as due_printed, gaps.start_period_label as then_for,
    from stood
    join marts.promise_gaps as gaps
        on gaps.pack = stood.pack and gaps.edition = stood.edition and gaps.target = stood.target
    where gaps.is_latest and gaps.movement = 'widening'

    union all by name

    select stood.*, 'no figure' as reason, 'fact' as how_sure,
        coalesce(first_due.day, stood.ends_on) as asks_from, stood.value_as_published as detail, stood.period_label as due_for,
    from stood
    left join first_due
        on first_due.pack = stood.pack and first_due.edition = stood.edition and first_due.target = stood.target
    where stood.has_target and not stood.is_beside and stood.latest_value is null

    union all by name

    select stood.*, 'no figure at the end' as reason, 'fact' as how_sure, cast(ends_on + interval 1 year as date) as asks_from,
        target_as_published as due_printed, target_period_label as due_for, value_as_published as now_printed,
        period_label as now_for,
    from stood
    where stood.has_target and not stood.is_beside and stood.latest_value is not null
      and end_code = 'cannot be said' and starts_with(end_why, 'no figure for ')

    union all by name

    select stood.*, 'stale' as reason, 'fact' as how_sure, stood.value_as_published as now_printed,
        stood.period_label as now_for, ages.said_by as printed_by, ages.days,
    from stood
    join marts.promise_ages as ages
        on ages.pack = stood.pack and ages.edition = stood.edition and ages.target = stood.target
    where ages.is_stale and not stood.is_beside and stood.latest_value is not null

    union all by name

    select stood.*, if(audit.finding in ('lead missing', 'more than one lead'), 'lead', 'target in doubt') as reason,
        'fact' as how_sure, audit.detail,
    from stood
    join marts.target_audit as audit
        on audit.pack = stood.pack and audit.edition = stood.edition and audit.target = stood.target
    where (audit.is_target_in_doubt or audit.finding in ('lead missing', 'more than one lead')) and not stood.is_beside

    union all by name

    select stood.*, 'target changed' as reason, 'fact' as how_sure, change_reason as detail,
    from stood
    where is_changed

    union all by name

    select stood.*, 'kinder word' as reason, 'fact' as how_sure, rated_as_published as now_printed, rated_label as now_for,
    from stood
    where disagreement = 'kinder than the figures'
)

select
    pack, edition, is_latest_edition, agreement_code, area_code, target, indicator,
    if(area_code = agreement_code or contains(title, area_name), title, format('{}, {}', title, area_name)) as title,
    position, is_beside,
    policy_area, policy_area_name, theme_name, polarity, if(is_national, null, unit) as printed_unit, nullif(lead_partner, 'not published') as lead_partner,
    reason, how_sure, coalesce(how_many, people) as people, asks_from,
    district_code, district, then_printed, then_for, due_printed, due_for, now_printed, now_for,
    days, printed_by, detail, published_rating, rating, source_url, source_title, notice,
from found
order by pack, edition, position, reason, district_code, detail
