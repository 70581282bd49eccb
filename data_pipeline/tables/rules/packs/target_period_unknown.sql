-- doubt: one row per period of a target that cannot be read
select
    cells.source_id, cells.source_row, cells.column_name, cells.value,
    coalesce(format('this is a date; was {} meant?', year_meant(cells.value)), 'this period cannot be read') as problem,
    'Write it as 2010/11, 2010, Q3 2010/11, May 2010 or 2005-2007' as what_to_do,
from packs.cells as cells
join packs.columns as columns using (sheet, column_name)
left join staging.periods as periods on periods.period = cells.value
where columns.is_period and cells.sheet = 'targets' and periods.period is null
