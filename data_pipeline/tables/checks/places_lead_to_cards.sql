-- every name a person may type leads to an area that has a card, or is England or a region, which have a map
select 'definitions/areas.csv' as file, format('{} leads to {}', places.name, places.area_code) as value
from marts.places as places
left join marts.areas as areas using (area_code)
where areas.area_code is null
  or not areas.has_card and (areas.area_type not in ('region', 'country') or places.kind in ('ward', 'parish', 'town'))
