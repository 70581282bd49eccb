-- one row per figure of a measure that was asked about, and pair of its years in which it is the first or the second
-- made: as a view
-- Yearly figures of the whole area, each with each later one; a pair has a break between its figures where the pack says.
with asked as (
    select agreement_code, indicator from marts.exchanges where indicator is not null
    union
    select agreement_code, indicator from marts.cases where indicator is not null
),

outturns as (
    select points.*, whole_months(points.period_start, points.period_end) as months
    from marts.promise_points as points
    join asked on asked.indicator = points.indicator and asked.agreement_code = points.area_code
    where points.agreement_code = points.area_code and points.what = 'outturn' and points.value is not null
      and whole_months(points.period_start, points.period_end) >= 12
),

pairs as (
    select
        row_number() over (order by earlier.source_id, earlier.source_row, later.source_id, later.source_row) as pair,
        earlier.source_id as before_id, earlier.source_row as before_row, later.source_id as since_id,
        later.source_row as since_row,
        exists (
            from outturns as broken
            where broken.pack = earlier.pack and broken.indicator = earlier.indicator and broken.break_before is not null
              and broken.period_end > earlier.period_end and broken.period_end <= later.period_end
        ) as has_break,
    from outturns as earlier
    join outturns as later using (pack, indicator)
    where earlier.period_end < later.period_end
)

select
    pairs.pair, pairs.before_id, pairs.before_row, pairs.since_id, pairs.since_row, pairs.has_break,
    in_years(points.period_end) as t, points.months, points.value, counts.lower, counts.upper, counts.numerator,
    counts.denominator, counts.is_counted, counts.is_proportion, counts.multiplier, counts.sample_size,
from pairs
join outturns as points
    on points.source_id = pairs.before_id and points.source_row = pairs.before_row
    or points.source_id = pairs.since_id and points.source_row = pairs.since_row
left join judging.outturn_counts as counts
    on counts.pack = points.pack and counts.source_id = points.source_id and counts.source_row = points.source_row
order by pairs.pair, t
