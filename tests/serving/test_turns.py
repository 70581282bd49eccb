"""Whose page is made next, and what each address may ask for: one that asks for much waits, and nobody else."""

import asyncio
import math
import threading
import time
from asyncio import CancelledError
from collections.abc import Callable
from ipaddress import ip_network

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.testing.v1 import AppTest

from pages.serving import settings, turns
from pages.serving.wire import allowances
from tests.pages.views import PAGES, markup
from tests.running import in_a_loop


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Gone(Exception):
    """What ends the script of a visitor who has left."""


def peer(name: str) -> str:
    """The address of a visitor by the name of 'flood' or 'reader', or by an address."""
    return name if ":" in name else f"192.0.2.{ord(name[0])}"


def scope_of(name: str) -> dict:
    return {"client": (peer(name), 1), "path": "/"}


class Pages:
    """Scripts in threads of their own, each holding its turn until it is told to end."""

    def __init__(
        self, at_once: int, line: int = 100, clock: Callable[[], float] = time.monotonic, line_s: float = math.inf
    ):
        self.turns = turns.Turns(at_once, line, 60, clock, line_s)
        self.began: list[str] = []
        self.refused: list[str] = []
        self.ends: dict[str, threading.Event] = {}

    def ask(self, name: str, while_waiting: Callable[[], object] = lambda: None, kind: str = "card") -> None:
        """Ask for a page called 'address/number', and come back once it is made, waits or was sent away."""
        end = self.ends[name] = threading.Event()

        def script() -> None:
            try:
                with self.turns.taken(peer(name), kind, while_waiting):
                    self.began.append(name)
                    end.wait(20)
            except turns.TooMany:
                self.refused.append(name)
            except Gone:
                pass

        known = self.known()
        threading.Thread(target=script, daemon=True).start()
        until(lambda: self.known() > known)

    def known(self) -> int:
        return len(self.began) + len(self.refused) + self.waiting()

    def waiting(self) -> int:
        with self.turns.lock:  # Who comes waits for a moment, even if called at once.
            return sum(map(len, self.turns.waiting.values()))

    def end(self, name: str) -> None:
        known = len(self.began), self.waiting()
        self.ends[name].set()
        until(lambda: not known[1] or (len(self.began), self.waiting()) != known)


def until(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.001)


def test_pages_beyond_those_at_once_wait_for_one_to_end():
    pages = Pages(at_once=2)
    for name in ("a/1", "b/1", "c/1"):
        pages.ask(name)
    until(lambda: pages.began == ["a/1", "b/1"])
    pages.end("b/1")
    until(lambda: pages.began == ["a/1", "b/1", "c/1"])


def test_addresses_take_turns_however_much_each_asks_for():
    pages = Pages(at_once=1)
    for name in ("flood/1", "flood/2", "flood/3", "flood/4", "reader/1", "other/1", "other/2"):
        pages.ask(name)
    order = ["flood/1", "flood/2", "reader/1", "other/1", "flood/3", "other/2", "flood/4"]
    for name in order:
        pages.end(name)
    until(lambda: pages.began == order)


def test_one_network_of_ipv6_has_no_more_turns_than_two_addresses():
    """Its homes are 256 addresses, each of which came before a reader who asked last."""
    pages = Pages(at_once=1)
    pages.ask("busy/1")
    homes = [f"2001:db8:0:{number:x}00::/56" for number in range(8)]
    for name in (*homes, "reader/1", "other/1"):
        pages.ask(name)
    order = ["busy/1", homes[0], homes[1], "reader/1", "other/1", *homes[2:]]
    for name in order:
        pages.end(name)
    until(lambda: pages.began == order)


def test_where_too_many_wait_the_latest_of_who_waits_most_is_sent_away():
    pages = Pages(at_once=1, line=3)
    for name in ("flood/1", "flood/2", "flood/3", "flood/4", "reader/1"):
        pages.ask(name)
    until(lambda: pages.refused == ["flood/4"])
    pages.ask("flood/5")
    until(lambda: pages.refused == ["flood/4", "flood/5"])
    for name in ("flood/1", "flood/2", "reader/1", "flood/3"):
        pages.end(name)
    until(lambda: pages.began == ["flood/1", "flood/2", "reader/1", "flood/3"])


