"""Routes of our own beside the pages: files, geometry, downloads, open data, and what machines ask a site for."""

import json
import re
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data_pipeline import queries, spreadsheets, words
from data_pipeline.publishing import open_data as package
from data_pipeline.publishing.papers import calendars
from pages.components.finding import others
from pages.serving import database, links, sending, settings, turns
from pages.serving.answers import board_papers, drawn, exports, papers, presented, signposts
from pages.serving.answers.answering import AN_HOUR, ANY_SITE, ASK_AGAIN, FOR_GOOD, Answer, of_text
from pages.serving.answers.files import Files
from pages.serving.answers.kept import Kept

TEXTS = Kept(settings.KEPT_TEXTS)


@lru_cache(maxsize=4)
def files_in(folder: Path, packed_beside: bool = False) -> Files:
    return Files(folder, packed_beside)


def in_turn(answer: Callable[[Request], Response | Answer]) -> Callable:
    """A route for what asks the warehouse or the disk, when the turn of who asks has come.

    Starlette would have forty at once, of whoever asks most, and pages would wait behind them.
    """

    async def answered(request: Request) -> Response | Answer:
        return await turns.TURNS.run(request.scope, answer, request)

    return answered


async def asset(request: Request) -> Answer:
    """A file of ours; for good only under the address that changes with it."""
    content = files_in(links.ASSETS).find(request.path_params["name"])
    if content is None:
        return sending.no_such_page()
    return Answer(content, FOR_GOOD if request.query_params.get("v") == content.tag else AN_HOUR)


async def streamlit_file(request: Request) -> Answer:
    """A file of Streamlit's: every name has a checksum in it."""
    content = files_in(sending.STREAMLIT / "static").find(request.path_params["name"])
    return Answer(content, FOR_GOOD) if content else sending.no_such_page()


def geometry(request: Request) -> Answer:
    """One map layer as GeoJSON; other sites may draw it too."""
    layer = request.path_params["layer"]
    if layer not in database.lasting(queries.layers):
        return sending.no_such_page()
    kind = "application/geo+json"
    return _made(request, f"map {layer}", kind, lambda con: queries.boundary(con, layer))


def indicator_csv(request: Request) -> Answer:
    """Every figure of one indicator as CSV, each with its source, licence and caveat."""
    indicator = request.path_params["indicator"]
    if indicator not in database.lasting(queries.indicators_with_figures):
        return sending.no_such_page()
    return _csv(request, indicator, lambda con: queries.indicator_figures(con, indicator))


def agreement_csv(request: Request) -> Answer:
    """Everything promised and reported in one agreement as CSV, each figure with its paper and its address."""
    area_code = request.path_params["area"]
    if area_code not in database.lasting(queries.agreements_with_figures):
        return sending.no_such_page()
    return _csv(request, f"agreement {area_code}", lambda con: queries.agreement_figures(con, area_code))


def theme_csv(request: Request) -> Answer:
    """Every figure of a theme in one place and year as CSV, each with how it stands, its source, licence and caveat."""
    scope, asked = request.path_params["scope"], request.query_params
    theme, year = asked.get("theme", ""), asked.get("year", "")
    known = (
        scope in {row["area_code"] for row in database.lasting(queries.map_scopes) if not row["is_example"]}
        and theme in database.lasting(queries.themes).values()
        and year in database.lasting(queries.reporting_years)
    )
    if not known:
        return sending.no_such_page()
    return _csv(request, f"{theme} {scope} {year}", lambda con: queries.theme_figures(con, scope, theme, year))


def calendar(request: Request) -> Answer:
    """The days by which scrutiny in one area was to be answered, for a calendar."""
    area_code, day = request.path_params["area"], papers.day_of(request.query_params)
    if area_code not in database.lasting(queries.areas_with_exchanges) or day is papers.NO_DAY:
        return sending.no_such_page()
    page = papers.site_of(request) + links.address("tracker", area=area_code, as_of=day)
    name = f"What scrutiny asked in {database.lasting(queries.areas_by_code)[area_code]['name']}"
    return _made(
        request,
        f"calendar {page}",
        "text/calendar",
        lambda con: calendars.due_days(
            [*queries.exchanges(con, area_code, day), *queries.cases(con, area_code, day)["reviews"]], name, page
        ),
        {"content-disposition": f'attachment; filename="scrutiny_{area_code}.ics"'},
    )


