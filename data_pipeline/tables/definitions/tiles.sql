-- what no row of boundaries/district_tiles_2011.csv may have
select source_row, column_name, value, 'this is not a whole number' as problem, 'Write digits' as what_to_do
from definitions.tiles
unpivot include nulls (value for column_name in ("column", "row"))
where try_cast(value as integer) is null

union all

select source_row, 'area_code', area_code, 'another row has this district', 'Give each district one hexagon'
from definitions.tiles
qualify row_number() over (partition by area_code order by source_row) > 1
