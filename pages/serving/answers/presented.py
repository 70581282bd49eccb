"""A board's meeting for a projector: one page with every screen, which asks for nothing more once it is there."""

from dataclasses import asdict
from datetime import date
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from starlette.requests import Request
from starlette.routing import Route

from data_pipeline import queries, words
from data_pipeline.publishing.papers import documents
from pages.components.boards import screens, whole
from pages.components.finding import asked
from pages.components.markup import notes, templates
from pages.components.promises import promise_rows
from pages.serving import database, links, sending, turns
from pages.serving.answers import board_papers, first, papers
from pages.serving.answers.answering import ASK_AGAIN, Answer

SAYS = words.boards.screens


class Asked(NamedTuple):
    """What an address asks for, understood: the place, the day of the meeting, None without an agreement, filters."""

    area: str
    day: str | None
    only: documents.Only = documents.Only()


def understood(request: Request) -> Asked | papers.Nothing:
    """The place, the day and the filters of an address, as the papers for a board understand them."""
    area = asked.place(links.bounded(request.path_params["area"]))
    if area is None:
        return papers.NO_PLACE
    agreement = promise_rows.agreement(area)
    if agreement is None:
        return Asked(area["area_code"], None)
    day = board_papers.day_of(request.query_params, agreement["area_code"])
    if day is None:
        return papers.NO_DAY
    found = board_papers.only(request.query_params, whole.targets(agreement["area_code"], day))
    return found if isinstance(found, papers.Nothing) else Asked(area["area_code"], day, found)


async def presented(request: Request) -> Answer:
    """The screens of a meeting, or words that there is none."""
    found = await turns.TURNS.run(request.scope, understood, request)
    if isinstance(found, papers.Nothing):
        return sending.nothing_there(found.sentence)
    key = ("present", first.code(), database.lasting(queries.fingerprint), date.today().isoformat(), found)
    tag = sha256(repr(key).encode()).hexdigest()[:16]
    return Answer(first.KEPT.content(key, sending.HTML, tag, partial(page, found)), ASK_AGAIN)


def page(found: Asked) -> str:
    """The HTML of all screens."""
    area = asked.place(found.area)
    agreement = promise_rows.agreement(area)
    known = database.lasting(queries.agreement, agreement["area_code"], found.day) if agreement else None
    place = agreement["area_name"] if agreement else area["name"]
    if known is None:
        said = SAYS.NOTHING_THEN if agreement else SAYS.no_agreement(place)
        title = SAYS.title(place, date.fromisoformat(found.day)) if agreement else SAYS.untitled(place)
        shown = [{"title": title, "inside": templates.markup("presenting/nothing", said=said)}]
        back = links.address("board", area=found.area, on=found.day)
    else:
        meeting = _meeting(found, area, known)
        shown, back = screens.of(meeting), meeting.address
    on = words.figures.day(date.fromisoformat(found.day)) if found.day else None
    return templates.markup(
        "presenting/document",
        title=f"{notes.example_prefix(area)}{shown[0]['title']}",
        screens=shown,
        address=back,
        foot=SAYS.footed(place, on, area["is_example"]),
        keys=SAYS.KEYS,
        site=sending.TITLE,
    )


def _meeting(found: Asked, area: dict, known: dict) -> screens.Meeting:
    every, leads = whole.targets(known["area_code"], found.day), database.lasting(queries.lead_bodies)
    only = asdict(found.only)
    rows, which = words.boards.exceptions.chosen(every, leads, **only)
    return screens.Meeting(area, known, found.day, rows, tuple(which), only)


ROUTES = [Route("/present/{area}", presented)]
