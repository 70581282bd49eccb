"""What was asked, decided and done about a measure, numbered on its chart and listed below it by date."""

from dataclasses import replace
from datetime import date

from data_pipeline import queries, words
from data_pipeline.drawings.describing.charts import Chart
from pages.components.markup import notes, templates
from pages.components.promises import promise_rows
from pages.components.scrutiny import cases
from pages.serving import database, links

SAYS = words.scrutiny.timeline
FEW = 6  # So many are listed openly; more are folded.


def of_promise(row: dict, as_of: str | None) -> list[dict]:
    """What was about one promise by a day; what names no promise is about that of the whole area."""
    found = database.lasting(queries.timeline, row["agreement_code"], as_of).get(row["indicator"], [])
    is_whole = row["area_code"] == row["agreement_code"]
    return [one for one in found if one["target"] == row["target"] or (is_whole and one["target"] is None)]


def of_series(area: dict, indicator: str, as_of: str | None) -> list[dict]:
    """What was about a measure of which the area's agreement promises nothing; what is about a promise stands there."""
    agreement = promise_rows.agreement(area) if "agreement_area_code" in area else None
    if not agreement or agreement["area_code"] != area["area_code"] or promise_rows.of(area, indicator, as_of)[0]:
        return []
    return database.lasting(queries.timeline, area["area_code"], as_of).get(indicator, [])


def days(rows: list[dict]) -> list[date]:
    """The days to mark, in order; what has no day is last among `rows`, so the numbers are the list's."""
    return [row["day"] for row in rows if row["day"]]


def told(chart: Chart, rows: list[dict]) -> Chart:
    """The chart with what its numbers stand for, in its text alternative and for below its picture."""
    dated = [row for row in rows if row["day"]]
    return replace(chart, alt=chart.alt + SAYS.alt(dated), told=SAYS.lines(dated))


def show(rows: list[dict], chart: Chart | None) -> None:
    """The list, numbered as `chart` is, where there is one."""
    if rows:
        lines = [
            {"when": SAYS.when(row), "kind": SAYS.kind(row), "what": row["what"], "way": _way(row)} for row in rows
        ]
        templates.show(
            "scrutiny/timeline", lines=lines, note=SAYS.note(rows, chart and chart.kind), is_folded=len(lines) > FEW
        )


def _way(row: dict):
    """To where more is told: the list of what councillors asked, or the paper."""
    if row["sheet"] in ("asked", "case"):
        anchor = f"asked-{row['source_row']}" if row["sheet"] == "asked" else cases.anchor(row)
        return notes.link(f"{links.page('tracker', area=row['agreement_code'])}#{anchor}", "What came of it")
    return notes.paper(row["source_url"], "The paper") if row["source_url"] else None
