"""What a first visitor's browser loads, and how long until the page is complete."""

import base64
import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, CDPSession, Error, sync_playwright

from tests import browser
from tests.bench import servers
from tests.bench.report import Report, progress

# Nothing outside this machine is asked, whatever a page wants.
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
SLOW_BYTES_PER_SECOND = 4_000_000 / 8
SLOW_DELAY_MS = 100
# Plotly asks its own host for the coasts of the world and draws nothing without an answer.
WORLD = '{"type":"Topology","arcs":[],"objects":{}}'
SETTLING_MS = 500
PATIENCE_MS = 90_000


@dataclass(frozen=True)
class Page:
    """A page and what is there when it is complete: each of these selectors."""

    name: str
    address: str
    complete: tuple[str, ...]


OURS = (
    Page("landing page", "/", (".area-map-root[data-drawn]",)),
    Page("report card", "/report_card?area=E06000044&year=2010/11", (".page-footer", ".theme")),
    Page("map of a region", "/district_map?county=E12000009&indicator=NI 55", (".area-map-root[data-drawn]",)),
    Page("indicator", "/indicator?indicator=NI 55&area=E06000044", (".js-plotly-plot .main-svg",)),
)
THEIRS = (Page("tutorial map", "/", (".js-plotly-plot .choroplethlocation",)),)


@dataclass(frozen=True)
class Visit:
    """Seconds until complete, and KB received: by HTTP with headers, and in websocket frames."""

    seconds: float
    http_kb: float
    socket_kb: float
    requests: int


def measure(report: Report, is_quick: bool) -> None:
    """A new browser profile for each visit, at a server that is warm unless in a quick run."""
    report.title("First visit in a browser")
    rows = []
    try:
        with _browser() as chromium:
            with servers.ours() as ours:
                rows += [_row(chromium, ours, page, is_quick) for page in OURS]
            with servers.tutorial() as theirs:
                rows += [_row(chromium, theirs, page, is_quick) for page in THEIRS]
    except Error as error:
        report.line(f"  Not measured: {error.message.splitlines()[0]}")
        return
    report.table(("", "bytes", "HTTP", "websocket", "requests", "complete in", "at 4 Mbit/s, 100 ms"), rows)
    how = "one visit, cold server" if is_quick else "median of 3 without a limit, warm server"
    report.line(f"  New profile each time; {how}.")
    report.line("  HTTP is counted as sent, websocket messages as the browser unpacks them.")


def _row(chromium: Browser, server: servers.Server, page: Page, is_quick: bool) -> tuple[str, ...]:
    progress(f"first visit: {page.name}")
    if not is_quick:
        _visit(chromium, server, page, is_slow=False)  # The server compresses each file once.
    visits = [_visit(chromium, server, page, is_slow=False) for _ in range(1 if is_quick else 3)]
    slow = None if is_quick else _visit(chromium, server, page, is_slow=True)
    http_kb, socket_kb = (median(getattr(visit, part) for visit in visits) for part in ("http_kb", "socket_kb"))
    return (
        page.name,
        f"{http_kb + socket_kb:,.0f} KB",
        f"{http_kb:,.0f} KB",
        f"{socket_kb:,.0f} KB",
        f"{visits[0].requests}",
        f"{median(visit.seconds for visit in visits):.2f} s",
        f"{slow.seconds:.2f} s" if slow else "not in quick",
    )


def _visit(chromium: Browser, server: servers.Server, page: Page, is_slow: bool) -> Visit:
    with contextlib.closing(chromium.new_context()) as context:
        tab = context.new_page()
        protocol = context.new_cdp_session(tab)
        received: list[int] = []
        frames: list[int] = []
        protocol.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
        protocol.on("Network.webSocketFrameReceived", lambda event: frames.append(_frame_bytes(event["response"])))
        protocol.on("Fetch.requestPaused", lambda event: _answer_with_world(protocol, event))
        protocol.send("Network.enable")
        protocol.send("Fetch.enable", {"patterns": [{"urlPattern": "https://cdn.plot.ly/*"}]})
        if is_slow:
            limits = {"downloadThroughput": SLOW_BYTES_PER_SECOND, "uploadThroughput": SLOW_BYTES_PER_SECOND}
            protocol.send("Network.emulateNetworkConditions", {"offline": False, "latency": SLOW_DELAY_MS, **limits})
        began = time.perf_counter()
        tab.goto(f"{server.address}{page.address}", wait_until="commit", timeout=PATIENCE_MS)
        for selector in page.complete:
            tab.wait_for_selector(selector, state="attached", timeout=PATIENCE_MS)
        seconds = time.perf_counter() - began
        tab.wait_for_timeout(SETTLING_MS)
        return Visit(seconds, sum(received) / 1000, sum(frames) / 1000, len(received))


def _frame_bytes(frame: dict) -> int:
    is_text = frame["opcode"] == 1
    return len(frame["payloadData"].encode()) if is_text else len(base64.b64decode(frame["payloadData"]))


def _answer_with_world(protocol: CDPSession, event: dict) -> None:
    answer = {"requestId": event["requestId"], "responseCode": 200, "body": base64.b64encode(WORLD.encode()).decode()}
    headers = [{"name": "access-control-allow-origin", "value": "*"}]
    protocol.send("Fetch.fulfillRequest", {**answer, "responseHeaders": headers})


@contextlib.contextmanager
def _browser() -> Iterator[Browser]:
    """The Chromium of the browser tests, without a window."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find(), args=[*browser.ARGUMENTS, ONLY_HERE])
        try:
            yield chromium
        finally:
            chromium.close()
