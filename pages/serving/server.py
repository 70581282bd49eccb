"""The web server around the pages: compression, caching, headers, limits, and routes of its own."""

import asyncio
import gc
import os
import re
import time
from collections import Counter
from contextlib import asynccontextmanager
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from streamlit.logger import get_logger

from data_pipeline import queries
from pages.serving import database, links, sending

LOG = get_logger(__name__)
PROJECT = Path(__file__).parents[2]
# For addresses that change with what they name.
FOR_GOOD = "public, max-age=31536000, immutable"

# One browser sends a message or two a second; a script that sends more is cut off.
MESSAGES_PER_SECOND = 20
MESSAGES_AT_ONCE = 60
LONGEST_MESSAGE = 256 * 1024
SOCKETS = int(os.environ.get("REPORT_CARD_SOCKETS", "2000"))
SOCKETS_PER_ADDRESS = int(os.environ.get("REPORT_CARD_SOCKETS_PER_ADDRESS", "500"))

# Below a page there is nothing: Streamlit's browser code asks there first, and goes by the 404.
CLOSED = re.compile(r"/_stcore/(metrics|upload_file|agent|script-health-check)(/|$)|/.+/_stcore/")
OWN_PATHS = re.compile(r"/(_stcore|static|media|component|assets|geometry|data|download)(/|$)|.*\.(png|json|txt|ico)$")
PRELOADED = ("pandas", "plotly.graph_objects", "streamlit.elements.plotly_chart", "streamlit.elements.html")
FIRST_SCRIPTS = ("Html.*.js", "PlotlyChart.*.js", "BidiComponent.*.js", "Selectbox.*.js", "TextInput.*.js")


def geometry(request: Request) -> Response:
    """One map layer as GeoJSON; other sites may draw it too."""
    with database.cursor() as cursor:
        layer = queries.boundary(cursor, request.path_params["layer"])
    if layer is None:
        return PlainTextResponse("No such map layer", status_code=404)
    cache = FOR_GOOD if request.query_params.get("v") else "public, max-age=3600"
    return sending.text_response(request, layer, "application/geo+json", cache, **{"access-control-allow-origin": "*"})


def indicator_csv(request: Request) -> Response:
    """Every figure of one indicator as CSV, each with its source, licence and caveat."""
    indicator = unquote(request.path_params["indicator"])
    with database.cursor() as cursor:
        return _csv(request, queries.indicator_figures(cursor, indicator), indicator, "No such indicator")


def agreement_csv(request: Request) -> Response:
    """Everything promised and reported in one agreement as CSV, each figure with its paper and its address."""
    area_code = request.path_params["area"]
    with database.cursor() as cursor:
        frame = queries.agreement_figures(cursor, area_code)
    return _csv(request, frame, f"agreement {area_code}", "No such agreement")


def _csv(request: Request, frame: pd.DataFrame, name: str, missing: str) -> Response:
    if frame.empty:
        return PlainTextResponse(missing, status_code=404)
    file = re.sub(r"\W+", "_", name.lower())
    headers = {"content-disposition": f'attachment; filename="{file}.csv"', "access-control-allow-origin": "*"}
    return sending.text_response(request, frame.to_csv(index=False), "text/csv", "public, max-age=3600", **headers)


async def open_data(request: Request) -> Response:
    """The files written by `python -m data_pipeline export`."""
    folder = database.DATA / "exports"
    if not folder.is_dir():
        return PlainTextResponse(
            "The open data has not been exported here: python -m data_pipeline export", status_code=404
        )
    files = sending.CompressedFiles(folder, "public, max-age=3600")
    response = await files.get_response(request.path_params["name"], request.scope)
    response.headers["access-control-allow-origin"] = "*"
    return response


