-- one row per name a person may type, and an area whose card answers it; a place in several areas has a row for each
-- `place` tells places of one name apart: a code, or the name itself where a place has none.
with later_councils as (
    select replacement_code as place, replacements.area_code
    from staging.replacements
    join staging.areas as council on council.area_code = replacements.replacement_code
    where council.area_type = 'later_council'
    union
    select replacements.replacement_code, areas.agreement_area_code
    from staging.replacements
    join staging.areas as areas using (area_code)
    join staging.areas as council on council.area_code = replacements.replacement_code
    where council.area_type = 'later_council'
),

-- Where each area is answered: a district abolished in 2009 by the council that replaced it, a later council by what it
-- was made from, a region or England by its map.
answers as (
    select area_code as place, area_code
    from staging.areas
    where is_agreement_area or is_district or is_example or area_type in ('region', 'country')
    union
    select area_code, unnest(string_split(successor_codes, ';'))
    from definitions.areas where area_type = 'former_district'
    union
    select place, area_code from later_councils
),

area_names as (
    select name, name_key(name) as search_name, area_type as kind, area_code as place, name as origin_name
    from staging.areas

    union

    select other, name_key(other), 'other name', area_code, name
    from staging.areas, unnest(aliases) as others(other)
    where name_key(other) <> name_key(name)

    union

    -- With what its council is called, or written short: told by its own name.
    select areas.name, names.name_key, areas.area_type, areas.area_code, areas.name
    from staging.area_names as names
    join staging.areas as areas using (area_code)
    where not list_contains([name_key(other) for other in coalesce(areas.aliases, [])], names.name_key)

    union

    select areas.name, short.short_key, areas.area_type, areas.area_code, areas.name
    from staging.areas as areas
    join staging.short_names as short on short.name_key = name_key(areas.name)
    where areas.area_type in ('later_council', 'region')

    union

    select others.place, name_key(others.place), 'other name', others.area_codes, areas.name
    from definitions.other_places as others
    join staging.areas as areas on areas.area_code = others.area_codes
    where others.kind = 'other name'
),

-- A place by its name alone, in each district that it may be in.
small_places as (
    select ward as name, 'ward' as kind, ward_code as place, ward as origin_name, area_code from definitions.wards

    union all

    select town, 'town', format('{} in {}', town, area_code), town, area_code from definitions.towns

    union all

    -- Its district is known where a ward or town of its name lies in just one of those that the council was made from.
    select parish, 'parish', parish_code, parish, areas.area_code
    from definitions.parishes as parishes
    join staging.districts_of_codes as areas on areas.code = parishes.area_code
),

-- 'Pickering East' is of Pickering; 'Ash Vale' need not be of Ash.
sure as (
    select distinct
        regexp_replace(name_key(name), ' (north|south|east|west|central|town)$', '') as search_name, area_code,
    from small_places
    where kind <> 'parish'
),

placed as (
    select small_places.*, name_key(name) as search_name
    from small_places
    left join sure on sure.search_name = name_key(name) and sure.area_code = small_places.area_code
    qualify sure.area_code is not null or count(sure.area_code) over (partition by small_places.place) <> 1
),

larger as (
    select place, kind, area_codes, name_key(place) as search_name
    from definitions.other_places where kind in ('metropolitan county', 'former county')
)

select distinct
    names.name, names.search_name, names.kind, names.place, names.origin_name, answers.area_code,
    example_notice(areas.is_example) as notice,
from area_names as names
join answers using (place)
join staging.areas as areas on areas.area_code = answers.area_code
where names.search_name <> ''

union all

select place, search_name, kind, place, place, unnest(string_split(area_codes, ';')), null
from (
    select * from larger
    union all
    select larger.* replace (short_key as search_name)
    from larger join staging.short_names as short on short.name_key = larger.search_name
)

union all

select name, search_name, kind, place, origin_name, area_code, null from placed

order by all
