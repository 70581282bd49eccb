-- one row per postcode of the lists that are installed here, if any, and each area that it may be in
-- made: as a view
-- The code of its district is as printed: outside England it is of no area here.
select postcodes.postcode, postcodes.area_code as published_code, areas.area_code
from definitions.postcodes as postcodes
left join staging.districts_of_codes as areas on areas.code = postcodes.area_code
