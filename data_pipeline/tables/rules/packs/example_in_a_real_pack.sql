-- set aside: one row per invented place in a pack that does not say it is a worked example
select
    areas.source_id, areas.source_row,
    'area_code' as column_name,
    areas.area_code as value,
    'only a worked example may invent places' as problem,
    'Remove areas.csv, or write yes under is_example in agreement.csv' as what_to_do,
from packs.areas as areas
join packs.agreement as agreement using (pack)
where coalesce(agreement.is_example, 'no') <> 'yes'
