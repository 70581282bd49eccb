-- doubt: one row per figure measured in another way than the earlier ones of its topic
with methods as (
    select
        *,
        first_value(method) over (partition by topic order by period_start nulls last, source_row) as first_method,
    from definitions.published_facts
    where measure not in ('rule', 'statement', 'chart')
)

select
    'published_facts' as source_id, source_row,
    'method' as column_name,
    format('{}; before: {}', coalesce(method, 'not stated'), coalesce(first_method, 'not stated')) as value,
    'the method changed, so the figures before and after are on different scales' as problem,
    'No line is drawn from one to the other' as what_to_do,
from methods
where method is distinct from first_method
