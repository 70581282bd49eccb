-- doubt: one row per figure given for a chart of which the text keeps only the title
select
    'published_facts' as source_id, source_row,
    'value' as column_name,
    value,
    'the chart is an image, and no number of it survives in the text' as problem,
    'Leave the value empty, or cite a source that prints it' as what_to_do,
from definitions.published_facts
where measure = 'chart' and value is not null
