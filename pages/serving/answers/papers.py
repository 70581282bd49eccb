"""Documents that pages lead to: a card on one page of paper, and workbooks.

What an address asks for is understood before anything is made: however it is written, one document is made and kept
once for each build, day and name of this server.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from hashlib import sha256

from markupsafe import Markup
from starlette.requests import Request
from starlette.routing import Route

from data_pipeline import letters, queries
from data_pipeline.drawings.describing.charts import Chart
from data_pipeline.publishing.papers import documents
from pages.components.drawings import described
from pages.components.finding import asked, pickers
from pages.serving import database, links, sending, settings, turns
from pages.serving.answers.answering import AN_HOUR, Answer
from pages.serving.answers.kept import Kept

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
MAKING = turns.Turns(
    settings.PAPERS_AT_ONCE, settings.PAPERS_WAITING, settings.LONGEST_PAGE_S, line_s=settings.PAPERS_WAITING_S
)
KEPT = Kept(settings.KEPT_PAPERS, is_packed=True, making=MAKING)
MOST_LINES = 20  # Of enquiry in one paper, and of questions of one's own: more than any meeting can take.
EVERY = pickers.ALL
LONGEST_HOST = 260  # Letters of a name with its port; who sends more is given addresses without one.


@dataclass(frozen=True)
class Nothing:
    """That an address stands for nothing, and why, in a sentence of markup."""

    sentence: str


NO_PLACE = Nothing("No place is known here by the name in this address.")
NO_YEAR = Nothing("There are no figures here of the year in this address.")
NO_DAY = Nothing("The day in this address is none, or it has not come yet.")
NO_MEASURE = Nothing("There are no figures here of the measure in this address.")
NO_OWN = Markup('{} has no card on paper of its own. There is <a href="{}">one of the agreement of {}</a>.')
NO_THEME = Nothing("No theme is known here by the name in this address.")
NOT_THEN = Nothing("Nothing of this that is held here had been published by the day in this address.")


def card(request: Request) -> documents.Asked | Nothing:
    """The card that an address is of: of the agreement where a place has its own, unless a year is asked for."""
    day = day_of(request.query_params)
    if isinstance(day, Nothing):
        return day
    area = database.lasting(queries.area, links.bounded(request.path_params["area"]))
    if area is None:
        return NO_PLACE
    written = {name: links.bounded(request.query_params.get(name, "")) for name in ("view", "year")}
    agreement = database.lasting(queries.agreement, area["agreement_area_code"])
    is_own = bool(agreement) and agreement["area_code"] == area["area_code"] and not agreement["is_little"]
    opens = is_own and not written["year"] and written["view"] != "figures"
    if area["is_example"] and not is_own:
        whole = links.paper(f"card/{area['agreement_area_code']}", "pdf", as_of=day)
        return Nothing(NO_OWN.format(area["name"], whole, area["county_name"]))
    if area["is_example"] or opens or (is_own and written["view"] == "card"):
        code = area["agreement_area_code"]
        known = database.lasting(queries.agreement, code, day)
        return documents.Asked("agreement", code, None, day) if known else NOT_THEN
    year = year_of(written["year"], day)
    return year if isinstance(year, Nothing) else documents.Asked("figures", area["area_code"], year, day)


def indicator(request: Request) -> documents.Asked | Nothing:
    """One measure, at the place that is asked for, or in England."""
    return _measure(request, "indicator", request.path_params["indicator"], request.query_params.get("area", ""))


def drawn(request: Request) -> documents.Asked | Nothing:
    """What a map of a county, a region or England colours."""
    return _measure(request, "map", request.query_params.get("indicator", "NI 55"), request.path_params["county"])


def facts(request: Request) -> documents.Asked | Nothing:
    """One measure at one place, of which there is a promise, or a published figure or why there is none."""
    found = _place_of_report(request)
    if isinstance(found, Nothing):
        return found
    area, year, day = found
    promised = {row["indicator"] for row in database.lasting(queries.promises, area["agreement_area_code"], day)}
    series = {row["indicator"]: row["series_id"] for row in database.lasting(queries.series)} if year else {}
    measure = asked.indicator(links.bounded(request.query_params.get("indicator", "")), [*promised, *series])
    if measure is None:
        return NO_MEASURE
    if measure not in promised:
        with database.cursor() as con:
            if queries.card_line(con, area["area_code"], series[measure], year) is None:
                return NO_MEASURE
    return documents.Asked("facts", area["area_code"], year, day, measure)


def scrutiny(request: Request) -> documents.Asked | Nothing:
    """What to ask in one place: the lines that an address chooses, in its order, or the first that the rules find."""
    found, query = _place_of_report(request), request.query_params
    if isinstance(found, Nothing):
        return found
    area, year, day = found
    inside = [row["area_code"] for row in database.lasting(queries.districts, area["area_code"])]
    themes = database.lasting(queries.themes)
    district = one_of(query, "district", lambda named: asked.area(named, inside))
    theme = one_of(query, "theme", lambda named: asked.option(themes.get(named.upper(), named), themes.values()))
    if district is None or theme is None:
        return NO_PLACE if district is None else NO_THEME
    one_district, one_theme = (None if one == EVERY else one for one in (district, theme))
    chosen = documents.Chosen(one_theme, one_district, *_wanted(query))
    return documents.Asked("scrutiny", area["area_code"], year, day, chosen=chosen)


def _place_of_report(request: Request) -> tuple[dict, str | None, str | None] | Nothing:
    """The area of a report, the year of its national figures, None where it has none, and the day as of which."""
    day = day_of(request.query_params)
    if isinstance(day, Nothing):
        return day
    area = database.lasting(queries.area, links.bounded(request.path_params["area"]))
    if area is None:
        return NO_PLACE
    written = links.bounded(request.query_params.get("year", ""))
    year = None if area["is_example"] else year_of(written, day)
    if isinstance(year, Nothing):
        return year if written else (area, None, day)
    return area, year, day


def one_of(query, name: str, understand: Callable[[str], str | None]) -> str | None:
    """What an address chooses by `name`: EVERY where that is nothing, None where nobody knows what it is."""
    written = links.bounded(query.get(name, ""))
    return understand(written) if written and written.lower() != EVERY else EVERY


def _wanted(query) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Which lines an address names, by `ask` for each or with commas between; whose own questions; other wordings."""
    names = [links.bounded(name) for written in query.getlist("ask") for name in written.split(",")]
    names = [name for name in dict.fromkeys(names) if name][:MOST_LINES]
    own = [text for written in query.getlist("own") if (text := _worded(written))][:MOST_LINES]
    say = [(name, text) for name in names if (text := _worded(query.get(f"say.{name}", "")))]
    return tuple(names), tuple(own), tuple(say)


