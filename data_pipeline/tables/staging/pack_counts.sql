-- one row per outturn of a pack: how many people it counts, where and when, and below which number that is withheld
select
    outturns.pack,
    outturns.source_id,
    outturns.source_row,
    outturns.indicator,
    -- Null for the whole area, which a pack may also write as its own code.
    nullif(outturns.area_code, agreement.area_code) as district_code,
    -- However the period is written; unread periods are set aside elsewhere.
    coalesce(measured.period_start, own.period_start, reported.period_start) as period_start,
    coalesce(measured.period_end, own.period_end, reported.period_end) as period_end,
    outturns.published_on,
    coalesce(
        cast(outturns.numerator as double), case when indicators.is_count = 'yes' then printed.value end
    ) as people,
    coalesce(cast(agreement.suppress_below as bigint), 5) as threshold,
    coalesce(printed.reason in ('suppressed', 'less than') or outturns.status in ('c', 'u'), false) as is_said_to_be_withheld,
    printed.reason = 'suppressed' and regexp_matches(outturns.value, '^\s*[<≤]') as is_said_to_be_small,
from packs.outturns as outturns
join (
    select * from packs.agreement qualify row_number() over (partition by pack order by source_row) = 1
) as agreement on agreement.pack = outturns.pack
left join packs.indicators as indicators
    on indicators.pack = outturns.pack and indicators.indicator = outturns.indicator
left join staging.printed_values as printed on printed.printed = outturns.value
left join staging.periods as reported on reported.period = outturns.period
left join staging.periods as measured on measured.period = outturns.period_data
left join staging.periods as own on own.period = printed.period
