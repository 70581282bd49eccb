"""The marks of a point, drawn around its middle."""

from math import cos, pi, sin

STAR = " ".join(
    f"{'ML'[point > 0]}{radius * sin(point * pi / 5):.2f} {-radius * cos(point * pi / 5):.2f}"
    for point in range(10)
    for radius in ((1, 0.4)[point % 2],)
)
# In parts of half the mark's size.
PATHS = {
    "diamond": "M0 -1L1 0L0 1L-1 0Z",
    "triangle-up": "M0 -1L0.87 0.5L-0.87 0.5Z",
    "star": f"{STAR}Z",
    "x": "M-0.7 -0.7L0.7 0.7M-0.7 0.7L0.7 -0.7",
}
ROUND = {"circle", "circle-open"}
OPEN = {"x", "circle-open"}  # Lines only.


def paint(marker: dict) -> str:
    """How marks are painted, as attributes; `marker` as plotly describes it."""
    line = marker.get("line", {})
    if marker.get("symbol") in OPEN:
        return f'fill="none" stroke="{marker["color"]}" stroke-width="2"'
    outline = f' stroke="{line["color"]}" stroke-width="{line["width"]}"' if line else ""
    return f'fill="{marker["color"]}"{outline}'


def shape(marker: dict) -> str:
    """One mark as an SVG element around 0 0, to be painted by what it stands in."""
    symbol, half = marker.get("symbol", "circle"), marker["size"] / 2
    if symbol in ROUND:
        return f'<circle r="{half:g}"/>'
    return f'<path d="{_scaled(PATHS[symbol], half)}"/>'


def _scaled(path: str, half: float) -> str:
    parts = path.replace("M", " M ").replace("L", " L ").replace("Z", " Z").split()
    return " ".join(part if part.isalpha() else f"{float(part) * half:g}" for part in parts)
