-- one row per scope (England, a region, an agreement area) and theme: what is measured of it at all, and what was promised
-- made: key scope_code, theme
-- Promises are counted as cards count them, of the latest edition; history is counted nowhere, a worked example only of itself.
with national as (
    select
        indicators.laa_theme,
        count(*) filter (indicators.title_status <> 'not in the national set') as national_set,
        count(*) filter (indicators.title_status <> 'not in the national set' and indicators.has_series) as national_held,
        count(*) filter (indicators.title_status = 'not in the national set' and indicators.has_series) as others_held,
        count(*) filter (indicators.is_place_survey) as perception,
        count(*) filter (indicators.is_place_survey and indicators.has_series) as perception_held,
    from marts.indicators as indicators
    group by indicators.laa_theme
),

scopes as (
    select area_code as scope_code, area_code as agreement_code from marts.areas where is_agreement_area or is_example
    union all
    select region_code, area_code from marts.areas where is_agreement_area and region_code is not null
    union all
    select 'E92000001', area_code from marts.areas where is_agreement_area
),

held as (
    select scopes.scope_code, count(*) as agreements
    from scopes
    join marts.agreements as agreements on agreements.area_code = scopes.agreement_code and agreements.is_latest_edition
    group by scopes.scope_code
),

promised as (
    select
        scopes.scope_code, promises.theme_name as laa_theme,
        count(distinct promises.agreement_code) filter (promises.is_promise) as agreements_with_promise,
        count(*) filter (promises.is_promise) as promises,
        count(*) filter (not promises.is_promise and promises.has_target) as targets_beside,
        count(*) filter (not promises.is_promise and not promises.has_target) as without_target,
    from (
        select *, kind in ('designated', 'statutory', 'local', 'in the agreement') as is_promise from marts.promises
        where is_latest_edition and not is_history
    ) as promises
    join scopes using (agreement_code)
    group by scopes.scope_code, promises.theme_name
)

select
    held_or_not.scope_code,
    themes.position,
    themes.name as theme,
    national.* exclude (laa_theme),
    coalesce(held.agreements, 0) as agreements,
    coalesce(promised.agreements_with_promise, 0) as agreements_with_promise,
    coalesce(promised.promises, 0) as promises,
    coalesce(promised.targets_beside, 0) as targets_beside,
    coalesce(promised.without_target, 0) as without_target,
    areas.notice,
from (select distinct scope_code from scopes) as held_or_not
cross join marts.themes as themes
join national on national.laa_theme = themes.name
left join marts.areas as areas on areas.area_code = held_or_not.scope_code
left join held using (scope_code)
left join promised on promised.scope_code = held_or_not.scope_code and promised.laa_theme = themes.name
order by held_or_not.scope_code, themes.position
