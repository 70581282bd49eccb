"""What visitors do: which pages they open and what they change there."""

import random
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.bench.sessions import Failed, Rerun, Session

YEARS = ("2008/09", "2009/10", "2010/11")
PLACES = (
    "Fareham", "Southwark", "Cumbria", "Portsmouth", "Newcastle", "Kings", "Bath", "St Albans",
    "Wolverhamton", "North", "Abbey", "PO16", "Bristol", "East", "Northampton", "Leeds",
)  # fmt: skip


@dataclass(frozen=True)
class View:
    """A page as a link opens it, and what is changed there: widget key -> values, or None for any on offer."""

    name: str
    path: str
    query: str
    changes: dict[str, tuple[str, ...] | None]


VIEWS = (
    View("landing page: a search", "", "", {"place": PLACES}),
    View("report card: area", "report_card", "area=E06000044&year=2010/11", {"pick_area": None}),
    View("map of England: measure", "district_map", "indicator=NI 55&year=2010/11", {"pick_indicator": None}),
    View(
        "map of a region: place, measure",
        "district_map",
        "county=E12000009&indicator=NI 55&year=2010/11",
        {"pick_county": None, "pick_indicator": None},
    ),
    View(
        "indicator: measure, area",
        "indicator",
        "indicator=NI 55&area=E06000044&year=2010/11",
        {"pick_indicator": None, "pick_area": None},
    ),
    View("about the data: section", "about_the_data", "", {"pick_section": None}),
)
TUTORIAL = (View("tutorial map: measure", "", "", {"pick_indicator": None}),)

# How visitors spread: most look for their area and read its card.
SHARES = {"": 2, "report_card": 4, "district_map": 2, "indicator": 3, "about_the_data": 1}
CHANGED_BY_VISITORS = {
    "": {"place": PLACES},
    "report_card": {"pick_area": None, "pick_year": YEARS},
    "district_map": {"pick_indicator": None, "pick_county": None, "pick_year": YEARS},
    "indicator": {"pick_indicator": None, "pick_area": None, "pick_year": YEARS},
    "about_the_data": {"pick_section": None},
}
MOVES_TO_ANOTHER_PAGE = 0.2


async def change(session: Session, changes: dict[str, tuple[str, ...] | None], chance: random.Random) -> Rerun:
    """Change one of the widgets that the page has to another of its values: a worked example has no years to pick.

    A place is searched for in the address.
    """
    if "place" in changes:
        return await session.ask(urlencode({"place": chance.choice(changes["place"])}))
    keys = [key for key in changes if session.has(key)]
    if not keys:
        raise Failed(f"/{session.path}?{session.query} has none of {', '.join(changes)}")
    key = chance.choice(keys)
    widget = session.widget(key)
    others = [value for value in changes[key] or widget.options if value != widget.value]
    if not others:
        raise Failed(f"widget '{key}' offers nothing else")
    return await session.change(key, chance.choice(others))


class Visitor:
    """One person at the dashboard, or at the tutorial page."""

    def __init__(self, port: int, chance: random.Random, is_tutorial: bool = False):
        self.session = Session(port)
        self.chance = chance
        self.is_tutorial = is_tutorial

    async def arrive(self) -> Rerun:
        if self.is_tutorial:
            return await self.session.open("", "")
        path = self.chance.choices(list(SHARES), list(SHARES.values()))[0]
        views = [view for view in VIEWS if view.path == path]
        return await self.session.open(path, self.chance.choice(views).query)

    async def act(self) -> Rerun:
        """Change something on the page; one time in five, go to another page instead."""
        if self.is_tutorial:
            return await change(self.session, TUTORIAL[0].changes, self.chance)
        path = self.session.path
        if self.chance.random() < MOVES_TO_ANOTHER_PAGE:
            elsewhere = {other: share for other, share in SHARES.items() if other != path}
            page = self.chance.choices(list(elsewhere), list(elsewhere.values()))[0]
            return await self.session.open(page, self.session.query)
        return await change(self.session, CHANGED_BY_VISITORS[path], self.chance)
