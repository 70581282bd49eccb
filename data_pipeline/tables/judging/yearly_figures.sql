-- one row per figure that stands for its reporting year: with what its direction of travel depends on
-- made: series by series; as a view
-- Of a county whose whole territory passed to one later council that council's figures are its own.
select
    figures.area_code, figures.series_id, figures.indicator, figures.reporting_year, figures.period,
    figures.period_start, figures.period_end, figures.value, figures.lower, figures.upper,
    figures.numerator, figures.denominator, figures.sample_size, series.unit, series.polarity,
    in_years(figures.period_end) as t,
    whole_months(figures.period_start, figures.period_end) as months,
    unit_scale(series.unit) as multiplier,
    figures.is_counted,
    case when same.county_code is null then figures.published_code else figures.area_code end as territory,
    coalesce(regexp_matches(
        lower(figures.note),
        'break in (the )?(time )?series|(not|cannot be) (directly )?compar(able|ed) (with|to) (any )?(previous|earlier)'
    ), false) as is_noted_break,
    figures.reporting_year in (select reporting_year from staging.reporting_years) as is_asked,
from marts.figures as figures
join marts.series as series using (series_id)
left join staging.same_territory as same
    on same.county_code = figures.area_code and same.council_code = figures.published_code
where figures.stands_for_year and figures.value is not null
order by figures.area_code, figures.series_id, figures.period_end
