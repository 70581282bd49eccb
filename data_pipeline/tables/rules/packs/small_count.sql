-- set aside: one row per count of so few people that they could be recognised
-- The count itself is not repeated here.
select
    source_id, source_row,
    'numerator' as column_name,
    format('fewer than {}', threshold) as value,
    'the count is too small to publish' as problem,
    format('Write <{} as the value and c as the status, and leave the count out', threshold) as what_to_do,
from staging.pack_counts
where people > 0 and people < threshold