def _csv(request: Request, name: str, ask: Callable) -> Answer:
    file = re.sub(r"\W+", "_", name.lower())
    disposition = {"content-disposition": f'attachment; filename="{file}.csv"'}
    return _made(request, name, "text/csv", lambda con: spreadsheets.csv_of(ask(con)), disposition)


def _made(
    request: Request, name: str, kind: str, make: Callable[..., str], headers: dict[str, str] | None = None
) -> Answer:
    """A text made of the warehouse, under the tag of the build: nobody who has it waits for it to be made again."""
    build = database.lasting(queries.fingerprint)

    def make_of_build() -> str:
        with database.cursor() as con:
            if queries.fingerprint(con) != build:
                raise database.NoWarehouse("another build came into use just now")
            return make(con)

    cache = FOR_GOOD if request.query_params.get("v") == build else AN_HOUR
    return Answer(
        TEXTS.content((build, name), kind, build, make_of_build), cache, headers={**ANY_SITE, **(headers or {})}
    )


def suggestions(request: Request) -> Answer:
    """What fits what is typed so far: name, what it is, the address that answers it, and the kind of thing it is."""
    asked = {name: request.query_params.get(name) for name in ("q", "as_of", "of")}
    text = (asked["q"] or "")[: links.LONGEST_SEARCH]
    with database.cursor() as cursor, links.at({}):
        if asked["of"] == "measures":
            fitting = others.fitting(cursor, text, asked["as_of"], only="measure")
        else:
            fitting = _places(cursor, text, asked["as_of"]) + others.fitting(cursor, text, asked["as_of"])
    return Answer(of_text(json.dumps(fitting), "application/json"), "public, max-age=300")


def _places(cursor: queries.Connection, text: str, as_of: str | None) -> list[dict]:
    return [
        {
            "name": place["name"],
            "what": words.places.what(place),
            "address": _answering(place, as_of),
            "group": "Places",
        }
        for place in queries.places(cursor, text, closeness=0.93)
    ]


def _answering(place: dict, as_of: str | None) -> str:
    """The card of a place in one area; of one in several, the answer that lists them."""
    if len(place["codes"]) == 1:
        return links.place(place["cards"][0], as_of=as_of)
    return links.address("", place=place["name"] if place["is_sure"] else place["place"], as_of=as_of)


def open_data(request: Request) -> Response | Answer:
    """The way to a file of the open data of the build in use: what is read of it file by file is of one build."""
    folder = exports.folder()
    if folder is None:
        return sending.not_yet("The open data of these figures is", seconds=20)
    name = request.path_params.get("name") or package.PACKAGE
    if files_in(folder, packed_beside=True).find(name) is None:
        return sending.no_such_page()
    headers = {**ANY_SITE, "cache-control": ASK_AGAIN}
    return RedirectResponse(f"/data/{folder.name}/{quote(name)}", status_code=307, headers=headers)


def open_data_of_build(request: Request) -> Answer:
    """A file of the open data of one build, as long as that is kept."""
    folder = exports.folder_of(request.path_params["build"])
    content = files_in(folder, packed_beside=True).find(request.path_params["name"]) if folder else None
    return Answer(content, FOR_GOOD, headers=ANY_SITE) if content else sending.no_such_page()


async def _asset_at(name: str, request: Request) -> Answer:
    return Answer(files_in(links.ASSETS).find(name), AN_HOUR)


ROUTES = [
    Route("/assets/{name:path}", asset),
    Route("/static/{name:path}", streamlit_file),
    Route("/places.json", in_turn(suggestions)),
    Route("/geometry/{layer}.geojson", in_turn(geometry)),
    Route("/download/agreement/{area}.csv", in_turn(agreement_csv)),
    Route("/download/theme/{scope}.csv", in_turn(theme_csv)),
    Route("/download/{indicator}.csv", in_turn(indicator_csv)),
    Route("/calendar/{area}.ics", in_turn(calendar)),
    *papers.ROUTES,
    *board_papers.ROUTES,
    *drawn.ROUTES,
    *presented.ROUTES,
    Route("/data", in_turn(open_data)),
    Route("/data/", in_turn(open_data)),
    Route("/data/{name}", in_turn(open_data)),
    Route("/data/{build}/{name}", in_turn(open_data_of_build)),
    Route("/robots.txt", signposts.robots),
    Route("/sitemap.xml", in_turn(signposts.sitemap)),
    Route("/preview/{page}.png", in_turn(signposts.picture)),
    Route("/favicon.ico", partial(_asset_at, "favicon.svg")),
    Route("/.well-known/security.txt", signposts.security_contact),
]
