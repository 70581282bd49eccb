"""Asking an ASGI application in this process, without a server."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple


class Answered(NamedTuple):
    """Headers by their names in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(app: Callable, path: str, *headers: tuple[str, str], method: str = "GET", query: str = "") -> Answered:
    """What `app` answers; as a server does, the body of a HEAD is left out and one cut short is an error."""
    sent = []

    async def receive():
        await asyncio.sleep(60)

    async def send(message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": b"",
        "query_string": query.encode("latin-1"),
        "root_path": "",
        "headers": [(b"host", b"localhost"), *((name.encode(), value.encode("latin-1")) for name, value in headers)],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", 80),
    }
    in_a_thread(app(scope, receive, send))
    start, *parts = sent
    assert start["type"] == "http.response.start" and not parts[-1].get("more_body")
    body = b"".join(part.get("body", b"") for part in parts)
    found = {name.decode().lower(): value.decode("latin-1") for name, value in start["headers"]}
    if method != "HEAD" and start["status"] != 304:
        assert int(found["content-length"]) == len(body)
    return Answered(start["status"], found, b"" if method == "HEAD" else body)


def in_a_thread(work):
    """Run a coroutine in a thread of its own: the browser tests keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()
