"""One chart with two axes: from zero, and near the figures. Both are asked for, and neither is the right one."""

from dataclasses import replace

from data_pipeline.drawings import scales
from data_pipeline.drawings.describing import charts

HEIGHT = 220  # px, of each of two that stand side by side.
FROM_ZERO, NEAR = "Axis from zero", "Axis near the figures"


def both(chart: charts.Chart) -> tuple[charts.Chart, ...]:
    """The same chart with its axis from zero, and with its axis as near to its figures as they let it.

    One chart alone where the figures reach zero, so that both axes are the same.
    """
    values = [value for value in _values(chart.figure) if value is not None]
    near = scales.of_axis({}, values)
    if near.low <= 0 <= near.high:
        return (of_height(chart, HEIGHT),)
    low, high = min([0.0, *values]), max([0.0, *values])
    room = (high - low) * scales.ROOM or 1
    from_zero = (low - room if low < 0 else 0.0, high + room if high > 0 else 0.0)
    return _with_axis(chart, FROM_ZERO, from_zero), _with_axis(chart, NEAR, (near.low, near.high))


def _values(figure: dict) -> list[float | None]:
    """Every value that the axis must have room for."""
    found = [value for trace in figure["data"] for value in trace["y"]]
    found += [end for trace in figure["data"] for _, *ends in charts.spans(trace) for end in ends]
    lines = [shape for shape in figure["layout"].get("shapes", []) if shape.get("yref", "y") == "y"]
    return found + [shape[end] for shape in lines for end in ("y0", "y1")]


def of_height(chart: charts.Chart, height: int) -> charts.Chart:
    """The same chart, so many px high."""
    return replace(chart, figure={**chart.figure, "layout": {**chart.figure["layout"], "height": height}})


def _with_axis(chart: charts.Chart, title: str, ends: tuple[float, float]) -> charts.Chart:
    layout = chart.figure["layout"]
    figure = {**chart.figure, "layout": {**layout, "yaxis": {**layout["yaxis"], "range": list(ends)}}}
    return of_height(replace(chart, title=title, alt=f"{title}. {chart.alt}", figure=figure), HEIGHT)
