"""Charts and maps as files of their own: SVG, PNG, the figures as CSV, and a page that other sites may frame.

What an address asks for is understood before anything is made, and made once for each build, day and name.
"""

import io
from datetime import date
from functools import partial
from hashlib import sha256

from markupsafe import Markup
from starlette.requests import Request
from starlette.routing import Route

from data_pipeline import queries, spreadsheets, words
from data_pipeline.drawings import png, svg
from data_pipeline.drawings.describing import charts
from pages.components.drawings import described, still
from pages.components.finding import asked
from pages.components.markup import templates
from pages.serving import database, links, sending, settings, turns
from pages.serving.answers import papers
from pages.serving.answers.answering import AN_HOUR, Answer
from pages.serving.answers.kept import Kept

MAP = "map"
# By the end of an address: its media type, and where what is made of it is kept.
PICTURES = Kept(settings.KEPT_PICTURES, is_packed=True, making=papers.MAKING)
TEXTS = Kept(settings.KEPT_PICTURES)
ENDS = {"svg": ("image/svg+xml", TEXTS), "png": ("image/png", PICTURES), "csv": ("text/csv", TEXTS)}
FRAME = Markup('<iframe src="{}" title="{}" width="100%" height="560" style="border:0"></iframe>')
NOT_DRAWN = papers.Nothing("There is nothing to draw of what this address asks for.")
Found = described.Choices | papers.Nothing


def understood(kind: str, query) -> Found:
    """The choices that an address asks for, in our own words for them."""
    given = {name: links.bounded(query.get(name, "")) for name in ("indicator", "area", "county", "year", "target")}
    day = papers.day_of(query)
    if isinstance(day, papers.Nothing):
        return day
    place = _place(given["county" if kind == MAP else "area"])
    if place is None:
        return papers.NO_PLACE
    if kind == MAP and place == queries.ENGLAND and not given["indicator"]:
        return described.Choices(kind, place, None, None, day)
    agreement = database.lasting(queries.area, place)
    known = {row["indicator"]: None for row in database.lasting(queries.series)}
    if agreement and agreement["agreement_area_code"]:
        promised = database.lasting(queries.promises, agreement["agreement_area_code"], day)
        known |= {row["indicator"]: None for row in promised}
    indicator = asked.indicator(given["indicator"], known)
    if indicator is None:
        return papers.NO_MEASURE
    if kind == "promise":
        return described.Choices(kind, place, indicator, None, day, given["target"] or None)
    if kind == MAP and agreement and agreement["is_example"]:
        years = database.lasting(queries.promise_maps, place, day).get(indicator, [])
        year = asked.year(given["year"], years) if given["year"] else next(iter(years), None)
    else:
        year = papers.year_of(given["year"], day)
    if year is None or isinstance(year, papers.Nothing):
        return papers.NO_YEAR
    return described.Choices(kind, place, indicator, year, day)


def _place(written: str) -> str | None:
    if not written:
        return queries.ENGLAND
    return asked.area(written, [*(row["area_code"] for row in database.lasting(queries.areas)), *_scopes()])


def _scopes() -> list[str]:
    return [row["area_code"] for row in database.lasting(queries.map_scopes)]


def _found(kind: str, query) -> tuple[described.Choices, object] | papers.Nothing:
    """The choices with the chart or map of them."""
    chosen = understood(kind, query)
    if isinstance(chosen, papers.Nothing):
        return chosen
    drawing = still.of(chosen) if kind == MAP else described.chart(chosen)
    return (chosen, drawing) if drawing else NOT_DRAWN


