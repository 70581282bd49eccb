-- set aside: one row per figure whose lower limit is above its upper limit
select
    source_id, source_row,
    'lower' as column_name,
    format('{} to {}', lower_as_published, upper_as_published) as value,
    'the interval is the wrong way round' as problem,
    'Swap the limits if the publisher prints them the other way; else ask the publisher' as what_to_do,
from staging.figures
where lower > upper
