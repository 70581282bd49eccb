"""A run of figures as a picture the size of a word."""

from markupsafe import Markup

from data_pipeline import words

# A picture in an address: only these must be written otherwise there.
SAFE_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "#": "%23"})


def sparkline(row: dict, run: dict[str, float | None], breaks: list[str], width: int = 150, height: int = 40) -> Markup:
    """The whole run of figures as a small picture: the agreement's years shaded, this year marked.

    `breaks`: the years whose figures cannot be set beside earlier ones.
    """
    labels = [year for year, value in run.items() if value is not None]
    if len(labels) < 2:
        return Markup('<span class="quiet">One year only</span>')
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
        f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} {height}'>"
        f"<path fill='#e3e9e7' d='M{start} 0H{max(start, end)}V{height}H{start}Z'/>"
        f"<path fill='none' stroke='#4a5a55' stroke-width='1.8' d='{line}'/>"
        f"<circle r='4' fill='#00594f' cx='{x(int(row['reporting_year'][:4]))}' cy='{y(row['value'])}'/></svg>"
    )
    said = [words.figures.figure(known[year], row["unit"], row["decimals"]) for year in (first, last)]
    return Markup('<img class="sparkline" width="{}" height="{}" src="data:image/svg+xml,{}" alt="{}">').format(
        width,
        height,
        Markup(svg.translate(SAFE_IN_ADDRESS)),
        f"From {said[0]} in {labels[0]} to {said[1]} in {labels[-1]}",
    )
