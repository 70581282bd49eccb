-- one row per area of any kind
select
    area_code,
    name,
    area_type,
    parent_code,
    county_code,
    region_code,
    region,
    agreement_area_code,
    is_agreement_area,
    is_district,
    start_date,
    end_date,
    number(context.population_2008) as population_2008,
from staging.areas
left join definitions.context as context using (area_code)
order by area_code
