-- one row per scope (England, a region, a county), series, reporting year and district of it: how it stands beside England
-- made: as a view
-- A test and a place among others are never of one standing: only the first says anything of chance.
with scopes as (
    select 'E92000001' as scope_code, area_code from marts.areas where is_district
    union all
    select region_code, area_code from marts.areas where is_district and region_code is not null
    union all
    select county_code, area_code from marts.areas where is_district and county_code is not null
)

select
    scopes.scope_code,
    card.laa_theme,
    card.series_id,
    card.reporting_year,
    card.area_code,
    areas.name,
    as_shown(card.value, series.decimals) as value,
    card.missing_reason,
    beside.words,
    beside.p_value is not null as is_tested,
    case
        when card.value is null then 'no figure'
        when beside.words is null then 'not compared'
        when beside.p_value is not null then told.status
        when told.status in ('better', 'worse', 'rising', 'falling') then told.status || ' untested'
        else told.status
    end as standing,
    series.polarity,
from marts.report_card as card
join scopes using (area_code)
join marts.areas as areas using (area_code)
join marts.series as series using (series_id)
left join (select * from marts.comparisons where comparator = 'england') as beside
    on beside.area_code = card.area_code and beside.series_id = card.series_id
    and beside.reporting_year = card.reporting_year
left join marts.verdicts as told
    on told.verdict = beside.words and told.subject = if(beside.p_value is null, 'position', 'comparison')