class Guard:
    """Stands in front of Streamlit: what is closed, how much, how fast, and with which headers."""

    def __init__(self, app):
        self.app = app
        self.streamlit_files = sending.CompressedFiles(sending.STREAMLIT / "static", FOR_GOOD)
        self.assets = sending.CompressedFiles(links.ASSETS, FOR_GOOD)
        self.sockets: Counter[str] = Counter()

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "http":
            await self.http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def http(self, scope, receive, send) -> None:
        async def send_with_headers(message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], *sending.security_headers()]}
            await send(message)

        path = scope["path"]
        if CLOSED.match(path):
            answer = PlainTextResponse("Not found", status_code=404)
        elif scope["method"] not in ("GET", "HEAD"):
            answer = PlainTextResponse("Method not allowed", status_code=405)
        elif path.startswith("/static/"):
            answer = self._below(self.streamlit_files, "/static/")
        elif path.startswith("/assets/"):
            answer = self._below(self.assets, "/assets/")
        elif not OWN_PATHS.match(path):
            answer = sending.text_response(Request(scope), sending.index_page().decode(), "text/html", "no-cache")
        else:
            answer = self.app
        await answer(scope, receive, send_with_headers)

    @staticmethod
    def _below(files: sending.CompressedFiles, prefix: str):
        async def answer(scope, receive, send) -> None:
            try:
                response = await files.get_response(scope["path"].removeprefix(prefix), scope)
            except Exception as error:
                if getattr(error, "status_code", None) is None:
                    raise
                response = PlainTextResponse("Not found", status_code=error.status_code)
            await response(scope, receive, send)

        return answer

    async def websocket(self, scope, receive, send) -> None:
        address = (scope.get("client") or ("unknown",))[0]
        if self.sockets.total() >= SOCKETS or self.sockets[address] >= SOCKETS_PER_ADDRESS:
            await receive()
            await send({"type": "websocket.close", "code": 1013, "reason": "too many visitors at once"})
            return
        allowance, last = float(MESSAGES_AT_ONCE), time.monotonic()

        async def receive_within_limits():
            nonlocal allowance, last
            message = await receive()
            if message["type"] == "websocket.receive":
                now = time.monotonic()
                allowance = min(MESSAGES_AT_ONCE, allowance + (now - last) * MESSAGES_PER_SECOND) - 1
                last = now
                size = len(message.get("bytes") or message.get("text") or b"")
                if allowance < 0 or size > LONGEST_MESSAGE:
                    await send({"type": "websocket.close", "code": 1008, "reason": "too many messages"})
                    return {"type": "websocket.disconnect", "code": 1008}
            return message

        self.sockets[address] += 1
        try:
            await self.app(scope, receive_within_limits, send)
        finally:
            self.sockets[address] -= 1
            if not self.sockets[address]:
                del self.sockets[address]


def preload() -> None:
    """Do before the first visitor what the first visitors would otherwise race to do."""
    for module in PRELOADED:
        import_module(module)
    for path in sorted((PROJECT / "pages" / "components").rglob("*.py")):
        import_module(".".join(path.relative_to(PROJECT).with_suffix("").parts).removesuffix(".__init__"))
    for name in re.findall(r'"\./static/(.*?)"', sending.index_page().decode()):
        _compress(sending.STREAMLIT / "static" / name)
    for pattern in FIRST_SCRIPTS:
        for path in (sending.STREAMLIT / "static" / "js").glob(pattern):
            _compress(path)


def _compress(path: Path) -> None:
    if path.is_file() and sending.COMPRESSIBLE.search(path.name):
        sending.compressed(str(path), path.stat().st_mtime_ns)


@asynccontextmanager
async def lifespan(app: st.App):
    await asyncio.to_thread(preload)
    # What is loaded by now stays for good: the collector need not look at it again.
    gc.collect()
    gc.freeze()
    yield


def on_script_error(error: Exception) -> bool:
    """Say sorry on the page and put the fault in the log; never show a traceback to a visitor."""
    LOG.exception("A page failed", exc_info=error)
    st.error("Something went wrong on our side. The fault has been noted. Please try another place or reload the page.")
    return True


ROUTES = [
    Route("/geometry/{layer}.geojson", geometry),
    Route("/download/agreement/{area}.csv", agreement_csv),
    Route("/download/{indicator}.csv", indicator_csv),
    Route("/data/{name}", open_data),
]
MIDDLEWARE = [Middleware(Guard)]
