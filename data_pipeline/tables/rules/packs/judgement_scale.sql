-- set aside: one row per judgement scored without its scale, or scored where no score exists
select
    source_id, source_row,
    case when kind = 'area risk' then 'score' else 'scale' end as column_name,
    case when kind = 'area risk' then score else scale end as value,
    case when kind = 'area risk' then 'the area risk judgement has no score' else 'a score means nothing without its scale' end
        as problem,
    case when kind = 'area risk' then 'Leave the score out; put what it says under text' else 'Give the whole scale, from worst to best' end
        as what_to_do,
from packs.judgements
where kind = 'area risk' and score is not null
   or kind in ('direction of travel', 'use of resources') and scale is null
