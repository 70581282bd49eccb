"""Every place as a dot, stacked where figures are alike: a region's as squares below, one place as a diamond."""

from collections import Counter

from data_pipeline.drawings import marks
from data_pipeline.drawings.comparing.spine import HERE, Scale
from data_pipeline.drawings.describing.charts import ACCENT, LINE, PROMISED, QUIET

COLUMNS = 110  # Dots stand in so many columns: on a phone each is as wide as a dot.
# In px: from dot to dot, of stacks at most, above them for the mark; and how wide the sheet is that is stretched.
STEP, TALLEST, ABOVE, SHEET = 5, 115, 18, 9 * COLUMNS
DOT = f'fill="none" stroke="{QUIET}" stroke-width="3.8" stroke-linecap="round" vector-effect="non-scaling-stroke"'
SQUARE = (
    f'fill="none" stroke="{PROMISED}" stroke-width="3.6" stroke-linecap="square" vector-effect="non-scaling-stroke"'
)


def drawn(known: dict, here: float, polarity: str) -> tuple[str, int]:
    """The places of `known`, a row of queries.everywhere, as an SVG document that fills its width, and its height."""
    scale = Scale(known["values"], polarity == "lower")
    columns = [round(scale.share(value) * COLUMNS) for value in known["values"]]
    inside = Counter(column for column, is_in in zip(columns, known["in_region"], strict=True) if is_in)
    outside = Counter(column for column, is_in in zip(columns, known["in_region"], strict=True) if not is_in)
    highest = max((inside + outside).values())
    step = min(STEP, round(TALLEST / highest, 1))
    tall = round(ABOVE + highest * step + 4)

    def stacks(counted: Counter, below: Counter, long: int) -> str:
        """Each stack from the lowest mark up, as strokes `long` units of the sheet long."""
        return "".join(
            f"M{9 * column} {tall - 4 - below[column] * step:g}h{long}" + f"m{-long}{-step:g}h{long}" * (count - 1)
            for column, count in sorted(counted.items())
        )

    mark = {**HERE, "size": 15}
    x = scale.at(here)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{tall}">'
        f'<line x1="0" x2="100%" y1="{tall - 1}" y2="{tall - 1}" stroke="{LINE}"/>'
        f'<svg width="100%" height="{tall}" viewBox="0 0 {SHEET} {tall}" preserveAspectRatio="none">'
        f'<path d="{stacks(outside, inside, 0)}" {DOT}/><path d="{stacks(inside, Counter(), 1)}" {SQUARE}/></svg>'
        f'<line x1="{x}" x2="{x}" y1="9" y2="{tall}" stroke="{ACCENT}"/>'
        f'<svg x="{x}" y="9" overflow="visible"><g {marks.paint(mark)}>{marks.shape(mark)}</g></svg></svg>',
        tall,
    )


def key(place: str, region: str) -> list[tuple[str, str]]:
    """What the marks are, as `spine.key` has it."""
    mark = f'<g transform="translate(14 7)" {marks.paint(HERE)}>{marks.shape({**HERE, "size": 11})}</g>'
    return [
        (mark, place),
        (f'<path d="M9 7h1m5 0h1m5 0h1" {SQUARE}/>', f"a place in {region}"),
        (f'<path d="M9 7h0m5 0h0m5 0h0" {DOT}/>', "any other place"),
    ]
