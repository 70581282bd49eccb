"""A watch over every open connection: how many there may be, and which of them has been as it is for too long."""

import time
from abc import ABC, abstractmethod

from pages.serving import noting, settings
from pages.serving.wire.places import Places

SPARE = 16  # Beyond all limits, for whoever asks how the server is.
IDLE_S = 1.0  # A browser that has connected asks at once; what it keeps open for later can end, and it connects anew.
OF_A_BROWSER = 6  # Connections that one opens at once.


class Watch:
    """Every open connection; once a second each is asked whether it has been as it is for too long."""

    is_kept = False  # Whether connections come here; not under `streamlit run`, which makes its own.

    def __init__(self, clock=time.monotonic) -> None:
        self.clock = clock
        self.open: set[Watched] = set()
        self.requesting: Places[Counted] = Places()  # Connections that are no websockets.
        self.waiting: dict[Counted, None] = {}  # Those without a request in progress, who waits longest first.

    def admit(self, connection: "Counted") -> bool:
        """Let a connection in, if need be in place of another. Returns whether it may ask for what it likes.

        A full address loses the oldest of its own that asks nothing. Where the server or a network is full, the
        address with the most gives one up to who has fewer, even if it is being answered. Where that is nobody, what is
        being answered longest of all, if that is long, gives way to who has no more than a browser opens.
        """
        is_over, address, requesting = False, connection.address, self.requesting
        if not connection.is_proxy:
            if len(requesting.of(address)) >= settings.CONNECTIONS_PER_ADDRESS:
                is_over = not self._end_oldest(address)
            elif requesting.of_network(address) >= settings.CONNECTIONS_PER_ADDRESS * settings.ADDRESSES_PER_NETWORK:
                is_over = not (self._end_one_of(address, is_within=True) or self._end_oldest(address))
        if not is_over and (requesting.total >= settings.CONNECTIONS or len(self.open) >= self._most()):
            has_room = self._end_idle() or self._end_one_of(address) or self._end_oldest(address)
            is_over = not (has_room or self._end_longest(address))
        self.open.add(connection)
        connection.counted = address
        requesting.take(connection, address)
        self.wait(connection)
        if len(self.open) > self._most() + SPARE:
            connection.transport.abort()
        return not is_over

    def wait(self, connection: "Counted") -> None:
        connection.since = self.clock()
        self.waiting[connection] = None
        self._count_by(connection, connection.address)

    def begin(self, connection: "Counted", address: str) -> None:
        """A request of the connection's has arrived whole: until its answer has ended it is counted by who asks."""
        if connection in self.waiting:  # And not behind another request.
            del self.waiting[connection]
            connection.since = self.clock()
        self._count_by(connection, address)

    def leave(self, connection: "Counted") -> None:
        """It has ended, or become a websocket."""
        if connection in self.open:
            self.open.discard(connection)
            self.waiting.pop(connection, None)
            self.requesting.leave(connection, connection.counted)

    def _count_by(self, connection: "Counted", address: str) -> None:
        if address != connection.counted and connection in self.open:
            self.requesting.leave(connection, connection.counted)
            self.requesting.take(connection, address)
            connection.counted = address

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

    def _end_idle(self) -> bool:
        """End the connection that has asked for nothing longest of all, unless it has only just come."""
        oldest = next(iter(self.waiting), None)
        return oldest is not None and self.clock() - oldest.since > IDLE_S and self._end(oldest)

    def _end_oldest(self, address: str) -> bool:
        """End the one of an address that has asked for nothing longest."""
        waiting = [each for each in self.requesting.of(address) if each in self.waiting]
        return bool(waiting) and self._end(min(waiting, key=lambda each: each.since))

    def _end_one_of(self, address: str, is_within: bool = False) -> bool:
        """End one of the address that has to give way to this one: what waits, or else is being answered, longest."""
        giving = self.requesting.giving_way(address, is_within)
        return bool(giving) and self._end(min(giving, key=lambda each: (each not in self.waiting, each.since)))

    def _end_longest(self, address: str) -> bool:
        """End the connection that has been answered longest of all, if it is longer than anybody waits in a line."""
        if len(self.requesting.of(address)) >= OF_A_BROWSER:
            return False
        every = (each for network in self.requesting.by_network.values() for mine in network.values() for each in mine)
        longest = min((each for each in every if each not in self.waiting), key=lambda each: each.since, default=None)
        return longest is not None and self.clock() - longest.since > settings.LINE_SECONDS and self._end(longest)

    def _end(self, connection: "Counted") -> bool:
        connection.transport.abort()
        self.leave(connection)
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
    counted: str  # Whom it is counted by: through a proxy, whoever is being answered.
    since = 0.0  # When it last began to wait for a request, or to be answered.


WATCH = Watch()
