-- one row per edition of an agreement and thing that changed in it since the edition before, with its cause
with steps as (
    select editions.*, before.close_share as previous_close_share
    from marts.editions as editions
    join marts.editions as before on before.pack = editions.pack and before.edition = editions.previous_edition
),

-- What the papers of the day print that was not yet known, or was known otherwise.
printed as (
    select
        new.pack, new.edition, new.agreement_code, new.area_code, new.target, new.indicator, new.what, new.period_label,
        new.period_end, old.value_as_published as was_as_published, new.value_as_published as became_as_published,
        new.break_before, new.source_url, new.source_title, new.notice, steps.previous_edition,
        case
            when new.what = 'outturn' and old.pack is null then 'new data'
            when new.what = 'outturn' then 'revision'
            else 'target changed'
        end as cause,
    from judging.edition_points as new
    join steps on steps.pack = new.pack and steps.edition = new.edition
    left join judging.edition_points as old
        on old.pack = new.pack and old.edition = steps.previous_edition and old.is_last_word
        and old.area_code = new.area_code and old.indicator = new.indicator and old.what = new.what
        and old.slot = new.slot and old.target is not distinct from new.target
    where new.is_last_word
      and new.said_by = new.edition
      and (
          old.pack is null
          or (old.value_as_published, old.lower, old.upper) is distinct from (new.value_as_published, new.lower, new.upper)
      )
),

promises as (
    select now.*, steps.previous_edition, before.pack is null as is_new,
        now.is_removed and not before.is_removed as is_removed_now,
        before.tolerance as previous_tolerance, before.tolerance_unit as previous_tolerance_unit,
        before.polarity as previous_polarity, before.lead_partner as previous_lead_partner,
    from marts.promises as now
    join steps on steps.pack = now.pack and steps.edition = now.edition
    left join marts.promises as before
        on before.pack = now.pack and before.edition = steps.previous_edition
        and before.target is not distinct from now.target and before.indicator = now.indicator
        and before.area_code = now.area_code
),

causes as (
    -- A figure of what happened is of every promise that it is held against.
    select
        printed.* exclude (target, previous_edition, break_before), promises.target, promises.title, promises.position,
    from printed
    left join promises
        on promises.pack = printed.pack and promises.edition = printed.edition
        and promises.area_code = printed.area_code and promises.indicator = printed.indicator
    where printed.what = 'outturn'

    union all by name

    select
        printed.pack, printed.edition, printed.agreement_code, printed.area_code, promises.target, printed.indicator,
        printed.what, printed.period_label, printed.period_end, printed.source_url, printed.source_title, printed.notice,
        case printed.break_before when 'boundary' then 'boundary changed' else 'rule changed' end as cause,
        promises.title, promises.position,
    from printed
    left join promises
        on promises.pack = printed.pack and promises.edition = printed.edition
        and promises.area_code = printed.area_code and promises.indicator = printed.indicator
    where printed.break_before is not null

    union all by name

    select printed.* exclude (previous_edition, break_before), promises.title, promises.position,
    from printed
    join promises
        on promises.pack = printed.pack and promises.edition = printed.edition and promises.target = printed.target
    where printed.what <> 'outturn' and not promises.is_new

    union all by name

    select
        pack, edition, agreement_code, area_code, target, indicator, title, position, source_url, source_title, notice,
        'target' as what, if(is_new, 'promise added', 'promise removed') as cause,
        if(is_new, null, final_as_published) as was_as_published,
        if(is_new, final_as_published, null) as became_as_published,
    from promises
    where target is not null and (is_new and not is_removed or is_removed_now)

    union all by name

    select * exclude (is_other)
    from (
        select
            pack, edition, agreement_code, area_code, target, indicator, title, position, source_url, source_title, notice,
            unnest([
                {
                    what: 'tolerance', cause: 'rule changed',
                    was_as_published: format('{} {}', previous_tolerance, previous_tolerance_unit),
                    became_as_published: format('{} {}', tolerance, tolerance_unit),
                    is_other: (tolerance, tolerance_unit) is distinct from (previous_tolerance, previous_tolerance_unit)
                },
                {
                    what: 'polarity', cause: 'rule changed', was_as_published: previous_polarity,
                    became_as_published: polarity, is_other: polarity is distinct from previous_polarity
                },
                {
                    what: 'lead', cause: 'lead changed', was_as_published: previous_lead_partner,
                    became_as_published: lead_partner,
                    is_other: nullif(lead_partner, 'not published')
                        is distinct from nullif(previous_lead_partner, 'not published')
                }
            ], recursive := true),
        from promises
        where not is_new
    )
    where is_other

    union all by name

    select
        pack, edition, agreement_code, notice, 'close_share' as what, 'rule changed' as cause,
        cast(previous_close_share as varchar) as was_as_published, cast(close_share as varchar) as became_as_published,
    from steps
    where close_share <> previous_close_share
)

select
    causes.pack,
    causes.agreement_code,
    causes.edition,
    causes.cause,
    causes.what,
    causes.area_code,
    areas.name as area_name,
    causes.target,
    causes.indicator,
    causes.title,
    causes.period_label,
    causes.was_as_published,
    causes.became_as_published,
    causes.source_url,
    causes.source_title,
    before.rating_code as previous_rating_code,
    before.rating as previous_rating,
    now.rating_code,
    now.rating,
    causes.notice,
from causes
join steps on steps.pack = causes.pack and steps.edition = causes.edition
left join marts.areas as areas on areas.area_code = causes.area_code
left join marts.ratings as now
    on now.pack = causes.pack and now.edition = causes.edition and now.target = causes.target
left join marts.ratings as before
    on before.pack = causes.pack and before.edition = steps.previous_edition and before.target = causes.target
order by causes.pack, causes.edition, causes.position nulls last, causes.indicator, causes.area_code, causes.cause,
    causes.what, causes.period_end, causes.became_as_published, causes.was_as_published, causes.source_url
