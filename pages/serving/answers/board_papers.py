"""Papers for a partnership's board: which meeting, whose targets an address asks for."""

from functools import partial

from starlette.requests import Request
from starlette.routing import Route

from data_pipeline import queries, words
from data_pipeline.publishing.papers import documents
from pages.components.boards import choosing
from pages.components.finding import asked
from pages.serving import database, links
from pages.serving.answers import papers
from pages.serving.answers.papers import NO_DAY, NO_PLACE, NO_THEME, NO_YEAR, NOT_THEN, Nothing

NO_AGREEMENT = Nothing("No paper of an agreement of this place was found, so there is nothing to put before its board.")
NOTHING_MEASURED = Nothing("No target of this agreement had a figure of any year by then.")
NO_PARTNER = Nothing("No target of this agreement is led or helped with by the body in this address.")


def board(request: Request) -> documents.Asked | Nothing:
    """What is before a board on the day of `?on=`, else of `?as_of=`, else of the latest papers."""
    area = database.lasting(queries.area, links.bounded(request.path_params["area"]))
    if area is None:
        return NO_PLACE
    code = area["agreement_area_code"]
    if database.lasting(queries.agreement, code) is None:
        return NO_AGREEMENT
    day = day_of(request.query_params, code)
    if day is None:
        return NO_DAY
    if database.lasting(queries.agreement, code, day) is None:
        return NOT_THEN
    found = only(request.query_params, words.tallies.targets(database.lasting(queries.standing, code, day)))
    return found if isinstance(found, Nothing) else documents.Asked("board", code, None, day, only=found)


def annual(request: Request) -> documents.Asked | Nothing:
    """The year of `?year=2009/10`, else the latest of which any target has a figure; `?as_of=`: known by then."""
    area = database.lasting(queries.area, links.bounded(request.path_params["area"]))
    day = papers.day_of(request.query_params)
    if area is None or isinstance(day, Nothing):
        return NO_PLACE if area is None else NO_DAY
    code = area["agreement_area_code"]
    if database.lasting(queries.agreement, code) is None:
        return NO_AGREEMENT
    if not (years := database.lasting(queries.agreement_years, code, day)):
        return NOTHING_MEASURED
    editions = {row["reporting_year"]: row["edition"] for row in years}
    written = links.bounded(request.query_params.get("year", ""))
    year = asked.year(written, editions) if written else next(iter(editions))
    return documents.Asked("annual", code, year, editions[year].isoformat()) if year else NO_YEAR


def day_of(query, code: str) -> str | None:
    """The day of a meeting; None where the address names what is none."""
    for name in ("on", "as_of"):
        written = links.bounded(query.get(name, ""))
        if written and written.lower() != "latest":
            return asked.day(written)
    return choosing.latest(code)


def only(query, targets: list[dict]) -> documents.Only | Nothing:
    """The body and the theme whose targets an address asks for, as the page of the board understands them."""
    bodies = words.boards.exceptions.by_body(targets, database.lasting(queries.lead_bodies))
    codes = database.lasting(queries.themes)
    themes = {row["theme_name"] for row in targets}
    partner = papers.one_of(query, "partner", lambda written: asked.option(written, _named(bodies)))
    theme = papers.one_of(
        query, "theme", lambda written: asked.option(codes.get(written.upper(), written), _named(themes))
    )
    if partner is None or theme is None:
        return NO_PARTNER if partner is None else NO_THEME
    return documents.Only(*(None if one == papers.EVERY else one for one in (partner, theme)))


def _named(names) -> list[str]:
    """These names, and what stands for those without any."""
    return [words.boards.exceptions.NONE_OF if name is None else name for name in names]


FORMS = {"board": (board, ("docx", "pdf", "pptx", "txt")), "annual": (annual, ("docx", "pdf", "txt"))}
ROUTES = [
    Route(f"/paper/{what}/{{area}}.{kind}", partial(papers.paper, understand, kind))
    for what, (understand, kinds) in FORMS.items()
    for kind in kinds
]
