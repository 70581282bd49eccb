-- what no row of definitions/consultation_quotations.csv may have
select source_row, 'answer' as column_name, answer as value, 'no answer to this question has this code' as problem,
    'Use a code of definitions/consultation_responses.csv' as what_to_do,
from definitions.consultation_quotations as quotations
where not exists (
    select 1 from definitions.consultation_responses as answers
    where answers.answer = quotations.answer and answers.question = quotations.question and answers.level = 'main'
)

union all

-- Who wrote is said by kind: a name may be a private person's.
select source_row, 'respondent', cast(null as varchar), 'this is not a kind of respondent',
    'Write the kind as printed, such as local authority (county), and no name'
from definitions.consultation_quotations
where not regexp_full_match(
    coalesce(respondent, ''),
    '(local authority|local strategic partnership) \((unitary|county|district)\)'
    || '|(partner authority|(public sector|third sector|other) organisation)'
)

union all

select source_row, 'wording', wording, 'there are no words', 'Write the words as printed'
from definitions.consultation_quotations
where wording is null
