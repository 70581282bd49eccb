-- one row per name a person may type, and the area whose card answers it
with names as (
    select name, area_code, area_type as kind, area_code as origin, name as origin_name
    from staging.areas

    union

    select unnest(aliases), area_code, 'other name', area_code, name
    from staging.areas
),

-- A district abolished in 2009 leads to the council that replaced it; a council formed later leads
-- to the agreement areas that it was made from.
answers as (
    select area_code as origin, area_code from staging.areas where is_agreement_area or is_district or is_example
    union
    select area_code, unnest(string_split(successor_codes, ';'))
    from definitions.areas where area_type = 'former_district'
    union
    select replacements.replacement_code, areas.agreement_area_code
    from staging.replacements
    join staging.areas as areas using (area_code)
    join staging.areas as replacement on replacement.area_code = replacements.replacement_code
    where replacement.area_type = 'later_council'
)

select distinct
    names.name,
    lower(trim(regexp_replace(strip_accents(names.name), '[\W_]+', ' ', 'g'))) as search_name,
    names.kind,
    names.origin_name,
    answers.area_code,
    example_notice(areas.is_example) as notice,
from names
join answers using (origin)
join staging.areas as areas on areas.area_code = answers.area_code
where trim(names.name) <> ''

union all

select
    ward, lower(trim(regexp_replace(strip_accents(ward), '[\W_]+', ' ', 'g'))), 'ward', ward, area_code, null,
from definitions.wards

order by all
