-- one row per series, reporting year and kind of area: how the areas' figures lie
-- made: key series_id, reporting_year, kind; series by series
-- The quarters are as shown, so that a figure inside them is seen to be.
-- kind 'district' is every district, unitary and borough; 'agreement' is every agreement area.
with by_kind as (
    select 'district' as kind, figures.*, series.decimals
    from marts.figures as figures
    join marts.series as series using (series_id)
    join marts.areas as areas using (area_code)
    where figures.stands_for_year and areas.is_district

    union all

    select 'agreement' as kind, figures.*, series.decimals
    from marts.figures as figures
    join marts.series as series using (series_id)
    join marts.areas as areas using (area_code)
    where figures.stands_for_year and areas.is_agreement_area
)

select
    series_id,
    reporting_year,
    kind,
    count(value) as area_count,
    min(value) as lowest,
    as_shown(quantile_cont(value, 0.25), any_value(decimals)) as lower_quartile,
    as_shown(median(value), any_value(decimals)) as median,
    as_shown(quantile_cont(value, 0.75), any_value(decimals)) as upper_quartile,
    max(value) as highest,
    typical_distance(list(value) filter (value is not null)) as typical_distance,
from by_kind
group by series_id, reporting_year, kind
having count(value) > 0
order by series_id, reporting_year, kind
