-- one row per published run of figures for an indicator
-- made: key series_id; series by series
with extent as (
    select
        series_id,
        min(reporting_year) filter (value is not null) as first_year,
        max(reporting_year) filter (value is not null) as last_year,
        count(value) as value_count,
        count(distinct area_code) as area_count,
        bool_or(lower is not null) as has_interval,
        max_by(period_label, period_end) as last_period_label,
        max(period_end) as last_period_end,
    from marts.figures
    group by series_id
)

select
    series.series_id,
    series.indicator,
    series.series_title,
    indicators.laa_theme,
    series.basis,
    series.unit,
    series.polarity,
    cast(series.decimals as integer) as decimals,
    series.caveat,
    series.publisher,
    series.licence,
    extent.first_year,
    extent.last_year,
    extent.value_count,
    extent.area_count,
    extent.has_interval,
    extent.last_period_label,
    extent.last_period_end,
from definitions.series as series
join marts.indicators as indicators using (indicator)
left join extent using (series_id)
order by try_cast(regexp_extract(series.indicator, '\d+') as integer), series.indicator, series.series_id
