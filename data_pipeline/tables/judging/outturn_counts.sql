-- one row per outturn with a figure: what is published of how far it may be from the truth by chance
-- made: as a view
select
    points.pack,
    points.source_id,
    points.source_row,
    points.value,
    points.lower,
    points.upper,
    points.numerator,
    points.denominator,
    counts_give(
        points.value_as_published, points.value, points.numerator, points.denominator, measures.unit, points.sample_size
    ) as is_counted,
    measures.unit = '%' and points.value between 0 and 100 as is_proportion,
    unit_scale(measures.unit) as multiplier,
    -- A base alone, without its count, is how many were asked.
    coalesce(points.sample_size, if(points.numerator is null, points.denominator, null)) as sample_size,
from marts.promise_points as points
join (select distinct pack, indicator, unit from marts.promises) as measures using (pack, indicator)
where points.what = 'outturn' and points.value is not null
