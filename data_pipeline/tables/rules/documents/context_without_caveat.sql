-- doubt: one row per figure from unusual circumstances that carries no caveat
select
    'published_facts' as source_id, source_row,
    'caveat' as column_name,
    context as value,
    'the circumstances differ from those of the figures beside it, and nothing says so' as problem,
    'Write a caveat for the reader' as what_to_do,
from definitions.published_facts
where context is not null and caveat is null
