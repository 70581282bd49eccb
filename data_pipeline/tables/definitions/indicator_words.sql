-- what no row of definitions/indicator_words.csv may have
select source_row, 'indicator' as column_name, indicator as value, 'no indicator has this name' as problem,
    'Use a name of definitions/national_indicators.csv or other_indicators.csv, once' as what_to_do,
from definitions.indicator_words
where indicator not in (
    select indicator from definitions.national_indicators union all select indicator from definitions.other_indicators
)

union all

select source_row, 'indicator', indicator, 'another row has this name', 'Give each indicator one row'
from definitions.indicator_words
qualify row_number() over (partition by indicator order by source_row) > 1
