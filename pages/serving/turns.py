"""Whose page or answer is made next: so many at once, and the addresses that ask take turns."""

import asyncio
import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

import anyio

from pages.serving import settings
from pages.serving.wire import addresses

Answer = TypeVar("Answer")
THREADS = anyio.CapacityLimiter(math.inf)  # As many as have a turn.

CHECK_S = 2.0  # How often one that waits says so, and learns by that whether its visitor has gone.
UNKNOWN_S = 0.1  # How long what is of a kind that nobody has asked for yet is expected to take.
RECENT = 8  # Of a kind, how many count for how long the next is expected to take.


class TooMany(Exception):
    """More are waiting than can be served soon: ask again later."""


class Turn:
    """One page or answer to be made for an address, which shares its turns with what else has the same `address`.

    `kind`: what is of the same takes about as long. `since`: when it came, and later when it began, in seconds.
    `call`: tells who waits for it, from whatever thread.
    """

    def __init__(self, address: str, kind: Hashable, since: float, call: Callable[[], object]):
        self.address, self.kind, self.since, self.call = addresses.turn_of(address), kind, since, call
        self.is_refused = False


class Turns:
    """`at_once` things are made at once and `line` more may wait; of those the addresses come one after the other.

    So an address that asks for a hundred pages gets no more of the machine than one that asks for one. Where more wait,
    or all that waits is expected to take longer than `line_s` seconds, the latest of the address whose wishes would
    take longest is sent away. What takes longer than `longest_s` seconds no longer counts, so that one that hangs
    holds nobody up for good.
    """

    def __init__(
        self, at_once: int, line: int, longest_s: float, clock: Callable[[], float] = time.monotonic,
        line_s: float = math.inf,
    ):  # fmt: skip
        self.at_once, self.line, self.longest_s, self.clock, self.line_s = at_once, line, longest_s, clock, line_s
        self.lock = threading.Lock()
        self.running: set[Turn] = set()
        self.waiting: OrderedDict[str, deque[Turn]] = OrderedDict()
        self.took: dict[Hashable, float] = {}  # Seconds, of late, by kind.

    @contextmanager
    def taken(self, address: str, kind: Hashable, while_waiting: Callable[[], object]) -> Iterator[None]:
        """Wait for a turn, and have it for as long as the block takes.

        `while_waiting` is called every two seconds; what it raises ends the waiting. Raises TooMany.
        """
        called = threading.Event()
        turn = Turn(address, kind, self.clock(), called.set)
        try:
            self._ask(turn)
            while not called.wait(CHECK_S):
                while_waiting()
                with self.lock:
                    self._call()
            if turn.is_refused:
                raise TooMany
            yield
        finally:
            self._end(turn)

    async def run(self, scope: dict, work: Callable[..., Answer], *arguments) -> Answer:
        """Wait for a turn without holding a thread, and do the work in one when it comes. Raises TooMany.

        `scope`: of the request, as ASGI gives it. Of one kind is what has the same route, or is the same page.
        """
        called = asyncio.Event()
        call = partial(asyncio.get_running_loop().call_soon_threadsafe, called.set)
        kind = scope.get("endpoint", scope["path"]), bool(arguments)  # An address is understood sooner than answered.
        turn = Turn(addresses.address_of(scope), kind, self.clock(), call)
        try:
            self._ask(turn)
            while not called.is_set():
                with anyio.move_on_after(CHECK_S):
                    await called.wait()
                with self.lock:
                    self._call()
            if turn.is_refused:
                raise TooMany
            return await anyio.to_thread.run_sync(partial(work, *arguments), limiter=THREADS)
        finally:
            self._end(turn)

    def _ask(self, turn: Turn) -> None:
        with self.lock:
            self.waiting.setdefault(turn.address, deque()).append(turn)
            self._call()
            seconds = {address: self._seconds(line) for address, line in self.waiting.items()}
            count = sum(map(len, self.waiting.values()))
            if count > self.line or sum(seconds.values()) > self.line_s * self.at_once:
                # Of two with as much the one that asks: who has waited longer stays.
                longest = max(reversed(seconds), key=lambda at: (seconds[at], self.waiting[at][-1].since))
                refused = self.waiting[longest][-1]
                self._drop(refused)
                refused.is_refused = True
                refused.call()

    def _seconds(self, line: deque[Turn]) -> float:
        """How long what waits is expected to take."""
        return sum(self.took.get(turn.kind, UNKNOWN_S) for turn in line)

    def _end(self, turn: Turn) -> None:
        with self.lock:
            if turn in self.running:  # And has not hung.
                self.running.discard(turn)
                took = self.clock() - turn.since
                before = self.took.get(turn.kind, took)
                self.took[turn.kind] = before + (took - before) / RECENT
            if turn in self.waiting.get(turn.address, ()):
                self._drop(turn)
            self._call()

    def _call(self) -> None:
        """Call those whose turn it is."""
        now = self.clock()
        self.running = {turn for turn in self.running if now - turn.since < self.longest_s}
        while self.waiting and len(self.running) < self.at_once:
            address, line = next(iter(self.waiting.items()))
            turn = line[0]
            self._drop(turn)
            if line:
                self.waiting.move_to_end(address)
            turn.since = now
            self.running.add(turn)
            turn.call()

    def _drop(self, turn: Turn) -> None:
        line = self.waiting[turn.address]
        line.remove(turn)
        if not line:
            del self.waiting[turn.address]


TURNS = Turns(settings.PAGES_AT_ONCE, settings.PAGES_WAITING, settings.LONGEST_PAGE_S, line_s=settings.PAGES_WAITING_S)
