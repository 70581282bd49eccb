"""Petitions, calls for action, peer challenges and inspections, as they stood on a day."""

from data_pipeline import sql
from data_pipeline.queries.asking import CALLED, Connection, Rows, all_rows, on_day
from data_pipeline.queries.scrutiny import measured

STAGES = {
    "petition": ("received", "considered", "debated", "answered", "closed"),
    "call": ("informal", "committee", "response", "closed", "refused"),
}
REVIEWS = ("peer challenge", "inspection", "result")


def cases(con: Connection, agreement_code: str, as_of: str | None = None) -> dict[str, Rows]:
    """What people and others from outside brought up in one agreement's area: `petitions`, `calls` and `reviews`.

    Petitions and calls by their stages in order, the least advanced first; reviews with open recommendations first,
    then the latest. A stage that was not known on the day is none. `is_open`: of a review, whether what it recommended
    had no answer by then. `day`, and what the measure was and is: as `exchanges` has them.
    """
    rows = all_rows(
        con,
        f"""
        with known as (
            select
                cases.* exclude (told_on, stage_from, became_from, recommended_from) replace (
                    coalesce(called, measure) as measure,
                    {_then("stage", "stage_from")}, {_then("became", "became_from")},
                    {_then("response", "responded_on", "told_on")}, {_then("responded_on", "responded_on")},
                    {_then("outcome", "told_on")}, {_then("refused_because", "told_on")},
                    {_then("recommendations", "recommended_from")}, {_then("ended_on", "ended_on")}
                ),
                on_the_day.day,
            from marts.cases as cases
            left join ({CALLED}) as titles using (target)
            cross join ({measured.DAY}) as on_the_day
            where agreement_code = $code and coalesce(began_on <= cast($as_of as date), true)
        )

        select known.*, recommendations is not null and response is null as is_open,
            figures.* exclude (source_id, source_row)
        from known
        left join ({measured.since("began_on")}) as figures using (source_id, source_row)
        order by began_on nulls last, source_id, source_row
        """,
        on_day(agreement_code, as_of),
    )
    reviews = [row for row in rows if row["kind"] in REVIEWS]
    return {
        "petitions": _by_stage(rows, "petition"),
        "calls": _by_stage(rows, "call"),
        "reviews": [row for row in reviews if row["is_open"]] + [row for row in reviews[::-1] if not row["is_open"]],
    }


def _then(column: str, *known_from: str) -> sql.Sql:
    """A column as it was known on the day asked for, if one is: from the first of some columns that has a day."""
    name, days = sql.name(column), [sql.name(day) for day in known_from]
    return f"if(coalesce({', '.join(days)}) > cast($as_of as date), null, {name}) as {name}"


def _by_stage(rows: Rows, kind: str) -> Rows:
    order = {stage: place for place, stage in enumerate((None, *STAGES[kind]))}
    return sorted((row for row in rows if row["kind"] == kind), key=lambda row: order[row["stage"]])
