-- one row per different cell of figures that is no bare number: the number in it, or why there is none, and its status
-- made: one batch at a time
with cells as (
    select distinct value as printed
    from raw.figures
    where number is null and reason is null
        and try_cast(value as double) is null and trim(value) <> '' and read_number(value) is null
),

read as (
    select printed, unnest(read_printed(printed)) from cells
)

select read.printed, read.value, read.reason, read.period, read.status, statuses.has_value = 'no' as says_there_is_none,
from read
left join definitions.statuses as statuses on statuses.code = read.status
order by printed
