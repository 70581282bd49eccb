-- what no row of definitions/parishes.csv may have
select source_row, 'area_code' as column_name, area_code as value, 'no area has or had this code' as problem,
    'Use the code of a district or council of definitions/areas.csv, of any year' as what_to_do,
from definitions.parishes
where area_code not in (select unnest([area_code, later_code]) from definitions.areas where later_code is not null)
  and area_code not in (select area_code from definitions.areas)
  and area_code not in (select unnest(string_split(successor_codes, ';')) from definitions.areas)
