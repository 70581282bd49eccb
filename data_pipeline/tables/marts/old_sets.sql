-- one row per sentence of a source document about a set of indicators before 2008
select old_sets.term, glossary.expansion, documents.title as document, documents.date, old_sets.line, old_sets.says,
from definitions.old_sets as old_sets
join definitions.documents as documents using (document)
left join definitions.glossary as glossary using (term)
order by old_sets.source_row
