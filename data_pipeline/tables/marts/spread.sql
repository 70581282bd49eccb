-- one row per series, reporting year and kind of area: how the areas' figures lie
-- made: key series_id, reporting_year, kind; series by series
-- kind 'district' is every district, unitary and borough; 'agreement' is every agreement area.
with by_kind as (
    select 'district' as kind, figures.*
    from marts.figures as figures
    join marts.areas as areas using (area_code)
    where figures.stands_for_year and areas.is_district

    union all

    select 'agreement' as kind, figures.*
    from marts.figures as figures
    join marts.areas as areas using (area_code)
    where figures.stands_for_year and areas.is_agreement_area
)

select
    series_id,
    reporting_year,
    kind,
    count(value) as area_count,
    min(value) as lowest,
    quantile_cont(value, 0.25) as lower_quartile,
    median(value) as median,
    quantile_cont(value, 0.75) as upper_quartile,
    max(value) as highest,
    typical_distance(list(value) filter (value is not null)) as typical_distance,
from by_kind
group by series_id, reporting_year, kind
having count(value) > 0
order by series_id, reporting_year, kind
