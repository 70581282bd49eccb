"""What scrutiny committees asked, of whom, by when, and what came of it."""

from data_pipeline.queries.asking import Connection, Rows, all_rows, on_day
from data_pipeline.queries.papers import KNOWN_POINTS

# What a committee asked that had been asked by a day; of the answers, those that had been published by then. How each
# stands on that day, and how many days it is, or was, late (less than none: early).
KNOWN = """
    select
        asked.* replace (
            if(is_later, null, answered_on) as answered_on, if(is_later, null, response) as response,
            if(is_later, null, status) as status
        ),
        on_the_day.day,
        case
            when kind = 'report' then 'report'
            when length(answered_on) = 10 and not is_later and due is not null
            then if(answered_on_by > due, 'late', 'in time')
            when coalesce(answered_on, response) is not null and not is_later then 'answered'
            when due is null then 'open'
            when due < on_the_day.day then 'overdue'
            else 'waiting'
        end as standing,
        date_diff('day', due, if(standing in ('late', 'in time'), answered_on_by, on_the_day.day)) as days_late,
    from (
        select *, coalesce(answered_on_by > cast($as_of as date), false) as is_later
        from marts.exchanges
        where agreement_code = $code and coalesce(asked_by <= cast($as_of as date), true)
    ) as asked
    cross join (
        select coalesce(
            cast($as_of as date),
            greatest(
                (select max(edition) from marts.editions where agreement_code = $code),
                max(asked_by) filter (length(asked_on) = 10), max(answered_on_by) filter (length(answered_on) = 10)
            )
        ) as day
        from marts.exchanges where agreement_code = $code
    ) as on_the_day
"""


def exchanges(con: Connection, agreement_code: str, as_of: str | None = None) -> Rows:
    """What scrutiny asked in one agreement's area, overdue first, then by when it is due, then the latest first.

    `standing`, on `day` (the day asked for, else that of the latest papers): overdue, waiting, open (nothing says by
    when), late, in time, answered, report. `before_*` and `since_*`: the measure's last figure before the day it was
    asked and its latest after it, none where it has none; `has_break`: it has been counted in another way since.
    """
    return all_rows(
        con,
        f"""
        with known as ({KNOWN}),

        measured as (
            select known.exchange,
                arg_max(points.value_as_published, points.period_end) filter (points.period_end <= known.asked_by)
                    as before_as_published,
                arg_max(points.period_label, points.period_end) filter (points.period_end <= known.asked_by)
                    as before_label,
                arg_max(points.value_as_published, points.period_end) filter (points.period_end > known.asked_by)
                    as since_as_published,
                arg_max(points.period_label, points.period_end) filter (points.period_end > known.asked_by)
                    as since_label,
                bool_or(points.break_before is not null) filter (points.period_end > known.asked_by) as has_break,
            from known
            join ({KNOWN_POINTS}) as points
                on points.indicator = known.indicator and points.area_code = points.agreement_code
            where points.what = 'outturn' and points.is_last_word and points.value is not null
              and whole_months(points.period_start, points.period_end) >= 12
            group by known.exchange
        )

        select known.*, measured.* exclude (exchange)
        from known
        left join measured using (exchange)
        order by
            array_position(['overdue', 'waiting', 'open'], standing) nulls last,
            if(standing = 'overdue', -days_late, null) nulls last, if(standing = 'waiting', due, null) nulls last,
            asked_by desc, source_row
        """,
        on_day(agreement_code, as_of),
    )


def areas_with_exchanges(con: Connection) -> frozenset[str]:
    """The agreements, by the codes of their areas, of which `exchanges` has any."""
    return frozenset(code for (code,) in con.execute("select distinct agreement_code from marts.exchanges").fetchall())
