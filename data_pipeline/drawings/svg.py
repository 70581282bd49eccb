"""A chart as SVG: inside a page, and as a document of its own."""

from data_pipeline.drawings import marks, sheets
from data_pipeline.drawings.describing import axes, charts
from data_pipeline.drawings.lettering import plain, text, wrapped
from data_pipeline.drawings.plots import ABOVE, APART, BELOW, RIGHT, TICK, Plot, Word, stroke

SAMPLE = 28  # px: the width of what stands beside a name in the key.
BEYOND = 8  # px above and below the plot, where a mark at its edge still shows.
NEAR = (65, 35)  # px between ticks of what is drawn small to be shown large, as near as their words let them be.
SIDES = {"start": "s", "middle": "m", "end": "e"}
# A picture in an address: only these must be written otherwise there.
IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "#": "%23", "%": "%25", '"': "'"})


def inline(chart: charts.Chart, more: str = "") -> str:
    """`chart` as markup that fills what it stands in, its key as a list; the class `still` has its styles.

    Lines and marks are an SVG picture, what is written is text of the page over it: so it has the page's letters, as
    large on any screen, and passes where a page lets no SVG through. Heights are px, places along the x axis per cent.
    `more`: what the text alternative says besides. Raises NotDrawn for what is not known.
    """
    plot = Plot(chart.figure, None)
    words = "".join(_over(word) for word in plot.words())
    entries = "".join(f"<li>{_picture(sample, SAMPLE, 14)}{plain(name)}</li>" for sample, name in key(chart))
    above, below = (f"<p>{plain(title)}</p>" if (title := titles(chart)[way]) else "" for way in "yx")
    drawn = _picture(f'<svg y="{BEYOND}" overflow="visible">{plot.svg()}</svg>', "100%", plot.tall + 2 * BEYOND)
    return (
        f'<figure class="still">{above}<div role="img" aria-label="{plain(chart.alt + more)}" style="height:{plot.tall}'
        f'px;margin:{ABOVE}px {RIGHT}px {BELOW}px {plot.left}px">{drawn}{words}</div>{below}'
        f"{f'<ul>{entries}</ul>' if entries else ''}</figure>"
    )


def _picture(drawn: str, width: int | str, height: int) -> str:
    markup = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">{drawn}</svg>'
    return f'<img src="{address(markup)}" width="{width}" height="{height}" alt="">'


def address(document: str) -> str:
    """An SVG document as the address of a picture, to stand between double quotes."""
    return f"data:image/svg+xml,{document.translate(IN_ADDRESS)}"


def _over(word: Word) -> str:
    """Words of the page over the picture, where they would stand in it."""
    left = f"-{word.aside}px" if word.aside else f"{word.share * 100:.4g}%"
    style = f"left:{left};top:{word.down:g}px"
    if (word.colour, word.size, word.weight) != (charts.QUIET, TICK, None):
        style += f";color:{word.colour};font-size:{word.size}px;font-weight:{word.weight or 400}"
    return f'<i class="{SIDES[word.anchor]}" style="{style}">{plain(word.text)}</i>'


def sheet(chart: charts.Chart, notes: list[str], width: int = sheets.WIDTH) -> str:
    """`chart` as an SVG document of its own, `width` px wide: its title above, its key, what it marks and `notes`
    below.
    """
    drawn, tall = _drawn(chart, width - 2 * sheets.MARGIN)
    return sheets.sheet(chart.title, chart.alt, drawn, tall, key(chart), [*chart.told, *notes], width)


def bare(chart: charts.Chart, width: int, height: int) -> str:
    """`chart` as an SVG element of this form, to be shown as large as there is room; no word in it is below 13 px of
    these. What stands beside it has its title and its key, each sample by `sample`.
    """
    lines = sum(len(wrapped(title, TICK, width)) for title in titles(chart).values())
    drawn, _ = _drawn(axes.of_height(chart, height - 18 * lines), width, NEAR)
    return (
        f'<svg viewBox="0 0 {width} {height}" font-family="{sheets.FAMILY}" role="img" aria-label="{plain(chart.alt)}">'
        f"{drawn}</svg>"
    )


def sample(drawn: str) -> str:
    """What something looks like, of `key`, as an SVG element that is as high as the words beside it."""
    return f'<svg viewBox="0 0 {SAMPLE} 14" aria-hidden="true">{drawn}</svg>'


def _drawn(chart: charts.Chart, width: int, apart: tuple[int, int] = APART) -> tuple[str, float]:
    """Lines, marks and words of a chart, `width` px wide with what stands beside its axes, and how high that is."""
    plot, lines = Plot(chart.figure, width, apart), titles(chart)
    above, below = (wrapped(lines[way], TICK, width) for way in "yx")
    down = 18 * len(above)
    words = [text("0", 14 + 18 * number, line, charts.QUIET, TICK, "start") for number, line in enumerate(above)]
    foot = down + ABOVE + plot.tall + BELOW
    middle = f"{plot.left + plot.wide / 2:g}"
    words += [text(middle, foot + 14 + 18 * at, line, charts.QUIET, TICK, "middle") for at, line in enumerate(below)]
    over = "".join(
        text(f"{word.share * plot.wide - word.aside:.1f}", word.down + word.size * 0.36, word.text, word.colour,
             word.size, word.anchor, word.weight)
        for word in plot.words()
    )  # fmt: skip
    drawn = f'<svg x="{plot.left}" y="{down + ABOVE}" overflow="visible">{plot.svg()}{over}</svg>'
    return "".join(words) + drawn, foot + 18 * len(below)


def titles(chart: charts.Chart) -> dict[str, str]:
    """The words beside each axis."""
    return {way: chart.figure["layout"][f"{way}axis"].get("title", {}).get("text", "") for way in "xy"}


def key(chart: charts.Chart) -> list[sheets.Entry]:
    """What is named beside a chart, each with what it looks like, in the order it is named."""
    traces = [trace for trace in chart.figure["data"] if trace.get("name") and trace.get("showlegend", True)]
    traces.sort(key=lambda trace: trace.get("legendrank", 1000))
    bands = [shape for shape in chart.figure["layout"].get("shapes", []) if shape.get("showlegend")]
    samples = [(_sample(trace), trace["name"]) for trace in traces if trace["x"]]
    return samples + [(_filled(band["fillcolor"]), band["name"]) for band in bands]


def _filled(colour: str) -> str:
    return f'<rect width="{SAMPLE}" height="14" fill="{colour}"/>'


def _sample(trace: dict) -> str:
    """What a trace looks like, 28 wide and 14 high."""
    parts = []
    if trace.get("fill"):
        parts.append(_filled(trace["fillcolor"]))
    if "lines" in trace["mode"] and trace["line"].get("width"):
        parts.append(f'<path d="M0 7H{SAMPLE}" {stroke(trace["line"])}/>')
    if "markers" in trace["mode"]:
        marker = trace["marker"]
        if marker.get("symbol") == "line-ns":
            parts.append(f'<path d="M{SAMPLE / 2:g} 0V14" {stroke(marker["line"])}/>')
        else:
            drawn = marks.shape({**marker, "size": min(marker["size"], 13)})
            parts.append(f'<g transform="translate({SAMPLE / 2:g} 7)" {marks.paint(marker)}>{drawn}</g>')
    return "".join(parts)
