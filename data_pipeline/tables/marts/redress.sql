-- one row per way to complain, in the order to try them: what it is about, what to do, and what says that it can be done
select
    number(redress.position)::integer as position,
    redress.way,
    redress.about,
    redress.what_to_do,
    redress.what_changed,
    -- Where the law does not give this way.
    coalesce(string_split(redress.not_for, ';'), []) as not_for,
    redress.address,
    redress.document,
    cast(redress.line as integer) as line,
    redress.law,
from definitions.redress as redress
order by position
