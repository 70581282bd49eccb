"""What arrives before it is a request or a message: how much of it is kept, and for how long."""

import asyncio
import logging
import os
import socket
import struct
import subprocess
import sys
import urllib.request
import zlib
from concurrent.futures import ThreadPoolExecutor
from ipaddress import ip_network

import psutil
import pytest
from uvicorn.config import Config
from uvicorn.protocols.utils import ClientDisconnected
from uvicorn.server import ServerState
from websockets import connect

from pages.serving import sending, settings
from pages.serving.wire import connections, descriptors, start, watching, websockets
from tests.running import PROJECT, in_a_loop, serve


class Transport:
    """A connection without a network: what was written to it, and how much of that is unread."""

    def __init__(self, protocol, peer: str) -> None:
        self.protocol, self.peer = protocol, peer
        self.written, self.unread, self.has_ended, self.is_aborted = b"", 0, False, False
        self.is_read = True

    def get_extra_info(self, name: str):
        return {"peername": [self.peer, 4711], "sockname": ["127.0.0.1", 8501]}.get(name)

    def get_protocol(self):
        return self.protocol

    def set_protocol(self, protocol) -> None:
        self.protocol = protocol

    def write(self, data: bytes) -> None:
        self.written += data

    def get_write_buffer_size(self) -> int:
        return self.unread

    def is_closing(self) -> bool:
        return self.has_ended

    def close(self) -> None:
        self.has_ended = True

    def abort(self) -> None:
        self.has_ended = self.is_aborted = True

    def pause_reading(self) -> None:
        self.is_read = False

    def resume_reading(self) -> None:
        self.is_read = True


class Wire:
    """The protocols as uvicorn makes them, before an app that answers nothing, with a clock of our own."""

    def __init__(self, monkeypatch) -> None:
        self.now, self.asked, self.said = 1000.0, [], 0
        self.watch = watching.Watch(lambda: self.now)
        monkeypatch.setattr(connections, "WATCH", self.watch)
        monkeypatch.setattr(websockets, "WATCH", self.watch)
        self.config = Config(
            self.app, http=connections.Connection, ws=websockets.Socket, ws_max_size=settings.LONGEST_MESSAGE,
            ws_per_message_deflate=False, log_config=None, proxy_headers=False, interface="asgi3",
        )  # fmt: skip
        self.state, self.loop = ServerState(), asyncio.new_event_loop()
        self.config.load()
        self.thread = ThreadPoolExecutor(1)  # The browser tests keep a loop in this one.

    async def app(self, scope, receive, send) -> None:
        self.asked.append(scope["path"])
        self.headers = scope["headers"]
        if scope["path"] == "/broken":
            raise ZeroDivisionError
        if scope["path"] == "/unknown":
            await send({"type": "websocket.close"})
        elif scope["path"] == "/refused":
            await send({"type": "websocket.http.response.start", "status": 403, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b"No."})
        elif scope["type"] == "websocket" and scope["path"] != "/slow":
            await send({"type": "websocket.accept"})
            if scope["path"] == "/closed":
                await send({"type": "websocket.close", "code": 1008})
            while (await receive())["type"] != "websocket.disconnect":
                pass
        elif scope["path"] == "/now":
            await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
            await send({"type": "http.response.body"})
        elif scope["path"] == "/endless":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            while True:
                await send({"type": "http.response.body", "body": b"x", "more_body": True})
                self.said += 1
                await asyncio.sleep(0)
        else:
            await asyncio.sleep(3600)

    def step(self, act=lambda: None):
        """Do something inside the loop, and let happen what follows at once."""

        async def go():
            done = act()
            for _ in range(3):
                await asyncio.sleep(0)
            return done

        return self.thread.submit(self.loop.run_until_complete, go()).result()

    def connect(self, sent: bytes = b"", peer: str = "192.0.2.7") -> Transport:
        def meet() -> Transport:
            protocol = connections.Connection(self.config, self.state, {}, self.loop)
            transport = Transport(protocol, peer)
            protocol.connection_made(transport)
            return transport

        return self.send(self.step(meet), sent)

    def websocket(self) -> Transport:
        return self.connect(HANDSHAKE)

    def send(self, transport: Transport, data: bytes) -> Transport:
        if data and not transport.is_closing():
            self.step(lambda: transport.protocol.data_received(data))
        return transport

    def wait(self, seconds: float) -> None:
        self.now += seconds
        self.step(lambda: self.loop.create_task(self.watch.sweep()))

    def end(self) -> None:
        for task in asyncio.all_tasks(self.loop):
            task.cancel()
        self.step()
        self.thread.submit(self.loop.close).result()
        self.thread.shutdown()


