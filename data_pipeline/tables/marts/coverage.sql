-- one row per series and reporting year: for how many districts and agreement areas there is a figure
-- made: key series_id, reporting_year; series by series
select
    figures.series_id,
    figures.indicator,
    figures.reporting_year,
    count(*) filter (areas.is_district and figures.value is not null) as districts,
    count(*) filter (areas.is_agreement_area and figures.value is not null) as agreement_areas,
    count(*) filter (figures.value is null) as said_to_be_missing,
    max(figures.period_end) as last_period_end,
    bool_or(figures.area_code = 'E92000001' and figures.value is not null) as has_england,
    bool_or(areas.area_type = 'region' and figures.value is not null) as has_regions,
from marts.figures as figures
join marts.areas as areas using (area_code)
where figures.stands_for_year
group by figures.series_id, figures.indicator, figures.reporting_year
order by figures.series_id, figures.reporting_year
