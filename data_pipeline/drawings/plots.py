"""What stands inside the axes of a chart, and the axes, as SVG."""

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from data_pipeline.drawings import known, marks, scales
from data_pipeline.drawings.describing import charts
from data_pipeline.drawings.lettering import width_of

DASHES = {"solid": "", "dash": "9 6", "dot": "2 5", "dashdot": "9 5 2 5"}
ANCHORS = {"left": "start", "center": "middle", "right": "end"}
# In px: the lettering of ticks, the room for words above the plot, for ticks below it, and to its right.
TICK, ABOVE, BELOW, RIGHT = 14, 22, 30, 16
APART = (100, 55)  # px from one tick to the next, across and down: so many at least, where it comes out.
STRETCHED = 1000  # Where nobody knows the width, a path is drawn on a sheet so wide, and stretched.
NEAR_AN_END = 0.25  # Of the width: there words stand beside a point and not around it, so that they stay inside.


class Word(NamedTuple):
    """Words in a drawing: how far along (0 to 1), how many px below the top their middle is, and how they look.

    `anchor`: which end of them stands there; `aside`: how many px to the left of it, in the margin.
    """

    share: float
    down: float
    text: str
    anchor: str = "middle"
    colour: str = charts.QUIET
    size: int = TICK
    weight: int | None = None
    aside: int = 0


