-- set aside: one row per outturn that gives a figure and a status which says that there is none
-- The figure is not repeated here: it may have been withheld to protect people.
select
    outturns.source_id, outturns.source_row,
    'status' as column_name,
    outturns.status as value,
    'the status says that there is no figure, and there is one' as problem,
    'Remove the figure and its counts, or correct the status' as what_to_do,
from packs.outturns as outturns
join definitions.statuses as statuses on statuses.code = outturns.status and statuses.has_value = 'no'
left join staging.printed_values as printed on printed.printed = outturns.value
where printed.value is not null or outturns.numerator is not null
