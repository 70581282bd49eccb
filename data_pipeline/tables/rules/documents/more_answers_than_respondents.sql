-- doubt: one row per question that counts more respondents than took part
select
    'consultation_responses' as source_id, questions.source_row,
    'base_type' as column_name,
    format('{}: {} of {}', questions.question, questions.responses, everybody.responses) as value,
    'more respondents answered than took part' as problem,
    'Where one respondent may give several answers, the base is responses' as what_to_do,
from definitions.consultation_responses as questions
join definitions.consultation_responses as everybody
    on everybody.question = 'RESP' and everybody.level = 'total' and everybody.document = questions.document
where questions.level = 'total' and questions.base_type = 'respondents'
  and cast(questions.responses as integer) > cast(everybody.responses as integer)
