-- doubt: one row per floor target without its floor, or without the date by which to reach it
select
    source_id, source_row,
    case when floor is null then 'floor' else 'floor_deadline' end as column_name,
    null as value,
    'a floor target says how far and by when' as problem,
    'Give the floor and its deadline' as what_to_do,
from packs.targets
where kind_2006 = 'floor' and (floor is null or floor_deadline is null)
