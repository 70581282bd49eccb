-- one row per edition and target with a figure: how many days after its period the latest figure was printed
-- Of the papers found by then the earliest that prints it counts.
with printed as (
    select
        promises.pack, promises.edition, promises.is_latest_edition, promises.agreement_code, promises.target,
        promises.indicator, promises.area_code, promises.period_end, promises.notice,
        min(points.said_by) as said_by,
    from marts.promises as promises
    join marts.promise_points as points
        on points.pack = promises.pack and points.indicator = promises.indicator and points.area_code = promises.area_code
        and points.what = 'outturn' and points.period_label = promises.period_label
        and points.value_as_published = promises.value_as_published and points.said_by <= promises.edition
    where promises.target is not null and promises.value is not null
    group by all
)

select
    *, date_diff('day', period_end, said_by) as days,
    days > (select value from marts.thresholds where threshold = 'stale_days') as is_stale,
from printed
order by pack, edition, target
