"""Connections before they are requests: how many, how long each may wait, and how much of it is kept meanwhile."""

import time
from abc import ABC, abstractmethod
from collections import Counter
from contextlib import suppress
from functools import partial
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.utils import ClientDisconnected

from pages.serving import noting, sending, settings
from pages.serving.wire import addresses

HEALTH = "/_stcore/health"
SPARE = 16  # Beyond all limits, for whoever asks how the server is.
PIECE = 4096  # Bytes given to a parser at a time, so that it stops soon after it has had enough.
MOST_SURPLUS = 64 * 1024  # Bytes that are taken and thrown away: who hears of unread ones may miss its answer.
PIPELINED = 8  # Requests sent ahead of their answers; browsers send none.
WORDS = {
    400: "The request could not be understood.",
    408: "The request did not arrive in time.",
    431: "The head of the request is too long.",
    503: "Too many are connected at the moment. Please try again shortly.",
}


class Watch:
    """Every open connection; once a second each is asked whether it has been as it is for too long."""

    is_kept = False  # Whether connections come here; not under `streamlit run`, which makes its own.

    def __init__(self, clock=time.monotonic) -> None:
        self.clock = clock
        self.open: set[Watched] = set()
        self.requesting: Counter[str] = Counter()  # Connections that are no websockets, by address.
        self.waiting: dict[str, dict[Connection, None]] = {}  # Those without a request in progress, the oldest first.

    def admit(self, connection: "Connection") -> bool:
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

    def wait(self, connection: "Connection") -> None:
        connection.since = self.clock()
        self.waiting.setdefault(connection.address, {})[connection] = None

    def begin(self, connection: "Connection") -> None:
        """A request of the connection's has arrived whole."""
        mine = self.waiting.get(connection.address, {})
        mine.pop(connection, None)
        if not mine:
            self.waiting.pop(connection.address, None)

    def leave(self, connection: "Connection") -> None:
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


WATCH = Watch()


def pieces(data: bytes):
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE)) if len(data) > PIECE else (data,)


class Connection(HttpToolsProtocol, Watched):
    """uvicorn's connection with bounds: on its head, in bytes and time, on what is sent ahead, on its number."""

    is_allowed = True
    since = 0.0  # When it last began to wait for a request.
    head: int | None = 0  # Bytes of a request whose head is unfinished; None between its head and the next request.
    surplus: int | None = None  # Bytes behind the head of a request with a body, from which on nothing is looked at.

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self.address, self.is_proxy = addresses.peer_address((self.client or ("",))[0])
        self.is_allowed = WATCH.admit(self)

    def connection_lost(self, exc) -> None:
        WATCH.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        for piece in pieces(data):
            if self.surplus is not None:
                self.surplus += len(piece)
                if self.surplus > MOST_SURPLUS:
                    self.transport.pause_reading()
                continue
            super().data_received(piece)
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return
            if self.head is not None:
                self.head += len(piece)
                if self.head > settings.LONGEST_HEAD:
                    self.refuse(431)
                    return

    def on_message_begin(self) -> None:
        if len(self.pipeline) >= PIPELINED:
            raise ValueError("too many requests ahead of their answers")
        self.head = 0
        super().on_message_begin()

    def on_header(self, name: bytes, value: bytes) -> None:
        if self.head is not None:  # What follows a body is none.
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self.head = None
        WATCH.begin(self)
        before = self.cycle
        super().on_headers_complete()
        if self.cycle is not before and any(
            name == b"transfer-encoding" or (name == b"content-length" and value.strip() != b"0")
            for name, value in self.headers
        ):
            # Nothing here takes a body: whoever sends one is answered, and not waited for.
            self.cycle.keep_alive = False
            self.surplus = 0

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if not self.pipeline and not self.transport.is_closing():
            self.head = 0
            WATCH.wait(self)

    def handle_websocket_upgrade(self) -> None:
        if not self.is_allowed:
            self.refuse(503)
        elif self.flow.write_paused or (self.cycle and not self.cycle.response_complete):
            self.refuse(400)  # Its answer would stand in the midst of another.
        else:
            WATCH.leave(self)
            super().handle_websocket_upgrade()
            if not self.transport.get_protocol().handshake_initiated:
                self.refuse(400)  # The websocket's own reader, which takes less than this one, made nothing of it.

    def _start_asgi_task(self, cycle, app) -> None:
        if self.is_allowed or cycle.scope["path"] == HEALTH:
            super()._start_asgi_task(cycle, partial(self._until_gone, cycle, app))
        else:
            self.refuse(503)

    @staticmethod
    async def _until_gone(cycle, app, scope, receive, send) -> None:
        """Ask the app, until who asked has gone: what is said from then on ends it.

        uvicorn hears of that only for the latest request that was sent ahead, and trips over all before it.
        """

        async def send_unless_gone(message) -> None:
            await cycle.flow.drain()
            if cycle.transport.is_closing():
                cycle.disconnected = True
                raise ClientDisconnected
            await send(message)

        with suppress(ClientDisconnected):
            await app(scope, receive, send_unless_gone)

    def send_400_response(self, msg: str) -> None:
        self.refuse(400)

    def refuse(self, status: int) -> None:
        """Answer without asking anybody, and end."""
        if self.transport.is_closing():
            return
        body = WORDS[status].encode()
        headers = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
            *([(b"retry-after", b"5")] if status == 503 else []),
            *sending.security_headers(),
        ]
        lines = [f"HTTP/1.1 {status} {HTTPStatus(status).phrase}".encode()]
        lines += [name + b": " + value for name, value in headers]
        self.transport.write(b"\r\n".join([*lines, b"", body]))
        self.transport.close()

    def is_waiting_for_reader(self) -> bool:
        return self.flow.write_paused

    def look(self, now: float) -> None:
        is_waiting = self in WATCH.waiting.get(self.address, ())
        if is_waiting and now - self.since > settings.HEAD_SECONDS:
            if self.head:
                self.refuse(408)
            else:
                self.transport.close()
