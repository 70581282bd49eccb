"""Websockets before their messages are messages: how long one may stay unfinished, and in how many pieces."""

from http import HTTPStatus

from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Response
from websockets.server import ServerProtocol

from pages.serving import sending, settings
from pages.serving.wire.compressing import DeflateWhereAsked
from pages.serving.wire.connections import pieces
from pages.serving.wire.watching import WATCH, Watched

FRAMES_PER_MESSAGE = 64  # A browser sends a message in one; a proxy may cut it.
MOST_AFTER_CLOSE = 16 * 1024  # Bytes: what was on its way, and the answer. Of frames without content, 10 ms.
HANDSHAKE_SECONDS = 30  # The app has one wait for 10 s at most, and a browser waits for 15.
CONTROLS_PER_SECOND = 10  # A browser answers a ping every half minute.


NO_HANDSHAKE = "No websocket could be opened here.\n"


class Conversation(ServerProtocol):
    """The protocol of a websocket, which refuses handshakes with the headers of every answer, and repeats none."""

    def reject(self, status: int, text: str) -> Response:
        refusal = super().reject(HTTPStatus(status), NO_HANDSHAKE)
        refusal.headers.update((name.decode(), value.decode()) for name, value in sending.security_headers())
        return refusal


class Socket(WebSocketsSansIOProtocol, Watched):
    """uvicorn's websocket with bounds on what is unfinished, unread or beside the point."""

    unfinished_since: float | None = None
    is_ended = False  # By us, whatever the app has still to say.
    after_close = 0  # Bytes that came since our close.
    controls = 0  # Pings, pongs and the like since the last look.

    def __init__(self, *arguments, **named) -> None:
        super().__init__(*arguments, **named)
        self.conn = Conversation(
            extensions=[DeflateWhereAsked()], max_size=self.config.ws_max_size, logger=self.conn.logger
        )

    def connection_made(self, transport) -> None:
        super().connection_made(transport)
        self.since = WATCH.clock()
        WATCH.open.add(self)

    def connection_lost(self, exc) -> None:
        WATCH.open.discard(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.close_sent:
            self.after_close += len(data)
        if self.after_close > MOST_AFTER_CLOSE or (self.handshake_initiated and not self.handshake_complete):
            self.transport.close()  # No browser speaks before its handshake is answered, nor on and on after a close.
            return
        for piece in pieces(data):
            if self.transport.is_closing():
                return
            super().data_received(piece)
            if self.is_ended:  # With what came after the end in the same piece.
                self.frames = []
        is_unfinished = bool(self.frames or self.conn.reader.buffer)
        self.unfinished_since = (self.unfinished_since or WATCH.clock()) if is_unfinished else None

    async def receive(self):
        # Who does not read is not heard: else every message would bring more for it to leave unread.
        await self.writable.wait()
        return await super().receive()

    async def send(self, message) -> None:
        await self.writable.wait()
        if self.is_ended or (self.close_sent and not self.initial_response):
            raise ClientDisconnected  # As it is told to whoever speaks after the other side has closed.
        await super().send(message)
        if self.initial_response and self.close_sent:
            self.handshake_complete = True  # By words of refusal, of which uvicorn does not take it for granted.

    def handle_connect(self, event) -> None:
        super().handle_connect(event)
        if not self.handshake_complete:
            self.scope["extensions"]["end"] = self.end  # Others may need its place.

    def send_receive_event_to_app(self) -> None:
        self.unfinished_since = None
        if self.queue.qsize() >= settings.MESSAGES_AT_ONCE:
            self.end(1008, "too many messages")
        else:
            super().send_receive_event_to_app()

    def handle_text(self, event) -> None:
        self.end(1003, "no message of a browser")  # Nor is it looked at, whether it is any text.

    def handle_close(self, event) -> None:
        if not self.is_ended:
            super().handle_close(event)

    def handle_cont(self, event) -> None:
        if len(self.frames) >= FRAMES_PER_MESSAGE:
            self.end(1009, "a message in too many pieces")
        else:
            super().handle_cont(event)

    def handle_ping(self) -> None:
        self.count_control()
        super().handle_ping()

    def handle_pong(self, event) -> None:
        self.count_control()
        super().handle_pong(event)

    def count_control(self) -> None:
        self.controls += 1
        if self.controls > CONTROLS_PER_SECOND:
            self.end(1008, "too many pings")

    def end(self, code: int, reason: str) -> None:
        if self.transport.is_closing():
            return
        if not self.handshake_complete or self.is_waiting_for_reader():
            self.transport.abort()  # There is nobody to tell why.
            return
        if self.close_sent:  # By the app, and in vain so far.
            self.transport.close()
            return
        self.is_ended = True
        self.stop_keepalive()
        self.conn.fail(code, reason)
        self.transport.write(b"".join(self.conn.data_to_send()))
        self.close_sent = True
        self.transport.close()

    def is_waiting_for_reader(self) -> bool:
        return not self.writable.is_set()

    def look(self, now: float) -> None:
        self.controls = 0
        if not self.handshake_complete and now - self.since > HANDSHAKE_SECONDS:
            self.transport.abort()
        elif (
            self.unfinished_since is not None
            and not self.read_paused
            and now - self.unfinished_since > settings.MESSAGE_SECONDS
        ):
            self.end(1008, "a message that does not end")
