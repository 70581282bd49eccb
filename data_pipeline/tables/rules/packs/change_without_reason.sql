-- set aside: one row per changed or removed target that does not say why, or when
with versions as (
    select *, row_number() over (partition by pack, target order by agreed_on nulls first, source_row) as version
    from packs.targets
)

select
    source_id, source_row,
    case when reason is null then 'reason' else 'agreed_on' end as column_name,
    published_change as value,
    'the target was changed, and the row does not say ' || case when reason is null then 'why' else 'when' end as problem,
    'Give the date and the reason; write ''not published'' when the paper gives no reason' as what_to_do,
from versions
where (version > 1 and coalesce(change, '') <> 'unchanged' or change in ('changed', 'removed')) and (reason is null or agreed_on is null)
