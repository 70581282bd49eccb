"""How people of a place can take part, as its agreement's pack publishes it, and what came of it."""

from data_pipeline.queries.asking import Connection, Rows, all_rows, on_day
from data_pipeline.queries.assessing.records import money
from data_pipeline.queries.papers import pack_sheet

THEN = "cast($as_of as date)"


def involvements(con: Connection) -> Rows:
    """What each agreement publishes: area_name, and counts of activities, petitions, calls, funding, scrutiny, ..."""
    return all_rows(con, "select * from marts.involvement order by is_example, area_name")


def involvement(con: Connection, agreement_code: str, as_of: str | None = None) -> dict:
    """What can be taken part in there, as it was known on a day: lists of rows by what they are.

    `activities` (with their results), `clashes`, and `money`, as the query of that name has it.
    Petitions and calls for action: see `cases`.
    """
    day = on_day(agreement_code, as_of)
    return {
        "activities": pack_sheet(con, "engagement", agreement_code, as_of),
        "clashes": all_rows(
            con,
            f"""
            select * from marts.activity_clashes
            where agreement_code = $code and coalesce(clash_from <= {THEN}, true) order by clash_from
            """,
            day,
        ),
        "money": money(con, agreement_code, as_of),
    }
