"""What the descriptions of charts share: what a description is, colours, a line by year, the agreement's years.

A description is a figure as plotly has it, of few kinds and few keys: those that `svg` draws, which refuses any other.
All its texts are plain text; who draws it writes them as its own language wants them.
"""

from dataclasses import dataclass

INK, QUIET, LINE, GRID = "#16241f", "#4a5a55", "#c3cecb", "#e3e9e7"
ACCENT, PROMISED, PART = "#00594f", "#8a3a00", "#6b4c9a"
SMALL = {"size": 13, "color": QUIET}


@dataclass(frozen=True)
class Chart:
    """A chart: of which kind, what it is called, its unit and digits, what it says in words, and the figure.

    `figure`: {"data": traces, "layout": layout}. A trace without a name is only shading. `text` of a trace says of each
    point what it is, where its x does not; `meta` what its values are, where its name is not that. `told`: what the
    numbers marked on it stand for, line by line.
    """

    kind: str
    title: str
    unit: str
    decimals: int
    alt: str
    figure: dict
    told: tuple[str, ...] = ()


def layout(unit: str, height: int) -> dict:
    return {"height": height, "xaxis": {}, "yaxis": {"title": {"text": unit}}}


def of_years(layout: dict, years: list[str], named: list[str] | None = None, is_keyed: bool = False) -> None:
    """Reporting years along the x axis in order, none left out; `named`: those with a label, if not all.

    The agreement's years are shaded, as far as the axis has them: a year that is not on it has no place there.
    `is_keyed`: the key says what the shading is, since something else stands above the plot.
    """
    layout["xaxis"] |= {"type": "category", "categoryorder": "array", "categoryarray": years}
    if named is not None:
        layout["xaxis"]["tickvals"] = named
    shown = [year for year in years if "2008/09" <= year <= "2010/11"]
    if shown:
        band = {"x0": shown[0], "x1": shown[-1], "y0": 0, "y1": 1, "yref": "paper"}
        layout["shapes"] = [shading(**band, fillcolor="#e9eeec")]
        name = "the agreements"
        if is_keyed:
            layout["shapes"][0] |= {"name": name, "showlegend": True}
        else:
            layout["annotations"] = [note(name, SMALL, x=shown[len(shown) // 2], y=1, yref="paper")]


def shading(**where: object) -> dict:
    return {"type": "rect", "line": {"width": 0}, "layer": "below", **where}


def note(text: str, font: dict, **where: object) -> dict:
    """Words above a place."""
    return {"text": text, "font": font, "showarrow": False, "yanchor": "bottom", **where}


def every_fifth(years: list[str]) -> list[str]:
    return [year for year in years if int(year[:4]) % 5 == 0]


def years_of(lines: list[list[dict]]) -> list[str]:
    """Every reporting year from the first to the last: a year that nobody published is a gap, not a short cut."""
    known = [int(row["reporting_year"][:4]) for line in lines for row in line]
    return [f"{year}/{(year + 1) % 100:02}" for year in range(min(known), max(known) + 1)]


def line(name: str, years: list[str], values: list[float | None], line: dict, mode: str) -> dict:
    return {
        "type": "scatter",
        "name": name,
        "x": years,
        "y": values,
        "mode": mode,
        "line": line,
        "marker": {"size": 8, "color": line["color"]},
        "connectgaps": False,
    }


def values(years: list[str], rows: list[dict], column: str = "value") -> list[float | None]:
    by_year = {row["reporting_year"]: row[column] for row in rows}
    return [by_year.get(year) for year in years]


def from_nought(axis: dict, values: list[float | None]) -> None:
    """Where every figure is nought, an axis that begins there: else it would run from below nought."""
    known = [value for value in values if value is not None]
    if known and not any(known):
        axis["range"] = [0, 1]


HEADINGS = ("What", "Where or when", "Value", "Unit")


def table(chart: Chart) -> list[tuple[str, str, str, str]]:
    """What a chart shows, as rows under HEADINGS: every point of every trace that has a name."""
    is_across = chart.kind == "spread"  # Its places stand along the x axis.
    found = []
    for trace in chart.figure["data"]:
        if what := trace.get("meta") or trace.get("name"):
            values = trace["x" if is_across else "y"]
            points = zip(trace.get("text", trace["x"]), values, strict=True)
            found += [(what, str(where), f"{value}", chart.unit) for where, value in points if value is not None]
            ends = ((x, zip(("lower", "upper"), limits, strict=True)) for x, *limits in spans(trace))
            found += [(f"{what}, {way} end", str(x), f"{end}", chart.unit) for x, both in ends for way, end in both]
    return found


def spans(trace: dict) -> list[tuple]:
    """Of each point that may be off: its x, and from where to where its y may lie."""
    error = trace.get("error_y", {})
    if not error.get("visible"):
        return []
    found = zip(trace["x"], trace["y"], error["array"], error["arrayminus"], strict=True)
    return [(x, y - down, y + up) for x, y, up, down in found if up is not None]
