"""Where a place lies among all places."""

from pages.components.drawings import charts


def draw(place: dict | None, rows: list[dict], quartiles: dict, series: dict, alt: str) -> None:
    """Every place as a thin mark on one line, the middle half shaded, this place standing out."""
    known = [row for row in rows if row["value"] is not None]
    hover = charts.hover(series, of="%{text}", value="x")
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
                "marker": {
                    "symbol": "diamond",
                    "size": 17,
                    "color": charts.ACCENT,
                    "line": {"width": 2, "color": "#fff"},
                },
                "hovertemplate": hover,
                "showlegend": False,
                "cliponaxis": False,
            }
        )
    layout = charts.layout_of(series["unit"], height=190)
    layout["yaxis"] = {"visible": False, "range": [-1, 1.6], "fixedrange": True}
    layout["xaxis"] |= {
        "title": {"text": series["unit"], "font": {**charts.FONT, "color": charts.QUIET}},
        "showgrid": False,
    }
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
    charts.show({"data": traces, "layout": layout}, "spread", alt)
