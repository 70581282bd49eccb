"""Whatever is asked, the answer is no fault of ours, and carries the headers that protect who reads it."""

import asyncio
import functools
import inspect
import logging
import threading
from datetime import UTC, datetime, timedelta
from urllib.parse import quote, unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse

from pages.serving import database, links, routes, sending, settings, turns
from pages.serving.guard import Guard
from tests.asking import ask, in_a_thread

pytestmark = pytest.mark.usefixtures("served_in_process")

ROOMS = ["", "assets/", "static/js/", "data/", "data/bundled/", "download/", "download/agreement/", "geometry/",
         "media/", "component/a/", "_stcore/", "report_card/", ".well-known/", "places.json"]  # fmt: skip
NAMES = ["", ".", "..", "style.css", "figures.csv", "x" * 300, "x" * 10000, "a\0b", "C:", "NUL:", "a.", "a/../b",
         "a\\b", "%", "{x}", "\x85", "\ufffd", "\U0001f600", "england.geojson", "NI 55.csv",
         "datapackage.json"]  # fmt: skip
HEADERS = ["accept-encoding", "if-none-match", "if-modified-since", "range", "if-range", "cookie", "referer", "accept"]


async def streamlit(scope, receive, send) -> None:
    """Stands for Streamlit: knows one path, and fails at another."""
    if scope["path"] == "/media/fails":
        raise RuntimeError("a fault\nof two lines")
    if scope["path"] == "/media/breaks-off":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError("a fault half-way")
    known = scope["path"] == "/media/known"
    await PlainTextResponse("known" if known else "page", media_type=None if known else "text/html")(
        scope, receive, send
    )


@pytest.fixture(scope="module")
def guard() -> Guard:
    return Guard(streamlit)


def has_headers(answered) -> bool:
    return all(answered.headers.get(name.decode()) == value.decode() for name, value in sending.security_headers())


@given(
    room=st.sampled_from(ROOMS),
    name=st.one_of(st.sampled_from(NAMES), st.text(max_size=30)),
    query=st.sampled_from(["", "v=1", "v=" + "x" * 9999, "q=%00&as_of=%ff", "q=hull", "&&==", "v=\xff"]),
    method=st.sampled_from(["GET", "HEAD", "POST", "get", "\xff"]),
    headers=st.lists(
        st.tuples(
            st.sampled_from(HEADERS),
            st.one_of(
                st.sampled_from(["br", "*", '"x"', "bytes=0-1", "bytes=-", "x" * 9000, "\xff"]),
                st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=20),
            ),
        ),
        max_size=4,
    ),
)
def test_no_path_and_no_header_is_answered_with_a_fault(guard, room, name, query, method, headers):
    path = unquote(quote(f"/{room}{name}", errors="surrogatepass"))  # What is no UTF-8 comes as a server decodes it.
    answered = ask(guard, path, *headers, method=method, query=query)
    assert answered.status < 500
    assert has_headers(answered)


@pytest.mark.parametrize(
    "path", ["/assets/a\0b", "/data/\0.csv", "/download/\n.csv", "/geometry/\ufffd.geojson", "/media/a\\b",
             "/" + "x" * 501, "/report_card\\", "/\x7f", "/\x85"],
)  # fmt: skip
def test_what_can_be_no_address_is_told_that_it_leads_nowhere(guard, path):
    answered = ask(guard, path)
    assert answered.status == 404
    assert b"There is no such page" in answered.body


def test_what_streamlit_knows_is_let_through(guard):
    assert ask(guard, "/media/known").body == b"known"
    assert ask(guard, "/media/other").status == 404


def test_a_fault_is_a_page_in_words_and_one_line_in_the_log(guard, caplog):
    logging.getLogger("streamlit").propagate = True
    with caplog.at_level(logging.ERROR):
        answered = ask(guard, "/media/fails")
    assert answered.status == 500
    assert b"Something went wrong on our side" in answered.body
    assert b"two lines" not in answered.body
    assert has_headers(answered)
    (said,) = [record.getMessage() for record in caplog.records]
    assert "'/media/fails' could not be answered: RuntimeError" in said and "\n" not in said


