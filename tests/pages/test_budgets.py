"""What a page may cost: bytes to its browser, elements of its markup, questions to the warehouse."""

import contextlib
import re
import urllib.request
from typing import NamedTuple
from urllib.parse import parse_qsl

import pytest

from pages.serving import database
from tests.bench.sessions import Session
from tests.pages.views import markup, run
from tests.running import in_a_loop


class Budget(NamedTuple):
    """The most that one page may cost: bytes over the websocket before they are packed, questions, elements of markup.

    `first`: opened for the first time, where nothing has been asked yet. `again`: asked for again by the same visitor.
    Nothing here depends on the machine, as time does, or on how well a library packs.
    """

    first_bytes: int
    again_bytes: int
    first_questions: int
    again_questions: int
    elements: int


# Measured, with at most a tenth to spare. A page over its budget has grown: find what grew, send or ask less; or, where
# the page is worth more now, set what it costs here.
BUDGETS = {
    "/": Budget(6_850, 7_050, 3, 0, 45),
    "/?place=Fareham": Budget(7_450, 7_700, 9, 6, 58),
    "/report_card?area=E06000044&year=2010/11": Budget(88_700, 10_000, 14, 4, 1_640),
    "/report_card?area=E10000014&year=2010/11": Budget(81_400, 10_000, 15, 4, 1_460),
    "/report_card?area=E08000018&by=policy": Budget(60_600, 10_500, 23, 0, 940),
    "/report_card?area=E08000018&by=theme": Budget(59_800, 10_500, 23, 0, 920),
    "/report_card?area=E10000006&by=policy": Budget(48_400, 10_100, 23, 0, 810),
    "/report_card?area=E10000006&by=theme": Budget(47_400, 10_100, 23, 0, 770),
    "/report_card?area=E10000006&view=promises": Budget(45_600, 10_100, 23, 0, 750),
    "/report_card?area=E10000006&view=checks": Budget(16_300, 11_000, 10, 0, 98),
    "/report_card?area=E10000006&view=record": Budget(13_100, 11_200, 11, 0, 51),
    "/report_card?area=X10000001&view=changes&since=2010-03-25": Budget(157_400, 21_600, 9, 0, 2_150),
    "/district_map?indicator=NI 55&year=2010/11": Budget(19_000, 7_900, 10, 0, 14),
    "/district_map?county=E10000014&indicator=NI 55&year=2010/11": Budget(9_800, 8_800, 10, 0, 14),
    "/indicator?indicator=NI 151&area=E06000044": Budget(60_500, 17_300, 29, 5, 590),
    "/indicator?indicator=NI 152&area=E10000006": Budget(29_800, 17_000, 27, 5, 44),
    "/about_the_data?section=sources": Budget(57_700, 3_630, 2, 0, 920),
    "/about_the_data?section=left_out": Budget(33_700, 3_650, 1, 0, 395),
    "/about_the_data?section=coverage": Budget(25_800, 3_640, 3, 0, 790),
    "/about_the_data?section=problems": Budget(60_600, 3_720, 3, 0, 1_780),
    "/about_the_data?section=methods": Budget(38_000, 3_640, 13, 0, 415),
    "/about_the_data?section=glossary": Budget(24_800, 3_630, 1, 0, 470),
    "/about_the_data?section=downloads": Budget(29_700, 3_710, 1, 0, 650),
}
# The first answer to an address, in brotli: the whole page to read.
FIRST_ANSWERS = {
    "/": 2_800,
    "/?place=Fareham": 3_000,
    "/report_card?area=E06000044&year=2010/11": 12_000,
    "/report_card?area=E10000014&year=2010/11": 11_300,
    "/report_card?area=E08000018&by=policy": 8_000,
    "/report_card?area=E08000018&by=theme": 8_400,
    "/report_card?area=E10000006&by=policy": 6_600,
    "/report_card?area=E10000006&by=theme": 6_600,
    "/report_card?area=E10000006&view=promises": 6_300,
    "/report_card?area=E10000006&view=checks": 3_800,
    "/report_card?area=E10000006&view=record": 3_300,
    "/report_card?area=X10000001&view=changes&since=2010-03-25": 12_600,
    "/district_map?indicator=NI 55&year=2010/11": 11_100,
    "/district_map?county=E10000014&indicator=NI 55&year=2010/11": 5_200,
    "/indicator?indicator=NI 151&area=E06000044": 18_000,
    "/indicator?indicator=NI 152&area=E10000006": 12_400,
    "/about_the_data?section=sources": 14_600,
    "/about_the_data?section=left_out": 4_500,
    "/about_the_data?section=coverage": 4_200,
    "/about_the_data?section=problems": 6_700,
    "/about_the_data?section=methods": 11_000,
    "/about_the_data?section=glossary": 6_700,
    "/about_the_data?section=downloads": 7_200,
}


