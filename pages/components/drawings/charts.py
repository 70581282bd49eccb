"""Charts drawn by plotly: a place's trend, and where it lies among all places."""

from itertools import groupby

import plotly.graph_objects as go
import streamlit as st

from data_pipeline import queries
from pages.serving import database

INK, QUIET, LINE, ACCENT = "#16241f", "#4a5a55", "#c3cecb", "#00594f"
FONT = {"family": "'Public Sans', Arial, sans-serif", "size": 15, "color": INK}
COMPARATORS = {"England": ("#8a3a00", "dash"), "Region": ("#6b4c9a", "dot"), "County": ("#1b4b8a", "dashdot")}
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
AGREEMENT_YEARS = {
    "shapes": [
        {
            "type": "rect", "xref": "x", "yref": "paper", "x0": "2008/09", "x1": "2010/11", "y0": 0, "y1": 1,
            "fillcolor": "#e9eeec", "line": {"width": 0}, "layer": "below",
        }
    ],
    "annotations": [
        {
            "x": "2009/10", "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
            "text": "the agreements", "font": {**FONT, "size": 13, "color": QUIET},
        }
    ],
}  # fmt: skip


def trend(
    place: str,
    rows: list[dict],
    beside: dict[str, tuple[str, list[dict]]],
    series: dict,
    alt: str,
    promised: list[dict] = (),
) -> None:
    """The place's figures by reporting year, its interval as a band, and its comparators as lines.

    `rows` as queries.runs_of_series gives them; `beside`: by 'England', 'Region' and 'County', the name and rows
    of each comparator. `promised`: baseline and targets by reporting year. A year without a figure leaves a
    gap. The agreement's three years are shaded.
    """
    years = _years([rows, promised, *(line for _, line in beside.values())])
    traces = []
    if any(row["lower"] is not None for row in rows):
        for limit, fill in (("upper", None), ("lower", "tonexty")):
            traces.append(
                {
                    "type": "scatter",
                    "x": years,
                    "y": _values(years, rows, limit),
                    "mode": "lines",
                    "line": {"width": 0, "color": ACCENT},
                    "fill": fill,
                    "fillcolor": "rgba(0, 89, 79, 0.16)",
                    "hoverinfo": "skip",
                    "name": "95% interval",
                    "showlegend": fill is not None,
                }
            )
    for kind, (name, line) in beside.items():
        colour, dash = COMPARATORS[kind]
        traces.append(_line(name, years, line, {"color": colour, "dash": dash, "width": 2}, "lines"))
    traces.append(_line(place, years, rows, {"color": ACCENT, "width": 3}, "lines+markers") | {"legendrank": 1})
    if promised:
        line = _line("Promised", years, promised, {"color": "#8a3a00", "dash": "dash", "width": 2}, "lines+markers")
        traces.append(line | {"connectgaps": True, "marker": {"size": 11, "symbol": "diamond", "color": "#8a3a00"}})
    hover = f"%{{fullData.name}}, %{{x}}: <b>%{{y:,.{series['decimals']}f}}</b> {series['unit']}<extra></extra>"
    for trace in traces:
        if trace.get("hoverinfo") != "skip":
            trace["hovertemplate"] = hover
    layout = _layout(series["unit"], height=400)
    layout["xaxis"] |= {"type": "category", "categoryorder": "array", "categoryarray": years}
    every_fifth = [year for year in years if int(year[:4]) % 5 == 0]
    layout["xaxis"] |= {"tickangle": 0, "tickvals": every_fifth}
    _show({"data": traces, "layout": layout | AGREEMENT_YEARS}, "trend", alt)


def gap(rows: list[dict], names: tuple[str, str], series: dict, alt: str) -> None:
    """The worst-off and the average by reporting year, the gap between them shaded; `rows` as queries.gaps gives them.

    `names`: of the two lines. A year without a gap interrupts both.
    """
    known = {row["reporting_year"]: row for row in rows if row["gap"] is not None}
    years = _years([list(known.values())])
    traces = []
    for _, run in groupby(years, key=lambda year: year in known):
        mine = [known[year] for year in run if year in known]
        there, back = ("worst_off_value", mine), ("average_value", mine[::-1])
        traces.append(
            {
                "type": "scatter", "mode": "lines", "line": {"width": 0}, "fill": "toself",
                "fillcolor": "rgba(138, 58, 0, 0.14)", "hoverinfo": "skip", "showlegend": False,
                "x": [row["reporting_year"] for _, side in (there, back) for row in side],
                "y": [row[name] for name, side in (there, back) for row in side],
            }
        )  # fmt: skip
    hover = f"%{{fullData.name}}, %{{x}}: <b>%{{y:,.{series['decimals']}f}}</b> {series['unit']}<extra></extra>"
    lines = ({"color": "#8a3a00", "dash": "dash", "width": 3}, {"color": ACCENT, "width": 3})
    for name, column, line in zip(names, ("worst_off_value", "average_value"), lines, strict=True):
        values = [known[year][column] if year in known else None for year in years]
        drawn = _line(name, years, [], line, "lines+markers")
        traces.append(drawn | {"y": values, "hovertemplate": hover})
    layout = _layout(series["unit"], height=320)
    layout["xaxis"] |= {"type": "category", "categoryorder": "array", "categoryarray": years, "tickangle": 0}
    if len(years) > 6:
        layout["xaxis"] |= {"tickvals": [year for year in years if int(year[:4]) % 5 == 0]}
    _show({"data": traces, "layout": layout | (AGREEMENT_YEARS if "2009/10" in years else {})}, "gap", alt)


