-- what no row of definitions/council_duties.csv may have
select source_row, 'tier' as column_name, tier as value, 'this is not a tier of councils' as problem,
    'Write county or district' as what_to_do,
from definitions.council_duties
where coalesce(tier, '') not in ('county', 'district')

union all

select source_row, 'is_in_line', is_in_line, 'this is neither yes nor no', 'Write yes or no'
from definitions.council_duties
where coalesce(is_in_line, '') not in ('yes', 'no')

union all

select source_row, 'duty', duty, 'nothing says that this is theirs', 'Name the law, or a document and its line'
from definitions.council_duties
where duty is null or (law is null and line is null)

union all

select source_row, 'document', document, 'no document has this name', 'Use a name of definitions/documents.csv'
from definitions.council_duties
where (document is null) <> (line is null) or document not in (select document from definitions.documents)
