-- one row per different period as published, in files of figures and in packs
-- made: one batch at a time
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
