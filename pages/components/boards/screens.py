"""A board's meeting in screens for a projector: where they stand, each exception, what to recommend and what is due."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from data_pipeline import queries, words
from data_pipeline.drawings import lettering
from pages.components.boards import agenda, exception_screen, exceptions, whole
from pages.components.markup import templates
from pages.serving import database, links

SAYS, TOLD, MEETS = words.boards.screens, words.boards.exceptions, words.boards.meeting
# In lines: what the last screen has room for below its sentence, and an item of a list where there are many; in parts
# of the size of the letters: how wide are a screen and such an item.
ROOM, LEAST, WIDE, ITEM = 15, 5, 43, 19
BOLD = 1.05  # How much wider bold letters are.


class Meeting(NamedTuple):
    """Whose board meets on which day, and the targets before it, which are all or those that `which` says.

    `area`: what was asked for; `agreement`: as it was known on the day, of this area or of what it was a part of;
    `filters`: what an address says for `which`.
    """

    area: dict
    agreement: dict
    day: str
    rows: list[dict]
    which: tuple[str, ...] = ()
    filters: Mapping[str, str | None] = MappingProxyType({})

    @property
    def on(self) -> date:
        return date.fromisoformat(self.day)

    @property
    def last(self) -> str | None:
        """The day since which things are new."""
        return whole.since(self.agreement, self.day)

    @property
    def address(self) -> str:
        """The page for the board, of which these are the screens."""
        return links.address("board", area=self.agreement["area_code"], on=self.day, **self.filters)


def of(meeting: Meeting) -> list[dict]:
    """Every screen in order: its `title`, and what stands `inside`."""
    code = meeting.agreement["area_code"]
    papers = whole.papers(code, meeting.day, meeting.last)
    pairs = exceptions.found(code, meeting.day, meeting.rows)
    told = TOLD.told(pairs, papers, meeting.on)
    about = (meeting.day, words.figures.day(meeting.on), meeting.address)
    points = database.lasting(queries.every_promise_point, code, meeting.day) if pairs else {}
    shown = [
        exception_screen.of(one, pair, points.get(pair[1]["indicator"], []), papers["actions"], about)
        for one, pair in zip(told, pairs, strict=True)
    ]
    return [_first(meeting, pairs), *shown, *([_last(meeting)] if meeting.rows else [])]


def _first(meeting: Meeting, pairs: list[tuple[dict, dict]]) -> dict:
    """Where they stand, and how many exceptions there are."""
    agreement, rows = meeting.agreement, meeting.rows
    everything = database.lasting(queries.standing, agreement["area_code"], meeting.day)
    only = TOLD.only(len(rows), len(words.tallies.targets(everything)), list(meeting.which))
    good, others = queries.no_exceptions(rows, pairs)
    since = meeting.last and date.fromisoformat(meeting.last)
    inside = templates.markup(
        "presenting/first",
        example=words.cards.example(meeting.area) if agreement["is_example"] else "",
        part=meeting.area["name"] if meeting.area["area_code"] != agreement["area_code"] else "",
        whole=agreement["area_name"],
        answer=whole.answer(rows if only else everything),
        only=only,
        counts=TOLD.counts(len(pairs), len(good), len(others)),
        dated=MEETS.dated(meeting.on, agreement["edition"], since),
        has_none=bool(rows) and not pairs,
    )
    return {"title": SAYS.title(agreement["area_name"], meeting.on), "inside": inside}


def _last(meeting: Meeting) -> dict:
    """What is to be recommended or answered, and what is due, as many of each as there is room for."""
    code, on, rows = meeting.agreement["area_code"], meeting.on, meeting.rows
    found = database.lasting(queries.meeting, code, meeting.day, meeting.last)
    agreed = whole.to_agree(code, meeting.day, meeting.last, rows)
    titles = {row["target"] for row in rows}
    due = [row for row in found["due"] if row["target"] in titles]
    actions = queries.concerning(found["actions"], rows)
    told = SAYS.actions(meeting.last, MEETS.actions(actions)) if actions else ""
    room = ROOM - len(lettering.wrapped(told, 1, WIDE))
    inside = templates.markup(
        "presenting/last",
        role=MEETS.ROLE,
        agreed=_listed(MEETS.agreed(*agreed), agenda.waits(*agreed), room),
        due=_listed(MEETS.due(due), [SAYS.due(row, MEETS.expected(row, on), TOLD.lead(row)) for row in due], room),
        actions=told,
        address=meeting.address,
    )
    return {"title": SAYS.LAST, "inside": inside}


def _listed(told: str, texts: list[str], room: int) -> tuple[str, list[str], str]:
    """A list under what it comes to: as many of these as there is room for, and how many more there are."""
    shown, left = [], room - len(lettering.wrapped(told, BOLD, ITEM + 1)) - 1
    most = max(LEAST, left // max(1, len(texts)))
    for text in texts:
        cut, _ = lettering.fitted(text, 1, ITEM, most)
        left -= len(lettering.wrapped(cut, 1, ITEM))
        if left < 0:
            break
        shown.append(cut)
    return told, shown, SAYS.more(len(texts) - len(shown)) if len(shown) < len(texts) else ""