@pytest.fixture
def wire(monkeypatch):
    made = Wire(monkeypatch)
    yield made
    made.end()


HANDSHAKE = (
    b"GET /_stcore/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
)


PACKED = HANDSHAKE[:-2] + b"Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"


def frame(kind: int, size: int, is_last: bool = True, given: bytes | None = None, is_packed: bool = False) -> bytes:
    """A frame as a browser sends it, masked with zeros; of `size` bytes, of which `given` follow."""
    length = bytes([0x80 | size]) if size < 126 else bytes([0xFF]) + struct.pack("!Q", size)
    return (
        bytes([is_last << 7 | is_packed << 6 | kind])
        + length
        + b"\0\0\0\0"
        + (b"\0" * size if given is None else given)
    )


TEXT, BINARY, PIECE, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10


@pytest.mark.parametrize(
    "head",
    [
        b"GET /" + b"a" * 20_000,
        b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000,
        b"GET / HTTP/1.1\r\n" + b"X: a\r\n" * 4_000,
        b"GET / HTTP/1.1\r\n" + b"a" * 20_000,
        HANDSHAKE[:-2] + b"X: " + b"a" * 20_000,
    ],
)
def test_a_head_that_is_too_long_is_refused_before_it_ends(wire, head):
    refused = wire.connect(head)
    assert refused.has_ended and wire.asked == []
    assert refused.written.startswith(b"HTTP/1.1 431 ")
    assert b"content-security-policy" in refused.written and refused.written.endswith(b"too long.")


def test_a_head_as_long_as_browsers_send_is_answered(wire):
    assert b"HTTP/1.1 200" in wire.connect(b"GET /now HTTP/1.1\r\nCookie: " + b"a" * 8_000 + b"\r\n\r\n").written
    assert wire.asked == ["/now"]


@pytest.mark.parametrize("sent", [b"", b"GET /", b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"\r\n\r\n", HANDSHAKE[:80]])
def test_a_request_that_does_not_arrive_is_given_up(wire, sent):
    waiting = wire.connect(sent)
    for _ in range(settings.HEAD_SECONDS):
        wire.wait(1)
        wire.send(waiting, b"a" if sent.startswith(b"GET") else b"")  # A byte a second keeps nothing open.
    assert not waiting.has_ended
    wire.wait(1)
    assert waiting.has_ended and wire.asked == []


def test_between_requests_a_connection_has_as_long_again(wire):
    kept = wire.connect(b"GET /now HTTP/1.1\r\n\r\n")
    for _ in range(3):
        wire.wait(settings.HEAD_SECONDS - 1)
        wire.send(kept, b"GET /now HTTP/1.1\r\n\r\n")
    assert not kept.has_ended and wire.asked == ["/now"] * 4


@pytest.mark.parametrize("body", [b"Content-Length: 100000", b"Transfer-Encoding: chunked"])
def test_a_body_is_not_waited_for(wire, body):
    sender = wire.connect(b"POST /now HTTP/1.1\r\n" + body + b"\r\n\r\n")
    assert b"HTTP/1.1 200" in sender.written and sender.has_ended


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 1_000),
        (b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: ", b"y" * 8_000),
        (b"Transfer-Encoding: chunked\r\n\r\n", b"1;" + b"x" * 8_000),
        (b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 1_000),
        (b"Content-Length: 1000000\r\n\r\n", b"x" * 8_000),
        (b"Content-Length: 1\r\n\r\nx", b"GET /now HTTP/1.1\r\n\r\n"),
    ],
)
def test_of_a_body_and_what_follows_it_nothing_is_kept(wire, body, more):
    sender = wire.connect(b"GET /slow HTTP/1.1\r\n" + body)
    sender.protocol.parser = None  # None is asked any more.
    for _ in range(3):
        wire.send(sender, more)
    assert wire.asked == ["/slow"] and not sender.has_ended and sender.is_read
    for _ in range(10):
        wire.send(sender, b"x" * 8_000)
    assert not sender.is_read


