"""The picture that other sites show beside a link to a page: what it is of, and its first sentence."""

from data_pipeline.drawings import sheets
from data_pipeline.drawings.describing import charts
from data_pipeline.drawings.lettering import plain, text, wrapped
from data_pipeline.drawings.settable import settable

WIDTH, HEIGHT, MARGIN = 600, 315, 36  # px; in a PNG twice as many dots, as the sites ask for.
GREEN = "#00594f"
TITLE_LINES, SENTENCE_LINES = 3, 5


def picture(site: str, title: str, sentence: str) -> str:
    """An SVG document; what is longer than there is room for ends in an ellipsis."""
    title, sentence, down = settable(title), settable(sentence), 84  # Before it is known how long they are.
    parts = [f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/><rect width="{WIDTH}" height="46" fill="{GREEN}"/>']
    parts.append(text(f"{MARGIN}", 30, site, "#fff", 17, "start", 700))
    for line in _cut(wrapped(title, 30, WIDTH - 2 * MARGIN), TITLE_LINES):
        parts.append(text(f"{MARGIN}", down + 8, line, charts.INK, 30, "start", 700))
        down += 36
    down += 14
    room = min(SENTENCE_LINES, (HEIGHT - 20 - down) // 26 + 1)
    for line in _cut(wrapped(sentence, 18, WIDTH - 2 * MARGIN), room):
        parts.append(text(f"{MARGIN}", down, line, charts.QUIET, 18, "start"))
        down += 26
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}"'
        f' font-family="{sheets.FAMILY}" role="img"><title>{plain(title)}</title>{"".join(parts)}</svg>'
    )


def _cut(lines: list[str], most: int) -> list[str]:
    return lines if len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1].rpartition(' ')[0]}…"]