def promise(points: list[dict], unit: str, alt: str, key: str, ahead: dict | None = None) -> None:
    """What was promised as a dashed line with diamonds, what happened as a solid one, by date.

    `points` as queries.promise_points gives them, of one place. Figures changed since are hollow; yearly and
    quarterly figures are lines of their own. `ahead`: the outlook, drawn dotted from the latest figure.
    """
    known = [point for point in points if point["value"] is not None and point["period_end"] is not None]
    traces = []
    promised = [point for point in known if point["is_last_word"] and point["what"] in PROMISED]
    path = list({point["period_end"]: point for point in promised}.values())
    path.sort(key=lambda point: point["period_end"])
    line = {"color": "#8a3a00", "dash": "dash", "width": 2}
    traces.append(_dated("Promised", path, "lines+markers", line, "diamond", 11))
    for what, symbol in (("interim", "triangle-up"), ("stretch", "star")):
        beside = [point for point in known if point["is_last_word"] and point["what"] == what]
        traces.append(_dated(f"{what.capitalize()} milestone", beside, "markers", {"color": "#8a3a00"}, symbol, 11))
    outturns = [point for point in known if point["is_last_word"] and point["what"] == "outturn"]
    for name, is_it, colour in (
        ("What happened", _is_year, ACCENT),
        ("What happened, part of a year", _is_part, "#6b4c9a"),
    ):
        mine = [point for point in outturns if is_it(point)]
        traces.append(_dated(name, mine, "lines+markers", {"color": colour, "width": 3}, "circle", 9))
    changed = [point for point in known if not point["is_last_word"]]
    traces.append(_dated("Changed since", changed, "markers", {"color": QUIET}, "circle-open", 11))
    traces += _ahead(ahead)
    layout = _layout(unit, height=380)
    layout["xaxis"] |= {"type": "date", "tickformat": "%b %Y"}
    floors = [point for point in known if point["is_last_word"] and point["what"] == "floor"]
    layout["shapes"] = [
        {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": point["value"], "y1": point["value"],
         "line": {"color": QUIET, "dash": "dot", "width": 2}}
        for point in floors
    ]  # fmt: skip
    layout["annotations"] = [
        {"xref": "paper", "x": 0, "xanchor": "left", "y": point["value"], "yanchor": "bottom", "showarrow": False,
         "text": "the floor", "font": {**FONT, "size": 13, "color": QUIET}}
        for point in floors
    ]  # fmt: skip
    _show({"data": [trace for trace in traces if trace["x"]], "layout": layout}, key, alt)


def _ahead(outlook: dict | None) -> list[dict]:
    """Where the line so far leads, with the span of four outcomes in five where it is known."""
    if outlook is None or outlook["projected"] is None:
        return []
    days = [outlook["until"].isoformat(), outlook["target_end"].isoformat()]
    has_span = outlook["projected_lower"] is not None
    name = "If the line goes on" if has_span else "If the pace so far goes on (not a forecast)"
    up, down = (
        abs(outlook[f"projected_{end}"] - outlook["projected"]) if has_span else None for end in ("upper", "lower")
    )
    return [
        {
            "type": "scatter", "name": name, "x": days, "y": [outlook["last_value"], outlook["projected"]],
            "mode": "lines+markers", "line": {"color": QUIET, "dash": "dot", "width": 2},
            "marker": {"size": 8, "color": QUIET, "symbol": "x"},
            "error_y": {"type": "data", "symmetric": False, "array": [None, up], "arrayminus": [None, down],
                        "visible": has_span, "color": QUIET, "thickness": 2, "width": 8},
            "hovertemplate": "%{fullData.name}: <b>%{y:,.1f}</b><extra></extra>", "showlegend": True,
        }
    ]  # fmt: skip


PROMISED = ("baseline", "milestone", "final target")


def _is_year(point: dict) -> bool:
    return (point["period_end"] - point["period_start"]).days > 300


def _is_part(point: dict) -> bool:
    return not _is_year(point)


