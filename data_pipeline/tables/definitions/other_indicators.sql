-- what no row of definitions/other_indicators.csv may have
select source_row, 'indicator' as column_name, indicator as value, 'this cannot be the name of an indicator' as problem,
    'Write letters, digits, spaces and . , ; : / & ( ) + -, at most 80, the first a letter or a digit' as what_to_do,
from definitions.other_indicators
where not is_short_name(indicator)
