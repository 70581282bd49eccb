"""How people of a place can take part, as its agreement's pack publishes it, and what came of it."""

from data_pipeline.queries.asking import Connection, Rows, all_rows, on_day
from data_pipeline.queries.papers import pack_sheet

THEN = "cast($as_of as date)"
# A stage has no date of its own: before the day of the pack it is known only of what had been answered.
STAGE_THEN = f"if(packs.published_on_by > {THEN} and coalesce(responded_on > {THEN}, true), null, stage)"


def involvements(con: Connection) -> Rows:
    """What each agreement publishes: area_name, and counts of activities, petitions, calls, funding, scrutiny, ..."""
    return all_rows(con, "select * from marts.involvement order by is_example, area_name")


def involvement(con: Connection, agreement_code: str, as_of: str | None = None) -> dict:
    """What can be taken part in there, as it was known on a day: lists of rows by what they are.

    `activities` (with their results), `clashes`, `petitions`, `calls`, `years` (the money of each) and `streams` (of
    which it is made).
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
        "petitions": all_rows(
            con,
            f"""
            select petitions.* replace (
                {STAGE_THEN} as stage,
                if(responded_on > {THEN}, null, responded_on) as responded_on,
                if(responded_on > {THEN}, null, response) as response
            )
            from marts.pack_petitions as petitions
            join marts.pack_agreement as packs on packs.pack = petitions.pack
            where agreement_code = $code and coalesce(received <= {THEN}, true)
            order by received nulls last, source_row
            """,
            day,
        ),
        "calls": all_rows(
            con,
            f"""
            select calls.* replace (
                if(packs.published_on_by > {THEN}, null, stage) as stage,
                if(packs.published_on_by > {THEN}, null, response) as response,
                if(packs.published_on_by > {THEN}, null, outcome) as outcome,
                if(packs.published_on_by > {THEN}, null, refused_because) as refused_because
            )
            from marts.pack_calls_for_action as calls
            join marts.pack_agreement as packs on packs.pack = calls.pack
            where agreement_code = $code and coalesce(raised_on <= {THEN}, true)
            order by raised_on nulls last, source_row
            """,
            day,
        ),
        **_money(con, agreement_code),
    }


def _money(con: Connection, agreement_code: str) -> dict[str, Rows]:
    """The money behind an agreement: a row for each year with the sum of its streams, and the streams."""
    years = """
        select year, sum(amount) as amount, count(*) as streams from marts.pack_funding
        where agreement_code = $code group by year order by year
    """
    streams = "select * from marts.pack_funding where agreement_code = $code order by stream, year"
    code = {"code": agreement_code}
    return {"years": all_rows(con, years, code), "streams": all_rows(con, streams, code)}
