-- one row per county whose whole area, and nothing else, passed to one later council
-- Every district of the county went either to that council or to one formed wholly inside the county.
with moves as (
    select
        area_code,
        area_type,
        laa_area_code as county_code,
        unnest(string_split(successor_codes, ';')) as council_code,
    from definitions.areas
    where successor_codes is not null and area_type <> 'former_district'
),

council_origins as (
    select council_code, list(distinct county_code) as county_codes
    from moves
    where area_type <> 'county'
    group by council_code
),

single_successor as (
    select county_code, any_value(council_code) as council_code
    from moves
    where area_type = 'county'
    group by county_code
    having count(*) = 1
),

left_the_county as (
    select district.laa_area_code as county_code
    from definitions.areas as district
    left join moves on moves.area_code = district.area_code
    left join council_origins on council_origins.council_code = moves.council_code
    where district.area_type = 'district'
      and (moves.area_code is null or len(council_origins.county_codes) > 1)
)

select single_successor.county_code, single_successor.council_code
from single_successor
join council_origins on council_origins.council_code = single_successor.council_code
where council_origins.county_codes = [single_successor.county_code]
  and single_successor.county_code not in (select county_code from left_the_county)
