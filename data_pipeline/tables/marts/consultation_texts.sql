-- one row per passage of the consultation summary of July 2008: a question, a finding, a note on method or an answer
select
    texts.question,
    texts.kind,
    texts.heading,
    texts.wording,
    texts.plain,
    documents.title as document_title,
    documents.publisher,
    documents.date as document_date,
    texts.document,
    cast(texts.line as integer) as line,
from definitions.consultation_texts as texts
join definitions.documents as documents using (document)
order by line
