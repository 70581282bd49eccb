-- set aside: one row per designated target beyond the 35 that an agreement may have
with positions as (
    select pack, target, dense_rank() over (partition by pack order by min(source_row)) as position
    from packs.targets
    where kind = 'designated'
    group by pack, target
)

select
    targets.source_id, targets.source_row,
    'kind' as column_name,
    targets.kind as value,
    format('this is designated target number {}: an agreement may have 35', positions.position) as problem,
    'Check which are designated; statutory and local targets do not count' as what_to_do,
from packs.targets as targets
join positions using (pack, target)
where targets.kind = 'designated' and positions.position > 35
