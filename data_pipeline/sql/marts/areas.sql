-- one row per area of any kind
select
    areas.area_code,
    areas.name,
    areas.area_type,
    parent_code,
    county_code,
    county.name as county_name,
    region_code,
    region,
    agreement_area_code,
    is_agreement_area,
    is_district,
    start_date,
    end_date,
    number(context.population_2008) as population_2008,
from staging.areas as areas
left join (select area_code as county_code, name from staging.areas) as county using (county_code)
left join definitions.context as context using (area_code)
order by area_code
