-- set aside: one row per figure whose period cannot be read, told once for each value
select
    source_id, source_row,
    'period' as column_name,
    period as value,
    'this is not a period we can read' as problem,
    'Write it as 2010/11, 2010, Q3 2010/11, May 2010, 2008-2010 or 2010-04-01/P1Y' as what_to_do,
from staging.figures
where reporting_year is null
