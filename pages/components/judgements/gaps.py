"""Whether the worst-off are catching up: the gap of a county, a region, England, or an agreement's districts."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.drawings import charts, gap_chart
from pages.components.markup import meanings, notes, tables, templates
from pages.serving import database


def of_scope(place: dict, series: dict, year: str, as_of: str | None) -> None:
    """Under the reading of a map: the gap within what the map shows, in a sentence."""
    rows = database.lasting(queries.gaps, place["area_code"], series["series_id"], as_of)
    row = next((row for row in rows if row["reporting_year"] == year), None)
    if row:
        templates.show("judgements/gap", row=row, series=series, place=place["name"])


def story(area: dict, series: dict, year: str, as_of: str | None) -> None:
    """On the page of an indicator: the gap where a place lies, drawn and as a table."""
    found = gap_chart.of(area, series, year, as_of)
    if found.row is None:
        return
    notes.html("<h2>Are the worst-off in {} catching up?</h2>", found.place)
    templates.show("judgements/gap", row=found.row, series=series, place=found.place)
    if found.chart is None:
        return
    charts.show(found.chart, "gap", charts.choices(area, series, year), charts.IN_TABLE)
    with notes.folded("The gap as a table"):
        tables.plain(*table(found.rows, found.names, series, found.place))


def of_theme(place: dict, chosen: dict | None, series: list[dict], year: str, as_of: str | None) -> None:
    """Of a theme: the gap in the measure that is chosen drawn, those in the others folded, and where there is none."""
    found = database.lasting(queries.theme_gaps, place["area_code"], year)
    rows = [(one, found[one["series_id"]]) for one in series if one["series_id"] in found]
    if chosen and chosen["series_id"] in found:
        story(place, chosen, year, as_of)
    known = [(one, row) for one, row in rows if row["gap"] is not None and one is not chosen]
    without = [(one, row) for one, row in rows if row["gap"] is None and one is not chosen]
    if known or without:
        templates.show("judgements/theme_gaps", known=known, without=without, place=place["name"])


def table(rows: list[dict], lines: tuple[str, str], series: dict, place: str) -> tuple:
    """Caption, columns, rows and columns of numbers: every year with a gap."""
    unit, decimals = series["unit"], series["decimals"]

    def said(row: dict) -> tuple:
        share = row["relative_gap_pct"]
        return (
            row["reporting_year"],
            words.figures.short_figure(row["worst_off_value"], unit, decimals),
            words.figures.short_figure(row["average_value"], unit, decimals),
            words.gaps.signed(row["gap"], unit, decimals),
            None if share is None else words.figures.short_figure(share, "%", 0),
            f"{row['with_figure']} of {row['tenth_count']}",
            notes.sentence(row["average_is"]),
        )

    columns = ("Year", *lines, "Gap", "Gap as a share of the average", "Districts with figures", "The average is")
    return f"{series['series_title']}: the gap in {place} by year", columns, [said(row) for row in rows], (1, 2, 3, 4)


def of_promises(rows: list[dict]) -> Markup:
    """On an agreement's card: every promise with a gap between its worst districts and the whole, widening first."""
    order = list(meanings.verdicts()["gap movement"])
    known = [row for row in rows if row["movement"]]
    known.sort(key=lambda row: (order.index(row["movement"]), row["position"]))
    if not known:
        return Markup("")
    return templates.markup("judgements/promise_gaps", known=known, rows=rows)
