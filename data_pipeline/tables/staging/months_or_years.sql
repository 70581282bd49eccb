-- one row per series and period like '2009-10' in it, where another of its periods, like '2009-12', is no financial year
-- made: one batch at a time
with written as (
    select distinct figures.source_id, trim(coalesce(figures.period_data, figures.period, series.period)) as period
    from raw.figures as figures
    join definitions.series as series on series.series_id = figures.source_id
),

like_months as (
    select source_id, period, (cast(left(period, 4) as integer) + 1) % 100 = cast(right(period, 2) as integer) as is_year
    from written
    where is_year_and_month(period)
)

select source_id, period
from like_months
where source_id in (select source_id from like_months where not is_year)
