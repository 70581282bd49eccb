-- every district has a tile, and England's map a shape for each of them
select 'boundaries/district_tiles_2011.csv' as file, areas.area_code as value
from marts.areas as areas
anti join definitions.tiles as tiles using (area_code)
where areas.is_district

union all

select 'boundaries/districts_2011.geojson', areas.area_code
from marts.areas as areas
anti join (
    select unnest(from_json(json_extract(geojson, '$.features[*].id'), '["varchar"]')) as area_code
    from marts.boundaries
    where layer = 'england'
) as drawn using (area_code)
where areas.is_district
