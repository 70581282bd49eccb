"""A map of areas as SVG: for paper, documents and downloads. The one on screen is drawn from the same rows."""

import math

from data_pipeline.drawings import sheets
from data_pipeline.drawings.lettering import plain, text, width_of

# As the map on screen has them, from the lowest class to the highest.
COLOURS = ("#ddeee9", "#a6d3c7", "#62ab9b", "#257c6c", "#064a41")
PLACE, INK, EDGE = "#cfe3dd", "#16241f", "#6d7974"
DARK = 4  # From this class on.
NAMED = 16  # Areas; more are told apart by colour alone.
LETTERS, DISC = 12, 9  # px: the size of names, and half a numbered disc.
Box = tuple[float, float, float, float]


def draw(features: list[dict], rows: dict[str, dict], width: float, tallest: float) -> tuple[str, float, list[str]]:
    """The areas of `features` (GeoJSON, each with `name` and a `label` point) that `rows` has, at most so large.

    `rows`: by area code, the figure as shown ('text', None where there is none) and its 'class' from 1, or 'place' on
    a map without figures. Returns the markup, its height, and what the numbers in it stand for ('Gosport: 12.1%').
    """
    drawn = [feature for feature in features if feature["id"] in rows]
    project, height = _projection(drawn, width, tallest)
    parts, boxes = [_HATCH], {}
    for feature in drawn:
        rings = [[project(point) for point in ring] for polygon in _polygons(feature["geometry"]) for ring in polygon]
        boxes[feature["id"]] = _box([point for ring in rings for point in ring])
        known = rows[feature["id"]]["class"]
        fill = PLACE if known == "place" else COLOURS[known - 1] if known else "url(#hatch)"
        edge = "#fff" if known else EDGE
        path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
        name = plain(_said(feature, rows))
        parts.append(f'<path d="{path}" fill="{fill}" stroke="{edge}" stroke-width="0.7"><title>{name}</title></path>')
    if len(drawn) > NAMED:
        return "".join(parts), height, []
    labels, key = _labels(drawn, rows, project, boxes)
    return "".join(parts + labels), height, key


_HATCH = (
    '<defs><pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#fff"/><rect width="1.7" height="6" fill="#8b9692"/></pattern></defs>'
)


def _labels(drawn: list[dict], rows: dict, project, boxes: dict[str, Box]) -> tuple[list[str], list[str]]:
    """Name and figure where both fit their area and nothing else; else a number in a disc, told below the map."""
    parts, taken, key = [], [], []
    for feature in sorted(drawn, key=lambda one: -_size(boxes[one["id"]])):
        x, y = project(feature["properties"]["label"])
        lines = [feature["properties"]["name"], rows[feature["id"]]["text"] or "no figure"]
        wide = max(width_of(line, LETTERS) for line in lines)
        box = (x - wide / 2, y - LETTERS - 3, x + wide / 2, y + LETTERS + 3)
        own = boxes[feature["id"]]
        fits = wide <= own[2] - own[0] and box[3] - box[1] <= own[3] - own[1]
        if fits and not any(_meet(box, other) for other in taken):
            taken.append(box)
            ink, halo = _readable_on(rows[feature["id"]]["class"])
            for line, down, weight in zip(lines, (-3, LETTERS), (600, 700), strict=True):
                parts.append(text(f"{x:.1f}", y + down, line, ink, LETTERS, "middle", weight, halo))
            continue
        number = len(key) + 1
        x, y = _room(x, y, taken)
        taken.append((x - DISC, y - DISC, x + DISC, y + DISC))
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{DISC}" fill="#fff" stroke="{INK}"/>')
        parts.append(text(f"{x:.1f}", y + 4, str(number), INK, 11, "middle", 700))
        key.append(f"{number} {_said(feature, rows)}")
    return parts, key


def _readable_on(level: int | None) -> tuple[str, str]:
    """The colour of letters on an area of a class, and of what is around them."""
    return ("#fff", COLOURS[level - 1]) if level and level >= DARK else (INK, COLOURS[level - 1] if level else "#fff")


def _room(x: float, y: float, taken: list[Box]) -> tuple[float, float]:
    """The nearest place where a disc meets no other label."""
    for step in range(60):
        turn, far = step * 2.4, 2.6 * math.sqrt(step)
        here = (x + far * math.cos(turn), y + far * math.sin(turn))
        if not any(_meet((here[0] - DISC, here[1] - DISC, here[0] + DISC, here[1] + DISC), other) for other in taken):
            return here
    return x, y


def _said(feature: dict, rows: dict) -> str:
    if rows[feature["id"]]["class"] == "place":
        return feature["properties"]["name"]
    return f"{feature['properties']['name']}: {rows[feature['id']]['text'] or 'no figure'}"


def legend(classes: list[str], rows: dict[str, dict]) -> list[sheets.Entry]:
    """What the colours mean, each with how many areas have it."""
    counts = [row["class"] for row in rows.values()]
    entries = [(_swatch(COLOURS[place]), f"{label} ({counts.count(place + 1)})") for place, label in enumerate(classes)]
    missing = counts.count(None)
    return entries + ([(_swatch("url(#hatch)"), f"No figure ({missing})")] if missing else [])


def _swatch(fill: str) -> str:
    return f'<rect width="20" height="14" fill="{fill}" stroke="#4a5a55"/>'


def _projection(drawn: list[dict], width: float, tallest: float):
    """Mercator, as on screen, scaled to the width or the height, whichever is reached first."""
    points = [
        point for feature in drawn for polygon in _polygons(feature["geometry"]) for ring in polygon for point in ring
    ]
    left, top, right, bottom = _box([_mercator(point) for point in points])
    scale = min(width / (right - left), tallest / (bottom - top))
    aside = (width - (right - left) * scale) / 2

    def project(point: list[float]) -> tuple[float, float]:
        x, y = _mercator(point)
        return aside + (x - left) * scale, (y - top) * scale

    return project, (bottom - top) * scale


def _mercator(point: list[float]) -> tuple[float, float]:
    return math.radians(point[0]), -math.log(math.tan(math.pi / 4 + math.radians(point[1]) / 2))


def _polygons(geometry: dict) -> list:
    return [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]


def _box(points: list[tuple[float, float]]) -> Box:
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _size(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
