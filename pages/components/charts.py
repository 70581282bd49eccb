"""Charts drawn by plotly: a place's trend, and where it lies among all places."""

import plotly.graph_objects as go
import streamlit as st

from data_pipeline.periods import reporting_year_label

INK, QUIET, LINE, ACCENT = "#16241f", "#4a5a55", "#c3cecb", "#00594f"
FONT = {"family": "'Public Sans', Arial, sans-serif", "size": 15, "color": INK}
COMPARATORS = {"England": ("#8a3a00", "dash"), "Region": ("#6b4c9a", "dot"), "County": ("#1b4b8a", "dashdot")}
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def trend(place: str, rows: list[dict], beside: dict[str, tuple[str, list[dict]]], series: dict, alt: str) -> None:
    """The place's figures by reporting year, its interval as a band, and its comparators as lines.

    `rows` as queries.trend gives them; `beside`: by 'England', 'Region' and 'County', the name and rows
    of each comparator. A year without a figure leaves a gap. The agreement's three years are shaded.
    """
    years = _years([rows, *(line for _, line in beside.values())])
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
    hover = f"%{{fullData.name}}, %{{x}}: <b>%{{y:,.{series['decimals']}f}}</b> {series['unit']}<extra></extra>"
    for trace in traces:
        if trace.get("hoverinfo") != "skip":
            trace["hovertemplate"] = hover
    layout = _layout(series["unit"], height=400)
    layout["xaxis"] |= {"type": "category", "categoryorder": "array", "categoryarray": years}
    every_fifth = [year for year in years if int(year[:4]) % 5 == 0]
    layout["xaxis"] |= {"tickangle": 0, "tickvals": every_fifth}
    layout["shapes"] = [
        {
            "type": "rect", "xref": "x", "yref": "paper", "x0": "2008/09", "x1": "2010/11", "y0": 0, "y1": 1,
            "fillcolor": "#e9eeec", "line": {"width": 0}, "layer": "below",
        }
    ]  # fmt: skip
    layout["annotations"] = [
        {
            "x": "2009/10", "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
            "text": "the agreements", "font": {**FONT, "size": 13, "color": QUIET},
        }
    ]  # fmt: skip
    _show({"data": traces, "layout": layout}, "trend", alt)


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
    known = [int(row["reporting_year"][:4]) for line in lines for row in line]
    return [reporting_year_label(year) for year in range(min(known), max(known) + 1)]


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
