"""Where a place lies among all places."""

from markupsafe import Markup

from pages.components.drawings import charts


def draw(place: dict | None, rows: list[dict], quartiles: dict, series: dict, alt: str) -> None:
    """Every place as a thin mark on one line, the middle half shaded, this place standing out."""
    thin = {"symbol": "line-ns", "size": 34, "line": {"width": 1.3, "color": "rgba(74, 90, 85, 0.55)"}}
    traces = [_marks([row for row in rows if row["value"] is not None], thin, series)]
    layout = charts.layout_of(series["unit"], height=190)
    layout["yaxis"] = {"visible": False, "range": [-1, 1.6], "fixedrange": True}
    title = {"text": series["unit"], "font": {**charts.FONT, "color": charts.QUIET}}
    layout["xaxis"] |= {"title": title, "showgrid": False}
    charts.from_nought(layout["xaxis"], [row["value"] for row in rows])
    layout["shapes"] = [
        {
            "type": "rect", "x0": quartiles["lower_quartile"], "x1": quartiles["upper_quartile"],
            "y0": -0.75, "y1": 0.75, "fillcolor": "#cfe3dd", "line": {"width": 0}, "layer": "below",
        }
    ]  # fmt: skip
    if place is not None and place["value"] is not None:
        diamond = {"symbol": "diamond", "size": 17, "color": charts.ACCENT, "line": {"width": 2, "color": "#fff"}}
        traces.append(_marks([place], diamond, series) | {"cliponaxis": False})
        name = Markup("<b>") + charts.plain(place["name"]) + Markup("</b>")
        layout["annotations"] = [{"x": place["value"], "y": 0.8, "yanchor": "bottom", "text": name, "showarrow": False}]
    layout["margin"] |= {"b": 45, "t": 10}
    charts.show({"data": traces, "layout": layout}, "spread", alt)


def _marks(places: list[dict], marker: dict, series: dict) -> dict:
    return {
        "type": "scatter",
        "x": [row["value"] for row in places],
        "y": [0] * len(places),
        "text": [row["name"] for row in places],
        "mode": "markers",
        "marker": marker,
        "hovertemplate": charts.hover(series, of="%{text}", value="x"),
        "showlegend": False,
    }
