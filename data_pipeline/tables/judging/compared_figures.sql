-- one row per figure that stands for a reporting year of the cards: with what its comparison depends on
-- made: as a view
select
    figures.area_code,
    figures.series_id,
    figures.indicator,
    figures.reporting_year,
    figures.period,
    figures.value,
    if(series.is_testable, figures.lower, null) as lower,
    if(series.is_testable, figures.upper, null) as upper,
    figures.numerator,
    figures.denominator,
    series.unit,
    series.polarity,
    unit_scale(series.unit) as multiplier,
    figures.is_counted and series.is_testable as is_counted,
from marts.figures as figures
join marts.series as series using (series_id)
where figures.stands_for_year and figures.value is not null and not series.is_of_few_places
  and figures.reporting_year in (select reporting_year from staging.reporting_years)
order by figures.reporting_year, figures.area_code, figures.series_id
