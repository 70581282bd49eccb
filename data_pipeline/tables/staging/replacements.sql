-- one row per area and later area whose figures stand in for it: never copied, only pointed at
with named as (
    select
        area_code,
        agreement_area_code,
        unnest(string_split(successor_codes, ';')) as council_code,
        unnest(string_split(successor_names, ';')) as council_name,
        case
            when end_date like '%-03-31' then year(cast(end_date as date) + 1)
            else year(cast(end_date as date))
        end as since_year,
    from (select *, laa_area_code as agreement_area_code from definitions.areas)
    where successor_codes is not null and area_type <> 'former_district'
)

select
    named.area_code,
    codes.area_code as replacement_code,
    named.council_name as replacement_name,
    named.since_year,
from named
join staging.area_codes as codes on codes.published_code = named.council_code
where codes.area_code <> named.area_code

union

-- A district whose county is now one council is covered by that council too.
select
    district.area_code,
    county.area_code,
    county.successor_names,
    case
        when county.end_date like '%-03-31' then year(cast(county.end_date as date) + 1)
        else year(cast(county.end_date as date))
    end,
from definitions.areas as district
join staging.same_territory on same_territory.county_code = district.laa_area_code
join definitions.areas as county on county.area_code = same_territory.county_code
where district.area_type = 'district'
