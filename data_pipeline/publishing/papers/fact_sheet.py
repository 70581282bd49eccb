"""The facts of one contested measure at one place, on a page: each number with what it rests on, and its limits."""

from collections.abc import Callable
from datetime import date

from data_pipeline import words
from data_pipeline.drawings import svg
from data_pipeline.drawings.describing import axes
from data_pipeline.drawings.describing.charts import Chart
from data_pipeline.publishing.papers import evidence
from data_pipeline.publishing.papers.reports.report import (
    Heading,
    Paragraph,
    Paragraphs,
    Part,
    Picture,
    Pictures,
    Report,
    Said,
    Sources,
    points,
)

SAYS = words.documents.facts
WIDTH = 420  # px, of a picture that is half a page wide.
Draw = Callable[..., Chart | None]


def report(sheet: dict, site: str, page: str, draw: Draw) -> Report:
    """What the sheet says; `page`: the address of the page that says the same, below `site`.

    `draw`: gives the chart of a kind ('promise', 'trend') for this place and a measure, or None.
    """
    area, promise, series = sheet["area"], sheet["promise"], sheet["series"]
    sources = Sources()
    cite = evidence.cited(sheet, site, sources)
    first = promise["row"] if promise else None
    title = first["title"] if first else series["card"]["series_title"]
    theme = first["theme_name"] if first else series["card"]["laa_theme"]
    marks = words.cards.marks(area)
    marks += [words.cards.known_on(sheet["as_of"])] if sheet["as_of"] else []
    limits, unknown = evidence.limits(sheet, cite)
    unknown += [] if series else [Said(SAYS.NO_SERIES)]
    parts = [
        *_said(sheet, cite),
        *_drawn(sheet, draw, cite),
        evidence.table(SAYS.FIGURES, sheet, cite),
        Heading(SAYS.LIMITS),
        points(*limits),
        Heading(SAYS.UNKNOWN),
        points(*unknown or [SAYS.NOTHING]),
    ]
    days = [day and words.figures.day(day) for day in (evidence.measured(sheet), evidence.printed(sheet))]
    return Report(
        title=f"{title}: {first['area_name'] if first else area['name']}",
        kicker=SAYS.kicker(sheet["indicator"], theme, not first or first["is_national"]),
        marks=tuple(marks),
        parts=(*parts, *_answers(sheet, cite)),
        sources=sources.listed(),
        day=evidence.day_of(sheet) or date(1980, 1, 1),
        address=f"{site}{page}",
        address_label=SAYS.day(*days),
        is_one_page=True,
    )


def _said(sheet: dict, cite: Callable) -> list[Part]:
    """What the page says of it, sentence by sentence, each with what it rests on."""
    area, promise, series, verdicts = sheet["area"], sheet["promise"], sheet["series"], sheet["verdicts"]
    items = []
    if promise:
        row = promise["row"]
        found = words.promise_paragraphs.clauses(
            row, promise["rated"], promise["outlook"], promise["direction"], verdicts
        )
        said = [Said(clause.text, cite(*_of_promise(clause.rule))) for clause in found]
        if row["published_rating"]:
            said.append(Said(f"They said: “{row['published_rating']}”.", cite("")))
        if more := SAYS.promised(promise["count"]):
            said.append(Said(more))
        items.append(Paragraph(tuple(said), SAYS.PROMISED))
    else:
        told = SAYS.without_promise(area["name"], sheet["agreement"] is not None)
        items.append(Paragraph((Said(told),), SAYS.PROMISED))
    if series:
        found = words.paragraphs.clauses(
            area["name"], series["line"], series["card"], series["direction"], series["compared"], series["people"],
            verdicts,
        )  # fmt: skip
        said = tuple(Said(clause.text, cite(*_of_series(clause.rule))) for clause in found)
        items.append(Paragraph(said, SAYS.PUBLISHED))
    return [Heading(SAYS.SAID), Paragraphs(tuple(items), "numbered")]


def _of_promise(rule: str) -> tuple[str, ...]:
    """What a sentence about a promise rests on, by its rule."""
    plain = {"promise.figure": ("",), "promise.no_figure": ("",), "promise.path": ("target",)}
    return plain.get(rule, ("", "target", "rules"))


def _of_series(rule: str) -> tuple[str, ...]:
    plain = ("figure.value", "figure.missing", "figure.good_way", "figure.early", "figure.borders", "figure.stand_in")
    return ("series",) if rule in plain else ("series", "rules")


def _drawn(sheet: dict, draw: Draw, cite: Callable) -> list[Part]:
    """The same chart with its axis from zero and near the figures, where these are two."""
    promise, series = sheet["promise"], sheet["series"]
    chart = draw("promise", sheet["indicator"], promise["row"]["target"]) if promise else None
    chart = chart or (draw("trend", sheet["indicator"]) if series else None)
    if chart is None:
        return []
    rests = cite("", "target") if chart.kind == "promise" else cite("series")
    charts = axes.both(chart)
    # One alone has the room of two.
    shown = tuple(Picture(svg.sheet(one, [], 2 * WIDTH // len(charts)), one.alt) for one in charts)
    title, reading = (SAYS.TWICE, SAYS.DRAWN) if len(shown) > 1 else (SAYS.ONCE, SAYS.DRAWN_ONCE)
    about = Paragraph((Said(f"{chart.title}.", rests), Said(reading)))
    return [Heading(title), Paragraphs((about,)), Pictures(shown)]


def _answers(sheet: dict, cite: Callable) -> list[Part]:
    """Who answers for it."""
    promise, said = sheet["promise"], []
    if promise and (led := words.promises.led_by(promise["row"])):
        said.append(Said(f"{led}.", cite("target")))
    if sheet["body"]:
        said.append(Said(words.answerable.measures.line(sheet["body"])))
    if sheet["council"]:
        said.append(Said(words.answerable.councils.line(sheet["council"], sheet["duties"]), cite("council")))
    return [Heading(SAYS.ANSWERS), Paragraphs((Paragraph(tuple(said)),))] if said else []
