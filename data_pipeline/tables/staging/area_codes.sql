-- one row per code a publisher may print: the area of 2009 to 2013 it stands for, and why
select area_code as published_code, area_code, cast(null as varchar) as evidence
from staging.areas
where not is_example

union all

select
    areas.later_code,
    areas.area_code,
    format(
        '{} became {} on {}: {}',
        areas.area_code, areas.later_code, history.operative_date, history.order_title
    ),
from definitions.areas as areas
join definitions.area_code_history as history
    on history.area_code = areas.later_code and history.previous_code = areas.area_code
where areas.later_code is not null and areas.later_code <> areas.area_code

union all

select
    same_territory.council_code,
    same_territory.county_code,
    format(
        '{} covers exactly the area of {}, the county it replaced',
        same_territory.council_code, same_territory.county_code
    ),
from staging.same_territory

union all

-- The codes of before 2011.
select old_code, area_code, null
from definitions.areas
where old_code is not null and area_type <> 'former_district'
