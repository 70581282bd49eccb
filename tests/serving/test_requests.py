"""Requests of one address at once: so many are answered, the next wait, and far too many are told so."""

import asyncio
from ipaddress import ip_network

from pages.serving import settings
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
