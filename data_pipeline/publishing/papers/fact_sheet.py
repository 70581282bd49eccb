"""The facts of one contested measure at one place, on a page: each number with what it rests on, and its limits."""

from collections.abc import Callable
from datetime import date

from data_pipeline import queries, words
from data_pipeline.drawings import svg
from data_pipeline.drawings.describing import axes
from data_pipeline.drawings.describing.charts import Chart
from data_pipeline.publishing.papers.reports.report import (
    Heading,
    Paragraph,
    Paragraphs,
    Part,
    Picture,
    Pictures,
    Report,
    Row,
    Said,
    Sources,
    Table,
    points,
)

SAYS = words.documents.facts
WIDTH = 420  # px, of a picture that is half a page wide.
MOST_CHANGES = 2  # Of a promise, that are told; its page has them all.
# What the figures of a promise are called where their papers are listed.
PRINTED_AS = {"baseline": "baseline", "milestone": "milestone", "": "outturn", "final": "final target"}
HEADS = ("Figure of", "Figure", "Measured over", "95% interval", "What is said of it")
WIDTHS = (24, 22, 20, 15, 32)
Draw = Callable[..., Chart | None]


def made_of(con: queries.Connection, area: dict, indicator: str, year: str | None, as_of: str | None) -> dict:
    """What the sheet is made of: `promise` and `series` with all that is known of each, or None."""
    code = area["area_code"]
    series = next((row for row in queries.series(con) if row["indicator"] == indicator), None)
    is_shown = series is not None and year is not None and not area["is_example"]
    agreement = queries.agreement(con, area["agreement_area_code"], as_of)
    return {
        "area": area,
        "indicator": indicator,
        "as_of": as_of,
        "defined": queries.catalogue(con).get(indicator),
        "agreement": agreement,
        "promise": _promise(con, area, indicator, as_of) if agreement else None,
        "series": _series(con, area, series, year, as_of) if is_shown else None,
        "council": queries.councils(con).get(code),
        "duties": queries.council_duties(con),
        "body": queries.indicator_bodies(con).get(indicator),
        "verdicts": queries.verdicts(con),
    }


def _promise(con: queries.Connection, area: dict, indicator: str, as_of: str | None) -> dict | None:
    code = area["agreement_area_code"]
    rows = [row for row in queries.standing(con, code, as_of) if row["indicator"] == indicator]
    if not rows:
        return None
    own = queries.promises_of_place(area, rows)
    row, found = own[0], queries.promise_points(con, code, indicator, as_of)
    mine = queries.points_of_promise(row, found)
    ahead = queries.prospects(con, code, as_of).get(row["target"], {})
    issues = queries.issues_of(con, sorted({point["source_id"] for point in mine}))
    of_rows = {(point["source_id"], point["source_row"]) for point in mine}
    return {
        "row": row,
        "rated": row["judgement"],
        "outlook": ahead.get("outlook"),
        "direction": next(iter(ahead.get("directions", [])), None),
        "count": len(own),
        "points": mine,
        "changes": queries.changes_of_promise(row, queries.overtaken(con, code, as_of)),
        "issues": [issue for issue in issues if (issue["source_id"], issue["source_row"]) in of_rows],
    }


def _series(con: queries.Connection, area: dict, series: dict, year: str, as_of: str | None) -> dict | None:
    code, series_id = area["area_code"], series["series_id"]
    line = queries.card_line(con, code, series_id, year)
    if line is None:
        return None
    return {
        "card": series,
        "line": line,
        "direction": queries.direction(con, code, series_id, year),
        "compared": queries.comparisons(con, code, year, series_id=series_id).get(series_id, {}),
        "people": queries.people_counted(con, area, series, year),
        "run": {row["reporting_year"]: row for row in queries.runs_of_series(con, series, [code], as_of).get(code, [])},
        "issues": queries.issues_of(con, [series_id]),
    }


def day_of(sheet: dict) -> date | None:
    """The last day that any of its figures, or papers, is of."""
    return max(filter(None, (_measured(sheet), _printed(sheet))), default=None)