async def received(port: int, path: str, query: str) -> tuple[int, int]:
    """The bytes that a page costs when it is opened and when it is asked for again."""
    session = Session(port, is_packed=False)
    try:
        return (await session.open(path, query)).bytes_received, (await session.ask(query)).bytes_received
    finally:
        await session.close()


class Counted:
    """A cursor that counts what it is asked."""

    def __init__(self, con, asked: list[str]):
        self._con, self._asked = con, asked

    def execute(self, query: str, *arguments):
        self._asked.append(query)
        return self._con.execute(query, *arguments)

    def __getattr__(self, name: str):
        return getattr(self._con, name)


@pytest.fixture
def asked(served_in_process, monkeypatch) -> list[str]:
    """Every question that pages of this process ask, from when nothing has been asked yet."""
    cursor, questions = database.cursor, []

    @contextlib.contextmanager
    def counted():
        with cursor() as con:
            yield Counted(con, questions)

    monkeypatch.setattr(database, "cursor", counted)
    for kept in (database._lasting, database._shared):
        kept.cache_clear()
    return questions


def assert_within(what: str, cost: int, budget: int) -> None:
    assert cost <= budget, (
        f"{what}: {cost:,}, which is {cost - budget:,} over its budget of {budget:,}: send or ask less"
    )
    assert budget <= cost * 1.1 + 1, f"{what}: {cost:,}; lower its budget of {budget:,} to what it costs now"


@pytest.mark.parametrize("address", BUDGETS)
def test_a_page_costs_no_more_than_its_budget(address, server, asked):
    path, _, query = address.removeprefix("/").partition("?")
    budget = BUDGETS[address]
    first, again = in_a_loop(received(int(server.address.rpartition(":")[2]), path, query))
    assert_within(f"bytes of {address} when opened", first, budget.first_bytes)
    assert_within(f"bytes of {address} asked for again", again, budget.again_bytes)
    app = run(path or "find_your_area", **dict(parse_qsl(query)))
    first = len(asked)
    assert_within(f"elements of {address}", len(re.findall("<[a-z]", markup(app))), budget.elements)
    assert_within(f"questions of {address} when opened", first, budget.first_questions)
    app.run()
    assert_within(f"questions of {address} asked for again", len(asked) - first, budget.again_questions)


@pytest.mark.parametrize("address", FIRST_ANSWERS)
def test_the_answer_to_an_address_is_small(address, server):
    request = urllib.request.Request(server.address + address.replace(" ", "%20"), headers={"accept-encoding": "br"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert_within(f"bytes of the HTML of {address}", len(answer.read()), FIRST_ANSWERS[address])


def test_a_picker_whose_words_change_is_told_its_choice(server):
    """NI 153 is promised in Cumbria, and the national figures here have none: elsewhere it has only its name."""

    async def go() -> list[str]:
        session = Session(int(server.address.rpartition(":")[2]))
        try:
            await session.open("indicator", "indicator=NI 153&area=E10000006")
            shown = [session.widget("pick_indicator").value]
            for place in ("Fareham", "Havant"):
                await session.change("pick_area", place)  # Raises Failed where the page is an error.
                shown.append(session.widget("pick_indicator").value)
        finally:
            await session.close()
        return shown

    cumbria, fareham, havant = in_a_loop(go())
    assert "NI 153" in cumbria and cumbria != fareham == havant
