"""A place's figures by reporting year, with its interval, its comparators and what was promised."""

from datetime import date
from itertools import pairwise

from data_pipeline.drawings.describing import charts, marked

DASHED = {"color": charts.PROMISED, "dash": "dash", "width": 2}
COMPARATORS = {"England": ("#8a3a00", "dash"), "Region": ("#6b4c9a", "dot"), "County": ("#1b4b8a", "dashdot")}


def chart(
    place: str,
    rows: list[dict],
    beside: dict[str, tuple[str, list[dict]]],
    series: dict,
    alt: str,
    promised: list[dict] = (),
    happened: list[date] = (),
) -> charts.Chart:
    """The place's figures by reporting year, its interval as a band, and its comparators as lines.

    `rows` as queries.runs_of_series gives them; `beside`: by 'England', 'Region' and 'County', the name and rows
    of each comparator. `promised`: baseline and targets by reporting year. `happened`: the days to mark with
    numbers, in order, each at its year. A year without a figure leaves a gap. The agreement's three years are shaded.
    """
    marks = [{"reporting_year": marked.reporting_year(day)} for day in happened]
    years = charts.years_of([rows, promised, marks, *(line for _, line in beside.values())])
    traces = _interval(years, rows)
    for kind, (name, line) in beside.items():
        colour, dash = COMPARATORS[kind]
        paint = {"color": colour, "dash": dash, "width": 2}
        traces.append(charts.line(name, years, charts.values(years, line), paint, "lines"))
    for number, stretch in enumerate(_stretches(rows)):
        paint = {"color": charts.ACCENT, "width": 3}
        own = charts.line(place, years, charts.values(years, stretch), paint, "lines+markers")
        traces.append(own | {"legendrank": 1, "legendgroup": place, "showlegend": not number})
    if promised:
        line = charts.line("Promised", years, charts.values(years, promised), DASHED, "lines+markers")
        diamond = {"size": 11, "symbol": "diamond", "color": charts.PROMISED}
        traces.append(line | {"connectgaps": True, "marker": diamond})
    layout = charts.layout(series["unit"], height=400)
    charts.from_nought(layout["yaxis"], [value for trace in traces for value in trace["y"]])
    charts.of_years(layout, years, charts.every_fifth(years) if len(years) > 6 else years, is_keyed=bool(happened))
    title = f"{series['series_title']}: {place} over time"
    figure = {"data": traces, "layout": layout}
    if happened:
        marked.years(figure, happened)
    return charts.Chart("trend", title, series["unit"], int(series["decimals"]), alt, figure)


def _stretches(rows: list[dict]) -> list[list[dict]]:
    """The figures from one break to the next: no line joins what cannot be set side by side."""
    starts = [0, *(place for place, row in enumerate(rows) if place and row["is_break"]), len(rows)]
    return [rows[first:last] for first, last in pairwise(starts)]


def _interval(years: list[str], rows: list[dict]) -> list[dict]:
    """The 95% interval as a band: its upper limit, unseen, and the lower one filled up to that."""
    if all(row["lower"] is None for row in rows):
        return []
    return [
        {
            "type": "scatter",
            "x": years,
            "y": charts.values(years, rows, limit),
            "mode": "lines",
            "line": {"width": 0, "color": charts.ACCENT},
            "fill": fill,
            "fillcolor": "rgba(0, 89, 79, 0.16)",
            "hoverinfo": "skip",
            "name": "95% interval",
            "meta": f"95% interval, {limit} limit",
            "showlegend": fill is not None,
        }
        for limit, fill in (("upper", None), ("lower", "tonexty"))
    ]
