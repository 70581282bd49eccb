"""What all charts share: colours, lettering, a line by year, and how a drawing is shown by plotly."""

import plotly.graph_objects as go
import streamlit as st
from markupsafe import Markup

from data_pipeline import queries
from pages.components.markup import notes
from pages.components.surfaces import on_page
from pages.serving import database

INK, QUIET, LINE, ACCENT, PROMISED = "#16241f", "#4a5a55", "#c3cecb", "#00594f", "#8a3a00"
FONT = {"family": "'Public Sans', Arial, sans-serif", "size": 15, "color": INK}
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}


def agreement_years(years: list[str]) -> dict:
    """The agreement's years shaded, as far as the axis has them: a year that is not on it has no place there."""
    shown = [year for year in years if "2008/09" <= year <= "2010/11"]
    if not shown:
        return {}
    return {
        "shapes": [
            {
                "type": "rect", "xref": "x", "yref": "paper", "x0": shown[0], "x1": shown[-1], "y0": 0, "y1": 1,
                "fillcolor": "#e9eeec", "line": {"width": 0}, "layer": "below",
            }
        ],
        "annotations": [
            {
                "x": shown[len(shown) // 2], "y": 1, "yref": "paper", "yanchor": "bottom", "showarrow": False,
                "text": "the agreements", "font": {**FONT, "size": 13, "color": QUIET},
            }
        ],
    }  # fmt: skip


def year_axis(layout: dict, years: list[str]) -> None:
    """Reporting years in order, none left out."""
    layout["xaxis"] |= {"type": "category", "categoryorder": "array", "categoryarray": years, "tickangle": 0}


def every_fifth(years: list[str]) -> list[str]:
    return [year for year in years if int(year[:4]) % 5 == 0]


def plain(text: str) -> Markup:
    """Any text as plotly shows it letter by letter: in all it draws it reads tags, entities and, in hints, %{names}."""
    written = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(written.replace("%{", "&#37;{"))


def hover(series: dict, of: str = "%{fullData.name}, %{x}", value: str = "y") -> Markup:
    """What is said of a point under the pointer: whose, when, and the figure with its unit."""
    figure = f"{of}: <b>%{{{value}:,.{int(series['decimals'])}f}}</b> "
    return Markup(figure) + plain(series["unit"]) + Markup("<extra></extra>")


def line(name: str, years: list[str], rows: list[dict], line: dict, mode: str) -> dict:
    return {
        "type": "scatter",
        "name": name,
        "x": years,
        "y": values(years, rows, "value"),
        "mode": mode,
        "line": line,
        "marker": {"size": 8, "color": line["color"]},
        "connectgaps": False,
    }


def values(years: list[str], rows: list[dict], column: str) -> list[float | None]:
    by_year = {row["reporting_year"]: row[column] for row in rows}
    return [by_year.get(year) for year in years]


def years_of(lines: list[list[dict]]) -> list[str]:
    """Every reporting year from the first to the last: a year that nobody published is a gap, not a short cut."""
    known = [row["reporting_year"] for line in lines for row in line]
    return database.lasting(queries.years_between, min(known), max(known))


def layout_of(unit: str, height: int) -> dict:
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


def from_nought(axis: dict, values: list[float | None]) -> None:
    """Where every figure is nought, an axis that begins there: plotly's own would run from -1 to 1."""
    known = [value for value in values if value is not None]
    if known and not any(known):
        axis["range"] = [0, 1]


def as_shown(part):
    """A figure, or a part of one, of which every text is plain but what is `Markup` of ours."""
    if isinstance(part, dict):
        return {name: as_shown(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [as_shown(value) for value in part]
    return plain(part) if isinstance(part, str) and not isinstance(part, Markup) else part


def show(figure: dict, key: str, alt: str) -> None:
    """Draw a figure. Texts in it come from anywhere; those that are `Markup` are ours, tags and all."""
    if not on_page().is_live:
        notes.html('<p class="chart-place" style="height:{}px">{}</p>', figure["layout"]["height"], alt)
        return
    # theme=None: Streamlit's own chart theme writes ticks too pale to read.
    # Checking each property again for each visitor costs more than drawing; a test checks them all.
    drawing = go.Figure(as_shown(figure), _validate=False)
    st.plotly_chart(drawing, theme=None, key=key, config=CONFIG, alt=alt)
