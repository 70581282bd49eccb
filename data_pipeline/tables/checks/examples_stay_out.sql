-- no place of a worked example is in a comparison, a map or a total of England, nor a figure of it without its notice
with examples as (
    select area_code from marts.areas where is_example
),

places as (
    select 'marts.report_card' as place, area_code from marts.report_card
    union all
    select 'marts.area_map', area_code from marts.area_map
    union all
    select 'marts.figure_enquiries', area_code from marts.figure_enquiries
    union all
    select 'marts.card_counts', area_code from marts.card_counts
    union all
    select 'marts.trends', area_code from marts.trends
    union all
    select 'marts.gaps', scope_code from marts.gaps
    union all
    select 'marts.figures', area_code from marts.figures
    union all
    select 'marts.area_codes', area_code from marts.area_codes
    union all
    select 'marts.areas', area_code from marts.areas where is_district or is_agreement_area
),

real as (
    select count(*) filter (is_district) as districts, count(*) filter (is_agreement_area) as agreement_areas
    from marts.areas where not is_example
),

noticed as (
    select 'marts.promises' as place, area_code, notice from marts.promises
    union all
    select 'marts.promise_points', area_code, notice from marts.promise_points
    union all
    select 'marts.promise_changes', area_code, notice from marts.promise_changes
    union all
    select 'marts.promise_gaps', agreement_code, notice from marts.promise_gaps
    union all
    select 'marts.agreements', area_code, notice from marts.agreements
    union all
    select 'marts.places', area_code, notice from marts.places
    union all
    select 'marts.areas', area_code, notice from marts.areas
)

select distinct places.place as file, places.area_code as value
from places join examples using (area_code)

union all

select 'marts.boundaries, layer ' || boundaries.layer, examples.area_code
from marts.boundaries as boundaries
join examples on contains(boundaries.geojson, examples.area_code)
where boundaries.layer not in (select area_code from examples)

union all

select 'marts.coverage', format('{} {}: {} districts', coverage.series_id, coverage.reporting_year, coverage.districts)
from marts.coverage as coverage, real
where coverage.districts > real.districts or coverage.agreement_areas > real.agreement_areas

union all

select 'marts.spread', format('{} {} {}: {} areas', spread.series_id, spread.reporting_year, spread.kind, spread.area_count)
from marts.spread as spread, real
where spread.area_count > if(spread.kind = 'district', real.districts, real.agreement_areas)

union all

select distinct noticed.place, noticed.area_code
from noticed
left join examples using (area_code)
where (noticed.notice is null) <> (examples.area_code is null)
