-- what no row of definitions/spatial_levels.csv may have
select source_row, 'spatial_level' as column_name, spatial_level as value, 'another row has this level' as problem,
    'Give each level one row' as what_to_do,
from definitions.spatial_levels
qualify row_number() over (partition by spatial_level order by source_row) > 1
