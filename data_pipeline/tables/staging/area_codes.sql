-- one row per code a publisher may print: the area of 2009 to 2013 it stands for, and why
select area_code as published_code, area_code, cast(null as varchar) as evidence
from staging.areas
where not is_example

union all

select
    areas.code_from_2013,
    areas.area_code,
    format(
        '{} became {} on {}: {}',
        areas.area_code, areas.code_from_2013, history.operative_date, history.order_title
    ),
from definitions.areas as areas
join definitions.area_code_history as history
    on history.area_code = areas.code_from_2013 and history.previous_code = areas.area_code
where areas.code_from_2013 is not null and areas.code_from_2013 <> areas.area_code

union all

select
    same_territory.council_code,
    same_territory.county_code,
    format(
        '{} covers exactly the area of {}, the county it replaced',
        same_territory.council_code, same_territory.county_code
    ),
from staging.same_territory
