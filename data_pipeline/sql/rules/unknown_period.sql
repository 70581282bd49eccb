-- set aside: one row per figure whose period cannot be read
select
    source_id, source_row,
    'period' as column_name,
    period as value,
    'this is not a period we can read' as problem,
    'Write it as a start and a length, 2010-04-01/P1Y, or as one day, 2010-04-14' as what_to_do,
from staging.figures
where reporting_year is null
