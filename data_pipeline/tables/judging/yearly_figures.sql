-- one row per figure that stands for its reporting year: with what its direction of travel depends on
-- made: series by series; as a view
-- Of a county whose whole territory passed to one later council that council's figures are its own.
select
    figures.area_code, figures.series_id, figures.indicator, figures.reporting_year, figures.period,
    figures.period_start, figures.period_end, figures.value,
    as_shown(figures.value, series.decimals) as shown,
    -- Of a count of everything, and of what a model makes, counts and limits say nothing about chance.
    if(series.is_testable, figures.lower, null) as lower,
    if(series.is_testable, figures.upper, null) as upper,
    figures.numerator, figures.denominator, if(series.is_testable, figures.sample_size, null) as sample_size,
    series.unit, series.polarity,
    in_years(figures.period_end) as t,
    whole_months(figures.period_start, figures.period_end) as months,
    unit_scale(series.unit) as multiplier,
    figures.is_counted and series.is_testable as is_counted,
    series.is_complete,
    series.margin,
    case when same.county_code is null then figures.published_code else figures.area_code end as territory,
    figures.is_break as is_noted_break,
    figures.reporting_year in (select reporting_year from staging.reporting_years) as is_asked,
from marts.figures as figures
join marts.series as series using (series_id)
left join staging.same_territory as same
    on same.county_code = figures.area_code and same.council_code = figures.published_code
where figures.stands_for_year and figures.value is not null
order by figures.area_code, figures.series_id, figures.period_end
