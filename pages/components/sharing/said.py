"""What there is to take along of each kind of view, from the rows that the view shows."""

from data_pipeline import queries, words
from pages.components.drawings import maps
from pages.components.markup import meanings
from pages.components.sharing.share import Said
from pages.serving import database, links

ENGLAND = {"name": "England", "is_example": False}


def card(area: dict, agreement: dict | None, view: str, year: str | None, as_of: str | None) -> Said:
    """Of a report card: its national figures (`view` 'figures'), or what became of an agreement's promises."""
    code = area["area_code"]
    if view == "figures":
        counts = database.lasting(queries.card_counts_of_year, year).get(code, {}) if year else {}
        if None not in counts:
            return Said(words.messages.SITE)
        text = words.messages.card(area["name"], year, counts[None], words.messages.opening(False, as_of))
        return Said(text, **_papers(f"card/{code}", year=year, as_of=as_of))
    whole = agreement["area_code"]
    if database.lasting(queries.agreement, whole, as_of) is None:
        return Said(words.messages.SITE)
    return Said(
        database.lasting(_audit if view == "checks" else _promises, whole, as_of),
        **_papers(f"card/{whole}", as_of=as_of),
    )


def _promises(cursor: queries.Connection, code: str, as_of: str | None) -> str:
    known = database.lasting(queries.agreement, code, as_of)
    found = words.tallies.tallies(queries.standing(cursor, code, as_of), meanings.verdicts())
    return words.messages.agreement(known["area_name"], known, found, _opening(known, as_of))


def _audit(_: queries.Connection, code: str, as_of: str | None) -> str:
    known, findings = (database.lasting(ask, code, as_of) for ask in (queries.agreement, queries.target_audit))
    return words.messages.audit(known["area_name"], known, findings, _opening(known, as_of))


def measure(area: dict | None, series: dict, year: str, line: dict | None, clauses: list, as_of: str | None) -> Said:
    """Of a figure of a place, or of England; `line` and `clauses`: its figure, and what the page says of it."""
    place = area or ENGLAND
    if line:
        text = words.messages.measure(place["name"], line, series, clauses, _opening(place, as_of))
    else:
        value = database.lasting(queries.figure_of, queries.ENGLAND, series["series_id"], year)
        text = words.messages.england(series, year, value, _opening(place, as_of))
    code = area["area_code"] if area else None
    of = f"indicator/{series['indicator']}"
    facts = _facts(area, series["indicator"], year, as_of) if area else None
    return Said(text, xlsx=links.paper(of, "xlsx", area=code, year=year, as_of=as_of), facts=facts)


def promise(area: dict, row: dict, clauses: list, as_of: str | None) -> Said:
    """Of a promise; `clauses`: what the page says of it."""
    facts = _facts(area, row["indicator"], None, as_of)
    return Said(words.messages.promise(row, clauses, _opening(area, as_of)), facts=facts)


def figure_map(place: dict, series: dict, year: str, rows: list[dict], as_of: str | None) -> Said:
    """Of a map of published figures; `rows`: of its areas."""
    text = words.messages.map_of(place["name"], series, year, rows, _opening(place, as_of))
    choices = {"indicator": series["indicator"], "year": year, "as_of": as_of}
    return Said(text, xlsx=links.paper(f"map/{place['area_code']}", "xlsx", **choices))


def promise_map(place: dict, indicator: str, title: str, year: str, as_of: str | None) -> Said:
    """Of a map of an agreement's districts, in the figures that its papers print."""
    _, names, known = maps.promised(place["area_code"], indicator, year, as_of)
    return Said(words.messages.counted(place["name"], title, year, known, len(names), _opening(place, as_of)))


def _facts(area: dict, indicator: str, year: str | None, as_of: str | None) -> dict[str, str]:
    of, choices = f"facts/{area['area_code']}", {"indicator": indicator, "year": year, "as_of": as_of}
    return {name: links.paper(of, form, **choices) for name, form in (("Word", "docx"), ("PDF", "pdf"))}


def _opening(place: dict, as_of: str | None) -> str:
    return words.messages.opening(place["is_example"], as_of)


def _papers(of: str, **choices: str | None) -> dict[str, str]:
    return {form: links.paper(of, form, **choices) for form in ("pdf", "xlsx")}
