-- what no row of definitions/published_facts.csv may have
select source_row, 'measure' as column_name, measure as value, 'this is not a kind of fact' as problem,
    'Write count, share, change of an amount, change of a share, gap, rule, statement or chart' as what_to_do,
from definitions.published_facts
where coalesce(measure, '') not in (
    'count', 'share', 'change of an amount', 'change of a share', 'gap', 'rule', 'statement', 'chart'
)

union all

select source_row, 'fact_id', fact_id, 'another row has this name, or there is none', 'Give each fact one name'
from (select *, row_number() over (partition by fact_id order by source_row) as copy from definitions.published_facts)
where fact_id is null or copy > 1

union all

select source_row, 'document', document, 'no document has this name', 'Use a name of definitions/documents.csv'
from definitions.published_facts
where coalesce(document, '') not in (select document from definitions.documents)

union all

select source_row, 'value', value, 'this is not a number', 'Write digits and one decimal point'
from definitions.published_facts
where measure not in ('rule', 'statement', 'chart') and number(value) is null

union all

select source_row, 'complement_of', complement_of, 'no fact has this name', 'Write the fact_id of the other answer'
from definitions.published_facts
where complement_of not in (select fact_id from definitions.published_facts)
