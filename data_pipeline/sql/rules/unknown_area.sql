-- set aside: one row per figure whose area code belongs to no area we know
select
    source_id, source_row,
    'area_code' as column_name,
    published_code as value,
    'no English area has had this code' as problem,
    'Correct the code, or add the area to definitions/areas.csv' as what_to_do,
from staging.figures
where area_code is null
