-- one row per different printed figure of the packs: the number in it, or the reason why there is none
with printed as (
    select distinct cells.value as printed
    from packs.cells as cells
    join packs.columns as columns using (sheet, column_name)
    where columns.is_printed
)

select printed, unnest(read_printed(printed))
from printed
order by printed
