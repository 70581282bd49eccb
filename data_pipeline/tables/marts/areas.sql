-- one row per area of any kind
-- made: key area_code
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
    is_example,
    is_agreement_area or is_district or is_example as has_card,
    start_date,
    end_date,
    coalesce(number(context.population_2008), examples.population) as population_2008,
    -- How many facts of it the source documents print.
    coalesce(printed.facts, 0) as printed_facts,
    example_notice(is_example) as notice,
from staging.areas as areas
left join (select area_code as county_code, name from staging.areas) as county using (county_code)
left join definitions.context as context using (area_code)
left join (select area_code, any_value(population) as population from marts.pack_areas group by area_code) as examples
    using (area_code)
left join (select area_code, count(*) as facts from definitions.printed_figures group by area_code) as printed
    using (area_code)
order by area_code