def test_a_fault_after_the_beginning_of_an_answer_is_left_to_the_server(guard):
    with pytest.raises(RuntimeError, match="half-way"):
        ask(guard, "/media/breaks-off")


def test_before_the_first_build_is_said_when_to_ask_again(guard, tmp_path, monkeypatch):
    monkeypatch.setattr(database, "DATA", tmp_path)
    for path in ("/data/figures.csv", "/download/NI 55.csv", "/geometry/england.geojson", "/places.json"):
        answered = ask(guard, path)
        assert (answered.status, answered.headers["retry-after"]) == (503, "5"), path
        assert has_headers(answered)


def cache_of(guard, path: str, query: str) -> str:
    answered = ask(guard, path, query=query)
    assert answered.status == 200
    return answered.headers["cache-control"]


@pytest.mark.parametrize("query", ["", "v=", "v=1", "v=evil", "v={right}x", "V={right}", "w={right}", "v={wrong}"])
def test_only_the_fingerprint_of_what_is_sent_lets_a_browser_keep_it_for_good(guard, query):
    fingerprint = database.lasting(routes.queries.fingerprint)
    style = links.asset("style.css").partition("v=")[2]
    for path, right in (("/assets/style.css", style), ("/geometry/england.geojson", fingerprint)):
        wrong = links.asset("map.js").partition("v=")[2]
        asked = query.replace("{right}", right).replace("{wrong}", wrong)
        assert cache_of(guard, path, asked) == "public, max-age=3600"
        assert "immutable" in cache_of(guard, path, f"v={right}")


def test_every_link_to_a_file_of_ours_is_to_what_it_is_now(guard):
    """The style sheet names the letters by hand."""
    page = ask(guard, "/").body.decode()
    style = (links.ASSETS / "style.css").read_text(encoding="utf-8")
    named = {text for text in (*page.split('"'), *style.split('"')) if text.startswith("/assets/")}
    assert len(named) >= 4
    for address in named:
        path, _, query = address.partition("?")
        assert "immutable" in cache_of(guard, path, query), address


def test_what_machines_ask_a_site_for(guard, monkeypatch):
    robots = ask(guard, "/robots.txt")
    assert (robots.status, robots.headers["content-type"]) == (200, "text/plain; charset=utf-8")
    assert "Disallow: /\n" not in robots.body.decode() + "\n"
    icon = ask(guard, "/favicon.ico")
    assert (icon.headers["content-type"], icon.body) == ("image/svg+xml", (links.ASSETS / "favicon.svg").read_bytes())
    for path in (
        "/.well-known/security.txt",
        "/.well-known/other",
        "/ads.txt",
        "/x.ico",
        "/manifest.json",
    ):
        assert ask(guard, path).status == 404, path
    monkeypatch.setattr(settings, "SECURITY_CONTACT", "mailto:safe@example.org")
    contact = ask(guard, "/.well-known/security.txt")
    lines = dict(line.split(": ", 1) for line in contact.body.decode().splitlines())
    assert (contact.status, lines["Contact"]) == (200, "mailto:safe@example.org")
    now = datetime.now(UTC)
    assert now < datetime.fromisoformat(lines["Expires"]) < now + timedelta(days=365)


@pytest.mark.parametrize(
    "written", ["safe@example.org", "http://x.org", "mailto:x", "mailto:a@b.c\nExpires: x", "javascript:x"]
)
def test_a_contact_that_is_no_address_ends_the_start(written, monkeypatch):
    monkeypatch.setenv("CONTACT", written)
    with pytest.raises(SystemExit, match="CONTACT is"):
        settings.contact("CONTACT")


