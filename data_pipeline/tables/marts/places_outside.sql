-- one row per place outside England that people look for, and the country it is in
select place as name, name_key(place) as search_name, country
from definitions.other_places
where kind = 'outside England'
order by search_name
