-- what no row of definitions/national_indicators.csv may have
select source_row, 'indicator' as column_name, indicator as value, 'another row has this name' as problem,
    'Give each indicator one row' as what_to_do,
from definitions.national_indicators
qualify row_number() over (partition by indicator order by source_row) > 1

union all

select source_row, 'indicator', indicator, 'this cannot be the name of an indicator',
    'Write letters, digits, spaces and . , ; : / & ( ) + -, at most 80, the first a letter or a digit'
from definitions.national_indicators
where not is_short_name(indicator)

union all

select source_row, 'laa_theme', laa_theme, 'no theme has this name', 'Use a name of definitions/themes.csv'
from definitions.national_indicators
where laa_theme is not null and laa_theme not in (select name from definitions.themes)

union all

select source_row, 'spatial_level', spatial_level, 'nothing says who reports at this level',
    'Give it a row in definitions/spatial_levels.csv'
from definitions.national_indicators
where spatial_level not in (select spatial_level from definitions.spatial_levels)
