-- what no row of definitions/statuses.csv may have
select source_row, 'has_value' as column_name, has_value as value, 'this is neither yes nor no' as problem,
    'Write yes or no' as what_to_do,
from definitions.statuses
where coalesce(has_value, '') not in ('yes', 'no')

union all

select source_row, 'code', code, 'another row has this code', 'Give each status one row'
from definitions.statuses
qualify row_number() over (partition by code order by source_row) > 1
