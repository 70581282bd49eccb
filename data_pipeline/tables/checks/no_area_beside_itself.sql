-- no area is set beside itself, a part of itself, a place it is a part of, or a worked example
select 'marts.similar_areas' as file, format('{} beside {}', pair.area_code, pair.similar_code) as value
from marts.similar_areas as pair
left join marts.areas as here on here.area_code = pair.area_code
left join marts.areas as there on there.area_code = pair.similar_code
where pair.similar_code = pair.area_code
   or pair.similar_code = here.county_code
   or there.county_code = pair.area_code
   or here.is_example or there.is_example

union all

select 'marts.comparisons' as file, format('{} beside {}', area_code, comparator_code) as value
from marts.comparisons
where comparator_code = area_code
