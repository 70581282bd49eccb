-- set aside: one row per agreement for an area that another pack is already for
select
    source_id, source_row,
    'area_code' as column_name,
    area_code as value,
    format('the pack {} is for this area too', first_value(pack) over same) as problem,
    'Keep one pack for each area: targets and figures of all dates belong in it' as what_to_do,
from packs.agreement
window same as (partition by area_code order by pack, source_row)
qualify row_number() over same > 1