def test_of_those_who_wait_for_as_much_who_came_first_stays():
    pages = Pages(at_once=1, line=2)
    for name in ("a/1", "b/1", "c/1", "d/1"):
        pages.ask(name)
    until(lambda: pages.refused == ["d/1"])


def test_what_waits_is_bounded_by_the_time_it_is_expected_to_take():
    """A hundred boards of ever other days, of a hundred addresses, had everybody else wait for 18 s."""
    clock = Clock()
    pages = Pages(at_once=1, clock=clock, line_s=5)
    for kind, seconds in (("board", 2), ("card", 0.2), ("board", 2)):
        pages.ask("known/1", kind=kind)
        clock.now += seconds
        pages.end("known/1")
        until(lambda: not pages.turns.running)
    for name in ("a/1", "b/1", "c/1", "d/1"):
        pages.ask(name, kind="board")
        clock.now += 0.01
    until(lambda: pages.refused == ["d/1"])  # Three would be six seconds.
    for name in ("e/1", "f/1", "g/1", "h/1", "i/1", "j/1"):
        pages.ask(name)
        clock.now += 0.01
    until(lambda: pages.refused == ["d/1", "c/1"])  # The dearest gives way, and of two the one that came last.
    assert pages.began[3:] == ["a/1"] and pages.waiting() == 7


def test_how_long_an_answer_takes_is_not_known_by_how_soon_its_address_was_understood():
    both = turns.Turns(at_once=1, line=1, longest_s=60)

    async def ask() -> None:
        await both.run(scope_of("reader"), str, "understood")
        await both.run(scope_of("reader"), str)

    in_a_loop(ask())
    assert len(both.took) == 2


def test_who_leaves_gives_up_the_place_and_a_page_that_fails_gives_up_the_turn(monkeypatch):
    monkeypatch.setattr(turns, "CHECK_S", 0.01)
    pages = Pages(at_once=1)
    pages.ask("a/1")
    has_left = threading.Event()

    def look() -> None:
        if has_left.is_set():
            raise Gone

    pages.ask("b/1", look)
    pages.ask("c/1")
    has_left.set()
    until(lambda: pages.waiting() == 1)
    pages.end("a/1")
    until(lambda: pages.began == ["a/1", "c/1"])
    pages.end("c/1")
    until(lambda: not pages.turns.running)
    with pytest.raises(ZeroDivisionError), pages.turns.taken("d", "card", lambda: None):
        raise ZeroDivisionError
    assert not pages.turns.running and not pages.turns.waiting


def test_a_page_that_hangs_holds_nobody_up_for_good(monkeypatch):
    monkeypatch.setattr(turns, "CHECK_S", 0.01)
    clock = Clock()
    pages = Pages(at_once=1, clock=clock)
    pages.ask("a/1")
    pages.ask("b/1")
    clock.now += 59
    time.sleep(0.05)
    until(lambda: pages.began == ["a/1"])
    clock.now += 1
    until(lambda: pages.began == ["a/1", "b/1"])
    pages.ask("c/1")
    pages.ends["a/1"].set()
    time.sleep(0.05)
    until(lambda: pages.began == ["a/1", "b/1"])  # Its late end makes no room twice.
    pages.end("b/1")
    until(lambda: pages.began == ["a/1", "b/1", "c/1"])


def test_answers_take_turns_with_pages_and_wait_without_a_thread():
    pages = Pages(at_once=1)
    pages.ask("flood/page")
    threads, order, ends = [], [], {name: threading.Event() for name in ("flood/1", "flood/2", "reader/1")}

    def work(name: str) -> str:
        order.append(name)
        threads.append(threading.active_count())
        assert ends[name].wait(20)
        return f"answer of {name}"

    async def ask_at_once() -> list:
        before = threading.active_count()
        asked = []
        for name in ends:
            asked.append(asyncio.create_task(pages.turns.run(scope_of(name), work, name)))
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        assert (order, threading.active_count(), pages.waiting()) == ([], before, 3)
        await asyncio.to_thread(pages.ask, "other/page")
        for begins, end in (("flood/1", "flood/page"), ("reader/1", "flood/1"), ("other/page", "reader/1")):
            (pages.ends | ends)[end].set()
            while begins not in (*order, *pages.began):
                await asyncio.sleep(0.001)
        pages.ends["other/page"].set()
        ends["flood/2"].set()
        return await asyncio.gather(*asked)

    assert in_a_loop(ask_at_once()) == [f"answer of {name}" for name in ends]
    assert order == ["flood/1", "reader/1", "flood/2"]
    assert not pages.turns.running and not pages.turns.waiting


