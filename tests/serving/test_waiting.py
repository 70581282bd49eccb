"""What a visitor sees while there is no room, or no connection: words, at once, until the page comes by itself."""

import re

import pytest
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


@pytest.mark.usefixtures("served_in_process")
def test_a_page_is_read_where_no_more_sockets_have_room(monkeypatch):
    guarded = guard.Guard(nothing)
    monkeypatch.setattr(settings, "SOCKETS_PER_ADDRESS", 3)
    for _ in range(3):
        guarded.sockets.open.take(object(), "192.0.2.7")
    status, headers, body = answer(guarded, "/report_card")
    assert status == 200
    assert "<h1>" in body
    assert "content-security-policy" in headers
    assert answer(guarded, "/report_card/")[0] == 308
    assert answer(guarded, "/nothing")[0] == 404


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
    expect(words).to_have_text(re.compile("can be read and used as it is"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Portsmouth")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    is_open = True
    page.clock.fast_forward(5_000)
    expect(page.locator("html[data-is=live]")).to_be_attached(timeout=30_000)
    expect(words).to_be_empty()


def test_who_can_read_the_page_is_not_disturbed_by_loading_it_anew(browser_page, server):
    page, _ = browser_page(1280)
    page.clock.install()
    page.route(re.compile("/static/js/index"), lambda route: route.abort())
    page.goto(f"{server.address}/report_card?area=E06000044")
    asked = []
    page.on("request", lambda request: asked.append(request.method))
    page.clock.fast_forward(60_000)
    expect(page.locator("#waiting")).to_have_text(re.compile("as it is"))
    assert "HEAD" not in asked
    expect(page.get_by_role("heading", level=1)).to_have_text("Portsmouth")


def test_what_streamlit_gives_up_for_good_is_loaded_anew_once_the_server_answers(browser_page, server):
    page, _ = browser_page(1280)
    page.clock.install()
    page.route(re.compile("/static/js/index"), lambda route: route.abort())
    page.goto(f"{server.address}/report_card?area=E06000044")
    page.evaluate("document.getElementById('first').remove()")  # As where nothing could be said at first.
    page.route(re.compile("report_card"), lambda route: route.abort())
    with page.expect_request(lambda request: request.method == "HEAD"):
        page.clock.fast_forward(21_000)
    expect(page.locator("#waiting")).to_have_text(re.compile("longer than usual"))
    page.unroute(re.compile("report_card"))
    page.unroute(re.compile("/static/js/index"))
    page.clock.fast_forward(21_000)
    expect(page.locator("html[data-is=live]")).to_be_attached(timeout=30_000)
