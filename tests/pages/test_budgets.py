"""What a page may cost: bytes to its browser, elements of its markup, questions to the warehouse."""

import contextlib
import re
from typing import NamedTuple
from urllib.parse import parse_qsl

import pytest

from pages.serving import database, links
from pages.serving.answers import first
from tests.bench.sessions import Session
from tests.pages.views import run
from tests.running import in_a_loop


class Budget(NamedTuple):
    """The most that one page may cost: bytes before they are packed, questions, elements of markup.

    `answer`: the first answer of the server, of which the elements are counted. Over the websocket, `first`: opened for
    the first time, where nothing has been asked yet; `again`: asked for again by the same visitor. Nothing here
    depends on the machine, as time does, or on how well a library packs.
    """

    answer_bytes: int
    elements: int
    first_bytes: int
    again_bytes: int
    first_questions: int
    again_questions: int


# Measured, with at most a tenth to spare. A page over its budget has grown: find what grew, send or ask less; or, where
# the page is worth more now, set what it costs here.
BUDGETS = {
    "/": Budget(12_390, 197, 9_300, 7_300, 3, 0),
    "/?place=Fareham": Budget(13_010, 212, 10_100, 8_100, 12, 8),
    "/report_card?area=E06000044&year=2010/11": Budget(105_000, 1_900, 106_000, 12_700, 20, 4),
    "/report_card?area=E10000014&year=2010/11": Budget(98_500, 1_790, 99_500, 12_400, 21, 4),
    "/report_card?area=E08000018&by=policy": Budget(65_700, 1_150, 70_000, 13_200, 39, 0),
    "/report_card?area=E08000018&by=theme": Budget(65_100, 1_130, 65_600, 13_200, 39, 0),
    "/report_card?area=E10000006&by=policy": Budget(47_900, 880, 49_400, 13_000, 39, 0),
    "/report_card?area=E10000006&by=theme": Budget(48_700, 870, 50_200, 13_000, 39, 0),
    "/report_card?area=E10000006&view=promises": Budget(47_000, 840, 49_000, 13_000, 39, 0),
    "/report_card?area=E10000006&view=checks": Budget(17_320, 278, 18_420, 13_000, 10, 0),
    "/report_card?area=E10000006&view=record": Budget(14_000, 240, 15_700, 12_700, 19, 0),
    "/report_card?area=X10000001&view=changes&since=2010-03-25": Budget(160_600, 2_450, 157_700, 17_800, 12, 0),
    "/district_map?indicator=NI 55&year=2010/11": Budget(80_500, 2_010, 20_990, 10_500, 10, 0),
    "/district_map?county=E10000014&indicator=NI 55&year=2010/11": Budget(22_030, 367, 13_000, 9_400, 10, 0),
    "/theme?theme=HCOP&county=E10000014&year=2010/11": Budget(44_000, 770, 37_700, 7_600, 25, 2),
    "/theme?theme=CYP&year=2010/11": Budget(125_000, 2_770, 67_000, 8_600, 21, 0),
    "/theme?theme=EDE&area=E06000044&year=2010/11": Budget(71_000, 1_340, 53_500, 8_100, 28, 2),
    "/theme?theme=safer&county=X10000001": Budget(36_900, 650, 31_200, 7_200, 30, 0),
    "/indicator?indicator=NI 151&area=E06000044": Budget(121_000, 2_570, 71_500, 15_000, 36, 5),
    "/indicator?indicator=NI 152&area=E10000006": Budget(91_000, 2_100, 38_600, 15_500, 36, 5),
    "/get_involved": Budget(11_670, 206, 14_100, 9_700, 2, 0),
    "/get_involved?area=X10000001": Budget(30_600, 538, 32_700, 11_400, 12, 0),
    "/indicators": Budget(49_500, 1_070, 46_000, 5_300, 3, 0),
    "/indicators?q=obese children": Budget(10_800, 165, 7_250, 6_100, 5, 2),
    "/indicator?indicator=NI 45": Budget(17_300, 265, 17_900, 14_300, 9, 0),
    "/consultation": Budget(83_000, 1_110, 79_500, 4_300, 9, 0),
    "/facts": Budget(23_600, 394, 18_400, 5_500, 5, 1),
    "/facts?q=crime": Budget(15_670, 259, 10_560, 5_500, 5, 1),
    "/about_the_data?section=sources": Budget(77_000, 1_240, 73_500, 5_000, 3, 0),
    "/about_the_data?section=left_out": Budget(40_300, 550, 37_200, 5_000, 1, 0),
    "/about_the_data?section=coverage": Budget(30_600, 930, 27_690, 5_000, 3, 0),
    "/about_the_data?section=problems": Budget(68_500, 1_960, 63_900, 5_000, 3, 0),
    "/about_the_data?section=methods": Budget(44_300, 560, 39_910, 5_000, 13, 0),
    "/about_the_data?section=glossary": Budget(37_800, 640, 34_200, 5_000, 1, 0),
    "/about_the_data?section=downloads": Budget(48_000, 1_080, 44_700, 5_000, 1, 0),
    "/assessments?area=X10000001": Budget(90_300, 1_700, 90_900, 13_600, 18, 0),
    "/assessments?area=E08000018": Budget(19_900, 340, 22_800, 10_500, 17, 0),
    "/scrutiny?area=E08000018": Budget(26_700, 440, 27_200, 12_400, 21, 0),
    "/scrutiny?area=X10000001&by=policy": Budget(87_100, 1_400, 86_000, 13_500, 17, 0),
    "/compare?area=E06000044&year=2010/11": Budget(50_900, 770, 52_000, 10_650, 9, 0),
    "/compare?area=E06000044&indicator=NI 151": Budget(59_000, 860, 60_900, 10_800, 12, 0),
    "/compare?area=E06000044&view=places": Budget(42_000, 870, 43_000, 10_650, 13, 0),
    "/compare?area=E06000044&view=all": Budget(46_000, 545, 47_000, 10_650, 10, 0),
    "/compare?area=E06000044&view=cost&year=2010/11": Budget(31_600, 389, 32_600, 10_300, 9, 0),
    "/compare?area=E06000044&view=radar": Budget(25_700, 322, 27_000, 10_650, 10, 0),
    "/board?area=X10000001&on=2010-09-14": Budget(164_000, 2_850, 163_000, 15_200, 38, 0),
    "/board?area=E08000018": Budget(48_400, 800, 50_400, 12_300, 37, 0),
    "/partners?area=X10000001": Budget(55_500, 880, 54_300, 15_200, 35, 0),
    "/partners?area=E10000006": Budget(27_800, 445, 29_100, 11_900, 35, 0),
    "/partners?area=X10000001&partner=Exampleshire Police": Budget(29_800, 470, 28_400, 15_200, 31, 0),
    "/tracker?area=X10000001": Budget(37_900, 608, 37_900, 13_600, 9, 0),
}


