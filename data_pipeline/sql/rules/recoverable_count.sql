-- set aside: one row per smallest district count whose neighbour's withheld count could be worked out from the total
-- One withheld district is the total less the others; a second one withheld makes that impossible.
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
),

withheld as (
    select counts.*, counts.area_code is not null and (
        counts.people is null and printed.reason in ('suppressed', 'less than')
        or counts.status in ('c', 'u')
        or counts.people > 0 and counts.people < counts.threshold
    ) as is_withheld,
    from counts
    left join packs.outturns as outturns
        on outturns.source_id = counts.source_id and outturns.source_row = counts.source_row
    left join staging.printed_values as printed on printed.printed = outturns.value
    anti join (select source_id, source_row from meta.findings where rule <> 'small_count' and severity = 'set aside')
        as refused on refused.source_id = counts.source_id and refused.source_row = counts.source_row
),

district_counts as (
    select agreement.pack, count(*) as districts
    from packs.agreement as agreement
    join staging.areas as areas on areas.county_code = agreement.area_code
    group by agreement.pack
),

groups as (
    select withheld.pack, withheld.indicator, withheld.period, withheld.published_on
    from withheld
    join district_counts using (pack)
    group by withheld.pack, withheld.indicator, withheld.period, withheld.published_on, district_counts.districts
    having count(*) filter (is_withheld) = 1
       and count(*) filter (area_code is null and people is not null) > 0
       and count(distinct area_code) = district_counts.districts
)

select
    source_id, source_row,
    'numerator' as column_name,
    'a count' as value,
    'a withheld district could be worked out from the total and this count' as problem,
    'Withhold a second district too: write c as its status and leave the figures out' as what_to_do,
from withheld
join groups using (pack, indicator, period)
where area_code is not null and not is_withheld and people is not null
  and groups.published_on is not distinct from withheld.published_on
qualify row_number() over (partition by pack, indicator, period, withheld.published_on order by people, source_row) = 1