def test_what_follows_a_body_is_no_header(wire):
    wire.connect(b"GET /slow HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n")
    assert wire.headers == [(b"transfer-encoding", b"chunked")]


def test_requests_ahead_of_their_answers_are_bounded(wire):
    assert not wire.connect(b"GET /slow HTTP/1.1\r\n\r\n" * 5).has_ended
    greedy = wire.connect(b"GET /slow HTTP/1.1\r\n\r\n" * 20)
    assert greedy.written.startswith(b"HTTP/1.1 400 ") and greedy.has_ended
    assert wire.asked == ["/slow"] * 2


def test_a_handshake_refused_in_words_is_no_fault(wire, caplog):
    refused = wire.connect(HANDSHAKE.replace(b"/_stcore/stream", b"/refused"))
    assert refused.written.startswith(b"HTTP/1.1 403 ") and refused.written.endswith(b"No.")
    assert refused.has_ended
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize(
    "more",
    [
        b"X: " + b"a" * 9_000 + b"\r\n",
        b"a: b\r\n" * 130,
        b"Content-Length: 5\r\n",
        b"Content-Length: 5\r\n\r\nhello",
        b"Transfer-Encoding: chunked\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n",
    ],
)
@pytest.mark.parametrize("before", [b"", b"GET /now HTTP/1.1\r\n\r\n"])
def test_a_handshake_that_nobody_can_read_is_refused_at_once(wire, before, more):
    """With a body, for one, or with longer lines than the websocket's own reader takes."""
    refused = wire.connect(before)
    wire.send(refused, HANDSHAKE[:-2] + more + b"\r\n")
    assert refused.written.count(b"HTTP/1.1 400 ") == 1 and refused.has_ended
    assert wire.asked == ["/now"] * bool(before)
    refused.protocol.connection_lost(None)
    assert (wire.watch.open, wire.watch.requesting.by_network, wire.watch.waiting) == (set(), {}, {})


def test_a_handshake_that_nobody_answers_is_given_up(wire):
    waiting, idle = wire.connect(HANDSHAKE.replace(b"/_stcore/stream", b"/slow")), wire.websocket()
    wire.wait(websockets.HANDSHAKE_SECONDS)
    assert wire.asked == ["/slow", "/_stcore/stream"] and not waiting.has_ended
    wire.wait(1)
    assert waiting.is_aborted and not idle.has_ended


@pytest.mark.parametrize("path", [b"/slow", b"/endless"])
def test_a_handshake_behind_an_answer_that_has_not_ended_is_refused(wire, path):
    """The answer would go on in the midst of the websocket's messages, and be waited for in its place."""
    refused = wire.connect(b"GET " + path + b" HTTP/1.1\r\n\r\n" + HANDSHAKE)
    assert b"HTTP/1.1 400 " in refused.written and refused.has_ended
    assert wire.asked == [path.decode()]


def test_a_handshake_behind_an_answer_that_is_not_read_is_refused(wire):
    """The websocket would not know that its messages are not read either."""
    refused = wire.connect(b"GET /now HTTP/1.1\r\n\r\n")
    refused.protocol.pause_writing()
    wire.send(refused, HANDSHAKE)
    assert b"HTTP/1.1 400 " in refused.written and refused.has_ended


def test_a_handshake_behind_an_answer_that_was_read_is_answered(wire):
    """As a proxy that keeps its connections may send it."""
    kept = wire.connect(b"GET /now HTTP/1.1\r\n\r\n")
    wire.send(kept, HANDSHAKE)
    assert b"HTTP/1.1 101 " in kept.written and not kept.has_ended


@pytest.mark.parametrize("ahead", [0, 1, 7])
@pytest.mark.parametrize("is_reading", [True, False])
def test_who_hangs_up_is_told_no_more_and_that_is_no_fault(wire, caplog, ahead, is_reading):
    """However many requests were sent ahead, which uvicorn takes for those that are being answered."""
    gone = wire.connect(b"GET /endless HTTP/1.1\r\nhost: x\r\n\r\n" * (ahead + 1))
    assert wire.said > 0
    if not is_reading:
        wire.step(gone.protocol.pause_writing)

    def write(data: bytes) -> None:
        raise RuntimeError("the handler is closed")  # As uvloop says of a connection that is no more.

    gone.write, gone.has_ended = write, True
    wire.step(lambda: gone.protocol.connection_lost(None))
    wire.step()
    said = wire.said
    wire.step()
    assert (wire.said, wire.asked) == (said, ["/endless"])
    assert not asyncio.all_tasks(wire.loop)
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


