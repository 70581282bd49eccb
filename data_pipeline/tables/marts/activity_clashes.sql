-- one row per two chances to take part that ask the same people on the same days, in one agreement
-- Who is only told of something is not asked; what is always open clashes with everything, which says nothing.
with asked as (
    select
        *,
        lower(trim(audience)) as asked_people,
        starts_with(lower(trim(audience)), 'everyone') as is_everyone,
    from marts.pack_engagement
    where mode <> 'inform' and opens is not null and closes >= opens and audience is not null
)

select
    earlier.agreement_code,
    earlier.activity as activity,
    earlier.title as title,
    earlier.audience as audience,
    later.activity as other_activity,
    later.title as other_title,
    later.audience as other_audience,
    -- From when the later of the two is open it is known that they clash.
    greatest(earlier.opens, later.opens) as clash_from,
    least(earlier.closes, later.closes) as clash_to,
    date_diff('day', greatest(earlier.opens, later.opens), least(earlier.closes, later.closes)) + 1 as days,
    earlier.notice,
from asked as earlier
join asked as later
    on later.agreement_code = earlier.agreement_code
    and (later.opens, later.source_row) > (earlier.opens, earlier.source_row)
    and later.opens <= earlier.closes
    and (later.asked_people = earlier.asked_people or later.is_everyone or earlier.is_everyone)
order by earlier.agreement_code, clash_from, later.source_row
