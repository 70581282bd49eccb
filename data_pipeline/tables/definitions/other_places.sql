-- what no row of definitions/other_places.csv may have
with listed as (
    select source_row, unnest(string_split(area_codes, ';')) as area_code from definitions.other_places
)

select source_row, 'area_codes' as column_name, area_code as value, 'no area has this code' as problem,
    'Use codes of definitions/areas.csv, definitions/regions.csv or of a later council, with ; between them' as what_to_do,
from listed
where area_code not in (select area_code from definitions.areas)
  and area_code not in (select area_code from definitions.regions)
  and area_code not in (select unnest(string_split(successor_codes, ';')) from definitions.areas where successor_codes is not null)

union all

select source_row, 'kind', kind, 'this is not a kind of place',
    'Use metropolitan county, former county, other name or outside England',
from definitions.other_places
where kind not in ('metropolitan county', 'former county', 'other name', 'outside England')

union all

select source_row, 'country', country, 'a place lies either in areas of England or in another country',
    'Fill in area_codes, or country where the kind is outside England',
from definitions.other_places
where (kind = 'outside England') <> (country is not null) or (country is null) <> (area_codes is not null)
