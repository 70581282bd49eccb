-- set aside: one row per Improvement Notice without its issue, the level required or its deadline
select
    source_id, source_row,
    case when issue is null then 'issue' when level_required is null then 'level_required' else 'deadline' end as column_name,
    null as value,
    'an Improvement Notice says what is wrong, the improvement required and by when' as problem,
    'Give all three as the notice does' as what_to_do,
from packs.interventions
where step = '5' and (issue is null or level_required is null or deadline is null)
