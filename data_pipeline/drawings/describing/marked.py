"""Numbers on a chart where something happened: a line down from each, and one for those too near one another."""

from collections.abc import Sequence
from datetime import date

from data_pipeline.drawings.describing import charts

APART = 0.12  # Of the axis: what is nearer shares the line of the first, so that numbers have room on a phone.
LINE = {"color": charts.QUIET, "width": 1, "dash": "dot"}
NUMBER = {"size": 13, "color": charts.INK, "weight": 600}


def days(figure: dict, happened: Sequence[date]) -> None:
    """Mark `happened`, in order, on a chart along days. The first is number 1."""
    shown = [date.fromisoformat(day) for trace in figure["data"] for day in trace["x"]]
    span = max(*shown, *happened).toordinal() - min(*shown, *happened).toordinal()
    for first, last in _near([day.toordinal() for day in happened], span * APART):
        _mark(figure, happened[first].isoformat(), first, last)


def years(figure: dict, happened: Sequence[date]) -> None:
    """The same on a chart along reporting years, all of which are on its axis."""
    axis = figure["layout"]["xaxis"]["categoryarray"]
    places = [axis.index(reporting_year(day)) for day in happened]
    for first, last in _near(places, len(axis) * APART):
        _mark(figure, axis[places[first]], first, last)


def reporting_year(day: date) -> str:
    """The financial year that a day is in: '2009/10'."""
    first = day.year - (day.month < 4)
    return f"{first}/{(first + 1) % 100:02}"


def _near(places: Sequence[float], reach: float) -> list[tuple[int, int]]:
    """The first and the last of each run of `places` that lies within `reach` of its first."""
    runs: list[tuple[int, int]] = []
    for number, place in enumerate(places):
        if runs and place - places[runs[-1][0]] <= reach:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _mark(figure: dict, x: str, first: int, last: int) -> None:
    layout = figure["layout"]
    line = {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": LINE}
    number = f"{first + 1}" if first == last else f"{first + 1}–{last + 1}"
    layout["shapes"] = [*layout.get("shapes", []), line]
    layout["annotations"] = [
        *layout.get("annotations", []),
        charts.note(number, NUMBER, x=x, y=1, yref="paper", xanchor="center"),
    ]