def test_an_answer_that_is_one_too_many_fails_or_is_given_up_takes_no_turn():
    crowded = turns.Turns(at_once=1, line=1, longest_s=60)
    end, began = threading.Event(), threading.Event()

    async def ask_at_once() -> list:
        first = asyncio.create_task(crowded.run(scope_of("a"), lambda: began.set() or end.wait(20)))
        while not began.is_set():
            await asyncio.sleep(0.001)
        given_up = asyncio.create_task(crowded.run(scope_of("b"), lambda: 1))
        await asyncio.sleep(0.01)
        with pytest.raises(turns.TooMany):
            await crowded.run(scope_of("b"), lambda: 2)
        given_up.cancel()
        await asyncio.sleep(0.01)
        fails = asyncio.create_task(crowded.run(scope_of("b"), lambda: 1 / 0))
        await asyncio.sleep(0.01)
        end.set()
        return await asyncio.gather(first, given_up, fails, return_exceptions=True)

    made, given_up, failed = in_a_loop(ask_at_once())
    assert made is True
    assert isinstance(given_up, CancelledError)
    assert isinstance(failed, ZeroDivisionError)
    assert not crowded.running and not crowded.waiting


def test_an_answer_that_hangs_holds_no_answer_up_for_good(monkeypatch):
    monkeypatch.setattr(turns, "CHECK_S", 0.01)
    clock, end = Clock(), threading.Event()
    crowded = turns.Turns(at_once=1, line=10, longest_s=60, clock=clock)

    async def ask_at_once() -> str:
        hanging = asyncio.create_task(crowded.run(scope_of("a"), end.wait, 20))
        await asyncio.sleep(0.05)
        asked = asyncio.create_task(crowded.run(scope_of("b"), str, "made"))
        await asyncio.sleep(0.05)
        assert not asked.done()
        clock.now += 60
        made = await asked
        end.set()
        await hanging
        return made

    assert in_a_loop(ask_at_once()) == "made"


