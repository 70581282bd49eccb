-- what no row of definitions/consultation_responses.csv may have
select source_row, 'responses' as column_name, responses as value, 'this is not a count' as problem,
    'Write digits' as what_to_do,
from definitions.consultation_responses
where try_cast(responses as integer) is null

union all

select source_row, 'percent_as_printed', percent_as_printed, 'this is not a whole per cent', 'Write it as printed: 12% or <1%'
from definitions.consultation_responses
where not regexp_full_match(coalesce(percent_as_printed, ''), '<?[0-9]+%')

union all

select source_row, 'base_type', base_type, 'this does not say what is counted', 'Write responses or respondents'
from definitions.consultation_responses
where coalesce(base_type, '') not in ('responses', 'respondents')

union all

select source_row, 'answer', answer, 'another row has this code, or there is none', 'Give each answer one code'
from (select *, row_number() over (partition by answer order by source_row) as copy from definitions.consultation_responses)
where answer is null or copy > 1

union all

select min(source_row), 'question', question, 'the question has not one total with a count above 0', 'Give it one row with the level total'
from definitions.consultation_responses
group by question
having count(*) filter (level = 'total' and try_cast(responses as integer) > 0) <> 1
