-- one row per rating: its word, its symbol and what it means, the best first
select
    cast(position as integer) as position,
    code as rating_code,
    rating,
    symbol,
    meaning,
    cast(least_share as double) as least_share,
from definitions.ratings
order by position
