-- every name a person may type leads to an area that has a card
select 'definitions/areas.csv' as file, format('{} leads to {}', places.name, places.area_code) as value
from marts.places as places
left join marts.areas as areas using (area_code)
where areas.area_code is null or not areas.has_card
