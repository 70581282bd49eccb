-- set aside: one row per milestone or exception whose target is not in the pack
with links as (
    select cells.pack, cells.source_id, cells.source_row, cells.column_name, cells.value, columns.to_sheet, columns.to_column
    from packs.cells as cells
    join packs.columns as columns using (sheet, column_name)
    where columns.to_sheet is not null and columns.is_required
)

select
    links.source_id, links.source_row, links.column_name, links.value,
    format('no row of {} is called so', links.to_sheet) as problem,
    format('Correct it, or add the row to the sheet {}', links.to_sheet) as what_to_do,
from links
left join packs.cells as there
    on there.pack = links.pack and there.sheet = links.to_sheet
    and there.column_name = links.to_column and there.value = links.value
where there.value is null
