-- set aside: one row per outturn that repeats an earlier row of the pack
select
    source_id, source_row,
    'indicator' as column_name,
    format('{}, {}, {}', indicator, period, coalesce(value, 'no value')) as value,
    'this row repeats an earlier one' as problem,
    'Delete the repeat; a revised figure has a later date of publication' as what_to_do,
from packs.outturns
qualify row_number() over (
    partition by pack, indicator, area_code, period, period_data, value, published_on, source_url order by source_row
) > 1
