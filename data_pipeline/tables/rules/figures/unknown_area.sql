-- set aside: one row per figure whose area code belongs to no area we know, told once for each value
with listed as (
    select area_code as code from definitions.area_code_history
    union all
    select unnest([area_code, later_code] || coalesce(string_split(successor_codes, ';'), [])) from definitions.areas
),

newest as (
    select left(code, 3) as kind, max(code) as code
    from listed
    where regexp_full_match(code, '[A-Z][0-9]{8}')
    group by left(code, 3)
),

last_change as (
    select strftime(max(day), '%B %Y') as month
    from (
        select cast(operative_date as date) as day from definitions.area_code_history
        union all
        select cast(end_date as date) + 1 from definitions.areas
    )
)

select
    figures.source_id, figures.source_row,
    case when is_by_name then 'area_name' else 'area_code' end as column_name,
    published_code as value,
    case
        when is_by_name then 'no English area has this name alone'
        when published_code is null then 'the row does not say which area it is of'
        when newest.code is not null then format(
            'no English area in our list has this code: it may be newer than our list of codes (to {})', last_change.month
        )
        else 'no English area has had this code'
    end as problem,
    case
        when published_code is null then 'Nothing to do, if it is of no area; else give its code'
        when is_by_name then 'Correct the name, or add it to the aliases in definitions/areas.csv'
        when newest.code is not null
        then 'Look it up; a new code goes into definitions/areas.csv and definitions/area_code_history.csv'
        else 'Correct the code, or add the area to definitions/areas.csv'
    end as what_to_do,
from staging.figures as figures
cross join last_change
-- Codes of a kind are given out in their order.
left join newest
    on not is_by_name and regexp_full_match(published_code, '[A-Z][0-9]{8}')
    and newest.kind = left(published_code, 3) and newest.code < published_code
where area_code is null
  and (is_by_name or published_code is null or not is_of_another_kind(published_code))
