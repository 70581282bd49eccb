-- what no row of definitions/towns.csv may have
select source_row, 'area_code' as column_name, area_code as value, 'no district has this code' as problem,
    'Use the code of a district of definitions/areas.csv' as what_to_do,
from definitions.towns
where area_code not in (select area_code from definitions.areas where area_type not in ('county', 'former_district'))
