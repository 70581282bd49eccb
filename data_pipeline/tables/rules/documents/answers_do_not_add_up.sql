-- doubt: one row per total whose parts, as counts, do not make it
with parts as (
    select question, coalesce(parent, 'Total') as whole, sum(cast(responses as integer)) as responses
    from definitions.consultation_responses
    where level in ('main', 'sub')
    group by question, whole
)

select
    'consultation_responses' as source_id, wholes.source_row,
    'responses' as column_name,
    format('{}, {}: {} printed, {} counted', wholes.question, wholes.response_group, wholes.responses, parts.responses) as value,
    'the parts do not make the total' as problem,
    'Check each count against the publication' as what_to_do,
from parts
join definitions.consultation_responses as wholes
    on wholes.question = parts.question
    and (wholes.level = 'total' and parts.whole = 'Total' or wholes.level = 'main' and wholes.response_group = parts.whole)
where cast(wholes.responses as integer) <> parts.responses
