-- doubt: one row per share that is the rest of another share of the same topic and period, and does not say so
select distinct
    'published_facts' as source_id, facts.source_row,
    'complement_of' as column_name,
    format('{}% and {}% ({})', facts.value, rest.value, rest.fact_id) as value,
    'these two are the two answers to one question' as problem,
    'Write the fact_id of the one that counts as the measure' as what_to_do,
from definitions.published_facts as facts
join definitions.published_facts as rest
    on rest.topic = facts.topic and rest.period_start = facts.period_start and rest.period_end = facts.period_end
    and rest.measure = 'share' and rest.source_row < facts.source_row
where facts.measure = 'share'
  and abs(number(facts.value) + number(rest.value) - 100) < 1e-9
  and facts.complement_of is distinct from rest.fact_id
  and rest.complement_of is distinct from facts.fact_id
