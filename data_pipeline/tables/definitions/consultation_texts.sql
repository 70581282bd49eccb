-- what no row of definitions/consultation_texts.csv may have
select source_row, 'kind' as column_name, kind as value, 'this is not a kind of passage' as problem,
    'Write question, finding, method or government' as what_to_do,
from definitions.consultation_texts
where coalesce(kind, '') not in ('question', 'finding', 'method', 'government')

union all

select source_row, 'question', question, 'no question has this code', 'Use a code of definitions/consultation_responses.csv'
from definitions.consultation_texts
where question is not null and question not in (select question from definitions.consultation_responses)

union all

select source_row, 'document', document, 'no document has this name', 'Use a name of definitions/documents.csv'
from definitions.consultation_texts
where coalesce(document, '') not in (select document from definitions.documents)

union all

select source_row, 'wording', wording, 'there are no words', 'Write the words as printed'
from definitions.consultation_texts
where wording is null

union all

select source_row, 'plain', plain, 'a question has to be said in plain words', 'Say it in one short sentence'
from definitions.consultation_texts
where kind = 'question' and plain is null
