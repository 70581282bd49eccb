-- set aside: one row per row that belongs to a target, or an agreement, that is itself set aside
with refused as (
    select distinct source_id, source_row from meta.findings where severity = 'set aside' and source_row is not null
),

kept_targets as (
    select pack, target from packs.targets
    where (source_id, source_row) not in (select (source_id, source_row) from refused)
),

kept_agreements as (
    select pack from packs.agreement
    where (source_id, source_row) not in (select (source_id, source_row) from refused)
)

select distinct
    cells.source_id, cells.source_row,
    case when kept_agreements.pack is null then null else 'target' end as column_name,
    case when kept_agreements.pack is null then cells.pack else cells.value end as value,
    case when kept_agreements.pack is null then 'its agreement is set aside' else 'its target is set aside' end as problem,
    case when kept_agreements.pack is null then 'Mend the sheet of the agreement' else 'Mend the row of the target' end as what_to_do,
from packs.cells as cells
join packs.columns as columns using (sheet, column_name)
left join kept_agreements on kept_agreements.pack = cells.pack
left join kept_targets on kept_targets.pack = cells.pack and kept_targets.target = cells.value
where cells.sheet <> 'agreement'
  and (
    kept_agreements.pack is null
    or columns.to_sheet = 'targets' and columns.is_required and kept_targets.target is null
  )
  and (cells.source_id, cells.source_row) not in (select (source_id, source_row) from refused)