async def received(port: int, path: str, query: str) -> tuple[int, int]:
    """The bytes that a page costs when it is opened and when it is asked for again."""
    session = Session(port, is_packed=False)
    try:
        return (await session.open(path, query)).bytes_received, (await session.ask(query)).bytes_received
    finally:
        await session.close()


def answer(address: str) -> tuple[int, int]:
    """The bytes and the elements of the first answer to an address."""
    path, _, query = address.removeprefix("/").partition("?")
    page = first.written(path or links.FIRST_PAGE, dict(parse_qsl(query)), "")
    return len(page.encode()), len(re.findall("<[a-z]", page))


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
    assert_within(f"questions of {address} when opened", first, budget.first_questions)
    app.run()
    assert_within(f"questions of {address} asked for again", len(asked) - first, budget.again_questions)


@pytest.mark.parametrize("address", BUDGETS)
@pytest.mark.usefixtures("served_in_process")
def test_the_first_answer_costs_no_more_than_its_budget(address):
    page, elements = answer(address)
    assert_within(f"bytes of the first answer of {address}", page, BUDGETS[address].answer_bytes)
    assert_within(f"elements of {address}", elements, BUDGETS[address].elements)


def test_a_picker_whose_words_change_is_told_its_choice(server):
    """LI 2 is a measure of Exampleshire alone: elsewhere it has only its name."""

    async def go() -> list[str]:
        session = Session(int(server.address.rpartition(":")[2]))
        try:
            await session.open("indicator", "indicator=LI 2&area=X10000001")
            shown = [session.widget("pick_indicator").value]
            for place in ("Fareham", "Havant"):
                await session.change("pick_area", place)  # Raises Failed where the page is an error.
                shown.append(session.widget("pick_indicator").value)
        finally:
            await session.close()
        return shown

    example, fareham, havant = in_a_loop(go())
    assert "LI 2" in example and example != fareham == havant
