"""A first visit with a phone: when there are words, figures, the whole page; what was fetched; what moved meanwhile."""

import base64
import contextlib
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from statistics import median

from playwright.sync_api import Browser, CDPSession, Error, Page, sync_playwright

from tests import browser
from tests.bench import servers
from tests.bench.report import READABLE_KB, READABLE_MS, READABLE_REQUESTS, SHIFT, Report, progress

# Nothing outside this machine is asked, whatever a page wants.
ONLY_HERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
WIDTH, HEIGHT = 390, 844
LINE = {"offline": False, "latency": 100, "downloadThroughput": 4_000_000 / 8, "uploadThroughput": 4_000_000 / 8}
# Plotly asks its own host for the coasts of the world and draws nothing without an answer.
WORLD = '{"type":"Topology","arcs":[],"objects":{}}'
SETTLING_MS = 500
PATIENCE_MS = 90_000
VISITS = 3
CARD = "report card"
# Streamlit's own, in place of the first answer's.
WHOLE = 'body:not(:has(#first)) [data-testid="stApp"] .page-footer'
DRAWN = '[data-testid="stApp"] .area-map-root[data-drawn]'


@dataclass(frozen=True)
class View:
    """A page, what of its figures is seen first (any of these), and what is there when it is whole (each of these)."""

    name: str
    address: str
    figures: str
    whole: tuple[str, ...] = (WHOLE,)


MAP = ".area-map path, .area-map-root path, .area-map-root td"
OURS = (
    View("find your area", "/", f"{MAP}, .figure", (WHOLE, DRAWN)),
    View(CARD, "/report_card?area=E06000044&year=2010/11", ".headline li, .measures .figure b"),
    View("card of an agreement", "/report_card?area=E08000018", ".headline li, .summary .tally"),
    View("map of a region", "/district_map?county=E12000009&indicator=NI 55", MAP, (WHOLE, DRAWN)),
    View("indicator", "/indicator?indicator=NI 151&area=E06000044", ".lead, .reading b", (WHOLE, DRAWN)),
    View("about the data", "/about_the_data", "td"),
)
THEIRS = (View("tutorial map", "/", ".choroplethlocation", (".js-plotly-plot .choroplethlocation",)),)

# Looked at before each frame: what is there then is painted with it. There are no frames before the styles have come.
WATCH = """(figures => {
  const seen = window.benchSeen = {words: null, figures: null, shift: 0};
  const isSeen = element => (element instanceof SVGElement || element.textContent.trim())
    && element.getClientRects().length && element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  const isThere = selector => [...document.querySelectorAll(selector)].some(isSeen);
  new PerformanceObserver(list => list.getEntries().forEach(entry => {
    if (!entry.hadRecentInput) seen.shift += entry.value;
  })).observe({type: "layout-shift", buffered: true});
  const look = now => {
    if (seen.words === null && isThere("h1")) seen.words = now;
    if (seen.figures === null && isThere(figures)) seen.figures = now;
    if (seen.words === null || seen.figures === null) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})(%r);"""


@dataclass(frozen=True)
class Visit:
    """One visit: milliseconds from asking for the page; what had come and was asked for by the first figures; all."""

    words_ms: float
    figures_ms: float
    whole_ms: float
    shift: float
    readable_kb: float
    readable_requests: float
    kb: float
    requests: float


HEAD = ("", "first words", "first figures", "complete", "shift", "KB by figures", "requests", "KB in all", "requests")
FORMATS = ("{:,.0f} ms", "{:,.0f} ms", "{:,.0f} ms", "{:.3f}", "{:,.0f}", "{:.0f}", "{:,.0f}", "{:.0f}")
HOW = (
    f"{WIDTH} px wide, 4 Mbit/s, 100 ms, nothing kept from before; median of {VISITS} visits to a warm server, "
    "or in a quick run one to a cold server.",
    "First words: the h1 is painted. First figures: one of the page is. Complete: Streamlit's page is in its place.",
    "Shift: all layout shifts added up. KB: HTTP as sent; websocket messages as the browser unpacks them.",
)


def measure(report: Report, is_quick: bool) -> None:
    """Each page of ours and the tutorial's, by a phone."""
    report.title("First visit by phone")
    try:
        with chromium() as phone:
            with servers.ours() as ours:
                found = {view.name: typical(phone, {"": ours}, view, is_quick)[""] for view in OURS}
            with servers.tutorial() as theirs:
                found |= {view.name: typical(phone, {"": theirs}, view, is_quick)[""] for view in THEIRS}
    except Error as error:
        report.line(f"  Not measured: {error.message.splitlines()[0]}")
        return
    report.table(HEAD, [(name, *cells(visit)) for name, visit in found.items()])
    for line in HOW:
        report.line(f"  {line}")
    card, worst = found[CARD], max((found[view.name].shift, view.name) for view in OURS)
    judged = [
        ("ms until the first figures of a card", card.figures_ms, READABLE_MS),
        ("KB until then", card.readable_kb, READABLE_KB),
        ("requests until then", card.readable_requests, READABLE_REQUESTS),
        (f"the most shift, {worst[1]}", worst[0], SHIFT),
    ]
    rows = [(name, f"{value:,.2f}", *report.judge(name, value, target)) for name, value, target in judged]
    report.table(("", "measured", "target", ""), rows)