def _measured(sheet: dict) -> date | None:
    return sheet["series"] and sheet["series"]["line"]["period_end"]


def _printed(sheet: dict) -> date | None:
    edition = sheet["promise"] and sheet["agreement"]["edition"]
    return None if edition == date.min else edition


def report(sheet: dict, site: str, page: str, draw: Draw) -> Report:
    """What the sheet says; `page`: the address of the page that says the same, below `site`.

    `draw`: gives the chart of a kind ('promise', 'trend') for this place and a measure, or None.
    """
    area, promise, series = sheet["area"], sheet["promise"], sheet["series"]
    sources = Sources()
    cite = _cited(sheet, site, sources)
    first = promise["row"] if promise else None
    title = first["title"] if first else series["card"]["series_title"]
    theme = first["theme_name"] if first else series["card"]["laa_theme"]
    marks = [f"{words.cards.EXAMPLE}. {words.cards.example(area)}"] if area["is_example"] else []
    marks += [words.cards.known_on(sheet["as_of"])] if sheet["as_of"] else []
    parts = [*_said(sheet, cite), *_drawn(sheet, draw, cite), _table(sheet, cite), *_limits(sheet, cite)]
    days = [day and words.figures.day(day) for day in (_measured(sheet), _printed(sheet))]
    return Report(
        title=f"{title}: {first['area_name'] if first else area['name']}",
        kicker=SAYS.kicker(sheet["indicator"], theme, not first or first["is_national"]),
        marks=tuple(marks),
        parts=(*parts, *_answers(sheet, cite)),
        sources=sources.listed(),
        day=day_of(sheet) or date(1980, 1, 1),
        address=f"{site}{page}",
        address_label=SAYS.day(*days),
        is_one_page=True,
    )


def _cited(sheet: dict, site: str, sources: Sources) -> Callable[..., tuple[int, ...]]:
    """A function from names to the numbers of these sources: 'series', 'rules', 'council', 'target', as in PRINTED_AS,
    or the address of a paper that prints a figure of the promise.
    """
    series, promise = sheet["series"], sheet["promise"]

    def of(name: str) -> int:
        if name == "series":
            card = series["card"]
            about = f"{card['publisher']}: {card['series_title']}. {card['licence']}. Row by row at"
            return sources.cite(about, f"{site}/download/{card['indicator'].replace(' ', '%20')}.csv")
        if name == "rules":
            return sources.cite(SAYS.RULES, f"{site}/about_the_data?section=methods")
        if name == "council":
            return sources.cite(SAYS.COUNCILS, f"{site}/report_card?area={sheet['area']['area_code']}")
        row, agreement = _paper(promise, name), sheet["agreement"]
        return sources.cite(row["source_title"] or agreement["source_title"] or agreement["title"], row["source_url"])

    return lambda *names: tuple(sorted({of(name) for name in names}))


def _paper(promise: dict, name: str) -> dict:
    """The row whose paper prints a figure of a promise, as `name` calls it; else that of the promise itself."""
    row, points = promise["row"], promise["points"]
    if name.startswith("http"):
        return next((point for point in points if point["source_url"] == name), row)
    prefix = f"{name}_" if name else ""
    printed = row.get(f"{prefix}as_published" if name else "value_as_published")
    same = [
        point
        for point in points
        if point["what"] == PRINTED_AS.get(name)
        and point["value_as_published"] == printed
        and point["is_last_word"]
        and point["period_label"] == row[f"{prefix}period_label"]
    ]
    return next(iter(same), row)


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
    """The same chart with its axis from zero and near the figures."""
    promise, series = sheet["promise"], sheet["series"]
    chart = draw("promise", sheet["indicator"], promise["row"]["target"]) if promise else None
    chart = chart or (draw("trend", sheet["indicator"]) if series else None)
    if chart is None:
        return []
    rests = cite("", "target") if chart.kind == "promise" else cite("series")
    shown = tuple(Picture(svg.sheet(one, [], WIDTH), one.alt) for one in axes.both(chart))
    about = Paragraph((Said(f"{chart.title}.", rests), Said(SAYS.DRAWN)))
    return [Heading(SAYS.TWICE), Paragraphs((about,)), Pictures(shown)]


