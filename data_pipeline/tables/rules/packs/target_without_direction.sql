-- set aside: one row per target of which nobody says which way is better
with directions as (
    select null as pack, indicator, polarity from definitions.national_indicators
    union all
    select pack, indicator, polarity from packs.indicators
)

select
    targets.source_id, targets.source_row,
    'polarity' as column_name,
    targets.polarity as value,
    'nobody says which way is better' as problem,
    'Write higher or lower under polarity' as what_to_do,
from packs.targets as targets
join directions on directions.indicator = targets.indicator and coalesce(directions.pack, targets.pack) = targets.pack
where coalesce(targets.polarity, directions.polarity, 'neither') = 'neither'
