"""A watch over every open connection: how many there may be, and which of them has been as it is for too long."""

import time
from abc import ABC, abstractmethod
from collections import Counter

from pages.serving import noting, settings

SPARE = 16  # Beyond all limits, for whoever asks how the server is.


class Watch:
    """Every open connection; once a second each is asked whether it has been as it is for too long."""

    is_kept = False  # Whether connections come here; not under `streamlit run`, which makes its own.

    def __init__(self, clock=time.monotonic) -> None:
        self.clock = clock
        self.open: set[Watched] = set()
        self.requesting: Counter[str] = Counter()  # Connections that are no websockets, by address.
        self.waiting: dict[str, dict[Counted, None]] = {}  # Those without a request in progress, the oldest first.

    def admit(self, connection: "Counted") -> bool:
        """Let a connection in, if need be in place of one that waits. Returns whether it may ask for what it likes.

        Who fills an address with connections that ask nothing loses the oldest of them to the next one.
        """
        is_over = False
        if self.requesting[connection.address] >= settings.CONNECTIONS_PER_ADDRESS and not connection.is_proxy:
            is_over = not self._end_oldest(connection.address)
        if self.requesting.total() >= settings.CONNECTIONS or len(self.open) >= self._most():
            fullest = max(self.waiting, key=lambda address: len(self.waiting[address]), default=None)
            is_over |= fullest is None or not self._end_oldest(fullest)
        self.open.add(connection)
        self.requesting[connection.address] += 1
        self.wait(connection)
        if len(self.open) > self._most() + SPARE:
            connection.transport.abort()
        return not is_over

    def wait(self, connection: "Counted") -> None:
        connection.since = self.clock()
        self.waiting.setdefault(connection.address, {})[connection] = None

    def begin(self, connection: "Counted") -> None:
        """A request of the connection's has arrived whole."""
        mine = self.waiting.get(connection.address, {})
        mine.pop(connection, None)
        if not mine:
            self.waiting.pop(connection.address, None)

    def leave(self, connection: "Counted") -> None:
        """It has ended, or become a websocket."""
        if connection in self.open:
            self.open.discard(connection)
            self.begin(connection)
            self.requesting[connection.address] -= 1
            if self.requesting[connection.address] <= 0:
                del self.requesting[connection.address]

    async def sweep(self) -> None:
        now = self.clock()
        for watched in list(self.open):
            try:
                if watched.is_stuck(now):
                    watched.transport.abort()
                else:
                    watched.look(now)
            except Exception as error:  # uvicorn would end the server with it.
                noting.fault("A connection could not be looked at", error)

    def _end_oldest(self, address: str) -> bool:
        oldest = next(iter(self.waiting.get(address, ())), None)
        if oldest is None:
            return False
        oldest.transport.abort()
        self.leave(oldest)
        return True

    @staticmethod
    def _most() -> int:
        return settings.CONNECTIONS + settings.SOCKETS


class Watched(ABC):
    """What a connection and a websocket have in common: it may not leave unread what was sent to it."""

    unread: tuple[float, int] | None = None  # When it was last measured how much is unread, and how much was.

    def is_stuck(self, now: float) -> bool:
        """Whether the other side has read next to nothing of what waits for it, for some time.

        Only while nothing is added to it, so that less of it means that something was read.
        """
        if not (self.is_waiting_for_reader() or self.transport.is_closing()):
            self.unread = None
            return False
        left = self.transport.get_write_buffer_size()
        began, before = self.unread or (now, left)
        took = now - began
        if self.unread is None or took >= settings.READER_SECONDS:
            self.unread = (now, left)
        return took >= settings.READER_SECONDS and before - left < settings.SLOWEST_READER * took

    @abstractmethod
    def is_waiting_for_reader(self) -> bool:
        """Whether more was sent than the other side has taken."""

    @abstractmethod
    def look(self, now: float) -> None:
        """End it if something else of it has lasted for too long."""


class Counted(Watched):
    """A connection that is no websocket, or none yet: there may be so many of an address."""

    address: str
    is_proxy: bool  # A trusted one's, which carries many visitors.
    since = 0.0  # When it last began to wait for a request.


WATCH = Watch()
