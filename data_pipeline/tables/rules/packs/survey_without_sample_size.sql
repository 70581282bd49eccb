-- doubt: one row per survey figure that does not say how many people answered
with surveys as (
    select null as pack, indicator from definitions.national_indicators where place_survey = 'yes'
    union all
    select pack, indicator from packs.indicators where is_survey = 'yes'
)

select
    outturns.source_id, outturns.source_row,
    'sample_size' as column_name,
    outturns.value,
    'sample size not published' as problem,
    'Give the number of people who answered: without it nobody can tell a change from chance' as what_to_do,
from packs.outturns as outturns
join surveys on surveys.indicator = outturns.indicator and coalesce(surveys.pack, outturns.pack) = outturns.pack
join staging.printed_values as printed on printed.printed = outturns.value
where outturns.sample_size is null and outturns.lower is null and printed.value is not null