def test_what_is_no_request_is_answered_in_words_and_headers_of_ours(wire):
    refused = wire.connect(b"\x16\x03\x01 TLS\r\n\r\n").written
    assert refused.startswith(b"HTTP/1.1 400 ") and b"x-content-type-options" in refused


def test_who_fills_an_address_with_waiting_connections_loses_the_oldest(wire, monkeypatch):
    monkeypatch.setattr(settings, "CONNECTIONS_PER_ADDRESS", 3)
    first, *others = [wire.connect(b"GET /") for _ in range(3)]
    neighbour = wire.connect(b"GET /", peer="192.0.2.8")
    latest = wire.connect(b"GET /now HTTP/1.1\r\n\r\n")
    assert first.is_aborted and not any(each.has_ended for each in (*others, neighbour, latest))
    assert b"HTTP/1.1 200" in latest.written


def test_where_all_of_an_address_are_being_answered_the_next_is_told_so(wire, monkeypatch):
    monkeypatch.setattr(settings, "CONNECTIONS_PER_ADDRESS", 2)
    busy = [wire.connect(b"GET /slow HTTP/1.1\r\n\r\n") for _ in range(2)]
    refused = wire.connect(b"GET /now HTTP/1.1\r\n\r\n")
    assert refused.written.startswith(b"HTTP/1.1 503 ") and b"retry-after: 5" in refused.written
    assert wire.connect(HANDSHAKE).written.startswith(b"HTTP/1.1 503 ")
    assert b" 200 " in wire.connect(b"GET /now HTTP/1.1\r\n\r\n", peer="192.0.2.8").written
    wire.connect(b"GET /_stcore/health HTTP/1.1\r\n\r\n")
    assert wire.asked[-1] == "/_stcore/health" and not any(each.has_ended for each in busy)


def test_where_the_server_is_full_the_address_with_the_most_gives_way(wire, monkeypatch):
    monkeypatch.setattr(settings, "CONNECTIONS", 4)
    few = wire.connect(b"GET /", peer="192.0.2.8")
    most = [wire.connect(b"GET /", peer="192.0.2.9") for _ in range(3)]
    assert b" 200 " in wire.connect(b"GET /now HTTP/1.1\r\n\r\n").written
    assert most[0].is_aborted and not any(each.has_ended for each in (few, *most[1:]))


SLOW, NOW = b"GET /slow HTTP/1.1\r\n\r\n", b"GET /now HTTP/1.1\r\n\r\n"


def test_where_the_server_is_full_of_answers_who_has_most_loses_the_longest(wire, monkeypatch):
    """Five addresses with 200 slow readers each kept everybody else out for as long as they liked."""
    monkeypatch.setattr(settings, "CONNECTIONS", 7)
    phone = wire.connect(SLOW, peer="192.0.2.8")
    most = []
    for peer in ["192.0.2.9", "192.0.2.10"] * 3:
        wire.wait(0.1)
        most.append(wire.connect(SLOW, peer=peer))
    assert b" 200 " in wire.connect(NOW).written
    assert [each.is_aborted for each in [phone, *most]] == [False, True] + [False] * 5
    assert wire.connect(SLOW, peer="192.0.2.10").written.startswith(b"HTTP/1.1 503 ")  # Who has as many as any.
    assert not any(each.has_ended for each in [phone, *most[1:]])


def test_where_all_have_as_many_what_is_answered_longest_gives_way_after_a_while(wire, monkeypatch):
    """A thousand addresses with one slow reader each had 82 of 105 newcomers told 503."""
    monkeypatch.setattr(settings, "CONNECTIONS", 8)
    readers = []
    for number in range(8):
        wire.wait(1)
        readers.append(wire.connect(SLOW, peer=f"198.51.100.{number}"))

    def is_refused(peer: str) -> bool:
        asked = wire.connect(SLOW, peer=peer)
        if asked.has_ended:
            wire.step(lambda: asked.protocol.connection_lost(None))
        return asked.written.startswith(b"HTTP/1.1 503 ")

    assert is_refused("192.0.2.8")
    wire.wait(settings.LINE_SECONDS - 6)
    assert not is_refused("192.0.2.8") and is_refused("192.0.2.9")
    assert [each.is_aborted for each in readers] == [True] + [False] * 7
    wire.wait(settings.LINE_SECONDS)
    page = [is_refused("192.0.2.9") for _ in range(watching.OF_A_BROWSER + 1)]
    assert page == [False] * watching.OF_A_BROWSER + [True]


