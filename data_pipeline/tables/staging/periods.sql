-- one row per different published period that can be read: its days, its name, its reporting year
-- made: one batch at a time
with published as (
    select trim(coalesce(figures.period_data, figures.period, series.period)) as period
    from raw.figures as figures
    join definitions.series as series on series.series_id = figures.source_id
    union
    select cells.value
    from packs.cells as cells
    join packs.columns as columns using (sheet, column_name)
    where columns.is_period
    union
    select period from staging.printed_values
    union
    select period from staging.printed_cells
),

read as (
    select period, read_period(period) as found from published
)

select period, unnest(found)
from read
where found is not null
order by period
