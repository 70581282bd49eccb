"""What a visitor sees while there is no room, or no connection: words, at once, until the page comes by itself."""

import re

from playwright.sync_api import expect

from pages.serving import guard, settings
from tests.running import in_a_loop


def answer(guarded: guard.Guard, path: str) -> tuple[int, dict[str, str], str]:
    told = []

    async def send(message: dict) -> None:
        told.append(message)

    async def receive() -> dict:
        return {"type": "http.request"}

    scope = {
        "type": "http", "method": "GET", "path": path, "query_string": b"area=E06000044", "scheme": "http",
        "client": ("192.0.2.7", 1), "server": ("localhost", 80), "headers": [(b"host", b"localhost")],
    }  # fmt: skip
    in_a_loop(guarded(scope, receive, send))
    headers = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    return told[0]["status"], headers, b"".join(part.get("body", b"") for part in told[1:]).decode()


async def nothing(scope, receive, send) -> None:
    raise AssertionError("what is answered here never reaches Streamlit")


def test_a_page_for_which_there_is_no_room_says_so_and_asks_again_by_itself(monkeypatch):
    guarded = guard.Guard(nothing)
    assert answer(guarded, "/report_card")[0] == 200
    monkeypatch.setattr(settings, "SOCKETS_PER_ADDRESS", 3)
    guarded.sockets.open["192.0.2.7"] = 3
    status, headers, body = answer(guarded, "/report_card")
    assert (status, headers["retry-after"], headers["cache-control"]) == (503, "8", "no-store")
    assert '<meta http-equiv="refresh" content="8">' in body
    assert "<h1>Many people are reading just now</h1>" in body
    assert "content-security-policy" in headers
    assert answer(guarded, "/report_card/")[0] == 308
    assert answer(guarded, "/nothing")[0] == 404
    guarded.sockets.open["192.0.2.7"] = 2
    assert answer(guarded, "/report_card")[0] == 200
    monkeypatch.setattr(settings, "SOCKETS", 2)
    assert answer(guarded, "/")[0] == 503


def test_words_come_while_the_page_cannot_connect_and_go_when_it_has(browser_page, server):
    page, _ = browser_page(360)
    is_open = False

    def connect(socket) -> None:
        if is_open:
            socket.connect_to_server()
        else:
            socket.close()

    page.route_web_socket(re.compile("_stcore/stream"), connect)
    page.clock.install()
    page.goto(f"{server.address}/report_card?area=E06000044")
    words = page.get_by_role("status").and_(page.locator("#waiting"))
    expect(words).to_be_attached()
    expect(page.locator('[data-test-script-state="initial"]')).to_be_attached(timeout=30_000)
    expect(words).to_be_empty()
    page.clock.fast_forward(5_000)
    expect(words).to_have_text("This page takes longer than usual. It comes by itself as soon as there is room.")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    is_open = True
    page.clock.fast_forward(5_000)
    expect(page.locator("html[data-is=live]")).to_be_attached(timeout=30_000)
    expect(words).to_be_empty()


def test_what_streamlit_gives_up_for_good_is_loaded_anew_once_the_server_answers(browser_page, server):
    page, _ = browser_page(1280)
    page.clock.install()
    page.route(re.compile("/static/js/index"), lambda route: route.abort())
    page.goto(f"{server.address}/report_card?area=E06000044")
    page.route(re.compile("report_card"), lambda route: route.abort())
    with page.expect_request(lambda request: request.method == "HEAD"):
        page.clock.fast_forward(21_000)
    expect(page.locator("#waiting")).to_have_text(re.compile("longer than usual"))
    page.unroute(re.compile("report_card"))
    page.unroute(re.compile("/static/js/index"))
    page.clock.fast_forward(21_000)
    expect(page.locator("html[data-is=live]")).to_be_attached(timeout=30_000)
