-- one row per code of a council of any year and area of 2009 to 2013 whose ground it may be on
-- Of a council that was made of several districts, each of them; of all others the area that the code stands for.
with districts as (
    select replacement_code, area_code
    from staging.replacements join staging.areas using (area_code) where is_district
)

select codes.published_code as code, coalesce(districts.area_code, codes.area_code) as area_code
from staging.area_codes as codes
left join districts on districts.replacement_code = codes.area_code
