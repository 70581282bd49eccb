"""One measure, place by place: where all places lie, this one and the group among them, and every figure as a table."""

from markupsafe import Markup

from data_pipeline import words
from data_pipeline.drawings import svg
from data_pipeline.drawings.describing import spread
from pages.components.comparing.choosing import Group
from pages.components.drawings import described, spread_chart
from pages.components.finding import asked
from pages.components.indicators import readings
from pages.components.markup import notes, tables
from pages.components.surfaces import on_page
from pages.serving import links

SAYS = words.comparing.standing


def show(area: dict, group: Group, rows: list[dict], year: str) -> None:
    """The measure of `?indicator=`, where it can be compared; nothing where none is asked for."""
    known = {row["indicator"]: row for row in rows}
    written = asked.text("indicator")
    name = asked.indicator(written, known) if written else None
    if written and name is None:
        asked.unknown("the measure", written, "every measure", "which cannot be compared here")
    if name is None:
        return
    row, series = known[name], described.series_of(name)
    notes.html('<h2 id="strip">{}, place by place</h2>', notes.unbroken(row["series_title"]))
    found = spread_chart.of(area, series, year)
    if found.chart:
        chart = spread.with_group(found.chart, group.called, _named(row, group))
        on_page().html(Markup(svg.inline(chart, " The table below has the places compared with.")))
        readings.spread_note(found.here, found.quartiles, series)
    tables.plain(
        f"{row['series_title']}, {year}: {area['name']} and {group.called}", *_table(area, group, row), is_stacked=True
    )
    notes.html("<p>{}</p>", notes.link(links.here(indicator=None), "Close, and show every measure"))


def _named(row: dict, group: Group) -> list[tuple[str, float]]:
    return [(group.names[place.code], place.value) for place in row["places"] if not place.why]


def _table(area: dict, group: Group, row: dict) -> tuple[tuple[str, ...], list[tuple]]:
    """The place and each of the others: figure, interval, and why it is left out."""

    def line(name: str, value: float | None, lower: float | None, upper: float | None, why: str | None) -> tuple:
        figure = None if value is None else words.figures.figure(value, row["unit"], row["decimals"])
        return name, figure, SAYS.limits(row, lower, upper), f"Left out: {why}" if why else "Compared"

    others = (
        line(group.names[place.code], place.value, place.lower, place.upper, place.why) for place in row["places"]
    )
    own = (area["name"], *line("", row["value"], row["lower"], row["upper"], None)[1:3], "This place")
    return ("Place", row["period_label"], "95% interval", "In the comparison"), [own, *others]