def _dated(name: str, points: list[dict], mode: str, line: dict, symbol: str, size: int) -> dict:
    return {
        "type": "scatter",
        "name": name,
        "x": [point["period_end"].isoformat() for point in points],
        "y": [point["value"] for point in points],
        "text": [f"{point['value_as_published']}, {point['period_label']}" for point in points],
        "mode": mode,
        "line": line,
        "marker": {"size": size, "color": line["color"], "symbol": symbol},
        "hovertemplate": "%{fullData.name}: <b>%{text}</b><extra></extra>",
        "showlegend": True,
    }


def spread(place: dict | None, rows: list[dict], quartiles: dict, series: dict, alt: str) -> None:
    """Every place as a thin mark on one line, the middle half shaded, this place standing out."""
    known = [row for row in rows if row["value"] is not None]
    hover = f"%{{text}}: <b>%{{x:,.{series['decimals']}f}}</b> {series['unit']}<extra></extra>"
    traces = [
        {
            "type": "scatter",
            "x": [row["value"] for row in known],
            "y": [0] * len(known),
            "text": [row["name"] for row in known],
            "mode": "markers",
            "marker": {"symbol": "line-ns", "size": 34, "line": {"width": 1.3, "color": "rgba(74, 90, 85, 0.55)"}},
            "hovertemplate": hover,
            "showlegend": False,
        }
    ]
    if place is not None and place["value"] is not None:
        traces.append(
            {
                "type": "scatter",
                "x": [place["value"]],
                "y": [0],
                "text": [place["name"]],
                "mode": "markers",
                "marker": {"symbol": "diamond", "size": 17, "color": ACCENT, "line": {"width": 2, "color": "#fff"}},
                "hovertemplate": hover,
                "showlegend": False,
                "cliponaxis": False,
            }
        )
    layout = _layout(series["unit"], height=190)
    layout["yaxis"] = {"visible": False, "range": [-1, 1.6], "fixedrange": True}
    layout["xaxis"] |= {"title": {"text": series["unit"], "font": {**FONT, "color": QUIET}}, "showgrid": False}
    layout["shapes"] = [
        {
            "type": "rect", "x0": quartiles["lower_quartile"], "x1": quartiles["upper_quartile"],
            "y0": -0.75, "y1": 0.75, "fillcolor": "#cfe3dd", "line": {"width": 0}, "layer": "below",
        }
    ]  # fmt: skip
    if len(traces) > 1:
        layout["annotations"] = [
            {"x": place["value"], "y": 0.8, "yanchor": "bottom", "text": f"<b>{place['name']}</b>", "showarrow": False}
        ]
    layout["margin"] |= {"b": 45, "t": 10}
    _show({"data": traces, "layout": layout}, "spread", alt)


def _line(name: str, years: list[str], rows: list[dict], line: dict, mode: str) -> dict:
    return {
        "type": "scatter",
        "name": name,
        "x": years,
        "y": _values(years, rows, "value"),
        "mode": mode,
        "line": line,
        "marker": {"size": 8, "color": line["color"]},
        "connectgaps": False,
    }


def _values(years: list[str], rows: list[dict], column: str) -> list[float | None]:
    by_year = {row["reporting_year"]: row[column] for row in rows}
    return [by_year.get(year) for year in years]


def _years(lines: list[list[dict]]) -> list[str]:
    """Every reporting year from the first to the last: a year that nobody published is a gap, not a short cut."""
    known = [row["reporting_year"] for line in lines for row in line]
    return database.lasting(queries.years_between, min(known), max(known))


def _layout(unit: str, height: int) -> dict:
    axis = {
        "tickfont": {**FONT, "color": QUIET, "size": 14},
        "gridcolor": "#e3e9e7",
        "fixedrange": True,
        "linecolor": LINE,
    }
    return {
        "height": height,
        "template": {},  # else plotly sends its own with every chart
        "margin": {"l": 10, "r": 10, "t": 30, "b": 10},
        "font": FONT,
        "paper_bgcolor": "#fff",
        "plot_bgcolor": "#fff",
        "xaxis": {**axis, "showgrid": False, "automargin": True},
        "yaxis": {
            **axis,
            "title": {"text": unit, "font": {**FONT, "color": QUIET}},
            "automargin": True,
            "zeroline": False,
        },
        "legend": {"orientation": "h", "y": -0.18, "x": 0},
        "hoverlabel": {"font": FONT, "bgcolor": "#fff", "bordercolor": QUIET},
        "hovermode": "closest",
    }


def _show(figure: dict, key: str, alt: str) -> None:
    # theme=None: Streamlit's own chart theme writes ticks too pale to read.
    # Checking each property again for each visitor costs more than drawing; a test checks them all.
    drawing = go.Figure(figure, _validate=False)
    st.plotly_chart(drawing, theme=None, key=key, config=CONFIG, alt=alt)
