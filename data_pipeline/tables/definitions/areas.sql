-- what no row of definitions/areas.csv may have
select source_row, column_name, value, 'this is no code of an area' as problem,
    'Write its letters and digits, such as E10000006' as what_to_do,
from (
    from definitions.areas unpivot (value for column_name in (area_code, laa_area_code, later_code, old_code))
    select source_row, column_name, value
)
where not is_area_code(value)

union all

select source_row, 'end_date' as column_name, end_date as value, 'this is not a date' as problem,
    'Write it as 2019-03-31' as what_to_do,
from definitions.areas
where end_date is not null and try_cast(end_date as date) is null

union all

select source_row, 'region', region, 'no region has this name', 'Use a name of definitions/regions.csv'
from definitions.areas
where area_type <> 'former_district' and coalesce(region, '') not in (select name from definitions.regions)

union all

select source_row, 'area_code', area_code, 'another row has this code', 'Give each area one row'
from definitions.areas
qualify row_number() over (partition by area_code order by source_row) > 1

union all

select source_row, 'area_type', area_type, 'this is not a kind of area',
    'Use county, district, unitary, metropolitan, london_borough or former_district',
from definitions.areas
where area_type not in ('county', 'district', 'unitary', 'metropolitan', 'london_borough', 'former_district')

union all

select source_row, 'laa_area_code', laa_area_code, 'no area has this code', 'Use the code of the county, or the area''s own'
from definitions.areas
where area_type <> 'former_district' and coalesce(laa_area_code, '') not in (select area_code from definitions.areas)

union all

select source_row, 'later_code', later_code, 'the history of codes has no such change',
    'Add the change to definitions/area_code_history.csv'
from definitions.areas
where later_code is not null and later_code <> area_code
  and (area_code, later_code) not in (
    select (previous_code, area_code) from definitions.area_code_history where previous_code is not null
  )

union all

select source_row, 'successor_names', successor_names, 'there are not as many names as codes',
    'Give each of successor_codes its name, in the same order',
from definitions.areas
where len(string_split(coalesce(successor_names, ''), ';')) <> len(string_split(coalesce(successor_codes, ''), ';'))
