-- every target kept is one promise, local and designated alike, and every figure kept is in its story once
with listed as (
    select pack, target, count(*) as times, any_value(kind) as kind
    from marts.promises where target is not null and is_latest_edition
    group by pack, target
),

targets as (
    select pack, target, any_value(source_id) as source_id, list(kind) as kinds from marts.pack_targets group by pack, target
),

told as (
    select source_id, source_row, count(*) as times from marts.promise_points group by source_id, source_row
),

figures as (
    select source_id, source_row from marts.pack_outturns
    union all
    select source_id, source_row from marts.pack_milestones
)

select sources.file, format('target {}: listed {} times', targets.target, coalesce(listed.times, 0)) as value
from targets
join meta.sources as sources using (source_id)
left join listed on listed.pack = targets.pack and listed.target = targets.target
where coalesce(listed.times, 0) <> 1 or not list_contains(targets.kinds, listed.kind)

union all

select listed.pack, format('target {}: listed, and not kept', listed.target)
from listed
anti join targets on targets.pack = listed.pack and targets.target = listed.target

union all

select sources.file, format('row {}: told {} times', figures.source_row, coalesce(told.times, 0))
from figures
join meta.sources as sources using (source_id)
left join told on told.source_id = figures.source_id and told.source_row = figures.source_row
where coalesce(told.times, 0) <> 1
