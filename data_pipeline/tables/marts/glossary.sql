-- one row per word or abbreviation
-- From the source documents, where `line` is the line of the document; else from a law or a page.
select
    glossary.term,
    nullif(glossary.expansion, '(term)') as expansion,
    glossary.definition,
    documents.title as document,
    glossary.line,
    cast(null as varchar) as source_url,
from definitions.glossary as glossary
left join definitions.documents as documents using (document)

union all by name

select term, nullif(expansion, '(term)') as expansion, definition, source as document, null as line, source_url,
from definitions.further_words
order by lower(term)
