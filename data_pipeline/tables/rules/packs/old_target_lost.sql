-- doubt: one row per changed target whose earlier version is not in the pack
select
    source_id, source_row,
    'change' as column_name,
    change as value,
    'the target before the change is not here' as problem,
    'Keep the old row, with its own date, above the new one' as what_to_do,
from (
    select *, row_number() over (partition by pack, target order by agreed_on nulls first, source_row) as version
    from packs.targets
)
where change = 'changed' and version = 1
