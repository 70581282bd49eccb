-- doubt: one row per share that does not say of what
select
    'published_facts' as source_id, source_row,
    'base' as column_name,
    format('{}: {} ({}, line {})', what, as_printed, document, line) as value,
    'a per cent of nobody knows what' as problem,
    'Quote it; work nothing out from it' as what_to_do,
from definitions.published_facts
where measure = 'share' and base is null
