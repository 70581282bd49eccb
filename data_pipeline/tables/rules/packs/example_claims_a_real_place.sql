-- set aside: one row per place of a worked example with a code that a real place has or could have
select
    source_id, source_row,
    'area_code' as column_name,
    area_code as value,
    'this could be the code of a real place' as problem,
    'Invent a code that begins with X, such as X07000001' as what_to_do,
from packs.areas
where could_be_real(area_code)
