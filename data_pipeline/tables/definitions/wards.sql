-- what no row of definitions/wards.csv may have
select source_row, 'area_code' as column_name, area_code as value, 'no area has this code' as problem,
    'Use the code of a district of definitions/areas.csv' as what_to_do,
from definitions.wards
where area_code not in (select area_code from definitions.areas)
