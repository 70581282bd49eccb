-- doubt: one row per figure whose cited source was published before its period ended
select
    'published_facts' as source_id, source_row,
    'source_published' as column_name,
    format('to {}, from a publication of {} ({}, line {})', period_end, source_published, document, line) as value,
    'the source is older than the figure' as problem,
    'Ask the publisher which source is meant' as what_to_do,
from definitions.published_facts
-- As far as both are given: a source of 2006 may hold a figure of October 2006.
where left(source_published, len(period_end)) < left(period_end, len(source_published))
