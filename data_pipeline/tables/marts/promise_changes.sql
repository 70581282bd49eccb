-- one row per figure of a pack that a later paper changed: what it was, and what it became
select
    old.pack,
    old.agreement_code,
    old.area_code,
    old.target,
    old.indicator,
    old.what,
    old.period_label,
    old.value_as_published as was_as_published,
    old.said_on as was_said_on,
    old.source_url as was_source_url,
    new.value_as_published as became_as_published,
    new.said_on as became_said_on,
    new.said_by as became_said_by,
    new.source_url as became_source_url,
    new.status,
    old.notice,
from marts.promise_points as old
join marts.promise_points as new
    on new.pack = old.pack
    and new.area_code = old.area_code
    and new.indicator = old.indicator
    and new.target is not distinct from old.target
    and new.what = old.what
    and new.slot = old.slot
    and new.version = old.version + 1
where new.value_as_published is distinct from old.value_as_published
order by old.pack, old.target, old.indicator, old.what, old.period_end, old.said_by, old.source_row
