-- what no row of definitions/printed_figures.csv may have
select source_row, 'document' as column_name, document as value, 'no document has this name' as problem,
    'Use a name of definitions/documents.csv' as what_to_do,
from definitions.printed_figures
where coalesce(document, '') not in (select document from definitions.documents)

union all

select source_row, 'line', line, 'this is not a line', 'Write the number of the line in the text of the document'
from definitions.printed_figures
where try_cast(line as integer) is null

union all

select source_row, 'value', value, 'there is nothing that was printed', 'Write the figure as printed'
from definitions.printed_figures
where value is null or topic is null or what is null

union all

select source_row, 'area_code', area_code, 'no area has this code', 'Use a code of definitions/areas.csv, or leave it empty'
from definitions.printed_figures
where area_code not in (select area_code from definitions.areas)

union all

select source_row, 'fact_id', fact_id, 'no fact has this name', 'Write a fact_id of definitions/published_facts.csv'
from (
    select source_row, unnest(string_split(fact_id, '|')) as fact_id from definitions.printed_figures
)
where fact_id not in (select fact_id from definitions.published_facts)
