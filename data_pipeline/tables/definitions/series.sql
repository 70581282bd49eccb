-- what no row of indicators/series.csv may have
with cells as (
    from definitions.series
    unpivot include nulls (
        value for column_name in (
            decimals, rows_min, rows_max, areas_min, value_min, value_max, series_title, unit, publisher, licence
        )
    )
    select source_row, column_name, value
)

select source_row, column_name, value, 'this is not a number' as problem, 'Write digits' as what_to_do
from cells
where column_name in ('value_min', 'value_max') and number(value) is null
   or column_name in ('decimals', 'rows_min', 'rows_max', 'areas_min') and try_cast(value as integer) is null

union all

select source_row, 'scale', scale, 'this is not a number', 'Write what to multiply the published values by, or nothing'
from definitions.series
where scale is not null and number(scale) is null

union all

select source_row, column_name, value, 'this is missing', 'A figure without a source does not exist: say what and whose it is'
from cells
where column_name in ('series_title', 'unit', 'publisher', 'licence') and value is null

union all

select source_row, 'series_id', series_id, 'this cannot be the name of a series',
    'Write letters, digits, spaces and . , ; : / & ( ) + -, at most 80, the first a letter or a digit'
from definitions.series
where not is_short_name(series_id)

union all

select source_row, 'file', file, 'the name of a file may not lead to another folder', 'Put the file beside series.csv'
from definitions.series
where not is_file_name(file)

union all

select source_row, 'polarity', polarity, 'this is not a direction', 'Write higher, lower or neither'
from definitions.series
where coalesce(polarity, '') not in ('higher', 'lower', 'neither')

union all

select source_row, 'basis', basis, 'this is not a basis', 'Write exact, near or proxy'
from definitions.series
where coalesce(basis, '') not in ('exact', 'near', 'proxy')

union all

select source_row, 'indicator', indicator, 'no indicator has this name',
    'Correct it, or add the indicator to definitions/other_indicators.csv'
from definitions.series
where coalesce(indicator, '') not in (
    select indicator from definitions.national_indicators
    union all select indicator from definitions.other_indicators
)

union all

select source_row, 'series_id', series_id, 'another row has this name, or there is none', 'Give each series one name'
from (
    select *, row_number() over (partition by series_id order by source_row) as copy from definitions.series
)
where series_id is null or copy > 1

union all

select source_row, 'unit', unit, 'a share is written with its sign', 'Write %'
from definitions.series
where regexp_matches(lower(unit), '^per ?cent')

union all

select source_row, 'margin', margin, 'nothing else is known of the chance in figures',
    'Write none published, model, complete count, own score, or nothing'
from definitions.series
where margin not in ('none published', 'model', 'complete count', 'own score')

union all

select source_row, 'counted', counted, 'counts cannot be said so',
    'Write what they are of, with {count} for the numerator and, if wanted, {base} for the denominator, or nothing'
from definitions.series
where counted not like '%{count}%' or regexp_matches(regexp_replace(counted, '[{](count|base)[}]', '', 'g'), '[{}]')

union all

select source_row, 'tiers', tiers, 'this is not a way of publishing for two tiers',
    'Write own where districts and counties have figures of their own duties, or nothing'
from definitions.series
where tiers <> 'own'