def _table(sheet: dict, cite: Callable) -> Table:
    """Every number that the sheet speaks of, with the period, the interval, the status and the source of each."""
    rows = _promise_rows(sheet["promise"], sheet["verdicts"], cite) if sheet["promise"] else []
    rows += _series_rows(sheet, cite) if sheet["series"] else []
    return Table(SAYS.FIGURES, HEADS, WIDTHS, tuple(rows))


def _promise_rows(promise: dict, verdicts: dict, cite: Callable) -> list[Row]:
    row, found = promise["row"], []
    for which, label in SAYS.LINES.items():
        if (text := words.promises.printed(row, which)) is None:
            continue
        prefix = f"{which}_" if which else ""
        interval = SAYS.interval(row, words.outlooks.scale(row)) if not which else ""
        status = words.figures.upper_first(row["status"] or "")
        said = SAYS.stands(promise["rated"], status, verdicts) if not which else ""
        cells = (label, text, row[f"{prefix}period_label"] or "not printed", interval, said)
        found.append(Row(cells, cite(which, *(["rules"] if not which and promise["rated"] else []))))
    return found


def _series_rows(sheet: dict, cite: Callable) -> list[Row]:
    series, area, verdicts = sheet["series"], sheet["area"], sheet["verdicts"]
    card, line = series["card"], series["line"]
    if line["value"] is None:
        return []
    found = []
    for label, year, value, period in (
        ("2007/08", words.cards.START, line["start_value"], line["start_period_label"]),
        (line["reporting_year"], line["reporting_year"], line["value"], line["period_label"]),
    ):
        if value is not None and not (label == words.cards.START and found):
            figure = words.figures.figure(value, card["unit"], card["decimals"])
            interval = SAYS.interval(series["run"].get(year, {}), card)
            said = words.figures.upper_first(line["status"]) if year == line["reporting_year"] else ""
            found.append(Row((f"{area['name']}, {label}", figure, period, interval, said), cite("series")))
    called = words.comparisons.names(area)
    for comparator, row in series["compared"].items():
        if row["words"] is not None:
            figure = words.comparisons.named_figure(row, card)
            said = SAYS.beside(row, called[comparator], verdicts)
            name = words.figures.upper_first(called[comparator])
            found.append(Row((name, figure, line["period_label"], "", said), cite("series", "rules")))
    return found


def _limits(sheet: dict, cite: Callable) -> list[Part]:
    """How far the figures may be trusted, and what nobody can say."""
    promise, series, verdicts = sheet["promise"], sheet["series"], sheet["verdicts"]
    limits, unknown = [], []
    if promise:
        row = promise["row"]
        told = [*SAYS.limits_of_promise(row), *SAYS.doubts(promise["issues"])]
        limits += [Said(text, cite("", "target")) for text in told]
        for change in promise["changes"][:MOST_CHANGES]:
            papers = (change["was_source_url"] or "target", change["became_source_url"] or "target")
            limits.append(Said(words.promises.change_of_promise(change), cite(*papers)))
        ahead = promise["outlook"] if not (promise["rated"] and promise["rated"]["is_over"]) else None
        why = ahead and ahead["reason"] and verdicts["outlook reason"][ahead["reason"]]["phrase"]
        unknown += [Said(text, cite("target")) for text in SAYS.unknown_of_promise(row, promise["rated"], why)]
    if series:
        told = [*SAYS.limits_of_series(series["card"], series["line"], verdicts), *SAYS.doubts(series["issues"])]
        limits += [Said(text, cite("series")) for text in told]
        told = SAYS.unknown_of_series(series["card"], series["line"], series["direction"], series["compared"], verdicts)
        unknown += [Said(text, cite("series")) for text in told]
    else:
        unknown.append(Said(SAYS.NO_SERIES))
    return [Heading(SAYS.LIMITS), points(*limits), Heading(SAYS.UNKNOWN), points(*unknown or [SAYS.NOTHING])]


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