def test_where_the_server_is_full_what_waits_goes_first(wire, monkeypatch):
    monkeypatch.setattr(settings, "CONNECTIONS", 4)
    kept = wire.connect(NOW, peer="192.0.2.8")
    busy = [wire.connect(SLOW, peer="192.0.2.9") for _ in range(3)]
    wire.wait(watching.IDLE_S + 1)
    assert b" 200 " in wire.connect(NOW).written
    assert kept.is_aborted and not any(each.has_ended for each in busy)


def test_through_a_proxy_who_has_most_is_who_asks(wire, monkeypatch):
    monkeypatch.setattr(settings, "CONNECTIONS", 5)
    monkeypatch.setattr(settings, "PROXY", (ip_network("10.0.0.1"),))

    def ask(path: str, visitor: str) -> Transport:
        wire.wait(0.1)
        return wire.connect(f"GET {path} HTTP/1.1\r\nX-Forwarded-For: {visitor}\r\n\r\n".encode(), peer="10.0.0.1")

    phone = ask("/slow", "192.0.2.8")
    most = [ask("/slow", "192.0.2.9") for _ in range(4)]
    assert b" 200 " in ask("/now", "192.0.2.7").written
    assert [each.is_aborted for each in [phone, *most]] == [False, True, False, False, False]
    assert set(wire.watch.requesting.by_network) == {"192.0.2.8", "192.0.2.9", "10.0.0.1"}


def test_one_network_of_ipv6_has_no_more_connections_than_two_addresses(wire, monkeypatch):
    monkeypatch.setattr(settings, "CONNECTIONS_PER_ADDRESS", 2)
    homes = [wire.connect(SLOW, peer=f"2001:db8:0:{number:x}00::1") for number in range(4)]
    assert wire.connect(NOW, peer="2001:db8:0:f00::1").written.startswith(b"HTTP/1.1 503 ")
    assert b" 200 " in wire.connect(NOW, peer="2001:db8:1::1").written
    assert not any(each.has_ended for each in homes)


def test_no_more_of_an_answer_is_sent_ahead_than_the_settings_say():
    with start.listen("127.0.0.1", 0) as listening:
        assert listening.getsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF) <= 2 * settings.SENT_AHEAD


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"Version: 13", b"Version: 8"),
        (b"Version: 13", b"Version: <script>alert(1)</script>"),
        (b"GET", b"POST"),
        (b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", b""),
        (b"/_stcore/stream", b"/unknown"),
        (b"/_stcore/stream", b"/broken"),
    ],
)
def test_a_handshake_is_refused_with_the_headers_of_every_answer(wire, before, after, caplog):
    refused = wire.connect(HANDSHAKE.replace(before, after))
    head, _, body = refused.written.partition(b"\r\n\r\n")
    assert head.startswith((b"HTTP/1.1 4", b"HTTP/1.1 5")) and refused.has_ended
    for name, value in sending.security_headers():
        assert head.lower().count(name + b": " + value.lower()) == 1
    assert body == b"No websocket could be opened here.\n" and b"script>" not in head
    caplog.clear()


@pytest.mark.parametrize("said", [b"hello", b"\xff"])
@pytest.mark.parametrize(
    ("more", "code"),
    [
        (b"", b"\x03\xeb"),
        (frame(BINARY, 1), b"\x03\xeb"),
        (frame(CLOSE, 0), b"\x88\x00"),
        (frame(CLOSE, 2, given=b"\x03\xe8"), b"\x03\xe8"),
        (b"\xff" * 9, b"\x03\xea"),
    ],
)
def test_text_ends_a_websocket_whatever_comes_with_it(wire, said, more, code, caplog):
    """Of a close in the same packet came a fault in the loop, for text that is no UTF-8."""
    ended = wire.websocket()
    wire.send(ended, frame(TEXT, len(said), given=said) + more)
    assert code in ended.written[-30:] and ended.has_ended
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


