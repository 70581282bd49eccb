"""What scrutiny committees asked, of whom, by when, and what came of it."""

from data_pipeline.queries.asking import CALLED, Connection, Rows, all_rows, on_day
from data_pipeline.queries.scrutiny import measured

LATER = "answered_on_by > cast($as_of as date)"
# What a committee asked that had been asked by a day; of the answers, those that had been published by then. How each
# stands on that day, and how many days it is, or was, late (less than none: early).
KNOWN = f"""
    select
        *,
        case
            when kind = 'report' then 'report'
            when length(answered_on) = 10 and due is not null then if(answered_on_by > due, 'late', 'in time')
            when answered_on is null and response is not null and is_said_to_be_open then 'going on'
            when coalesce(answered_on, response) is not null then 'answered'
            when due is null then 'open'
            when due < day then 'overdue'
            else 'waiting'
        end as standing,
        date_diff('day', due, if(standing in ('late', 'in time'), answered_on_by, day)) as days_late,
    from (
        select * exclude (called) replace (
            coalesce(called, measure) as measure,
            if({LATER}, null, answered_on) as answered_on, if({LATER}, null, answered_on_by) as answered_on_by,
            if({LATER}, null, response) as response, if({LATER}, null, status) as status,
            is_said_to_be_open and not coalesce({LATER}, false) as is_said_to_be_open,
        )
        from marts.exchanges
        left join ({CALLED}) as titles using (target)
        where agreement_code = $code and coalesce(asked_by <= cast($as_of as date), true)
    ) as asked
    cross join ({measured.DAY}) as on_the_day
"""


def exchanges(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """What scrutiny asked in one agreement's area, overdue first, then by when it is due, then the latest first.

    `standing`, on `day` (the day asked for, else that of the latest papers): overdue, waiting, open (nothing says by
    when), going on (something came of it, and its paper calls it open), late, in time, answered, report. What the
    measure was before and is since: see `measured.since`.
    """
    return all_rows(
        con,
        f"""
        with known as ({KNOWN})

        select known.*, figures.* exclude (source_id, source_row)
        from known
        left join ({measured.since("asked_by")}) as figures using (source_id, source_row)
        order by
            array_position(['overdue', 'waiting', 'open', 'going on'], standing) nulls last,
            if(standing = 'overdue', -days_late, null) nulls last, if(standing = 'waiting', due, null) nulls last,
            asked_by desc, source_row
        """,
        on_day(agreement_code, as_of),
    )


def areas_with_exchanges(con: Connection) -> frozenset[str]:
    """The agreements, by the codes of their areas, of which `exchanges` or `cases` has any."""
    query = "select agreement_code from marts.exchanges union select agreement_code from marts.cases"
    return frozenset(code for (code,) in con.execute(query).fetchall())
