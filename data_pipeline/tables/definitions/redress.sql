-- what no row of definitions/redress.csv may have
select source_row, 'way' as column_name, way as value, 'there is no way, or nothing to do' as problem,
    'Name the way, and say what to do' as what_to_do,
from definitions.redress
where way is null or what_to_do is null or about is null

union all

select source_row, 'law', law, 'nothing says that this can be done', 'Name the law, or a document and its line'
from definitions.redress
where law is null and line is null

union all

select source_row, 'document', document, 'no document has this name', 'Use a name of definitions/documents.csv'
from definitions.redress
where (document is null) <> (line is null) or document not in (select document from definitions.documents)

union all

select source_row, 'address', address, 'this is no address that a browser opens safely', 'Write an address that begins with https://'
from definitions.redress
where not starts_with(address, 'https://')

union all

select source_row, 'not_for', area_code, 'no area has this code', 'Use codes of definitions/areas.csv, with ; between them'
from (select source_row, unnest(string_split(not_for, ';')) as area_code from definitions.redress)
where area_code not in (select area_code from definitions.areas)
