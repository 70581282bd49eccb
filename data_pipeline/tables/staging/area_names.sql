-- one row per name that stands for one area: official and other names, with what a council is called, and short
-- Understood alike in files, addresses, lists and search.
with called as (
    select
        area_code, name, string_split(aliases, '|') as aliases, area_type, end_date,
        case area_type
            when 'london_borough' then ['LB', 'London Borough', 'London Borough Council', 'City Council', 'Council']
            when 'metropolitan' then [
                'MBC', 'MDC', 'Metropolitan Borough Council', 'City Council', 'City Council MBC', 'City MDC', 'City MDC (MBC)'
            ]
            when 'county' then ['County Council', 'CC']
            when 'unitary' then ['UA', 'Council', 'Borough Council', 'City Council', 'District Council']
            else ['DC', 'BC', 'Borough Council', 'City Council', 'District Council']
        end as kinds,
        -- Of a city: 'City of Hull', 'Hull, City of'.
        if(regexp_matches(lower(concat_ws('|', name, aliases)), '\bcity\b'), ['City of {}', '{}, City of'], []) as cities,
    from definitions.areas
),

-- The names of an area that say nothing of its council.
plain as (
    select
        area_code, area_type, end_date, cities,
        unnest(list_filter(
            list_prepend(name, coalesce(aliases, [])),
            lambda written: not regexp_matches(lower(written), '\b(city|council|borough|boro|county|district|ua|corporation)\b')
        )) as name,
    from called
),

-- As it is written in full or short: 'notts' has its county council too.
written as (
    select area_code, area_type, end_date, kinds, name from called
    union all
    select area_code, area_type, end_date, kinds, short_key
    from called join staging.short_names as short on short.name_key = name_key(called.name)
),

names as (
    select area_code, area_type, end_date, name from written
    union all
    select area_code, area_type, end_date, format('{} {}', name, kind) from written, unnest(kinds) as kinds_of(kind)
    union all
    select area_code, area_type, end_date, unnest(aliases) from called
    union all
    select area_code, area_type, end_date, replace(form, '{}', name) from plain, unnest(cities) as forms(form)
    union all
    select area_code, area_type, end_date, format('London Borough of {}', name)
    from called where area_type = 'london_borough'
    union all
    select area_code, area_type, null, name from definitions.regions
    union all
    select area_codes, 'other name', null, place from definitions.other_places
    where kind = 'other name' and area_codes in (select area_code from definitions.regions)
),

-- What a council formed later is called, which is not wholly the area of that name before.
later_names as (
    select distinct name_key(regexp_replace(name, ' Council$', '')) as name_key
    from (
        select unnest(string_split(successor_names, ';')) as name, unnest(string_split(successor_codes, ';')) as council_code
        from definitions.areas where area_type <> 'former_district'
    )
    where council_code not in (select council_code from staging.same_territory)
),

-- A name of an authority of 2009 to 2013 may have been another's before: then it is sure from that one's end. And it
-- may be a later council's: then it is sure until its own end.
gathered as (
    select
        name_key,
        list(distinct area_code) filter (area_type <> 'former_district') as codes,
        list(distinct area_code) filter (area_type = 'former_district') as former_codes,
        max(cast(end_date as date)) filter (area_type = 'former_district') as former_end,
        max(cast(end_date as date)) filter (area_type <> 'former_district') as own_end,
    from (select *, name_key(name) as name_key from names)
    group by name_key
)

select
    name_key,
    coalesce(codes[1], former_codes[1]) as area_code,
    case when codes[1] is not null then former_end end as not_before,
    case when name_key in (select name_key from later_names) then own_end end as not_after,
from gathered
where name_key <> '' and coalesce(len(codes), 0) < 2 and (codes[1] is not null or len(former_codes) = 1)
