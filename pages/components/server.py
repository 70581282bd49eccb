"""The web server around the pages: compression, caching, headers, limits, and routes of its own."""

import asyncio
import gc
import hashlib
import os
import re
import time
from base64 import b64encode
from collections import Counter
from contextlib import asynccontextmanager
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import brotli
import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles
from streamlit.logger import get_logger

from data_pipeline import queries
from pages.components import database, links

LOG = get_logger(__name__)
PROJECT = Path(__file__).parents[2]
STREAMLIT = Path(st.__file__).parent / "static"

TITLE = "Local Area Report Card"
DESCRIPTION = "Whether the place you live in is keeping its promises: published figures for English local areas."

# One browser sends a message or two a second; a script that sends more is cut off.
MESSAGES_PER_SECOND = 20
MESSAGES_AT_ONCE = 60
LONGEST_MESSAGE = 256 * 1024
SOCKETS = int(os.environ.get("REPORT_CARD_SOCKETS", "2000"))
SOCKETS_PER_ADDRESS = int(os.environ.get("REPORT_CARD_SOCKETS_PER_ADDRESS", "500"))

# Below a page there is nothing: Streamlit's browser code asks there first, and goes by the 404.
CLOSED = re.compile(r"/_stcore/(metrics|upload_file|agent|script-health-check)(/|$)|/.+/_stcore/")
OWN_PATHS = re.compile(r"/(_stcore|static|media|component|assets|geometry|data|download)(/|$)|.*\.(png|json|txt|ico)$")
COMPRESSIBLE = re.compile(r"\.(js|css|html|json|geojson|svg|csv)$")
PRELOADED = ("pandas", "plotly.graph_objects", "streamlit.elements.plotly_chart", "streamlit.elements.html")
FIRST_SCRIPTS = ("Html.*.js", "PlotlyChart.*.js", "BidiComponent.*.js", "Selectbox.*.js", "TextInput.*.js")


@lru_cache(maxsize=1)
def index_page() -> bytes:
    """Streamlit's own page with our language, title, font and styles in it."""
    page = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', '<html lang="en-GB">')
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^>]*>', "", page)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    page = re.sub(
        r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">', page
    )
    head = (
        f"<title>{TITLE}</title>"
        f'<meta name="description" content="{DESCRIPTION}">'
        '<link rel="preload" href="/assets/fonts/public-sans-latin-wght-normal.woff2"'
        ' as="font" type="font/woff2" crossorigin>'
        f'<link rel="stylesheet" href="{links.asset("style.css")}">'
    )
    page = page.replace("<title>Streamlit</title>", head)
    note = (
        f"<noscript><h1>{TITLE}</h1><p>This page needs JavaScript. Without it you can still download every figure "
        'from <a href="/data/datapackage.json">the open data</a>.</p></noscript>'
    )
    return re.sub(r"<noscript>.*?</noscript>", note, page, flags=re.DOTALL).encode()


@lru_cache(maxsize=1)
def security_headers() -> list[tuple[bytes, bytes]]:
    """Sent with every response. The policy allows this host and nothing else."""
    scripts = re.findall(r"<script>(.*?)</script>", index_page().decode(), flags=re.DOTALL)
    hashes = " ".join(f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts)
    policy = (
        # Streamlit hands a component's script to the browser as a blob.
        f"default-src 'self'; script-src 'self' blob: {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
    )
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
    }
    return [(name.encode(), value.encode()) for name, value in headers.items()]


class CompressedFiles(StaticFiles):
    """Files sent compressed with brotli, each compressed once and kept."""

    def __init__(self, directory: Path, cache_control: str):
        super().__init__(directory=directory, follow_symlink=False)
        self.cache_control = cache_control

    async def get_response(self, path: str, scope) -> Response:
        accepts = Request(scope).headers.get("accept-encoding", "")
        full_path, stat = self.lookup_path(path)
        if stat and "br" in accepts and COMPRESSIBLE.search(path):
            body = await asyncio.to_thread(compressed, full_path, stat.st_mtime_ns)
            response = Response(
                body, media_type=media_type(path), headers={"content-encoding": "br", "vary": "accept-encoding"}
            )
        else:
            response = await super().get_response(path, scope)
        response.headers["cache-control"] = self.cache_control
        return response


