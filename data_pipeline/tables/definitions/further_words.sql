-- what no row of definitions/further_words.csv may have
select source_row, 'term' as column_name, term as value, 'the glossary has this word already' as problem,
    'Leave it out here' as what_to_do,
from definitions.further_words
where lower(term) in (select lower(term) from definitions.glossary)

union all

select source_row, 'source', null, 'nobody is named who says so', 'Name the law or the page'
from definitions.further_words
where source is null