def test_an_allowance_is_for_each_address_and_comes_back_with_time():
    clock = Clock()
    allowance = allowances.Allowance(per_second=2, at_once=3, clock=clock)
    assert [allowance.wait("a", 1.0) for _ in range(5)] == [0.0, 0.0, 0.0, 0.5, 1.0]
    assert allowance.wait("a", 1.0) is None
    assert allowance.wait("b", 1.0) == 0.0
    clock.now += 0.5
    assert [allowance.wait("a", 1.0) for _ in range(2)] == [1.0, None]
    clock.now += 100
    assert [allowance.wait("a", 1.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]


def test_addresses_that_are_owed_nothing_are_forgotten():
    clock = Clock()
    allowance = allowances.Allowance(per_second=10, at_once=10, clock=clock)
    for number in range(5 * allowances.MANY):
        allowance.wait(str(number), 1.0)
        clock.now += 0.01
    assert len(allowance.due) <= allowances.MANY + 1


def test_a_page_that_finds_too_many_waiting_says_so_and_comes_by_itself(served_in_process, monkeypatch):
    crowded = turns.Turns(at_once=1, line=0, longest_s=60)
    monkeypatch.setattr(turns, "TURNS", crowded)
    with crowded.taken("somebody else", "card", lambda: None):
        frame = AppTest.from_file(str(PAGES / "serving" / "frame.py"), default_timeout=30).run()
        assert not frame.exception
        assert '<p class="answer" role="status">Many people are reading just now.' in markup(frame)
        assert "page-footer" not in markup(frame)
    frame.run()
    assert "page-footer" in markup(frame)
    assert "Many people" not in markup(frame)
    assert not crowded.running


class Socket:
    """One socket of a visitor: what it says, what it is told, and how long what it said had to wait."""

    def __init__(self, *said: dict, peer: str = "192.0.2.7", **headers: str):
        self.said = [{"type": "websocket.receive", **message} for message in said]
        self.told: list[dict] = []
        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        self.scope = {"type": "websocket", "client": (peer, 1), "headers": named, "path": "/_stcore/stream"}

    async def receive(self) -> dict:
        return self.said.pop(0) if self.said else {"type": "websocket.disconnect", "code": 1005}

    async def send(self, message: dict) -> None:
        self.told.append(message)

    def through(self, guard: allowances.Sockets) -> "Socket":
        in_a_loop(guard(self.scope, self.receive, self.send))
        return self

    @property
    def refusal(self) -> tuple | None:
        first = self.told[0] if self.told else {}
        return first.get("status") or first.get("code")


class App:
    """What stands behind: what reached it, and of whom. `stays`: what else is to happen while a socket is open."""

    def __init__(self, stays: Callable = lambda: None):
        self.heard: list[bytes] = []
        self.addresses: list[str] = []
        self.stays = stays

    async def __call__(self, scope, receive, send) -> None:
        self.addresses.append(scope["client"][0])
        while (message := await receive())["type"] != "websocket.disconnect":
            self.heard.append(message["bytes"])
        self.stays()


@pytest.fixture
def waits(monkeypatch) -> list[float]:
    """Every pause that is made, which takes no time."""
    made = []

    async def sleep(seconds: float) -> None:
        if seconds:
            made.append(round(seconds, 3))

    monkeypatch.setattr(allowances, "sleep", sleep)
    return made


@pytest.fixture
def small(monkeypatch) -> None:
    for name, value in {
        "SOCKETS": 4, "SOCKETS_PER_ADDRESS": 2, "SOCKETS_PER_SECOND": 1, "SOCKETS_AT_ONCE": 3,
        "MESSAGES_PER_SECOND": 1, "MESSAGES_AT_ONCE": 4, "MESSAGES_PER_ADDRESS_PER_SECOND": 2,
        "MESSAGES_PER_ADDRESS_AT_ONCE": 6, "LONGEST_MESSAGE": 10,
    }.items():  # fmt: skip
        monkeypatch.setattr(settings, name, value)


def choice(number: int) -> bytes:
    """A message as of a browser: of seven bytes."""
    message = BackMsg()
    message.rerun_script.query_string = f"a={number}"
    return message.SerializeToString()


def sent(count: int) -> list[dict]:
    return [{"bytes": choice(number)} for number in range(count)]


def test_what_an_address_says_too_fast_over_all_its_sockets_waits(small, waits):
    app = App()
    guard = allowances.Sockets(app, clock=Clock())
    for _ in range(2):
        assert Socket(*sent(4)).through(guard).told == []
    assert waits == [0.5, 1.0]  # The seventh and the eighth, at two a second.
    assert len(app.heard) == 8
    Socket(*sent(4), peer="192.0.2.8").through(guard)
    assert waits == [0.5, 1.0]
    assert len(app.heard) == 12


def test_a_socket_that_says_far_too_much_is_closed_and_nobody_else(small, waits):
    app = App()
    guard = allowances.Sockets(app, clock=Clock())
    cut_off = Socket(*sent(9)).through(guard)
    assert (cut_off.refusal, cut_off.told[0]["reason"]) == (1008, "too many messages")
    assert app.heard == [choice(number) for number in range(4)]
    assert Socket(*sent(1)).through(guard).refusal is None


def rerun(**asked: str) -> bytes:
    return BackMsg(rerun_script=ClientState(**asked)).SerializeToString()


@pytest.mark.parametrize(
    ("message", "is_right"),
    [
        ({"bytes": rerun(query_string="x" * 20_000)}, False),
        ({"text": "hello"}, False),
        ({"text": "x" * 11, "bytes": None}, False),
        ({"bytes": b"\xff" * 100}, False),
        ({"bytes": b"\x0a\xff\xff"}, False),
        ({"bytes": rerun(fragment_id="x" * 201)}, False),
        ({"bytes": rerun(page_script_hash="x" * 201)}, False),
        ({"bytes": rerun(page_name="x" * 201)}, False),
        ({"bytes": rerun(fragment_id="0" * 64, page_script_hash="0" * 32, page_name="report_card")}, True),
        ({"bytes": rerun(query_string="area=E10000006&place=" + "x" * 500)}, True),
        ({"bytes": BackMsg(stop_script=True).SerializeToString()}, True),
    ],
)
def test_what_no_browser_says_closes_its_socket(waits, message, is_right):
    app = App()
    told = Socket(message, *sent(1)).through(allowances.Sockets(app)).told
    assert [(each["code"], each["reason"]) for each in told] == (
        [] if is_right else [(1008, "no message of a browser")]
    )
    assert len(app.heard) == (2 if is_right else 0)


def test_sockets_beyond_the_limits_are_refused_and_make_room_when_they_end(small, waits):
    refused = []

    def another(peer: str) -> None:
        refused.append(Socket(peer=peer).through(guard).refusal)

    guard = allowances.Sockets(app := App(), clock=Clock())
    app.stays = lambda: len(app.addresses) < 2 and another("192.0.2.7")
    another("192.0.2.7")
    assert refused == [None, None]
    app.addresses.clear()
    app.stays = lambda: len(app.addresses) < 3 and another("192.0.2.9")
    another("192.0.2.9")
    assert refused[2:] == [503, None, None]
    assert guard.open.total == 0


class Held(Socket):
    """A socket that stays open until the server or the visitor ends it."""

    def __init__(self, guard: allowances.Sockets, peer: str, can_end: bool = True):
        super().__init__(peer=peer)
        self.spoken, self.ended, self.guard = asyncio.Queue(), None, guard
        if can_end:
            self.scope["extensions"] = {"end": self.end}

    def end(self, code: int, reason: str) -> None:
        self.ended = code
        self.leave()

    def leave(self) -> None:
        self.spoken.put_nowait({"type": "websocket.disconnect", "code": 1005})

    async def say(self) -> None:
        self.spoken.put_nowait({"type": "websocket.receive", "bytes": choice(1)})
        await self.settle()

    async def receive(self) -> dict:
        return await self.spoken.get()

    @staticmethod
    async def settle() -> None:
        for _ in range(5):
            await asyncio.sleep(0)

    async def come(self) -> "Held":
        self.guard.clock.now += 1
        self.task = asyncio.create_task(self.guard(self.scope, self.receive, self.send))
        await self.settle()
        return self


def holding(*peers: str, then=None, can_end: bool = True) -> list[Held]:
    """Sockets that come one after the other and stay. `then`: what happens when all are there."""

    async def hold() -> list[Held]:
        guard = allowances.Sockets(App(), clock=Clock())
        held = [await Held(guard, peer, can_end).come() for peer in peers]
        if then:
            await then(guard, held)
        for each in held:
            each.leave()
        await asyncio.gather(*(each.task for each in held))
        assert guard.open.total == 0 and not guard.open.by_network
        return held

    return in_a_loop(hold())


@pytest.fixture
def roomy(monkeypatch, small) -> None:
    for name, value in {"SOCKETS": 8, "SOCKETS_PER_ADDRESS": 4, "SOCKETS_AT_ONCE": 20}.items():
        monkeypatch.setattr(settings, name, value)


MOST, FEW = "192.0.2.7", "192.0.2.8"


def test_where_all_sockets_are_taken_the_silent_longest_of_who_has_most_gives_way(roomy):
    async def speak(guard, held) -> None:
        await held[0].say()
        held.append(await Held(guard, "192.0.2.9").come())

    others = ["198.51.100.1", "198.51.100.2", "198.51.100.3"]
    held = holding(*[MOST] * 4, FEW, *others, then=speak)
    assert [each.ended for each in held] == [None, 1013] + [None] * 7
    assert held[-1].refusal is None


def test_who_has_as_many_as_any_takes_no_other_s_socket(roomy):
    held = holding(*[MOST] * 4, *[FEW] * 4, "192.0.2.9", FEW, MOST)
    # The first has three left and the second four: each would only push the other out.
    assert [each.ended for each in held[:9]] == [1013] + [None] * 8
    assert [each.refusal for each in held[8:]] == [None, 503, 503]


def test_one_network_of_ipv6_has_no_more_than_two_addresses_have(roomy, monkeypatch):
    monkeypatch.setattr(settings, "SOCKETS", 100)
    homes = [f"2001:db8:0:{number:x}00::1" for number in range(9)]
    held = holding(*homes, "2001:db8:1::1", *[homes[0]] * 2)
    assert [each.refusal for each in held] == [None] * 8 + [503, None, 503, 503]


def test_within_a_full_network_of_ipv6_the_home_with_most_gives_way(roomy, monkeypatch):
    monkeypatch.setattr(settings, "SOCKETS", 100)
    most, few = "2001:db8:0:100::1", "2001:db8:0:200::1"
    held = holding(*[most] * 4, *[few] * 3, "2001:db8:0:300::1", "2001:db8:0:400::1")
    assert [each.ended for each in held] == [1013] + [None] * 8


def test_a_socket_that_nobody_can_end_keeps_its_place(roomy):
    """As under streamlit run."""
    held = holding(*[MOST] * 4, *[FEW] * 4, "192.0.2.9", can_end=False)
    assert [each.refusal for each in held] == [None] * 8 + [503]


def test_what_one_network_of_ipv6_says_too_fast_waits(monkeypatch):
    """Its homes are 256 addresses; it has what two of them have."""
    allowance = allowances.Allowances(per_second=2, at_once=3, clock=Clock())
    homes = [f"2001:db8:0:{number:x}00::/56" for number in range(8)]
    assert [allowance.wait(home, 1.0) for home in homes] == [0.0] * 6 + [0.25, 0.5]
    assert [allowance.wait("2001:db8:1::/56", 1.0), allowance.wait(MOST, 1.0)] == [0.0, 0.0]
    assert [allowance.wait(homes[0], 1.0) for _ in range(3)] == [0.75, 1.0, None]


def test_new_sockets_of_one_address_wait_and_beyond_patience_are_refused(small, waits):
    guard = allowances.Sockets(App(), clock=Clock())
    refusals = [Socket().through(guard).refusal for _ in range(14)]
    assert waits == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    assert refusals == [None] * 13 + [503]
    assert Socket(peer="192.0.2.8").through(guard).refusal is None


@pytest.mark.parametrize(
    ("peer", "headers", "address"),
    [
        ("192.0.2.7", {}, "192.0.2.7"),
        ("192.0.2.7", {"x_forwarded_for": "198.51.100.1"}, "192.0.2.7"),
        ("10.0.0.1", {"x_forwarded_for": "198.51.100.1"}, "198.51.100.1"),
        ("::ffff:192.0.2.7", {}, "192.0.2.7"),
        ("2001:db8::1", {}, "2001:db8::/56"),
    ],
)
def test_the_script_takes_its_turn_by_the_address_that_limits_count(monkeypatch, peer, headers, address):
    monkeypatch.setattr(settings, "PROXY", (ip_network("10.0.0.0/8"),))
    Socket(peer=peer, **headers).through(allowances.Sockets(app := App()))
    assert app.addresses == [address]


def test_a_visitor_who_leaves_while_spoken_to_is_no_fault(small):
    async def app(scope, receive, send) -> None:
        try:
            await send({"type": "websocket.send", "bytes": b""})
        except OSError:
            raise TypeError("as Streamlit's handler does") from None

    async def send(message) -> None:
        raise OSError

    leaving = Socket()
    leaving.send = send
    leaving.through(allowances.Sockets(app))

    async def broken(scope, receive, send) -> None:
        raise TypeError

    with pytest.raises(TypeError):
        Socket().through(allowances.Sockets(broken))


def test_a_server_that_ends_while_somebody_waits_is_no_fault(small):
    async def ending(scope, receive, send) -> None:
        raise CancelledError

    guard = allowances.Sockets(ending)
    assert Socket().through(guard).told == []
    assert guard.open.total == 0
