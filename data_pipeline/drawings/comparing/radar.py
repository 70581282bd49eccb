"""The same few measures of a place, of a group and of a region, on spokes from the worst of all places to the best."""

from math import cos, pi, sin

from data_pipeline.drawings import marks
from data_pipeline.drawings.describing.charts import ACCENT, GRID, INK, LINE, PART, PROMISED

FEWEST = 3  # Spokes: fewer are drawn as bars.
SIZE, REACH = 340, 138  # px
BAR, BETWEEN = 12, 14  # px: how thick a bar is, and between two measures.
# Of each line: what it is of, its colour, dashes and mark.
LINES = (
    ("region", PART, "2 5", {"symbol": "triangle-up", "size": 10, "color": PART}),
    ("group", PROMISED, "9 6", {"symbol": "circle", "size": 8, "color": PROMISED}),
    ("here", ACCENT, "", {"symbol": "diamond", "size": 13, "color": ACCENT}),
)
DASHED = ' stroke-dasharray="{}"'


def drawn(spokes: list[dict]) -> tuple[str, int]:
    """Rows of queries.spokes as an SVG document SIZE px wide, and its height: a radar, or bars where they are few."""
    return _radar(spokes) if len(spokes) >= FEWEST else _bars(spokes)


def _radar(spokes: list[dict]) -> tuple[str, int]:
    middle = SIZE / 2

    def at(number: int, share: float) -> tuple[float, float]:
        angle = 2 * pi * number / len(spokes)
        return middle + REACH * share * sin(angle), middle - REACH * share * cos(angle)

    def ring(shares: list[float]) -> str:
        points = (at(number, share) for number, share in enumerate(shares))
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"

    parts = [
        f'<path d="{ring([share] * len(spokes))}" fill="none" stroke="{GRID if share < 1 else LINE}"/>'
        for share in (0.25, 0.5, 0.75, 1)
    ]
    for number in range(len(spokes)):
        (x, y), (along, down) = at(number, 1), at(number, 1.13)
        parts.append(f'<path d="M{middle:g} {middle:g}L{x:.1f} {y:.1f}" stroke="{LINE}"/>')
        parts.append(_text(along, down + 5, f"{number + 1}"))
    for name, colour, dashes, marker in LINES:
        shares = [row[name] for row in spokes]
        dashed = DASHED.format(dashes) if dashes else ""
        parts.append(f'<path d="{ring(shares)}" fill="none" stroke="{colour}" stroke-width="2.5"{dashed}/>')
        places = (at(number, share) for number, share in enumerate(shares))
        parts += [_mark(marker, x, y) for x, y in places]
    return _document(SIZE, parts), SIZE


def _bars(spokes: list[dict]) -> tuple[str, int]:
    """For each measure a bar for each line, as long as its share."""
    parts, down = [], 4.0
    for number, row in enumerate(spokes):
        parts.append(_text(10, down + 1.5 * BAR + 5, f"{number + 1}"))
        for name, colour, _, marker in LINES[::-1]:
            long = (SIZE - 40) * row[name]
            parts.append(f'<rect x="24" y="{down:g}" width="{long:.1f}" height="{BAR - 2}" fill="{colour}"/>')
            parts.append(_mark(marker, 24 + long, down + BAR / 2 - 1))
            down += BAR
        down += BETWEEN
    return _document(round(down), parts), round(down)


def _mark(marker: dict, x: float, y: float) -> str:
    return f'<g transform="translate({x:.1f} {y:.1f})" {marks.paint(marker)}>{marks.shape(marker)}</g>'


def _text(x: float, y: float, text: str) -> str:
    look = f'text-anchor="middle" font-size="14" fill="{INK}" font-family="sans-serif"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {look}>{text}</text>'


def _document(tall: int, parts: list[str]) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {tall}">{"".join(parts)}</svg>'


def key(names: dict[str, str]) -> list[tuple[str, str]]:
    """What the lines are, as `spine.key` has it; `names` by what they are of."""

    def line(colour: str, dashes: str) -> str:
        dashed = DASHED.format(dashes) if dashes else ""
        return f'<path d="M0 7H28" fill="none" stroke="{colour}" stroke-width="2.5"{dashed}/>'

    return [(line(colour, dashes) + _mark(marker, 14, 7), names[name]) for name, colour, dashes, marker in LINES[::-1]]
