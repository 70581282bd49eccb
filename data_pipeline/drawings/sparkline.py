"""A run of figures as a picture the size of a word, the same on a page and on paper."""

from typing import NamedTuple

from data_pipeline import words

YEARS = 11  # px below the line, for the years at its ends and, where there is room, those of the agreements.
APART = 44  # px between the middle of the agreements' years and an end, or they would run into one another.


class Sparkline(NamedTuple):
    """An SVG document of `width` and `height` px, and what it says in words."""

    svg: str
    alt: str
    width: int
    height: int


def sparkline(
    row: dict, run: dict[str, float | None], breaks: list[str], width: int = 150, height: int = 40,
    family: str = "sans-serif",
) -> Sparkline | None:  # fmt: skip
    """The whole run of figures: the agreement's years shaded, this year marked; None of fewer than two years.

    `breaks`: the years whose figures cannot be set beside earlier ones. `height`: px, without the years below the line.
    `family`: the typeface of the years.
    """
    labels = [year for year, value in run.items() if value is not None]
    if len(labels) < 2:
        return None
    known = {int(year[:4]): run[year] for year in labels}
    first, last = min(known), max(known)
    low, high = min(known.values()), max(known.values())

    def x(year: int) -> int:
        return round(4 + (year - first) / (last - first) * (width - 8))

    def y(value: float) -> int:
        return round(height - 5 - (value - low) / ((high - low) or 1) * (height - 10))

    # A missing year breaks the line, and so does another measure.
    anew = {int(year[:4]) for year in breaks}
    joined = {year for year in known if year - 1 in known and year not in anew}
    line = "".join(f"{'L' if year in joined else 'M'}{x(year)} {y(value)}" for year, value in known.items())
    start, end = x(max(2008, first)), x(min(2010, last))
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height + YEARS}">'
        f'<path fill="#e3e9e7" d="M{start} 0H{max(start, end)}V{height}H{start}Z"/>'
        f'<path fill="none" stroke="#4a5a55" stroke-width="1.8" d="{line}"/>'
        f'<circle r="4" fill="#00594f" cx="{x(int(row["reporting_year"][:4]))}" cy="{y(row["value"])}"/>'
        f'<g font-family="{family}" font-size="11" fill="#4a5a55">'
        f"{_years(first, last, (start + end) // 2, width, height + 10)}</g></svg>"
    )
    said = [words.figures.figure(known[year], row["unit"], row["decimals"]) for year in (first, last)]
    return Sparkline(svg, f"From {said[0]} in {labels[0]} to {said[1]} in {labels[-1]}", width, height + YEARS)


def _years(first: int, last: int, agreements: int, width: int, y: int) -> str:
    """The years that the run goes from and to, and the agreements' where the shading is. `agreements`: its middle."""
    written = f'<text y="{y}">{first}</text><text y="{y}" x="{width}" text-anchor="end">{last + 1}</text>'
    if first <= 2010 and last >= 2008 and APART <= agreements <= width - APART:
        written += f'<text y="{y}" x="{agreements}" text-anchor="middle">08–11</text>'
    return written
