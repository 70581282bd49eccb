-- one row per area with a card: the council that answers for it, the one above it, and those that took over since
-- made: key area_code
with named as (
    select
        areas.area_code,
        -- Of its names the one that is a council's; a place that was made up has none.
        coalesce(
            names.council,
            replace(
                list_filter(
                    areas.aliases,
                    lambda alias: regexp_full_match(
                        alias, '.* Council|Council of .*|City of London Corporation|((London|Royal) )?Borough of .*'
                    )
                )[1],
                ' & ', ' and '
            ),
            areas.name || case areas.area_type
                when 'county' then ' County Council' when 'district' then ' District Council' else ' Council'
            end
        ) as bare,
        if(
            regexp_matches(bare, '^(London Borough|Royal Borough|Borough|City of London Corporation|Council of)'),
            'the ' || bare, bare
        ) as council,
    from staging.areas as areas
    left join definitions.council_names as names using (area_code)
),

replaced as (
    select
        area_code,
        if(area_type = 'county', area_code, laa_area_code) as county_code,
        case when end_date like '%-03-31' then cast(end_date as date) + 1 else cast(end_date as date) end as replaced_on,
        list_transform(
            string_split(successor_names, ';'),
            lambda name: if(ends_with(name, ' Council'), name, name || ' Council')
        ) as later,
    from definitions.areas
    where successor_names is not null and area_type <> 'former_district'
),

-- A county was followed by whatever followed it and its districts on that day.
of_counties as (
    select
        county.county_code,
        any_value(county.replaced_on) as replaced_on,
        list_sort(list_distinct(flatten(list(part.later)))) as later,
    from replaced as county
    join replaced as part on part.county_code = county.county_code and part.replaced_on = county.replaced_on
    where county.area_code = county.county_code
    group by county.county_code
)

select
    areas.area_code,
    named.council,
    case
        when areas.area_type = 'county' then 'county'
        when areas.area_type = 'district' then 'district'
        when areas.area_type = 'london_borough' then 'london'
        else 'single'
    end as tier,
    if(areas.area_type = 'county', named.council, county.council) as county_council,
    areas.area_type = 'district' and of_counties.county_code is null and own.replaced_on is not null as is_district_only,
    -- A council that followed a district may itself have been followed when the county was.
    greatest(own.replaced_on, of_counties.replaced_on) as replaced_on,
    if(areas.area_type = 'county' or own.replaced_on < of_counties.replaced_on, of_counties.later, own.later) as later,
    areas.notice,
from marts.areas as areas
join named using (area_code)
left join named as county on county.area_code = areas.county_code
left join replaced as own on own.area_code = areas.area_code
left join of_counties on of_counties.county_code = coalesce(areas.county_code, areas.area_code)
where areas.has_card
order by areas.area_code
