"""One promise over time: what was promised, what happened, and where that leads."""

from datetime import date

from data_pipeline.drawings.describing import charts, marked

PATH = ("baseline", "milestone", "final target")
DIGITS = 1  # Of what is only worked out, as where a line leads.


def chart(
    points: list[dict], title: str, unit: str, alt: str, ahead: dict | None = None, happened: list[date] = ()
) -> charts.Chart:
    """What was promised as a dashed line with diamonds, what happened as a solid one, by date.

    `points` as queries.promise_points gives them, of one place. Figures changed since are hollow; yearly and
    quarterly figures are lines of their own. `ahead`: the outlook, drawn dotted from the latest figure. `happened`: the
    days to mark with numbers, in order.
    """
    known = [point for point in points if is_drawn(point)]
    latest = [point for point in known if point["is_last_word"]]
    path = list({point["period_end"]: point for point in latest if point["what"] in PATH}.values())
    path.sort(key=lambda point: point["period_end"])
    line = {"color": charts.PROMISED, "dash": "dash", "width": 2}
    traces = [_dated("Promised", path, "lines+markers", line, "diamond", 11)]
    for what, symbol in (("interim", "triangle-up"), ("stretch", "star")):
        beside = [point for point in latest if point["what"] == what]
        paint = {"color": charts.PROMISED}
        traces.append(_dated(f"{what.capitalize()} milestone", beside, "markers", paint, symbol, 11))
    outturns = [point for point in latest if point["what"] == "outturn"]
    for name, is_it, colour in (
        ("What happened", _is_year, charts.ACCENT),
        ("What happened, part of a year", _is_part, charts.PART),
    ):
        mine = [point for point in outturns if is_it(point)]
        traces.append(_dated(name, mine, "lines+markers", {"color": colour, "width": 3}, "circle", 9))
    changed = [point for point in known if not point["is_last_word"]]
    traces.append(_dated("Changed since", changed, "markers", {"color": charts.QUIET}, "circle-open", 11))
    traces += _ahead(ahead)
    layout = charts.layout(unit, height=380)
    layout["xaxis"] |= {"type": "date", "tickformat": "%b %Y"}
    layout |= _floors([point for point in latest if point["what"] == "floor"])
    figure = {"data": [trace for trace in traces if trace["x"]], "layout": layout}
    if happened:
        marked.days(figure, happened)
    return charts.Chart("promise", title, unit, DIGITS, alt, figure)


def is_drawn(point: dict) -> bool:
    """Whether a figure has a value and a day to stand at."""
    return point["value"] is not None and point["period_end"] is not None


def _floors(floors: list[dict]) -> dict:
    """The least that is acceptable, as a dotted line across."""
    line = {"color": charts.QUIET, "dash": "dot", "width": 2}
    return {
        "shapes": [
            {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": point["value"], "y1": point["value"],
             "line": line}
            for point in floors
        ],
        "annotations": [
            charts.note("the floor", charts.SMALL, xref="paper", x=0, xanchor="left", y=point["value"])
            for point in floors
        ],
    }  # fmt: skip


def _ahead(outlook: dict | None) -> list[dict]:
    """Where the line so far leads, with the span of four outcomes in five where it is known."""
    if outlook is None or outlook["projected"] is None:
        return []
    days = [outlook["until"].isoformat(), outlook["target_end"].isoformat()]
    values = [outlook["last_value"], outlook["projected"]]
    has_span = outlook["projected_lower"] is not None
    name = "If the line goes on" if has_span else "If the pace so far goes on (not a forecast)"
    up, down = (
        abs(outlook[f"projected_{end}"] - outlook["projected"]) if has_span else None for end in ("upper", "lower")
    )
    return [
        {
            "type": "scatter", "name": name, "x": days, "y": values,
            "text": [f"{value:,.{DIGITS}f}" for value in values], "mode": "lines+markers",
            "line": {"color": charts.QUIET, "dash": "dot", "width": 2},
            "marker": {"size": 8, "color": charts.QUIET, "symbol": "x"},
            "error_y": {"type": "data", "symmetric": False, "array": [None, up], "arrayminus": [None, down],
                        "visible": has_span, "color": charts.QUIET, "thickness": 2, "width": 8},
            "showlegend": True,
        }
    ]  # fmt: skip


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
        "showlegend": True,
    }
