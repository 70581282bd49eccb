"""Start and stop the servers that are measured, and see what they use."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

PROJECT = Path(__file__).parents[2]
TUTORIAL = Path(__file__).with_name("tutorial.py")
# All visitors here are of one address, and some ask as fast as they are answered: what one address or one socket may do
# is not what is measured.
OF_ONE_ADDRESS = {
    f"REPORT_CARD_{name}": "100000"
    for name in (
        "CONNECTIONS_PER_ADDRESS", "SOCKETS_PER_ADDRESS", "SOCKETS_PER_SECOND", "SOCKETS_AT_ONCE",
        "MESSAGES_PER_SECOND", "MESSAGES_AT_ONCE", "MESSAGES_PER_ADDRESS_PER_SECOND", "MESSAGES_PER_ADDRESS_AT_ONCE",
    )
}  # fmt: skip
STARTING_S = 60
STOPPING_S = 30


class DidNotStart(Exception):
    """A server ended or stayed silent; the message has the end of its log."""


@dataclass
class Server:
    """A running server. `started_s`: from its start until it said it was well."""

    name: str
    port: int
    process: subprocess.Popen
    started_s: float
    stopped_s: float | None = None

    def stop(self) -> None:
        """Ask it to end with SIGTERM, and wait until it has."""
        if self.stopped_s is not None:
            return
        began = time.perf_counter()
        _end(self.process)
        self.stopped_s = time.perf_counter() - began

    def times(self, when: str = "") -> str:
        """How long it took to start and to end, in words."""
        ended = self.process.returncode
        return (
            f"The {self.name} server answered {self.started_s:.2f} s after its start and ended "
            f"{self.stopped_s:.2f} s after SIGTERM{when} (exit {ended})."
        )

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def cpu_s(self) -> float:
        """Processor seconds used so far, by all its threads, those that have ended too."""
        used = psutil.Process(self.process.pid).cpu_times()
        return used.user + used.system

    def memory_mb(self) -> float:
        """Megabytes of memory in use now."""
        return psutil.Process(self.process.pid).memory_info().rss / 1e6

    def open_files(self) -> int:
        """Files, sockets and the like that are open now."""
        return psutil.Process(self.process.pid).num_fds()

    def threads(self) -> int:
        return psutil.Process(self.process.pid).num_threads()


@contextlib.contextmanager
def ours(project: Path = PROJECT, **settings: str) -> Iterator[Server]:
    """The dashboard of this checkout, or of another, started as people start it; `settings`: environment variables."""
    # An earlier commit may be older than its own way to start.
    is_newer = (project / "pages" / "serving" / "wire").is_dir()
    start = ["app.py", "--port"] if is_newer else ["-m", "streamlit", "run", "app.py", "--server.port"]
    command = [sys.executable, *start]
    with _running("dashboard", command, project, {**os.environ, **OF_ONE_ADDRESS, **settings}) as server:
        yield server


@contextlib.contextmanager
def tutorial() -> Iterator[Server]:
    """The tutorial page in a folder of its own, with Streamlit's default settings.

    Two differ, for what a person at the keyboard would do: no questions at the start, no statistics sent out.
    """
    with tempfile.TemporaryDirectory(prefix="bench-tutorial-") as folder:
        shutil.copy(TUTORIAL, folder)
        Path(folder, "data").symlink_to(PROJECT / "data")
        command = [sys.executable, "-m", "streamlit", "run", TUTORIAL.name, "--server.headless", "true"]
        command += ["--browser.gatherUsageStats", "false", "--browser.serverAddress", "localhost", "--server.port"]
        # With another home, nobody's own Streamlit settings get in.
        with _running("tutorial", command, Path(folder), {**os.environ, "HOME": folder}) as server:
            yield server


@contextlib.contextmanager
def _running(name: str, command: list[str], folder: Path, environment: dict[str, str]) -> Iterator[Server]:
    port = _free_port()
    with tempfile.TemporaryFile("w+") as log:
        began = time.perf_counter()
        process = subprocess.Popen(
            [*command, str(port)], cwd=folder, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            while not _is_well(port):
                if process.poll() is not None or time.perf_counter() - began > STARTING_S:
                    log.seek(0)
                    raise DidNotStart(f"The {name} server did not start:\n{log.read()[-2000:]}")
                time.sleep(0.02)
            server = Server(name, port, process, time.perf_counter() - began)
            yield server
            server.stop()
        finally:
            _end(process)


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(STOPPING_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _is_well(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False
