-- one row per agreement area and district of England: what describes it, none of it an outcome on a card
-- made: as a view
select
    areas.area_code,
    areas.name,
    areas.area_type,
    areas.county_code,
    number(context.population_2008) as population_2008,
    number(context.area_km2) as area_km2,
    number(context.people_per_km2) as people_per_km2,
    number(context.imd_2007_mean_score) as imd_2007_mean_score,
    number(context.share_in_most_deprived_tenth) as share_in_most_deprived_tenth,
from marts.areas as areas
left join definitions.context as context using (area_code)
where (areas.is_agreement_area or areas.is_district) and not areas.is_example
order by areas.area_code