def _worded(written: str) -> str:
    """A question in a visitor's own words: any text, without what nobody sees, and no longer than a question may be.

    An endless word is parted, for it would run off the paper.
    """
    text = letters.UNSEEN_HERE.sub(" ", written[: links.LONGEST_QUESTION + 1]).strip()
    text = letters.parted(text)
    return text if len(written) <= links.LONGEST_QUESTION else f"{text[: links.LONGEST_QUESTION]}…"


def _measure(request: Request, what: str, named: str, place: str) -> documents.Asked | Nothing:
    day = day_of(request.query_params)
    if isinstance(day, Nothing):
        return day
    measure = asked.indicator(links.bounded(named), [row["indicator"] for row in database.lasting(queries.series)])
    if measure is None:
        return NO_MEASURE
    code = asked.area(links.bounded(place), _places(what)) if place else queries.ENGLAND
    if code is None:
        return NO_PLACE
    year = year_of(links.bounded(request.query_params.get("year", "")), day)
    return year if isinstance(year, Nothing) else documents.Asked(what, code, year, day, measure)


def _places(what: str) -> list[str]:
    """The codes that a map or an indicator can be of; a worked example has no national figures."""
    rows = database.lasting(queries.map_scopes if what == "map" else queries.areas)
    return [row["area_code"] for row in rows if not row["is_example"]] + [queries.ENGLAND]


