-- set aside: one row per count of so few people that they could be recognised
-- The count itself is not repeated here.
with
counts as (
    select
        outturns.pack, outturns.source_id, outturns.source_row, outturns.indicator, outturns.period,
        outturns.published_on, outturns.status, outturns.area_code,
        coalesce(
            cast(outturns.numerator as double), case when indicators.is_count = 'yes' then printed.value end
        ) as people,
        coalesce(cast(agreement.suppress_below as bigint), 5) as threshold,
    from packs.outturns as outturns
    join packs.agreement as agreement on agreement.pack = outturns.pack
    left join packs.indicators as indicators
        on indicators.pack = outturns.pack and indicators.indicator = outturns.indicator
    left join staging.printed_values as printed on printed.printed = outturns.value
)

select
    source_id, source_row,
    'numerator' as column_name,
    format('fewer than {}', threshold) as value,
    'the count is too small to publish' as problem,
    format('Write <{} as the value and c as the status, and leave the count out', threshold) as what_to_do,
from counts
where people > 0 and people < threshold
