-- set aside: one row per figure of a date that a spreadsheet program may have made of a year, told once for each value
-- A date is one where another of the series is a year or less away, on the same day of a month, and can be no year.
with days as (
    select source_id, period, period_start, year_meant(period) as meant
    from (select distinct source_id, period, period_start from staging.figures where period_start = period_end)
),

doubted as (
    select source_id, period, meant
    from days
    where meant is not null and not exists (
        select 1 from days as other
        where other.source_id = days.source_id and other.meant is null and day(other.period_start) = day(days.period_start)
          and abs(date_diff('day', other.period_start, days.period_start)) <= 366
    )
)

select
    figures.source_id, figures.source_row,
    'period' as column_name,
    figures.period as value,
    format('this is a date; was {} meant?', doubted.meant) as problem,
    'Write the year in a cell of text; a day is written as 1 October 2009, and a month as October 2009' as what_to_do,
from staging.figures as figures
join doubted using (source_id, period)
