-- set aside: one row per cell with an e-mail address, a telephone number or a person's name
-- The cell itself is not repeated here.
select
    source_id, source_row, column_name,
    personal_data_in(value) as value,
    'nothing about a person may be published here' as problem,
    'Name the body or the post instead' as what_to_do,
from packs.cells
where personal_data_in(value) is not null
