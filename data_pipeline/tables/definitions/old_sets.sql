-- what no row of definitions/old_sets.csv may have
select source_row, 'document' as column_name, document as value, 'no document has this name' as problem,
    'Use a name of definitions/documents.csv' as what_to_do,
from definitions.old_sets
where document not in (select document from definitions.documents)
