"""One figure among those of other places, as a picture the height of a line: better is to the right."""

from data_pipeline.drawings import marks
from data_pipeline.drawings.describing.charts import ACCENT, INK, PROMISED, QUIET

TALL = 30  # px
ROOM = 0.05  # Of the width, on either side: a mark at an end stays whole on a phone.
BAND, ENDS = "#cfe3dd", ("lowest", "lower_quartile", "median", "upper_quartile", "highest")
HERE = {"symbol": "diamond", "size": 17, "color": ACCENT, "line": {"color": "#fff", "width": 1.5}}
ENGLAND = {"symbol": "circle-open", "size": 11, "color": PROMISED}


class Scale:
    """Where a value stands across a picture, in per cent: turned where lower is better, so that better is right."""

    def __init__(self, values: list[float], is_turned: bool):
        self.low, self.high, self.is_turned = min(values), max(values), is_turned

    def at(self, value: float) -> str:
        span = self.high - self.low
        share = (value - self.low) / span if span else 0.5
        share = 1 - share if self.is_turned else share
        return f"{100 * (ROOM + (1 - 2 * ROOM) * share):.4g}%"


def drawn(row: dict, england: float | None) -> str:
    """The figure `value` of a row among its others (`ENDS`), with its interval, as an SVG document."""
    known = [
        row["value"],
        *(row[name] for name in ENDS),
        *(end for end in (row["lower"], row["upper"], england) if end is not None),
    ]
    scale = Scale(known, row["polarity"] == "lower")
    lowest, lower, middle, upper, highest = (scale.at(row[name]) for name in ENDS)
    half, y = TALL / 2, f'y1="{TALL / 2:g}" y2="{TALL / 2:g}"'
    parts = [
        f'<line x1="{lowest}" x2="{highest}" {y} stroke="{QUIET}"/>',
        # A band whose ends are per cent is a line as thick: of a rectangle the width would have to be worked out.
        f'<line x1="{lower}" x2="{upper}" {y} stroke="{QUIET}" stroke-width="16"/>',
        f'<line x1="{lower}" x2="{upper}" {y} stroke="{BAND}" stroke-width="14"/>',
        *(
            f'<line x1="{end}" x2="{end}" y1="{half - 5:g}" y2="{half + 5:g}" stroke="{QUIET}"/>'
            for end in (lowest, highest)
        ),
        f'<line x1="{middle}" x2="{middle}" y1="{half - 8:g}" y2="{half + 8:g}" stroke="{INK}" stroke-width="2"/>',
    ]
    if row["lower"] is not None and row["is_testable"]:
        low, high = scale.at(row["lower"]), scale.at(row["upper"])
        parts.append(f'<line x1="{low}" x2="{high}" {y} stroke="{ACCENT}" stroke-width="3"/>')
    if england is not None:
        parts.append(_mark(ENGLAND, scale.at(england)))
    parts.append(_mark(HERE, scale.at(row["value"])))
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{TALL}">{"".join(parts)}</svg>'


def _mark(marker: dict, x: str) -> str:
    return f'<svg x="{x}" y="{TALL / 2:g}" overflow="visible"><g {marks.paint(marker)}>{marks.shape(marker)}</g></svg>'


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