class Plot:
    """One figure, `width` px wide over all, or as wide as what it stands in.

    `svg()` has its lines and marks, `words()` what is written; both from the upper left corner inside the axes, `left`
    px from the edge, ABOVE px below the top, `tall` px high. Raises NotDrawn for what is not known.
    """

    def __init__(self, figure: dict, width: int | None, apart: tuple[int, int] = APART):
        known.check(figure)
        self.apart = apart[0]
        self.traces, self.layout, self.is_fluid = figure["data"], figure["layout"], width is None
        self.x, self.y = (scales.of_axis(self.layout[f"{way}axis"], self._along(way)) for way in "xy")
        self.tall = self.layout["height"] - ABOVE - BELOW
        has_y_axis = self.layout["yaxis"].get("visible", True)
        self.y_ticks = scales.ticks(self.y, self.layout["yaxis"], max(2, self.tall // apart[1])) if has_y_axis else []
        self.left = round(max((width_of(label, TICK) for _, label in self.y_ticks), default=4)) + 12
        self.wide = STRETCHED if width is None else width - self.left - RIGHT

    def _along(self, way: str) -> list:
        """Every value that the axis must have room for."""
        found = [value for trace in self.traces for value in trace[way]]
        for shape in self.layout.get("shapes", []):
            if shape.get(f"{way}ref", way) == way:
                found += [shape[f"{way}0"], shape[f"{way}1"]]
        if way == "y":
            found += [end for trace in self.traces for _, *ends in charts.spans(trace) for end in ends]
        return found

    def across(self, value: object, ref: str = "x") -> float:
        """How far along the x axis: 0 to 1."""
        return float(value) if ref == "paper" else self.x.at(value)

    def down(self, value: object, ref: str = "y") -> float:
        """How many px below the top."""
        return round((1 - (float(value) if ref == "paper" else self.y.at(value))) * self.tall, 1)

    def place(self, share: float) -> str:
        """A place along the x axis as an attribute has it."""
        return f"{share * 100:.2f}%" if self.is_fluid else f"{share * self.wide:.1f}"

    def svg(self) -> str:
        shapes = self.layout.get("shapes", [])
        parts = [
            *(self._band(shape) for shape in shapes if shape["type"] == "rect"),
            *self._axes(),
            *(self._across(shape) for shape in shapes if shape["type"] == "line"),
            *(part for number in range(len(self.traces)) for part in self._trace(number)),
        ]
        return "".join(parts)

    def words(self) -> list[Word]:
        levels = [Word(0, self.down(share, "paper"), label, "end", aside=8) for share, label in self.y_ticks]
        axis, about = self.layout["xaxis"], int(self.wide // self.apart)
        if self.is_fluid:  # For all that is known, on a phone.
            about = 4 if axis.get("type") == "date" else 5
        named = [Word(share, self.tall + 17, label) for share, label in scales.ticks(self.x, axis, about)]
        return levels + named + [self._note(note) for note in self.layout.get("annotations", [])]

    def _ends(self, shape: dict) -> tuple[list[float], list[float]]:
        across = sorted(self.across(shape[end], shape.get("xref", "x")) for end in ("x0", "x1"))
        return across, sorted(self.down(shape[end], shape.get("yref", "y")) for end in ("y0", "y1"))

    def _band(self, shape: dict) -> str:
        (left, right), (top, bottom) = self._ends(shape)
        return (
            f'<rect x="{self.place(left)}" width="{self.place(right - left)}" y="{top:g}" height="{bottom - top:g}"'
            f' fill="{shape["fillcolor"]}"/>'
        )

    def _across(self, shape: dict) -> str:
        return f"<g {stroke(shape['line'])}>{self._rule(*self._ends(shape))}</g>"

    def _rule(self, across: tuple[float, float], down: tuple[float, float]) -> str:
        x1, x2 = (self.place(end) for end in across)
        return f'<line x1="{x1}" x2="{x2}" y1="{down[0]:g}" y2="{down[1]:g}"/>'

    def _axes(self) -> Iterator[str]:
        if self.y_ticks:
            levels = (self.down(share, "paper") for share, _ in self.y_ticks)
            yield f'<g stroke="{charts.GRID}">{"".join(self._rule((0, 1), (y, y)) for y in levels)}</g>'
        yield f'<g stroke="{charts.LINE}">{self._rule((0, 1), (self.tall, self.tall))}</g>'

    def _trace(self, number: int) -> Iterator[str]:
        trace = self.traces[number]
        points = list(zip(trace["x"], trace["y"], strict=True))
        runs = [list(run) for is_there, run in groupby(points, lambda point: point[1] is not None) if is_there]
        if trace.get("connectgaps"):
            runs = [[point for run in runs for point in run]]
        if trace.get("fill"):
            yield self._path(list(self._areas(number, runs)), f'fill="{trace["fillcolor"]}"')
        if "lines" in trace["mode"] and trace["line"].get("width"):
            joined = [self._joined(run) for run in runs if len(run) > 1]
            yield self._path(joined, f'fill="none" stroke-linejoin="round" {stroke(trace["line"])}')
        if spans := charts.spans(trace):
            error = trace["error_y"]
            across = ((self.across(x), self.down(low), self.down(high)) for x, low, high in spans)
            rules = "".join(self._rule((x, x), (low, high)) for x, low, high in across)
            yield f'<g stroke="{error["color"]}" stroke-width="{error["thickness"]}">{rules}</g>'
        if "markers" in trace["mode"]:
            yield self._marks(trace, [point for point in points if point[1] is not None])

    def _marks(self, trace: dict, points: list[tuple]) -> str:
        marker = trace["marker"]
        at = [(self.across(x), self.down(y)) for x, y in points]
        if marker.get("symbol") == "line-ns":  # Hundreds of strokes are one path, and those on one another are one.
            size = marker["size"]
            strokes = dict.fromkeys(f"M{x * self.wide:.1f} {y - size / 2:g}v{size}" for x, y in at)
            return self._path(list(strokes), f'fill="none" {stroke(marker["line"])}')
        own = marks.paint(marker)
        if marker.get("symbol", "circle") in marks.ROUND:
            half = marker["size"] / 2
            drawn = "".join(f'<circle cx="{self.place(x)}" cy="{y:g}" r="{half:g}"/>' for x, y in at)
        else:
            drawn = marks.shape(marker)
            drawn = "".join(f'<svg x="{self.place(x)}" y="{y:g}" overflow="visible">{drawn}</svg>' for x, y in at)
        return f"<g {own}>{drawn}</g>" if at else ""

    def _areas(self, number: int, runs: list[list[tuple]]) -> Iterator[str]:
        """Each run closed in itself, or with what the trace before says of the same places."""
        before = {}
        if self.traces[number]["fill"] == "tonexty":
            before = dict(zip(self.traces[number - 1]["x"], self.traces[number - 1]["y"], strict=True))
        for run in runs:
            back = [(x, before[x]) for x, _ in reversed(run) if before.get(x) is not None]
            yield self._joined(run + back) + "Z"

    def _joined(self, points: list[tuple]) -> str:
        return "M" + "L".join(f"{self.across(x) * self.wide:.1f} {self.down(y):g}" for x, y in points)

    def _path(self, paths: list[str], paint: str) -> str:
        if not paths:
            return ""
        if not self.is_fluid:
            return f'<path d="{"".join(paths)}" {paint}/>'
        # Stretched; its strokes are not.
        return (
            f'<svg width="100%" height="{self.tall}" viewBox="0 0 {self.wide} {self.tall}" preserveAspectRatio="none">'
            f'<path d="{"".join(paths)}" {paint} vector-effect="non-scaling-stroke"/></svg>'
        )

    def _note(self, note: dict) -> Word:
        font, share = note["font"], self.across(note["x"], note.get("xref", "x"))
        anchor = ANCHORS[note.get("xanchor", "center")]
        if "xanchor" not in note and not NEAR_AN_END <= share <= 1 - NEAR_AN_END and not self._fits(note, share):
            anchor = "start" if share < NEAR_AN_END else "end"
        down = self.down(note["y"], note.get("yref", "y")) - 4 - font["size"] / 2
        return Word(share, down, note["text"], anchor, font["color"], font["size"], font.get("weight"))

    def _fits(self, note: dict, share: float) -> bool:
        """Whether words around a place stay inside, on a phone if nobody knows where."""
        wide = 280 if self.is_fluid else self.wide
        half = width_of(note["text"], note["font"]["size"]) / 2
        return half <= share * wide + self.left and half <= (1 - share) * wide + RIGHT


def stroke(line: dict) -> str:
    dash = DASHES[line.get("dash", "solid")]
    return f'stroke="{line["color"]}" stroke-width="{line["width"]}"' + (f' stroke-dasharray="{dash}"' if dash else "")
