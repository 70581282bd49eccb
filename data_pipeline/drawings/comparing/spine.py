"""One figure among those of other places, as a picture the height of a line: better is to the right."""

from itertools import pairwise

from data_pipeline.drawings import marks
from data_pipeline.drawings.describing.charts import ACCENT, INK, PROMISED, QUIET

TALL = 30  # px
SHEET = 999
ROOM = 0.05  # Of the width, on either side: a mark at an end stays whole on a phone.
BAND, ENDS = "#cfe3dd", ("lowest", "lower_quartile", "median", "upper_quartile", "highest")
HERE = {"symbol": "diamond", "size": 16, "color": ACCENT, "line": {"color": "#fff", "width": 1.5}}
ENGLAND = {"symbol": "circle-open", "size": 11, "color": PROMISED}


class Scale:
    """Where a value stands across a picture, in per cent: turned where lower is better, so that better is right."""

    def __init__(self, values: list[float], is_turned: bool):
        self.low, self.high, self.is_turned = min(values), max(values), is_turned

    def share(self, value: float) -> float:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        return ROOM + (1 - 2 * ROOM) * (1 - share if self.is_turned else share)

    def at(self, value: float) -> str:
        return f"{100 * self.share(value):.4g}%"


def drawn(row: dict, england: float | None) -> str:
    """The figure `value` of a row among its others (`ENDS`), with its interval, as an SVG document of any width.

    What lies along the line is drawn on a sheet SHEET wide and stretched; marks stand over it and keep their shape.
    """
    interval = [row["lower"], row["upper"]] if row["lower"] is not None and row["is_testable"] else []
    known = [row["value"], *(row[name] for name in ENDS), *interval, *([] if england is None else [england])]
    scale, y = Scale(known, row["polarity"] == "lower"), TALL // 2

    def along(value: float) -> int:
        return round(SHEET * scale.share(value))

    lowest, lower, middle, upper, highest = (along(row[name]) for name in ENDS)
    parts = [
        f'<path d="M{lowest} {y}H{highest}M{lower} {y - 8}H{upper}v16H{lower}z" fill="{BAND}" stroke="{QUIET}"/>',
        f'<path d="M{middle - 3} {y - 8}h6v16h-6z" fill="{INK}"/>',
        *(
            f'<path d="M{along(low)} {y}H{along(high)}" stroke="{ACCENT}" stroke-width="3"/>'
            for low, high in pairwise(interval)
        ),
    ]
    over = (
        [f'<circle cx="{scale.at(england)}" cy="{y}" r="5.5" {marks.paint(ENGLAND)}/>'] if england is not None else []
    )
    here = f"<g {marks.paint(HERE)}>{marks.shape(HERE)}</g>"
    over.append(f'<svg x="{scale.at(row["value"])}" y="{y}" overflow="visible">{here}</svg>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{TALL}"><svg viewBox="0 0 {SHEET} {TALL}" '
        f'preserveAspectRatio="none">{"".join(parts)}</svg>{"".join(over)}</svg>'
    )


def key(place: str, has_england: bool, has_interval: bool) -> list[tuple[str, str]]:
    """What the marks of the pictures are: each 28 wide and 14 high, and its name."""

    def line(width: float, colour: str) -> str:
        return f'<path d="M0 7H28" stroke="{colour}" stroke-width="{width:g}"/>'

    def mark(marker: dict) -> str:
        return f'<g transform="translate(14 7)" {marks.paint(marker)}>{marks.shape({**marker, "size": 11})}</g>'

    return [
        (mark(HERE), place),
        *([(line(3, ACCENT), "its 95% interval")] if has_interval else []),
        (line(1, QUIET), "from the lowest to the highest of the others"),
        (line(16, QUIET) + line(12, BAND), "the middle half of them"),
        (f'<path d="M14 0V14" stroke="{INK}" stroke-width="2"/>', "their middle"),
        *([(mark(ENGLAND), "England")] if has_england else []),
    ]
