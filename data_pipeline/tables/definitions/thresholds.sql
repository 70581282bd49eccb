-- what no row of definitions/thresholds.csv may have
with needed (name) as (
    values ('few_people'), ('stale_days'), ('evidence_days'), ('lines_of_enquiry')
)

select source_row, 'value' as column_name, value, 'this is no number above nought' as problem,
    'Write a number' as what_to_do,
from definitions.thresholds
where coalesce(number(value), 0) <= 0

union all

select source_row, 'name', name, 'nothing asks for a threshold of this name', 'Write a name of tables/definitions/thresholds.sql'
from definitions.thresholds
anti join needed using (name)

union all

select 1, 'name', name, 'this threshold has to be there once', 'Give it one row'
from needed
left join definitions.thresholds using (name)
group by name
having count(source_row) <> 1