@pytest.mark.parametrize("said", [b"\xff" * 9, frame(CLOSE, 0) + frame(BINARY, 1), frame(CLOSE, 1, given=b"x")])
def test_who_speaks_to_a_websocket_that_has_ended_hears_that_its_visitor_has_gone(wire, said):
    ended = wire.websocket()
    wire.send(ended, said)
    spoken = wire.step(lambda: asyncio.ensure_future(ended.protocol.send({"type": "websocket.send", "bytes": b"x"})))
    assert isinstance(spoken.exception(), ClientDisconnected)


def test_a_websocket_may_be_ended_for_another_at_any_time(wire):
    quick, slow = wire.websocket(), wire.connect(HANDSHAKE.replace(b"/_stcore/stream", b"/slow"))
    unread = wire.websocket()
    unread.protocol.pause_writing()
    for each in (quick, slow, unread):
        wire.step(lambda each=each: each.protocol.scope["extensions"]["end"](1013, "others have fewer"))
    assert struct.pack("!H", 1013) in quick.written and quick.has_ended and not quick.is_aborted
    assert slow.is_aborted and unread.is_aborted


def test_a_trusted_proxy_carries_more_visitors_than_one_address(wire, monkeypatch):
    monkeypatch.setattr(settings, "CONNECTIONS_PER_ADDRESS", 2)
    monkeypatch.setattr(settings, "PROXY", (ip_network("10.0.0.1"),))
    carried = [wire.connect(b"GET /", peer="10.0.0.1") for _ in range(5)]
    assert not any(each.has_ended for each in carried)


def test_what_has_ended_is_counted_no_longer(wire):
    for number in range(20):
        ended = wire.websocket() if number % 2 else wire.connect(b"GET /")
        ended.protocol.connection_lost(None)
    assert (wire.watch.open, wire.watch.requesting.by_network, wire.watch.waiting) == (set(), {}, {})


@pytest.mark.parametrize("make", [Wire.websocket, lambda wire: wire.connect(b"GET /slow HTTP/1.1\r\n\r\n")])
def test_who_does_not_read_is_cut_off(wire, make):
    reader = make(wire)
    reader.unread = 1_000_000
    reader.protocol.pause_writing()
    for _ in range(5):  # A slow line: two kilobytes a second.
        wire.wait(settings.READER_SECONDS)
        reader.unread -= 2 * settings.SLOWEST_READER * settings.READER_SECONDS
    assert not reader.is_aborted
    wire.wait(settings.READER_SECONDS)
    for _ in range(settings.READER_SECONDS):
        assert not reader.is_aborted
        wire.wait(1)
        reader.unread -= 10
    assert reader.is_aborted


def test_an_end_that_is_not_read_is_not_waited_for(wire):
    reader = wire.connect(b"GET / HTTP/1.1\r\nX: " + b"a" * 20_000)
    reader.unread = 300
    wire.wait(1)
    assert not reader.is_aborted
    wire.wait(settings.READER_SECONDS)
    assert reader.is_aborted


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (frame(BINARY, settings.LONGEST_MESSAGE + 1, given=b""), 1009),
        (frame(BINARY, settings.LONGEST_MESSAGE - 9, False) + frame(PIECE, 10), 1009),
        (frame(BINARY, 0, False) + frame(PIECE, 0, False) * 200, 1009),
        (frame(PING, 125) * 50, 1008),
        (frame(PONG, 0) * 50, 1008),
        (frame(BINARY, 1) * 500, 1008),
    ],
)
def test_a_message_too_long_or_in_too_many_pieces_ends_the_websocket(wire, sent, code):
    ended = wire.websocket()
    wire.send(ended, sent)
    assert struct.pack("!H", code) in ended.written[-130:] and ended.has_ended
    assert len(ended.protocol.frames) == 0 and len(ended.protocol.conn.reader.buffer) == 0


@pytest.mark.parametrize("begun", [frame(BINARY, 1000, given=b"a"), frame(BINARY, 1, False)])
def test_a_message_that_does_not_end_ends_the_websocket(wire, begun):
    slow = wire.websocket()
    wire.send(slow, begun)
    for _ in range(settings.MESSAGE_SECONDS):
        wire.wait(1)
        if begun[1] != 0x81:
            wire.send(slow, b"a")
    assert not slow.has_ended
    wire.wait(1)
    assert slow.has_ended


