-- set aside: one row per figure of a kind of place that is not shown here, told once for each value
select
    source_id, source_row,
    'area_code' as column_name,
    left(published_code, 3) || '…' as value,
    'codes that begin so are of another kind of place: another country, a ward, a combined authority' as problem,
    'Nothing to do: published files cover more than the areas shown here' as what_to_do,
from staging.figures
where area_code is null and not is_by_name and is_of_another_kind(published_code)
