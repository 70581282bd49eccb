-- set aside: one row per local indicator that has the name of one defined for all of England
select
    source_id, source_row,
    'indicator' as column_name,
    indicator as value,
    'this indicator is defined for all of England' as problem,
    'Use it without defining it, or give the local measure a name of its own' as what_to_do,
from packs.indicators
where indicator in (
    select indicator from definitions.national_indicators
    union
    select indicator from definitions.other_indicators
)