@pytest.fixture
def closed(wire) -> Transport:
    """A websocket that the app has closed, and what it was told."""
    closed = wire.connect(HANDSHAKE.replace(b"/_stcore/stream", b"/closed"))
    assert closed.written.endswith(b"\x88\x02\x03\xf0") and not closed.has_ended
    closed.written = b""
    return closed


def test_a_websocket_that_was_closed_ends_with_its_answer(wire, closed):
    wire.send(closed, frame(BINARY, 500))  # As it was on its way.
    assert not closed.has_ended
    wire.send(closed, frame(BINARY, 500) + frame(CLOSE, 2, given=b"\x03\xf0"))
    assert closed.has_ended and closed.written == b""


@pytest.mark.parametrize("more", [frame(PING, 125) * 5_000, frame(BINARY, 0) * 40_000, b"\xff" * 20_000])
def test_a_websocket_that_was_closed_is_not_listened_to_at_length(wire, closed, more):
    closed.protocol.conn = None  # It is asked no more.
    wire.send(closed, more)
    assert closed.has_ended and closed.written == b""


@pytest.mark.parametrize(("more", "taken"), [(frame(PING, 0), 10), (frame(BINARY, 100), 150), (frame(PIECE, 0), 0)])
def test_a_websocket_that_was_closed_is_listened_to_for_as_much_as_was_on_its_way(wire, closed, more, taken):
    sent = 0
    while not closed.has_ended and sent < 1_000:
        wire.send(closed, more)
        sent += 1
    assert taken < sent <= taken + 5


@pytest.mark.parametrize(
    "early", [frame(BINARY, 1), frame(PING, 0), frame(CLOSE, 0), frame(TEXT, 2, given=b"\xff\xff"), b"\xff\xff"]
)
def test_who_speaks_before_the_handshake_is_answered_is_not_listened_to(wire, early, caplog):
    hasty = wire.connect(HANDSHAKE.replace(b"/_stcore/stream", b"/slow"))
    wire.send(hasty, early)
    assert hasty.has_ended and hasty.written == b"" and not caplog.records


def pack(said: bytes) -> bytes:
    """A message in deflate, as RFC 7692 wants it: without the four bytes that end a flush."""
    packer = zlib.compressobj(wbits=-15)
    return (packer.compress(said) + packer.flush(zlib.Z_SYNC_FLUSH))[:-4]


