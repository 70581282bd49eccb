-- one row per figure in which a rule found something, with why it was set aside if it was
-- made: batch by batch
with found as (
    select source_id, source_row, min(problem) filter (severity = 'set aside') as set_aside_problem
    from meta.findings
    semi join (select distinct source_id from staging.figures) as read_now using (source_id)
    group by source_id, source_row
)

select source_id, source_row, file_row, file_column, series_id, area_code, reporting_year, set_aside_problem
from staging.figures
join found using (source_id, source_row)
