-- doubt: one row per printed outturn with digits in it that is no one number, and no status to say that there is none
select
    outturns.source_id, outturns.source_row,
    'value' as column_name,
    outturns.value,
    'the printed figure is no one number' as problem,
    'It is shown and not judged. Give the number in this column, and other words in the note' as what_to_do,
from packs.outturns as outturns
join staging.printed_values as printed on printed.printed = outturns.value
left join definitions.statuses as statuses on statuses.code = outturns.status
where printed.reason in ('text', 'two numbers', 'a change, not a level') and regexp_matches(outturns.value, '[0-9]')
  and coalesce(statuses.has_value, 'yes') = 'yes'
