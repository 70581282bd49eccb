-- doubt: one row per outturn outside its own interval, or with half of one
select
    outturns.source_id, outturns.source_row,
    'value' as column_name,
    format('{}, interval {} to {}', outturns.value, coalesce(lower, 'nothing'), coalesce(upper, 'nothing')) as value,
    case when lower is null or upper is null then 'only one limit of the interval is given' else 'the figure lies outside its own interval' end
        as problem,
    'Check the figure and both limits' as what_to_do,
from packs.outturns as outturns
join staging.printed_values as printed on printed.printed = outturns.value
where (lower is null) <> (upper is null)
   or printed.value < cast(lower as double) or printed.value > cast(upper as double)
