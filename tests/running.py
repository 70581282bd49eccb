"""The app as people run it, on a free port, for tests that need the real server."""

import asyncio
import csv
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

PROJECT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Server:
    """A running server: its address without a closing slash, its process, and what it printed."""

    address: str
    process: subprocess.Popen
    log: Path


@contextmanager
def serve(
    data: Path, log: Path, command: tuple[str, ...] = ("app.py", "--port"), descriptors: int = 0, **settings: str
) -> Iterator[Server]:
    """Start `python app.py` on the data folder `data` and stop it again by SIGTERM.

    `command`: what python is to run, to which the port is added. `descriptors`: how many files it may open, if not
    as many as we. `settings`: environment variables.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with log.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, *command, str(port)],
            cwd=PROJECT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "REPORT_CARD_DATA": str(data), **settings},
            preexec_fn=(lambda: _allow(descriptors)) if descriptors else None,
        )
        try:
            wait_until_healthy(f"http://localhost:{port}", process, log)
            yield Server(f"http://localhost:{port}", process, log)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(timeout=30)


def _allow(descriptors: int) -> None:
    import resource  # Windows has none.

    resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors // 2, descriptors))


def wait_until_healthy(address: str, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise AssertionError(f"The server stopped: {log.read_text()}")
        try:
            urllib.request.urlopen(f"{address}/_stcore/health", timeout=5).close()
            return
        except urllib.error.HTTPError as answered:  # Without a warehouse it is up and not yet well.
            answered.close()
            return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise AssertionError(f"The server did not start: {log.read_text()}")


def in_a_loop(work):
    """Run a coroutine in a thread of its own: the browser tests keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


async def visit(address: str, query: str = "", page: str = "") -> list[ForwardMsg]:
    """One visitor's first page, by Streamlit's own protocol: every message until the script has ended."""
    uri = address.replace("http", "ws") + "/_stcore/stream"
    messages = []
    async with websockets.connect(uri, subprotocols=["streamlit"], max_size=None, origin=address) as socket_:
        request = BackMsg()
        request.rerun_script.query_string = query
        request.rerun_script.page_name = page
        await socket_.send(request.SerializeToString())
        while not messages or messages[-1].WhichOneof("type") != "script_finished":
            message = ForwardMsg()
            message.ParseFromString(await asyncio.wait_for(socket_.recv(), 60))
            messages.append(message)
    return messages


def definitions(stem: str) -> list[dict]:
    """The rows of one of the project's own files of definitions, as texts."""
    with (PROJECT / "data" / "definitions" / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
