-- one row per edition and figure of a pack known by then
select
    editions.edition,
    editions.is_latest as is_latest_edition,
    points.* replace (
        points.superseded_on is null and points.is_last_word or points.superseded_on > editions.edition as is_last_word
    ),
from marts.promise_points as points
join marts.editions as editions
    on editions.pack = points.pack and coalesce(points.said_by <= editions.edition, true)
