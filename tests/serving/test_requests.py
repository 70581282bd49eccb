"""Requests of one address at once: so many are answered, the next wait, and far too many are told so."""

import asyncio
from ipaddress import ip_network

import pytest

from pages.serving import settings
from pages.serving.wire import requests
from pages.serving.wire.requests import Requests
from tests.running import in_a_loop


def test_an_address_waits_for_itself_and_nobody_else(monkeypatch):
    monkeypatch.setattr(settings, "REQUESTS_PER_ADDRESS", 2)
    monkeypatch.setattr(settings, "CONNECTIONS_PER_ADDRESS", 4)
    monkeypatch.setattr(settings, "PROXY", (ip_network("10.0.0.1"),))
    begun, answers = [], []

    async def ask_at_once() -> None:
        end = asyncio.Event()

        async def app(scope, receive, send) -> None:
            begun.append(scope["path"])
            await end.wait()

        async def send(message) -> None:
            if message["type"] == "http.response.start":
                answers.append((message["status"], dict(message["headers"])[b"retry-after"]))

        requests = Requests(app)

        def ask(path: str, visitor: bytes):
            headers = [(b"x-forwarded-for", visitor)]  # All by way of one proxy.
            scope = {"type": "http", "path": path, "client": ("10.0.0.1", 1), "headers": headers}
            return asyncio.create_task(requests(scope, None, send))

        asked = [ask(f"/{number}", b"192.0.2.7") for number in range(5)] + [ask("/other", b"192.0.2.8")]
        await asyncio.sleep(0.01)
        assert begun == ["/0", "/1", "/other"]
        assert answers == [(503, b"5")]
        # One that gives up while it waits leaves its place.
        asked[2].cancel()
        end.set()
        await asyncio.gather(*asked, return_exceptions=True)
        assert begun == ["/0", "/1", "/other", "/3"]
        assert requests.lines == {}

    in_a_loop(ask_at_once())


def test_who_waits_behind_readers_that_do_not_read_is_told_so_in_time(monkeypatch):
    monkeypatch.setattr(settings, "REQUESTS_PER_ADDRESS", 1)
    monkeypatch.setattr(settings, "LINE_SECONDS", 0.01)
    answers = []

    async def ask_at_once() -> None:
        end = asyncio.Event()

        async def app(scope, receive, send) -> None:
            await end.wait()

        async def send(message) -> None:
            answers.append(message.get("status"))

        line = Requests(app)
        scope = {"type": "http", "path": "/", "client": ("192.0.2.7", 1), "headers": []}
        first, second = (asyncio.create_task(line(scope, None, send)) for _ in range(2))
        await asyncio.wait_for(second, 5)
        assert answers == [503, None] and not first.done()
        third = asyncio.create_task(line(scope, None, send))  # The place of the second is no one's.
        await asyncio.sleep(0)
        end.set()
        await asyncio.gather(first, third)
        assert answers == [503, None] and not line.lines

    in_a_loop(ask_at_once())


@pytest.mark.parametrize("peer", ["192.0.2.7", "10.0.0.1"])
def test_what_an_address_asks_too_fast_waits_and_nobody_else(monkeypatch, peer):
    monkeypatch.setattr(settings, "REQUESTS_PER_SECOND", 2)
    monkeypatch.setattr(settings, "REQUESTS_AT_ONCE", 3)
    monkeypatch.setattr(settings, "PROXY", (ip_network("10.0.0.1"),))
    waits, now = [], [100.0]

    async def sleep(seconds: float) -> None:
        waits.append(round(seconds, 3))

    async def app(scope, receive, send) -> None:
        waits.append(scope["path"])

    monkeypatch.setattr(requests.asyncio, "sleep", sleep)
    line = Requests(app, clock=lambda: now[0])

    def ask(path: str, visitor: bytes = b"192.0.2.7") -> None:
        address = {"client": (peer if visitor == b"192.0.2.7" else visitor.decode(), 1)}
        in_a_loop(
            line({"type": "http", "path": path, "headers": [(b"x-forwarded-for", visitor)]} | address, None, None)
        )

    for path in "abcde":
        ask(path)
    assert waits == ["a", "b", "c", 0.5, "d", 1.0, "e"]
    waits.clear()
    ask("f", b"192.0.2.8")
    now[0] += 3
    ask("g")
    assert waits == ["f", "g"]


def test_fifty_first_visits_from_one_address_do_not_wait():
    """A first visit asks for a hundred files at most."""
    allowance = Requests(None, clock=lambda: 100.0).allowance
    assert [allowance.wait("a", 60.0) for _ in range(50 * 100)] == [0.0] * 5000
    assert allowance.wait("a", 60.0) > 0
