-- set aside: one row per period of a promise or an outturn that is a date, of which a program may have made a year
-- A date is one where another of its column is a year or less away, on the same day of a month, and can be no year.
with days as (
    select
        cells.pack, cells.sheet, cells.source_id, cells.source_row, cells.column_name, cells.value,
        periods.period_start, year_meant(cells.value) as meant,
    from packs.cells as cells
    join packs.columns as columns using (sheet, column_name)
    join staging.periods as periods on periods.period = cells.value
    -- A deadline is a day.
    where columns.is_period and cells.column_name <> 'floor_deadline' and periods.period_start = periods.period_end
)

select
    source_id, source_row, column_name, value,
    format('this is a date; was {} meant?', meant) as problem,
    'Write the year in a cell of text; a day is written as 1 October 2009, and a month as October 2009' as what_to_do,
from days
where meant is not null and not exists (
    select 1 from days as other
    where other.pack = days.pack and other.sheet = days.sheet and other.column_name = days.column_name
      and other.meant is null and day(other.period_start) = day(days.period_start)
      and abs(date_diff('day', other.period_start, days.period_start)) <= 366
)