@pytest.mark.parametrize(
    ("handshake", "said", "is_packed"),
    [
        (PACKED, b"a page of many like words; " * 100, True),
        (PACKED, b"a page of few like words", False),
        (HANDSHAKE, b"a page of many like words; " * 100, False),
    ],
)
def test_long_messages_are_packed_for_whoever_can_unpack(wire, handshake, said, is_packed):
    reader = wire.connect(handshake)
    head, _, reader.written = reader.written.partition(b"\r\n\r\n")
    assert (b"server_no_context_takeover; client_no_context_takeover" in head) == (handshake is PACKED)
    for _ in range(2):  # Neither refers to the other.
        wire.step(lambda: wire.loop.create_task(reader.protocol.send({"type": "websocket.send", "bytes": said})))
    first, second = reader.written[: len(reader.written) // 2], reader.written[len(reader.written) // 2 :]
    assert first == second and first[0] == 0x82 | is_packed << 6
    if is_packed:
        assert len(first) < 100 and zlib.decompressobj(-15).decompress(first[2:]) == said
    else:
        assert first.endswith(said)


def test_a_packed_message_is_measured_unpacked(wire):
    short, long = pack(b"\0" * settings.LONGEST_MESSAGE), pack(b"\0" * 50_000_000)
    reader = wire.connect(PACKED)
    wire.send(reader, frame(BINARY, len(short), given=short, is_packed=True))
    assert not reader.has_ended and len(short) < 100
    wire.send(reader, frame(BINARY, len(long), given=long, is_packed=True))
    assert struct.pack("!H", 1009) in reader.written[-130:] and reader.has_ended


def test_one_connection_that_cannot_be_looked_at_keeps_no_other_open(wire):
    odd, *others = [wire.connect(b"GET /") for _ in range(3)]
    del odd.protocol.address
    wire.wait(settings.HEAD_SECONDS + 1)
    assert all(each.has_ended for each in others)


def test_an_idle_visitor_stays_and_so_does_one_who_says_little(wire):
    idle, brief = wire.websocket(), wire.websocket()
    for _ in range(10):
        wire.wait(settings.MESSAGE_SECONDS)
        wire.send(brief, frame(BINARY, 100, False) + frame(PIECE, 100) + frame(PING, 4))
    assert not idle.has_ended and not brief.has_ended


def test_who_does_not_read_is_not_heard(wire):
    reader = wire.websocket()
    reader.protocol.pause_writing()
    for _ in range(5):
        wire.send(reader, frame(BINARY, 10))
    assert reader.protocol.queue.qsize() == 4  # One was being waited for.
    reader.protocol.resume_writing()
    wire.step()
    assert reader.protocol.queue.qsize() < 4


@pytest.mark.parametrize(
    ("descriptors_", "connections_", "sockets"),
    [(20_000, 1000, 2000), (4096, 672, 2000), (1024, 160, 640), (256, 32, 128), (10, 1, 2)],
)
def test_limits_follow_from_the_descriptors_there_are(monkeypatch, descriptors_, connections_, sockets):
    monkeypatch.setattr(settings, "CONNECTIONS", 1000)
    monkeypatch.setattr(settings, "SOCKETS", 2000)
    assert descriptors.carried(descriptors_) == (connections_, sockets)
    monkeypatch.setattr(settings, "SOCKETS", 100)
    assert descriptors.carried(descriptors_)[1] == min(100, sockets)


def test_visitors_who_come_and_go_leave_no_descriptor_behind(served_data, tmp_path):
    many = {f"REPORT_CARD_SOCKETS_{name}": "1000" for name in ("PER_SECOND", "AT_ONCE", "PER_ADDRESS")}
    log = tmp_path / "log"
    with serve(served_data, log, descriptors=200, **many) as server:
        open_files = psutil.Process(server.process.pid).num_fds
        visitors = in_a_loop(come_and_go(server.address, times=32, together=8))
        assert visitors == [True] * 256
        assert open_files() < 40
    assert "200 file descriptors carry 92 visitors" in log.read_text()
    assert "Traceback" not in log.read_text()


async def come_and_go(address: str, times: int, together: int) -> list[bool]:
    """Visitors who only connect, so many together: whether the server was well when each had."""
    uri = address.replace("http", "ws") + "/_stcore/stream"

    async def come() -> bool:
        async with connect(uri, subprotocols=["streamlit"], origin=address):
            return await asyncio.to_thread(is_well, address)

    return [was_well for _ in range(times) for was_well in await asyncio.gather(*(come() for _ in range(together)))]


def is_well(address: str) -> bool:
    with urllib.request.urlopen(f"{address}/_stcore/health", timeout=20) as answer:
        return answer.status == 200


def test_started_by_streamlit_the_server_says_what_it_lacks(served_data, tmp_path):
    log = tmp_path / "log"
    with serve(served_data, log, command=("-m", "streamlit", "run", "app.py", "--server.port")) as server:
        assert is_well(server.address)
        assert listens_on(server) == {"127.0.0.1"}
    assert log.read_text().count("Started by streamlit run") == 1


def test_the_server_listens_for_its_own_machine_only(server):
    assert listens_on(server) == {"127.0.0.1"}
    assert f"{server.address} (Ctrl+C stops it)" in server.log.read_text()


def listens_on(server) -> set[str]:
    found = psutil.Process(server.process.pid).net_connections()
    return {each.laddr.ip for each in found if each.status == psutil.CONN_LISTEN}


def test_a_server_whose_port_is_taken_says_so_in_a_sentence(server):
    port = server.address.rpartition(":")[2]
    command = [sys.executable, "app.py"]
    environment = {**os.environ, "REPORT_CARD_PORT": port}
    said = subprocess.run(command, cwd=PROJECT, env=environment, capture_output=True, text=True, timeout=60)
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (1, "", 1)
    assert said.stderr.startswith(f"Port {port} is in use.")


@pytest.mark.parametrize(
    ("address", "port", "sentence"),
    [
        ("127.0.0.1", 70_000, "There is no port 70000"),
        ("report.example.org", 0, "REPORT_CARD_ADDRESS is 'report.example.org'; it must be an address"),
        ("localhost", 0, "must be an address"),
        ("192.0.2.1", 0, "This machine cannot listen on 192.0.2.1"),
    ],
)
def test_where_it_cannot_listen_it_says_so_in_a_sentence(address, port, sentence):
    with pytest.raises(SystemExit, match=sentence):
        start.listen(address, port)
