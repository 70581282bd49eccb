-- one row per area: England, its regions, the authorities of 2009 to 2013, the councils after them, and worked examples
with regions as (
    select area_code, name, area_type from definitions.regions
),

replaced as (
    select
        unnest(string_split(successor_codes, ';')) as area_code,
        unnest(string_split(successor_names, ';')) as name,
        region,
        case
            when end_date like '%-03-31' then cast(end_date as date) + 1
            else cast(end_date as date)
        end as start_date,
    from definitions.areas
    where successor_codes is not null and area_type <> 'former_district'
),

later_councils as (
    select area_code, any_value(name) as name, any_value(region) as region, min(start_date) as start_date
    from replaced
    where area_code not in (select council_code from staging.same_territory)
    group by area_code
),

authorities as (
    select
        areas.area_code,
        areas.name,
        areas.area_type,
        case when areas.area_type = 'district' then areas.laa_area_code end as county_code,
        regions.area_code as region_code,
        areas.region,
        cast(null as date) as start_date,
        cast(areas.end_date as date) as end_date,
        areas.aliases,
        areas.laa_area_code as agreement_area_code,
    from definitions.areas as areas
    left join regions on regions.name = areas.region

    union all by name

    select
        later_councils.area_code, later_councils.name, 'later_council' as area_type,
        regions.area_code as region_code, later_councils.region, later_councils.start_date,
    from later_councils
    left join regions on regions.name = later_councils.region
),

-- The places of worked examples: they have cards, and no part in anything about England.
examples as (
    select
        areas.area_code, areas.name, areas.area_type, agreement.area_code as agreement_area_code,
        case when areas.area_type = 'district' then agreement.area_code end as county_code,
    from packs.areas as areas
    join packs.agreement as agreement on agreement.pack = areas.pack and agreement.is_example = 'yes'
    where not could_be_real(areas.area_code) and not could_be_real(agreement.area_code)
    qualify row_number() over (partition by areas.area_code order by areas.pack, areas.source_row) = 1
)

select
    area_code,
    name,
    area_type,
    coalesce(county_code, region_code) as parent_code,
    county_code,
    region_code,
    region,
    start_date,
    end_date,
    string_split(aliases, '|') as aliases,
    agreement_area_code,
    area_type in ('county', 'unitary', 'metropolitan', 'london_borough') as is_agreement_area,
    area_type in ('district', 'unitary', 'metropolitan', 'london_borough') as is_district,
    false as is_example,
from authorities

union all by name

select
    area_code,
    name,
    area_type,
    case when area_type = 'region' then 'E92000001' end as parent_code,
    case when area_type = 'region' then name end as region,
    case when area_type = 'region' then area_code end as region_code,
    false as is_agreement_area,
    false as is_district,
    false as is_example,
from regions

union all by name

select
    area_code, name, area_type, county_code as parent_code, county_code, agreement_area_code,
    false as is_agreement_area, false as is_district, true as is_example,
from examples