def media_type(path: str) -> str:
    types = {
        ".js": "text/javascript",
        ".css": "text/css",
        ".svg": "image/svg+xml",
        ".csv": "text/csv",
        ".html": "text/html",
    }
    return types.get(Path(path).suffix, "application/json")


@lru_cache(maxsize=256)
def compressed(path: str, modified: int) -> bytes:
    """A file's bytes in brotli; `modified` (its time in ns) makes a changed file a new entry."""
    return brotli.compress(Path(path).read_bytes(), quality=9)


@lru_cache(maxsize=128)
def compressed_text(text: str) -> bytes:
    return brotli.compress(text.encode(), quality=9)


def text_response(request: Request, text: str, kind: str, cache_control: str, **headers: str) -> Response:
    """A text made here, compressed where the browser takes it, with a tag for asking again."""
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    headers = {"etag": tag, "cache-control": cache_control, "vary": "accept-encoding", **headers}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "br" in request.headers.get("accept-encoding", ""):
        return Response(compressed_text(text), media_type=kind, headers={**headers, "content-encoding": "br"})
    return Response(text, media_type=kind, headers=headers)


def geometry(request: Request) -> Response:
    """One map layer as GeoJSON; other sites may draw it too."""
    with database.cursor() as cursor:
        layer = queries.boundary(cursor, request.path_params["layer"])
    if layer is None:
        return PlainTextResponse("No such map layer", status_code=404)
    cache = "public, max-age=31536000, immutable" if request.query_params.get("v") else "public, max-age=3600"
    return text_response(request, layer, "application/geo+json", cache, **{"access-control-allow-origin": "*"})


def indicator_csv(request: Request) -> Response:
    """Every figure of one indicator as CSV, each with its source, licence and caveat."""
    indicator = unquote(request.path_params["indicator"])
    with database.cursor() as cursor:
        frame = queries.indicator_figures(cursor, indicator)
    if frame.empty:
        return PlainTextResponse("No such indicator", status_code=404)
    name = re.sub(r"\W+", "_", indicator.lower())
    headers = {"content-disposition": f'attachment; filename="{name}.csv"', "access-control-allow-origin": "*"}
    return text_response(request, frame.to_csv(index=False), "text/csv", "public, max-age=3600", **headers)


async def open_data(request: Request) -> Response:
    """The files written by `python -m data_pipeline export`."""
    folder = database.DATA / "exports"
    if not folder.is_dir():
        return PlainTextResponse(
            "The open data has not been exported here: python -m data_pipeline export", status_code=404
        )
    files = CompressedFiles(folder, "public, max-age=3600")
    response = await files.get_response(request.path_params["name"], request.scope)
    response.headers["access-control-allow-origin"] = "*"
    return response


class Guard:
    """Stands in front of Streamlit: what is closed, how much, how fast, and with which headers."""

    def __init__(self, app):
        self.app = app
        self.streamlit_files = CompressedFiles(STREAMLIT / "static", "public, max-age=31536000, immutable")
        self.assets = CompressedFiles(links.ASSETS, "public, max-age=31536000, immutable")
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
                message = {**message, "headers": [*message["headers"], *security_headers()]}
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
            answer = text_response(Request(scope), index_page().decode(), "text/html", "no-cache")
        else:
            answer = self.app
        await answer(scope, receive, send_with_headers)

    @staticmethod
    def _below(files: CompressedFiles, prefix: str):
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
    for path in sorted((PROJECT / "pages" / "components").glob("*.py")):
        if path.stem not in ("frame", "server"):
            import_module(f"pages.components.{path.stem}")
    for name in re.findall(r'"\./static/(.*?)"', index_page().decode()):
        _compress(STREAMLIT / "static" / name)
    for pattern in FIRST_SCRIPTS:
        for path in (STREAMLIT / "static" / "js").glob(pattern):
            _compress(path)


def _compress(path: Path) -> None:
    if path.is_file() and COMPRESSIBLE.search(path.name):
        compressed(str(path), path.stat().st_mtime_ns)


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
    Route("/download/{indicator}.csv", indicator_csv),
    Route("/data/{name}", open_data),
]
MIDDLEWARE = [Middleware(Guard)]
