"""A drawing as an SVG document of its own: title above, key and notes below."""

from data_pipeline.drawings.describing import charts
from data_pipeline.drawings.lettering import plain, text, width_of, wrapped

FAMILY = "'Public Sans', Arial, sans-serif"
WIDTH, MARGIN = 760, 20  # In px, as everything here.
INSIDE = WIDTH - 2 * MARGIN
Entry = tuple[str, str]  # In a key: what it looks like, 28 wide and 14 high, and what it is.


def sheet(
    title: str, alt: str, drawing: str, height: float, key: list[Entry], notes: list[str], width: int = WIDTH
) -> str:
    """An SVG document `width` px wide with `drawing`, markup that fills it but for its margins by `height`.

    `alt` says in words what it shows.
    """
    inside = width - 2 * MARGIN
    parts = ['<rect width="100%" height="100%" fill="#fff"/>']
    down: float = MARGIN
    for line in wrapped(title, 19, inside):
        parts.append(text(f"{MARGIN}", down + 17, line, charts.INK, 19, "start", 700))
        down += 25
    down += 6
    parts.append(f'<svg x="{MARGIN}" y="{down:g}" overflow="visible">{drawing}</svg>')
    down, across = down + height + 10, float(MARGIN)
    for sample, name in key:
        first, *others = wrapped(name, 15, inside - 36)
        taken = 36 + width_of(first, 15) + 20
        if across > MARGIN and (others or across + taken > width - MARGIN):
            down, across = down + 24, MARGIN
        parts.append(f'<svg x="{across:g}" y="{down:g}" overflow="visible">{sample}</svg>')
        for line in (first, *others):
            parts.append(text(f"{across + 36:g}", down + 12, line, charts.INK, 15, "start"))
            down += 20 if others else 0
        across = MARGIN if others else across + taken
    down += 32 if key else 0
    for line in (line for note in notes for line in wrapped(note, 13, inside)):
        parts.append(text(f"{MARGIN}", down + 13, line, charts.QUIET, 13, "start"))
        down += 18
    tall = f"{down + MARGIN:g}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {tall}" width="{width}" height="{tall}"'
        f' font-family="{FAMILY}" role="img" aria-label="{plain(alt)}"><title>{plain(title)}</title>'
        f"<desc>{plain(alt)}</desc>{''.join(parts)}</svg>"
    )
