-- one row per word or abbreviation
select glossary.term, glossary.expansion, glossary.definition, documents.title as document, glossary.line
from definitions.glossary as glossary
left join definitions.documents as documents using (document)
order by lower(glossary.term)