def day_of(query) -> str | Nothing | None:
    """The day that an address asks for; None for the latest that is known."""
    written = links.bounded(query.get("as_of", ""))
    return asked.day(written) or NO_DAY if written and written.lower() != "latest" else None


def year_of(written: str, day: str | None) -> str | Nothing:
    """A reporting year that had ended by a day, as pages understand it."""
    years = database.lasting(queries.reporting_years, day)
    usual = "2010/11" if "2010/11" in years else next(iter(years), None)
    return (asked.year(written, years) if written else usual) or NO_YEAR


async def paper(understand: Callable, kind: str, request: Request) -> Answer:
    """A document, or words that there is none."""
    found = await turns.TURNS.run(request.scope, understand, request)
    if isinstance(found, Nothing):
        return sending.nothing_there(found.sentence)
    build, today, site = (
        database.lasting(queries.fingerprint),
        found.as_of or date.today().isoformat(),
        site_of(request),
    )
    key = (build, today, site, kind, found)
    tag = sha256(repr(key).encode()).hexdigest()[:16]
    content = KEPT.content(key, KINDS[kind], tag, partial(_made, build, kind, found, site))
    shown = "inline" if kind == "pdf" else "attachment"
    name = re.sub(r"\W+", "-", _called(found, request.url.path).lower(), flags=re.ASCII)
    headers = {"content-disposition": f'{shown}; filename="{name.strip("-")}.{kind}"'}
    examples = {row["area_code"] for row in database.lasting(queries.agreements) if row["is_example"]}
    # Who finds one in a search must not take it for a place.
    headers |= {"x-robots-tag": "noindex"} if found.code in examples else {}
    return Answer(content, AN_HOUR, headers=headers)


def _called(found: documents.Asked, path: str) -> str:
    """What a file is called: by its place, and what else tells it from others of that."""
    stem = path.split("/")[-1].rsplit(".", 1)[0]
    if found.what == "board":
        return f"board {stem} {found.as_of}"
    if found.what == "annual":
        stem = f"annual {stem}"
    return f"{found.indicator if found.what == 'facts' else ''} {stem} {found.year or ''}"


def site_of(request: Request) -> str:
    """The beginning of every address of this server, by the name it was asked by."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if 0 < len(host) <= LONGEST_HOST and host.isprintable() else ""


def _made(build: str, kind: str, found: documents.Asked, site: str) -> bytes:
    with database.cursor() as con:
        if queries.fingerprint(con) != build:
            raise database.NoWarehouse("another build came into use just now")
        return documents.MAKERS[kind](con, found, site, partial(chart, found))


def chart(
    found: documents.Asked, kind: str, indicator: str, target: str | None = None, place: str | None = None
) -> Chart | None:
    """A chart of the day of a document, and of its place or another, described as it is on pages."""
    chosen = described.Choices(kind, place or found.code, indicator, found.year, found.as_of, target)
    return described.chart(chosen, is_marked=found.what not in ("board", "facts"))


ROUTES = [
    Route("/paper/card/{area}.pdf", partial(paper, card, "pdf")),
    Route("/paper/card/{area}.xlsx", partial(paper, card, "xlsx")),
    Route("/paper/indicator/{indicator}.xlsx", partial(paper, indicator, "xlsx")),
    *(Route(f"/paper/scrutiny/{{area}}.{kind}", partial(paper, scrutiny, kind)) for kind in ("docx", "pdf", "txt")),
    *(Route(f"/paper/facts/{{area}}.{kind}", partial(paper, facts, kind)) for kind in ("docx", "pdf", "txt")),
    Route("/paper/map/{county}.xlsx", partial(paper, drawn, "xlsx")),
]
