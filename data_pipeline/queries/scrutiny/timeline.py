"""What was asked, decided and done about a measure, in the order of its days."""

from data_pipeline.queries.asking import Connection, Rows, all_rows, on_day
from data_pipeline.queries.scrutiny import measured


def timeline(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, Rows]:
    """By measure, all that was asked, decided and done about it, as known on a day.

    `kind`: as exchanges and cases have it, else decision, done, due (overdue by then) and action (of no day).
    `day`: where it stands; what is known to the month or the year stands in its middle, and what has no day comes last.
    """
    rows = all_rows(
        con,
        f"""
        select timeline.* from marts.timeline as timeline
        cross join ({measured.DAY}) as on_the_day
        where agreement_code = $code and coalesce(known_from <= cast($as_of as date), true)
          and (known_until is null or coalesce(known_until > cast($as_of as date), false))
          and (kind <> 'due' or known_from < on_the_day.day)
        order by indicator, timeline.day nulls last, sheet, source_row
        """,
        on_day(agreement_code, as_of),
    )
    found: dict[str, Rows] = {}
    for row in rows:
        found.setdefault(row["indicator"], []).append(row)
    return found
