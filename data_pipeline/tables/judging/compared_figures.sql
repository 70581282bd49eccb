-- one row per figure that stands for a reporting year of the cards: with what its comparison depends on
-- made: as a view
with published as (
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
        series.decimals,
        unit_scale(series.unit) as multiplier,
        figures.is_counted and series.is_testable as is_counted,
        series.has_own_tiers,
        series.is_complete,
    from marts.figures as figures
    join marts.series as series using (series_id)
    where figures.stands_for_year and not series.is_of_few_places
      and (figures.value is not null or figures.status is not null)
      and figures.reporting_year in (select reporting_year from staging.reporting_years)
),

-- Where none is published for England, the counts of nearly all its agreement areas together stand in for its own.
england as (
    select
        'E92000001' as area_code, series_id, indicator, reporting_year, period,
        any_value(multiplier) * sum(numerator) filter (is_counted) / sum(denominator) filter (is_counted) as value,
        cast(null as double) as lower, cast(null as double) as upper,
        sum(numerator) filter (is_counted) as numerator,
        sum(denominator) filter (is_counted) as denominator,
        any_value(unit) as unit, any_value(polarity) as polarity, any_value(decimals) as decimals,
        any_value(multiplier) as multiplier, true as is_counted,
        false as has_own_tiers,
        false as is_complete,
        count(*) filter (is_counted) as counted_areas,
    from published
    semi join (select area_code from marts.areas where is_agreement_area) using (area_code)
    anti join (select series_id, period from published where area_code = 'E92000001' and value is not null)
        using (series_id, period)
    group by series_id, indicator, reporting_year, period
    having count(*) filter (is_counted) >= 0.95 * (select count(*) from marts.areas where is_agreement_area)
)

select *, cast(null as bigint) as counted_areas from published where value is not null
union all
select * from england
order by reporting_year, area_code, series_id
