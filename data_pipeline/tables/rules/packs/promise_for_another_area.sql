-- set aside: one row per target or outturn of an area that is not in the agreement's
with given as (
    select pack, source_id, source_row, area_code from packs.targets
    union all
    select pack, source_id, source_row, area_code from packs.outturns
)

select
    given.source_id, given.source_row,
    'area_code' as column_name,
    given.area_code as value,
    'no district of this agreement has this code' as problem,
    'Use the district''s code in definitions/areas.csv, or leave it empty for the whole area' as what_to_do,
from given
join packs.agreement as agreement using (pack)
left join staging.areas as areas on areas.area_code = given.area_code
where given.area_code is not null and given.area_code <> agreement.area_code
  and coalesce(areas.agreement_area_code, '') <> agreement.area_code
