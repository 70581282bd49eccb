-- one row per agreement and measure that a map of its districts shows: its decimals, and the outturns of all years, as shown
-- made: as a view
select
    agreement_code,
    indicator,
    max(len(regexp_extract(value_as_published, '\.(\d+)', 1))) as decimals,
    list_transform(list(value order by value), lambda value: as_shown(value, decimals)) as figures,
    notice,
from marts.promise_points
where what = 'outturn' and is_last_word and value is not null and area_code <> agreement_code
  and whole_months(period_start, period_end) >= 12
group by agreement_code, indicator, notice
order by agreement_code, indicator
