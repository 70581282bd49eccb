"""Whose page or answer is made next: so many at once, and the addresses that ask take turns."""

import asyncio
import math
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TypeVar

import anyio

from pages.serving import settings

Answer = TypeVar("Answer")
THREADS = anyio.CapacityLimiter(math.inf)  # As many as have a turn.

CHECK_S = 2.0  # How often one that waits says so, and learns by that whether its visitor has gone.


class TooMany(Exception):
    """More are waiting than can be served soon: ask again later."""


class Turn:
    """One page or answer to be made for an address.

    `since`: when it came, and later when it began, in seconds. `call`: tells who waits for it, from whatever thread.
    """

    def __init__(self, address: str, since: float, call: Callable[[], object]):
        self.address, self.since, self.call = address, since, call
        self.is_refused = False


class Turns:
    """`at_once` things are made at once and `line` more may wait; of those the addresses come one after the other.

    So an address that asks for a hundred pages gets no more of the machine than one that asks for one. Where too many
    wait, it is the latest of the address with the most that is sent away. What takes longer than `longest_s`
    seconds no longer counts, so that one that hangs holds nobody up for good.
    """

    def __init__(self, at_once: int, line: int, longest_s: float, clock: Callable[[], float] = time.monotonic):
        self.at_once, self.line, self.longest_s, self.clock = at_once, line, longest_s, clock
        self.lock = threading.Lock()
        self.running: set[Turn] = set()
        self.waiting: OrderedDict[str, deque[Turn]] = OrderedDict()

    @contextmanager
    def taken(self, address: str, while_waiting: Callable[[], object]) -> Iterator[None]:
        """Wait for a turn, and have it for as long as the block takes.

        `while_waiting` is called every two seconds; what it raises ends the waiting. Raises TooMany.
        """
        called = threading.Event()
        turn = Turn(address, self.clock(), called.set)
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

    async def run(self, address: str, work: Callable[..., Answer], *arguments) -> Answer:
        """Wait for a turn without holding a thread, and do the work in one when it comes. Raises TooMany."""
        called = asyncio.Event()
        turn = Turn(address, self.clock(), partial(asyncio.get_running_loop().call_soon_threadsafe, called.set))
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
            if sum(map(len, self.waiting.values())) > self.line:
                # Of two with as many the one that asks: who has waited longer stays.
                longest = max((turn.address, *self.waiting), key=lambda address: len(self.waiting[address]))
                refused = self.waiting[longest][-1]
                self._drop(refused)
                refused.is_refused = True
                refused.call()

    def _end(self, turn: Turn) -> None:
        with self.lock:
            self.running.discard(turn)
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


TURNS = Turns(settings.PAGES_AT_ONCE, settings.PAGES_WAITING, settings.LONGEST_PAGE_S)