def cells(visit: Visit) -> tuple[str, ...]:
    """A line of the report's table, without its name."""
    values = (getattr(visit, part.name) for part in fields(Visit))
    return tuple("-" if math.isnan(value) else form.format(value) for form, value in zip(FORMATS, values, strict=True))


def typical(phone: Browser, places: Mapping[str, servers.Server], view: View, is_quick: bool) -> dict[str, Visit]:
    """The median visit to each of some servers, which are visited in turn."""
    visits: dict[str, list[Visit]] = {name: [] for name in places}
    for number in range(1 if is_quick else 1 + VISITS):
        for name, server in places.items():
            progress(f"first visit: {view.name} {name}")
            visit = _visit(phone, server, view)
            if number or is_quick:  # The server compresses each file once.
                visits[name].append(visit)
    return {
        name: Visit(*(median(getattr(visit, part.name) for visit in taken) for part in fields(Visit)))
        for name, taken in visits.items()
    }


def _visit(phone: Browser, server: servers.Server, view: View) -> Visit:
    with contextlib.closing(phone.new_context(viewport={"width": WIDTH, "height": HEIGHT})) as context:
        tab = context.new_page()
        protocol = context.new_cdp_session(tab)
        wire = Wire(protocol)
        protocol.send("Network.emulateNetworkConditions", LINE)
        tab.add_init_script(WATCH % view.figures)
        tab.goto(f"{server.address}{view.address}", wait_until="commit", timeout=PATIENCE_MS)
        whole_ms = max(_when_there(tab, selector) for selector in view.whole)
        tab.wait_for_timeout(SETTLING_MS)
        seen = tab.evaluate("benchSeen")
        words_ms, figures_ms = (math.nan if seen[what] is None else seen[what] for what in ("words", "figures"))
        until = math.inf if math.isnan(figures_ms) else figures_ms
        return Visit(words_ms, figures_ms, whole_ms, seen["shift"], *wire.until(until), *wire.until(math.inf))


def _when_there(tab: Page, selector: str) -> float:
    """Milliseconds from asking for the page until it has what is looked for."""
    there = tab.wait_for_function(
        "selector => document.querySelector(selector) && performance.now()", arg=selector, timeout=PATIENCE_MS
    )
    return there.json_value()


class Wire:
    """What a tab asks for and receives, with when."""

    def __init__(self, protocol: CDPSession):
        self.began: float | None = None
        self.asked: list[float] = []
        self.received: list[tuple[float, int]] = []
        protocol.on("Network.requestWillBeSent", self._ask)
        protocol.on("Network.loadingFinished", self._finish)
        protocol.on("Network.webSocketFrameReceived", self._frame)
        protocol.on("Fetch.requestPaused", lambda event: _answer_with_world(protocol, event))
        protocol.send("Network.enable")
        protocol.send("Fetch.enable", {"patterns": [{"urlPattern": "https://cdn.plot.ly/*"}]})

    def until(self, ms: float) -> tuple[float, float]:
        """KB received and requests made until so many milliseconds after the first."""
        latest = (self.began or 0) + ms / 1000
        kb = sum(size for when, size in self.received if when <= latest) / 1000
        return kb, sum(when <= latest for when in self.asked)

    def _ask(self, event: dict) -> None:
        if event["request"]["url"].startswith("http"):
            self.began = self.began or event["timestamp"]
            self.asked.append(event["timestamp"])

    def _finish(self, event: dict) -> None:
        self.received.append((event["timestamp"], event["encodedDataLength"]))

    def _frame(self, event: dict) -> None:
        data, is_text = event["response"]["payloadData"], event["response"]["opcode"] == 1
        self.received.append((event["timestamp"], len(data.encode() if is_text else base64.b64decode(data))))


def _answer_with_world(protocol: CDPSession, event: dict) -> None:
    answer = {"requestId": event["requestId"], "responseCode": 200, "body": base64.b64encode(WORLD.encode()).decode()}
    headers = [{"name": "access-control-allow-origin", "value": "*"}]
    protocol.send("Fetch.fulfillRequest", {**answer, "responseHeaders": headers})


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """The Chromium of the browser tests, without a window."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=browser.find(), args=[*browser.ARGUMENTS, ONLY_HERE])
        try:
            yield found
        finally:
            found.close()
