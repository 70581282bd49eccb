"""A described chart as plotly draws it, for those who ask to explore it: to hover over points and hide lines."""

import plotly.graph_objects as go
from markupsafe import Markup

from data_pipeline.drawings.describing.charts import GRID, INK, LINE, QUIET, Chart

FONT = {"family": "'Public Sans', Arial, sans-serif", "size": 15, "color": INK}
CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False}
# What is said of a point under the pointer, by the kind of a chart: whose, when or where, and the figure.
POINTS = {
    "trend": "%{{fullData.name}}, %{{x}}: <b>%{{y:,.{digits}f}}</b> {unit}<extra></extra>",
    "gap": "%{{fullData.name}}, %{{x}}: <b>%{{y:,.{digits}f}}</b> {unit}<extra></extra>",
    "spread": "%{{text}}: <b>%{{x:,.{digits}f}}</b> {unit}<extra></extra>",
    "promise": "%{{fullData.name}}: <b>%{{text}}</b><extra></extra>",
}
AXIS = {
    "tickfont": {**FONT, "color": QUIET, "size": 14},
    "gridcolor": GRID,
    "fixedrange": True,
    "linecolor": LINE,
    "automargin": True,
}
LAYOUT = {
    "template": {},  # else plotly sends its own with every chart
    "margin": {"l": 10, "r": 10, "t": 30, "b": 10},
    "font": FONT,
    "paper_bgcolor": "#fff",
    "plot_bgcolor": "#fff",
    "legend": {"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
    "hoverlabel": {"font": FONT, "bgcolor": "#fff", "bordercolor": QUIET},
    "hovermode": "closest",
}


def figure(chart: Chart) -> go.Figure:
    """The figure of a description, every text of it plain, with what only plotly has: points that say what they are."""
    plain = escaped(chart.figure)
    said = Markup(POINTS[chart.kind]).format(digits=chart.decimals, unit=escaped(chart.unit))
    for trace in plain["data"]:
        if trace.get("hoverinfo") != "skip":
            trace["hovertemplate"] = said
    layout = LAYOUT | plain["layout"]
    layout["xaxis"] = AXIS | {"showgrid": False, "tickangle": 0} | layout["xaxis"]
    layout["yaxis"] = AXIS | {"zeroline": False} | layout["yaxis"]
    # Checking each property for each visitor costs more than drawing; a test checks them all.
    return go.Figure({"data": plain["data"], "layout": layout}, _validate=False)


def escaped(part):
    """A figure, or a part of one, of which plotly shows every text letter by letter.

    In all it draws plotly reads tags and entities and, in hints, the names of figures in %{}.
    """
    if isinstance(part, dict):
        return {name: escaped(value) for name, value in part.items()}
    if isinstance(part, list | tuple):
        return [escaped(value) for value in part]
    if not isinstance(part, str):
        return part
    return Markup(part.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "&#37;{"))
