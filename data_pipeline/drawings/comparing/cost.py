"""Every council by what a child in care cost and by how many were moved often, this one and some others marked."""

from statistics import median

from data_pipeline.drawings.describing import charts
from data_pipeline.drawings.describing.charts import Chart

HEIGHT = 420
RULE = {"color": charts.LINE, "width": 1.5, "dash": "dot"}


def chart(known: list[dict], mine: str, others: list[str], names: tuple[str, str, str], alt: str) -> Chart:
    """`known`: rows of queries.cost_of_care with a cost; `mine`, `others`: codes of those that are marked.

    `names`: of the chart, of its two axes. The dotted lines are the middles of all; what lies on which side of them
    is called nothing.
    """
    title, across, up = names
    by_code = {row["area_code"]: row for row in known}
    marked = [by_code[code] for code in others if code in by_code]
    rest = [row for row in known if row["area_code"] not in (mine, *others)]
    traces = [
        _points("Other councils", rest, {"symbol": "circle", "size": 7, "color": "rgba(74, 90, 85, 0.45)"}),
        _points("The places beside it", marked, {"symbol": "circle", "size": 10, "color": charts.PART}),
    ]
    layout = charts.layout(up, HEIGHT)
    layout["xaxis"] |= {"title": {"text": across}}
    if own := by_code.get(mine):
        diamond = {"symbol": "diamond", "size": 17, "color": charts.ACCENT, "line": {"width": 2, "color": "#fff"}}
        traces.append(_points(own["name"], [own], diamond) | _interval(own))
        font = {"size": 15, "color": charts.INK, "weight": 700}
        layout["annotations"] = [charts.note(own["name"], font, x=own["net_per_child"], y=1, yref="paper")]
    cost, share = (median(row[column] for row in known) for column in ("net_per_child", "moved_share"))
    line = {"type": "line", "line": RULE}
    layout["shapes"] = [
        line | {"x0": cost, "x1": cost, "y0": 0, "y1": 1, "yref": "paper"},
        line | {"x0": 0, "x1": 1, "xref": "paper", "y0": share, "y1": share},
    ]
    return Chart("cost", title, "%", 1, alt, {"data": traces, "layout": layout})


def _points(name: str, rows: list[dict], marker: dict) -> dict:
    return {
        "type": "scatter",
        "name": name,
        "x": [row["net_per_child"] for row in rows],
        "y": [row["moved_share"] for row in rows],
        "text": [row["name"] for row in rows],
        "mode": "markers",
        "marker": marker,
    }


def _interval(row: dict) -> dict:
    """How far the share may be off, as a line through the mark."""
    if row["counted_lower"] is None:
        return {}
    up, down = row["counted_upper"] - row["moved_share"], row["moved_share"] - row["counted_lower"]
    return {
        "error_y": {
            "type": "data", "symmetric": False, "array": [up], "arrayminus": [down], "visible": True,
            "color": charts.ACCENT, "thickness": 2, "width": 0,
        }
    }  # fmt: skip
