-- one row per different published period that can be read: its days, its name, its reporting year
-- made: one batch at a time
with read as (
    select period, read_period(period) as found from staging.published_periods
)

select period, unnest(found)
from read
where found is not null
order by period
