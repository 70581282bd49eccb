-- one row per name that stands for one area: the official name, its aliases, and the name with what a council is called
with called as (
    select
        area_code, name, aliases, area_type, end_date,
        case area_type
            when 'london_borough' then ['LB', 'London Borough', 'London Borough Council', 'City Council', 'Council']
            when 'metropolitan' then [
                'MBC', 'MDC', 'Metropolitan Borough Council', 'City Council', 'City Council MBC', 'City MDC', 'City MDC (MBC)'
            ]
            when 'county' then ['County Council', 'CC']
            when 'unitary' then ['UA', 'Council', 'Borough Council', 'City Council', 'District Council']
            else ['DC', 'BC', 'Borough Council', 'City Council', 'District Council']
        end as kinds,
    from definitions.areas
),

names as (
    select area_code, area_type, end_date, name from called
    union all
    select area_code, area_type, end_date, unnest(string_split(aliases, '|')) from called
    union all
    select area_code, area_type, end_date, format('{} {}', name, kind) from called, unnest(kinds) as kinds_of(kind)
    union all
    select area_code, area_type, end_date, format('London Borough of {}', name)
    from called where area_type = 'london_borough'
    union all
    select area_code, area_type, null, name from definitions.regions
),

-- A name of an authority of 2009 to 2013 may have been another's before: then it is sure from that one's end.
gathered as (
    select
        name_key(name) as name_key,
        list(distinct area_code) filter (area_type <> 'former_district') as codes,
        list(distinct area_code) filter (area_type = 'former_district') as former_codes,
        max(cast(end_date as date)) filter (area_type = 'former_district') as former_end,
    from names
    group by name_key(name)
)

select
    name_key,
    coalesce(codes[1], former_codes[1]) as area_code,
    case when codes[1] is not null then former_end end as not_before,
from gathered
where name_key <> '' and coalesce(len(codes), 0) < 2 and (codes[1] is not null or len(former_codes) = 1)
