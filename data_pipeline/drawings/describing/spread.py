"""Where a place lies among all places."""

from dataclasses import replace

from data_pipeline.drawings.describing import charts


def chart(place: dict | None, rows: list[dict], quartiles: dict, series: dict, year: str, alt: str) -> charts.Chart:
    """Every place as a thin mark on one line, the middle half shaded, this place standing out.

    `rows` as queries.area_map gives them; `quartiles` as queries.spread does.
    """
    thin = {"symbol": "line-ns", "size": 34, "line": {"width": 1.3, "color": "rgba(74, 90, 85, 0.55)"}}
    known = [row for row in rows if row["value"] is not None]
    traces = [_marks("One place", known, thin)]
    layout = {"height": 190, "xaxis": {"title": {"text": series["unit"]}}, "yaxis": {"visible": False}}
    layout["yaxis"]["range"] = [-1, 1.6]
    charts.from_nought(layout["xaxis"], [row["value"] for row in rows])
    half = {"x0": quartiles["lower_quartile"], "x1": quartiles["upper_quartile"], "y0": -0.75, "y1": 0.75}
    layout["shapes"] = [charts.shading(**half, fillcolor="#cfe3dd", name="The middle half", showlegend=True)]
    if place is not None and place["value"] is not None:
        diamond = {"symbol": "diamond", "size": 17, "color": charts.ACCENT, "line": {"width": 2, "color": "#fff"}}
        traces.append(_marks(place["name"], [place], diamond) | {"cliponaxis": False, "showlegend": False})
        font = {"size": 15, "color": charts.INK, "weight": 700}
        layout["annotations"] = [charts.note(place["name"], font, x=place["value"], y=0.8)]
    title = f"{series['series_title']}: all places in {year}"
    figure = {"data": traces, "layout": layout}
    return charts.Chart("spread", title, series["unit"], int(series["decimals"]), alt, figure)


def with_group(chart: charts.Chart, name: str, places: list[tuple[str, float]]) -> charts.Chart:
    """The same with some places, each with its value, as circles between the thin marks and the place itself."""
    ring = {"symbol": "circle-open", "size": 12, "color": charts.PROMISED}
    rows = [{"name": place, "value": value} for place, value in places]
    first, *others = chart.figure["data"]
    figure = {**chart.figure, "data": [first, _marks(f"{name[:1].upper()}{name[1:]}", rows, ring), *others]}
    return replace(chart, figure=figure)


def _marks(name: str, places: list[dict], marker: dict) -> dict:
    return {
        "type": "scatter",
        "name": name,
        "x": [row["value"] for row in places],
        "y": [0] * len(places),
        "text": [row["name"] for row in places],
        "mode": "markers",
        "marker": marker,
    }
