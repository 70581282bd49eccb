-- one row per series and period like '2009-10' in it, where another of its periods, like '2009-12', is no financial year
-- made: one batch at a time
-- Mostly no period is, and nothing more is asked of the figures.
with no_years as (
    select period
    from staging.published_periods
    where is_year_and_month(period) and (cast(left(period, 4) as integer) + 1) % 100 <> cast(right(period, 2) as integer)
),

figures as not materialized (
    select figures.source_id, trim(coalesce(figures.period_data, figures.period, series.period)) as period
    from raw.figures as figures
    join definitions.series as series on series.series_id = figures.source_id
)

select distinct source_id, period
from figures
where source_id in (select source_id from figures where period in (select period from no_years))
  and is_year_and_month(period)