@pytest.mark.parametrize("name", ["NI 999", "ni 55", "NI%2055", "x" * 400, "NI 55.csv"])
def test_what_is_not_there_is_no_key_of_what_is_kept(guard, name):
    before = len(routes.TEXTS.kept)
    for path in (f"/download/{name}.csv", f"/download/agreement/{name}.csv", f"/geometry/{name}.geojson"):
        assert ask(guard, path, ("if-none-match", "*")).status == 404
    assert len(routes.TEXTS.kept) == before


def test_an_answer_is_of_the_build_whose_tag_it_has(guard, monkeypatch):
    """Another build comes into use between the tag and the text."""
    monkeypatch.setattr(routes, "TEXTS", routes.Kept(1000))
    monkeypatch.setattr(
        routes.database, "lasting", lambda question: {"england"} if question is routes.queries.layers else "old"
    )
    answered = ask(guard, "/geometry/england.geojson")
    assert (answered.status, len(routes.TEXTS.kept)) == (503, 0)


ASKING = ["/places.json", "/geometry/england.geojson", "/download/NI 55.csv", "/download/agreement/E10000006.csv",
          "/data/datapackage.json", "/data", "/data/bundled/areas.csv", "/paper/card/E06000044.pdf"]  # fmt: skip


FULL = turns.Turns(at_once=0, line=0, longest_s=60)


@pytest.mark.parametrize("path", ASKING)
def test_what_asks_the_warehouse_takes_turns_with_pages(guard, monkeypatch, path):
    """While too many wait the next is told so; what costs nothing is answered all the same."""
    monkeypatch.setattr(turns, "TURNS", FULL)
    told = ask(guard, path)
    assert (told.status, told.headers["retry-after"], told.headers["cache-control"]) == (503, "5", "no-store")
    assert "Many people are asking just now." in told.body.decode()
    assert has_headers(told)
    for free in ("/assets/style.css", "/robots.txt", "/static/nothing.js", "/download"):
        assert ask(guard, free).status in (200, 404)


@pytest.mark.parametrize("path", ["/geometry/england.geojson", "/download/NI 55.csv"])
def test_what_has_to_be_made_takes_turns_too(guard, monkeypatch, path):
    monkeypatch.setattr(routes, "TEXTS", routes.Kept(100_000_000))
    assert ask(guard, path).status == 200
    monkeypatch.setattr(routes.TEXTS, "making", FULL)
    assert ask(guard, path, ("accept-encoding", "br")).status == 200
    monkeypatch.setattr(routes, "TEXTS", routes.Kept(1000, making=FULL))
    assert ask(guard, path).status == 503


def test_no_route_is_left_to_threads_that_nobody_counts(guard):
    """Starlette has what is no coroutine done in threads of its own, forty at once, whoever asks."""

    def whole(endpoint):
        return whole(endpoint.func) if isinstance(endpoint, functools.partial) else endpoint

    assert [route.path for route in routes.ROUTES if not inspect.iscoroutinefunction(whole(route.endpoint))] == []


def test_nobody_waits_in_the_loop_while_a_text_is_made(guard, monkeypatch):
    """The making is stopped until another visitor has been answered."""
    monkeypatch.setattr(routes, "TEXTS", routes.Kept(100_000_000))
    answered = threading.Event()
    make = routes.spreadsheets.csv_of
    monkeypatch.setattr(routes.spreadsheets, "csv_of", lambda frame: make(frame) if answered.wait(20) else "")

    async def both():
        scope = {"type": "http", "method": "GET", "query_string": b"", "headers": [], "asgi": {"spec_version": "2.4"}}
        sent = {"/download/NI 55.csv": [], "/": []}

        async def visit(path):
            async def send(message):
                sent[path].append(message)

            await guard({**scope, "path": path}, asyncio.sleep, send)
            if path == "/":
                answered.set()

        await asyncio.gather(*(visit(path) for path in sent))
        return [messages[0]["status"] for messages in sent.values()]

    assert in_a_thread(both()) == [200, 200]
