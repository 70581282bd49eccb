-- set aside: one row per outturn with neither a figure, nor words in its place, nor a status that says why
select
    outturns.source_id, outturns.source_row,
    'value' as column_name,
    null as value,
    'there is no value and no reason why' as problem,
    'Print what the paper prints, or give a status, for example x (not available) or n (not due)' as what_to_do,
from packs.outturns as outturns
left join definitions.statuses as statuses on coalesce(statuses.code, '') = coalesce(outturns.status, '')
where outturns.value is null and coalesce(statuses.has_value, 'yes') = 'yes'
