"""What is known of one measure at one place, what each number rests on, and its limits: for fact sheets and packs."""

from collections.abc import Callable
from datetime import date

from data_pipeline import queries, words
from data_pipeline.publishing.papers.reports.report import Row, Said, Sources, Table

SAYS = words.documents.facts
MOST_CHANGES = 2  # Of a promise, that are told; its page has them all.
# What the figures of a promise are called where their papers are listed.
PRINTED_AS = {"baseline": "baseline", "milestone": "milestone", "": "outturn", "final": "final target"}
HEADS = ("Figure of", "Figure", "Measured over", "95% interval", "What is said of it")
WIDTHS = (24, 22, 20, 15, 32)


def made_of(
    con: queries.Connection, area: dict, indicator: str, year: str | None, as_of: str | None, target: str | None = None
) -> dict:
    """All that is known of a measure at a place: `promise` and `series` with what is known of each, or None.

    `target`: which promise; None for the first that is the place's.
    """
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
        "promise": _promise(con, area, indicator, as_of, target) if agreement else None,
        "series": _series(con, area, series, year, as_of) if is_shown else None,
        "council": queries.councils(con).get(code),
        "duties": queries.council_duties(con),
        "body": queries.indicator_bodies(con).get(indicator),
        "verdicts": queries.verdicts(con),
    }


def _promise(con: queries.Connection, area: dict, indicator: str, as_of: str | None, target: str | None) -> dict | None:
    code = area["agreement_area_code"]
    rows = [row for row in queries.standing(con, code, as_of) if row["indicator"] == indicator]
    own = [row for row in rows if row["target"] == target] if target else queries.promises_of_place(area, rows)
    if not own:
        return None
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


def day_of(known: dict) -> date | None:
    """The last day that any of its figures, or papers, is of."""
    return max(filter(None, (measured(known), printed(known))), default=None)


def measured(known: dict) -> date | None:
    return known["series"] and known["series"]["line"]["period_end"]


def printed(known: dict) -> date | None:
    edition = known["promise"] and known["agreement"]["edition"]
    return None if edition == date.min else edition


def cited(known: dict, site: str, sources: Sources) -> Callable[..., tuple[int, ...]]:
    """A function from names to the numbers of these sources: 'series', 'rules', 'council', 'target', as in PRINTED_AS,
    or the address of a paper that prints a figure of the promise.
    """
    series, promise = known["series"], known["promise"]

    def of(name: str) -> int:
        if name == "series":
            card = series["card"]
            about = f"{card['publisher']}: {card['series_title']}. {card['licence']}. Row by row at"
            return sources.cite(about, f"{site}/download/{card['indicator'].replace(' ', '%20')}.csv")
        if name == "rules":
            return rules(site, sources)[0]
        if name == "council":
            return sources.cite(SAYS.COUNCILS, f"{site}/report_card?area={known['area']['area_code']}")
        row, agreement = _paper(promise, name), known["agreement"]
        return sources.cite(row["source_title"] or agreement["source_title"] or agreement["title"], row["source_url"])

    return lambda *names: tuple(sorted({of(name) for name in names}))


def rules(site: str, sources: Sources) -> tuple[int, ...]:
    """The number of the page that tells by which rules things are judged."""
    return (sources.cite(SAYS.RULES, f"{site}/about_the_data?section=methods"),)


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


def table(title: str, known: dict, cite: Callable) -> Table:
    """Every number that is spoken of, with the period, the interval, the status and the source of each."""
    rows = _promise_rows(known["promise"], known["verdicts"], cite) if known["promise"] else []
    rows += _series_rows(known, cite) if known["series"] else []
    return Table(title, HEADS, WIDTHS, tuple(rows))


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


def _series_rows(known: dict, cite: Callable) -> list[Row]:
    series, area, verdicts = known["series"], known["area"], known["verdicts"]
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
    for comparator in words.comparisons.ON_CARDS:
        if (row := series["compared"].get(comparator)) and row["words"] is not None:
            figure = words.comparisons.named_figure(row, card)
            said = SAYS.beside(row, called[comparator], verdicts)
            name = words.figures.upper_first(called[comparator])
            found.append(Row((name, figure, line["period_label"], "", said), cite("series", "rules")))
    return found


def limits(known: dict, cite: Callable) -> tuple[list[Said], list[Said]]:
    """How far the figures may be trusted, and what nobody can say."""
    promise, series, verdicts = known["promise"], known["series"], known["verdicts"]
    found, unknown = [], []
    if promise:
        row = promise["row"]
        told = [*SAYS.limits_of_promise(row), *SAYS.doubts(promise["issues"])]
        found += [Said(text, cite("", "target")) for text in told]
        for change in promise["changes"][:MOST_CHANGES]:
            papers = (change["was_source_url"] or "target", change["became_source_url"] or "target")
            found.append(Said(words.promises.change_of_promise(change), cite(*papers)))
        ahead = promise["outlook"] if not (promise["rated"] and promise["rated"]["is_over"]) else None
        why = ahead and ahead["reason"] and verdicts["outlook reason"][ahead["reason"]]["phrase"]
        unknown += [Said(text, cite("target")) for text in SAYS.unknown_of_promise(row, promise["rated"], why)]
    if series:
        told = [*SAYS.limits_of_series(series["card"], series["line"], verdicts), *SAYS.doubts(series["issues"])]
        found += [Said(text, cite("series")) for text in told]
        told = SAYS.unknown_of_series(series["card"], series["line"], series["direction"], series["compared"], verdicts)
        unknown += [Said(text, cite("series")) for text in told]
    return found, unknown
