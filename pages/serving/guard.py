"""What stands in front of Streamlit: what is closed, how much, how fast, and with which headers."""

import re
from urllib.parse import parse_qsl

from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Router

from pages.serving import database, first_build, health, links, noting, routes, sending, settings, turns
from pages.serving.answers import first
from pages.serving.wire import origins
from pages.serving.wire.allowances import Sockets
from pages.serving.wire.requests import Requests

# Below a page there is nothing: Streamlit's browser code asks there first, and goes by the 404.
CLOSED = re.compile(r"/_stcore/(metrics|upload_file|agent|script-health-check)(/|$)|/.+/_stcore/")
FRAMED = re.compile(r"/embed/[a-z]+")  # Charts and maps that other sites may put into their pages.
STREAMLITS = re.compile(r"/(_stcore|media|component)/")
# In no address of ours: what is invisible, what Windows takes for a slash, and what was no UTF-8.
STRANGE = re.compile(r"[\x00-\x1f\x7f-\x9f\\\ud800-\udfff\ufffd]")

# Asked by load balancers, under whatever name they have for this machine.
HEALTH = "/_stcore/health"
OTHER_NAME = "This server does not go by that name. Its names are listed in REPORT_CARD_HOSTS."
OTHER_ORIGIN = (
    "Pages of other sites may not connect here. Behind a proxy that does not pass Host on, "
    "the name that visitors see must be listed in REPORT_CARD_HOSTS."
)


OF_QUESTIONS = ("/scrutiny", "/paper/scrutiny/")  # Whose addresses hold what councillors word themselves.
TOO_LONG = "This address is longer than any of ours. Please shorten it."


def is_too_long(scope) -> bool:
    """Whether an address is longer than any page has: nothing of it is looked at."""
    is_worded = scope["path"].startswith(OF_QUESTIONS)
    longest = settings.LONGEST_ADDRESS_OF_QUESTIONS if is_worded else settings.LONGEST_ADDRESS
    return len(scope.get("raw_path") or scope["path"]) + len(scope.get("query_string", b"")) > longest


class Guard:
    """Stands in front of Streamlit: what is closed, how much, how fast, and with which headers."""

    def __init__(self, app):
        self.app = app
        self.routes = Router(routes.ROUTES, redirect_slashes=False, default=self._else)
        self.sockets = Sockets(app)
        self.requests = Requests(self.http)

    async def __call__(self, scope, receive, send) -> None:
        has_begun = False

        async def send_with_headers(message) -> None:
            nonlocal has_begun
            if message["type"].endswith("http.response.start"):
                has_begun = True
                is_framed = scope["type"] == "http" and FRAMED.fullmatch(scope["path"])
                headers = sending.headers_for_frames() if is_framed else sending.security_headers()
                message = {**message, "headers": [*message["headers"], *headers]}
            await send(message)

        if scope["type"] == "http":
            # Who asks for health costs nothing, and must not stand in line behind visitors of the same address.
            answer = self.http if scope["path"] == HEALTH else self.requests
            try:
                await answer(origins.as_own(scope), receive, send_with_headers)
            except Exception as error:
                if has_begun:  # The server closes the connection, and who asked sees that not all has come.
                    raise
                await self._fault(scope, error)(scope, receive, send_with_headers)
        elif scope["type"] == "websocket":
            await self.websocket(scope, receive, send_with_headers)
        else:
            await self.app(scope, receive, send)

    @staticmethod
    def _fault(scope, error: Exception):
        if isinstance(error, database.NoWarehouse):
            return sending.no_figures() if first_build.was_in_vain() else sending.not_yet("The figures are", seconds=5)
        if isinstance(error, turns.TooMany):
            return sending.many_wait()
        noting.fault(f"{scope['path'][:100]!r} could not be answered", error)
        return sending.went_wrong()

    async def websocket(self, scope, receive, send) -> None:
        if is_too_long(scope):
            await PlainTextResponse(TOO_LONG, status_code=414)(scope, receive, send)
        elif not (origins.is_named(scope) and origins.is_from_here(scope)):
            await PlainTextResponse(OTHER_ORIGIN, status_code=403)(scope, receive, send)
        else:
            await self.sockets(origins.as_own(scope), receive, send)

    async def http(self, scope, receive, send) -> None:
        path = scope["path"]
        if is_too_long(scope):
            answer = PlainTextResponse(TOO_LONG, status_code=414)
        elif path != HEALTH and not origins.is_named(scope):
            answer = PlainTextResponse(OTHER_NAME, status_code=421)
        elif CLOSED.match(path):
            answer = PlainTextResponse("Not found", status_code=404)
        elif scope["method"] not in ("GET", "HEAD"):
            answer = PlainTextResponse("Method not allowed", status_code=405, headers={"allow": "GET, HEAD"})
        elif path == HEALTH:
            answer = health.HEALTH.answer
        elif STRANGE.search(path):
            answer = sending.no_such_page()
        else:
            answer = self.routes
        await answer(scope, receive, send)

    async def _else(self, scope, receive, send) -> None:
        """What no route of ours is for: Streamlit's own, or a page."""
        answer = self._own if STREAMLITS.match(scope["path"]) else self._page(scope)
        await answer(scope, receive, send)

    async def _own(self, scope, receive, send) -> None:
        """A route of Streamlit's. What it does not know it answers with its page, which would stay empty."""
        is_page = False

        async def send_unless_page(message) -> None:
            nonlocal is_page
            if message["type"] == "http.response.start":
                kinds = [value for name, value in message["headers"] if name.lower() == b"content-type"]
                is_page = any(kind.startswith(b"text/html") for kind in kinds)
            if not is_page:
                await send(message)

        await self.app(scope, receive, send_unless_page)
        if is_page:
            await sending.no_such_page()(scope, receive, send)

    def _page(self, scope):
        """A page, the way to the page that is meant, or words that there is none: never an empty page."""
        path = scope["path"]
        name = "/".join(part for part in path.split("/") if part).lower().replace("-", "_").removesuffix(".html")
        name = "" if name in ("index", links.FIRST_PAGE) else name
        if name and name not in links.PAGES:
            return sending.no_such_page()
        if path == f"/{name}":
            query = parse_qsl(scope.get("query_string", b"").decode("latin-1"), keep_blank_values=True)
            return first.Page(name, links.joined(query))
        query = scope.get("query_string", b"").decode("latin-1")
        return RedirectResponse(f"/{name}{f'?{query}' if query else ''}", status_code=308)


MIDDLEWARE = [Middleware(Guard)]
