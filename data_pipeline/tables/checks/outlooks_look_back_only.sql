-- a promise is judged in an edition by figures that had been printed by then
select
    judged.pack as file,
    format('{} in {}: judged by a figure up to {}', judged.target, judged.edition, judged.until) as value,
from (
    select pack, edition, target, indicator, area_code, until from marts.promise_directions
    union all
    select pack, edition, target, indicator, area_code, until from marts.promise_outlooks
) as judged
where judged.edition < (
    select min(coalesce(points.said_by, date '0001-01-01'))
    from marts.promise_points as points
    where points.pack = judged.pack and points.indicator = judged.indicator and points.area_code = judged.area_code
      and points.what = 'outturn' and abs(date_diff('day', points.period_end, judged.until)) <= 1
)
