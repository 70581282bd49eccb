-- every line of a report card has a figure, or says why it has none
select 'marts.report_card' as file, format('{}, {}, {}', area_code, indicator, reporting_year) as value
from marts.report_card
where (value is null) = (missing_reason is null)
