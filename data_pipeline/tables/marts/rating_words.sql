-- one row per version of a rating: its word, its symbol, what it means and the days it was our rule; the best first
with versions as (
    select
        cast(position as integer) as position,
        code as rating_code,
        rating,
        symbol,
        meaning,
        cast(least_share as double) as least_share,
        coalesce(last_day_of(valid_from), date '0001-01-01') as valid_from,
    from definitions.ratings
)

select
    *,
    lead(valid_from) over (partition by rating_code order by valid_from) as valid_until,
    valid_until is null as is_current,
from versions
order by position, valid_from
