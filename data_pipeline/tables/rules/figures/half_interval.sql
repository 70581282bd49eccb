-- set aside: one row per figure with one limit of its interval but not the other
select
    source_id, source_row,
    case when lower is null then 'lower' else 'upper' end as column_name,
    coalesce(lower_as_published, upper_as_published) as value,
    'only one limit of the interval is given' as problem,
    'Give both limits or neither' as what_to_do,
from staging.figures
where (lower is null) <> (upper is null)
