-- what no row of definitions/ratings.csv may have
select source_row, 'valid_from' as column_name, valid_from as value, 'this is not a day' as problem,
    'Write a day, like 2010-03-31, or nothing for the first version' as what_to_do,
from definitions.ratings
where valid_from is not null and try_cast(valid_from as date) is null

union all

select source_row, 'least_share', least_share, 'this is not a share of what was due', 'Write a number from 0 to 1'
from definitions.ratings
where (code = 'close' or least_share is not null) and not coalesce(number(least_share) between 0 and 1, false)

union all

select source_row, 'code', code, 'another row has this code from the same day', 'Give each version of a rating one row'
from definitions.ratings
qualify row_number() over (partition by code, valid_from order by source_row) > 1
