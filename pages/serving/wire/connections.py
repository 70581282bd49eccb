"""Connections before they are requests: how long each may wait, and how much of it is kept meanwhile."""

from contextlib import suppress
from functools import partial
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.utils import ClientDisconnected

from pages.serving import sending, settings
from pages.serving.wire import addresses
from pages.serving.wire.watching import WATCH, Counted

HEALTH = "/_stcore/health"
PIECE = 4096  # Bytes given to a parser at a time, so that it stops soon after it has had enough.
MOST_SURPLUS = 64 * 1024  # Bytes that are taken and thrown away: who hears of unread ones may miss its answer.
PIPELINED = 8  # Requests sent ahead of their answers; browsers send none.
WORDS = {
    400: "The request could not be understood.",
    408: "The request did not arrive in time.",
    431: "The head of the request is too long.",
    503: "Too many are connected at the moment. Please try again shortly.",
}


def pieces(data: bytes):
    return (data[at : at + PIECE] for at in range(0, len(data), PIECE)) if len(data) > PIECE else (data,)


class Connection(HttpToolsProtocol, Counted):
    """uvicorn's connection with bounds: on its head, in bytes and time, on what is sent ahead, on its number."""

    is_allowed = True
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
        WATCH.begin(self, addresses.address_of(self.scope) if self.is_proxy else self.address)
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
        if self in WATCH.waiting and now - self.since > settings.HEAD_SECONDS:
            if self.head:
                self.refuse(408)
            else:
                self.transport.close()