async def picture(kind: str, end: str, request: Request) -> Answer:
    """A drawing as a file, or words that there is none."""
    found = await turns.TURNS.run(request.scope, _found, kind, request.query_params)
    if isinstance(found, papers.Nothing):
        return sending.nothing_there(found.sentence)
    (chosen, drawing), site = found, papers.site_of(request)
    media, kept = ENDS[end]
    key = (database.lasting(queries.fingerprint), _day(chosen), site, end, chosen)
    content = kept.content(key, media, _tag(key), partial(_made, chosen, drawing, end, site))
    name = "-".join(part for part in (kind, chosen.indicator, chosen.area, chosen.year) if part)
    shown = "attachment" if end == "csv" or "download" in request.query_params else "inline"
    file = "".join(letter if letter.isalnum() else "-" for letter in name.lower() if letter.isascii())
    return Answer(content, AN_HOUR, headers={"content-disposition": f'{shown}; filename="{file}.{end}"'})


async def embedded(kind: str, request: Request) -> Answer:
    """A chart as a page of its own that other sites may frame."""
    found = await turns.TURNS.run(request.scope, _found, kind, request.query_params)
    if isinstance(found, papers.Nothing):
        return sending.nothing_there(found.sentence)
    (chosen, drawing), site = found, papers.site_of(request)
    key = (database.lasting(queries.fingerprint), _day(chosen), site, "embed", chosen)
    return Answer(TEXTS.content(key, sending.HTML, _tag(key), partial(page, chosen, drawing, site)), AN_HOUR)


def page(chosen: described.Choices, drawing, site: str) -> str:
    """A drawing as a page without anything of Streamlit's, with its source and how to frame it."""
    picture_link = links.address("drawing/map.svg", **_query(chosen))
    image = Markup('<img src="{}" alt="{}" width="760" style="max-width:100%;height:auto">')
    inside = image.format(picture_link, drawing.alt) if chosen.kind == MAP else Markup(svg.inline(drawing))
    address = f"{site}{links.address(f'embed/{chosen.kind}', **_query(chosen))}"
    return templates.markup(
        "drawings/embedded",
        title=drawing.title,
        drawing=inside,
        notes=" ".join([*(() if chosen.kind == MAP else drawing.told), *_notes(chosen)]),
        address=_page(chosen),
        # Text of the page: what its reader copies.
        frame=str(FRAME.format(address, drawing.title)),
    )


def _made(chosen: described.Choices, drawing, end: str, site: str) -> str | bytes:
    if end == "csv":
        file = io.StringIO()
        rows = drawing.table() if chosen.kind == MAP else charts.table(drawing)
        source = " ".join(described.source(chosen))
        # With each row, so that it stays where rows are copied.
        spreadsheets.write_csv(file, [(*charts.HEADINGS, "Source and caveat"), *((*row, source) for row in rows)])
        return file.getvalue()
    lines = [*_notes(chosen), f"{site}{_page(chosen)}"]
    document = drawing.sheet(lines) if chosen.kind == MAP else svg.sheet(drawing, lines)
    return png.of(document) if end == "png" else document


def _notes(chosen: described.Choices) -> list[str]:
    return [*described.source(chosen), f"As known on {words.figures.day(date.fromisoformat(_day(chosen)))}."]


def _day(chosen: described.Choices) -> str:
    return chosen.as_of or date.today().isoformat()


def _query(chosen: described.Choices) -> dict[str, str | None]:
    where = "county" if chosen.kind == MAP else "area"
    return {"indicator": chosen.indicator, where: chosen.area, "year": chosen.year, "as_of": chosen.as_of,
            "target": chosen.target}  # fmt: skip


def _page(chosen: described.Choices) -> str:
    query = {name: value for name, value in _query(chosen).items() if name != "target"}
    return links.address("district_map" if chosen.kind == MAP else "indicator", **query)


def _tag(key: tuple) -> str:
    return sha256(repr(key).encode()).hexdigest()[:16]


ROUTES = [
    *(Route(f"/drawing/{kind}.{end}", partial(picture, kind, end)) for kind in (*described.KINDS, MAP) for end in ENDS),
    *(Route(f"/embed/{kind}", partial(embedded, kind)) for kind in (*described.KINDS, MAP)),
]
