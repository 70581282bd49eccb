-- set aside: one row per figure that reaches its area by another code when the area has one of its own
select
    figures.source_id, figures.source_row,
    'area_code' as column_name,
    figures.published_code as value,
    'the series also gives the area a figure for this period under the code that the area had' as problem,
    'Nothing to do: the figure under the code of 2009 to 2013 is the one shown' as what_to_do,
from staging.figures as figures
join staging.figures as own
    on own.source_id = figures.source_id
    and own.published_code = figures.area_code
    and own.period_start = figures.period_start
    and own.period_end = figures.period_end
anti join (select source_id, source_row from meta.findings where severity = 'set aside') as refused
    on refused.source_id = own.source_id and refused.source_row = own.source_row
where figures.published_code <> figures.area_code
