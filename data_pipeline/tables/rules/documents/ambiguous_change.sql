-- doubt: one row per change of a share that may be in per cent or in percentage points
select
    'published_facts' as source_id, source_row,
    'unit_as_printed' as column_name,
    format('{} {} ({}, line {})', value, unit_as_printed, document, line) as value,
    'per cent of the share before, or percentage points? The levels are not given' as problem,
    'It is quoted, and drawn in no chart' as what_to_do,
from definitions.published_facts
where measure = 'change of a share' and unit_as_printed is distinct from 'percentage points'
