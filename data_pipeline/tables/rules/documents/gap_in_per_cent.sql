-- doubt: one row per gap between two percentages that is not printed in percentage points
select
    'published_facts' as source_id, source_row,
    'unit_as_printed' as column_name,
    format('{}{} ({}, line {})', value, coalesce(unit_as_printed, ', no unit'), document, line) as value,
    'a gap between two percentages is in percentage points' as problem,
    'It is shown in percentage points; the quotation keeps what was printed' as what_to_do,
from definitions.published_facts
where measure = 'gap' and unit_as_printed is distinct from 'percentage points'
