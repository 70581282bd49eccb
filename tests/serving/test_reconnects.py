"""The first choice after a reconnect takes effect, be the session still there or not."""

import asyncio
import re

import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from pages.serving import reconnects
from tests.running import in_a_loop


def choice(**asked: object) -> BackMsg:
    """What a browser sends when a year is chosen on a page."""
    message = BackMsg()
    message.rerun_script.query_string = "area=E06000044"
    message.rerun_script.page_script_hash = "5311"
    message.rerun_script.cached_message_hashes.append("2df0")
    message.rerun_script.widget_states.widgets.add(id="pick_year", string_value="2008/09")
    for name, value in asked.items():
        setattr(message.rerun_script, name, value)
    return message


def said(message: BackMsg) -> dict:
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def told(status: int) -> dict:
    return {"type": "websocket.send", "bytes": ForwardMsg(script_finished=status).SerializeToString()}


async def handed_on(messages: list[dict], is_known: bool, tell: tuple[int, ...] = (0,)) -> list[list[BackMsg]]:
    """What reaches Streamlit at once, and what once the page that it makes first has been told of as `tell`."""
    waiting, reached, sent = list(messages), [], []

    async def receive() -> dict:
        if not waiting:
            await asyncio.sleep(60)
        return waiting.pop(0)

    async def send(message: dict) -> None:
        sent.append(message)

    socket = reconnects.Renewed("before", receive, send, lambda session: session != "before" or is_known)

    async def read() -> None:
        while True:
            reached.append(BackMsg.FromString((await socket.receive())["bytes"]))

    reading = asyncio.create_task(read())
    for _ in range(5):
        await asyncio.sleep(0)
    at_once = list(reached)
    for status in tell:
        await socket.send(told(status))
    await asyncio.sleep(0.01)
    reading.cancel()
    assert len(sent) == len(tell)
    return [at_once, reached[len(at_once) :]]


def test_the_page_is_made_as_its_address_says_before_a_choice_on_it_is_heard():
    at_once, later = in_a_loop(handed_on([said(choice()), said(choice(query_string="area=1"))], is_known=False))
    (page,) = (message.rerun_script for message in at_once)
    assert (page.query_string, page.page_script_hash) == ("area=E06000044", "5311")
    assert not page.widget_states.widgets
    chosen, following = (message.rerun_script for message in later)
    assert chosen.widget_states == choice().rerun_script.widget_states
    assert not chosen.cached_message_hashes
    assert following.query_string == "area=1"


def test_a_page_that_begins_anew_is_not_whole_yet():
    early, whole = ForwardMsg.FINISHED_EARLY_FOR_RERUN, ForwardMsg.FINISHED_SUCCESSFULLY
    assert in_a_loop(handed_on([said(choice())], is_known=False, tell=(early,)))[1] == []
    assert len(in_a_loop(handed_on([said(choice())], is_known=False, tell=(early, whole)))[1]) == 1


@pytest.mark.parametrize(
    ("message", "is_known"),
    [
        pytest.param(choice(), True, id="the session is still there"),
        pytest.param(choice(is_history_navigation=True), False, id="a step back"),
        pytest.param(BackMsg(rerun_script={"query_string": "a=1"}), False, id="nothing was chosen"),
        pytest.param(BackMsg(app_heartbeat=True), False, id="no choice at all"),
    ],
)
def test_anything_else_is_heard_as_it_is(message, is_known):
    assert in_a_loop(handed_on([said(message)], is_known)) == [[message], []]


def test_a_choice_is_heard_though_the_page_never_ends(monkeypatch):
    monkeypatch.setattr(reconnects, "PATIENCE_S", 0.001)
    assert len(in_a_loop(handed_on([said(choice())], is_known=False, tell=()))[1]) == 1


# What the browser's own socket cannot be asked for: to break, and to come back to a server that was started anew.
BREAKABLE = """
    let opened = 0;
    window.WebSocket = class extends WebSocket {
        constructor(address, names) {
            if (window.isForgotten && names.length > 2) names[2] = "00000000-0000-4000-8000-000000000000";
            super(address, names);
            window.latest = this;
            this.addEventListener("open", () => document.documentElement.dataset.opened = ++opened);
        }
    };
"""


def pick(page: Page) -> None:
    page.get_by_text("Change place or year").click()
    page.get_by_role("combobox", name="Year").click()
    page.get_by_role("option", name="2008/09").click()


def press(page: Page) -> None:
    name = "What changed"
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name)).click()


@pytest.mark.parametrize(
    ("path", "act", "address", "shown", "is_forgotten"),
    [
        ("/report_card?area=E06000044", pick, "year=2008", "Report card for 2008/09", False),
        (
            "/report_card?area=X10000001&view=promises",
            press,
            "view=changes",
            "Every change, the latest first",
            True,
        ),
    ],
)
def test_the_first_choice_after_the_connection_broke_takes_effect(
    browser_page, server, path, act, address, shown, is_forgotten
):
    page, _ = browser_page(1280)
    page.add_init_script(BREAKABLE)
    page.goto(server.address + path)
    expect(page.locator("html[data-is=live]")).to_be_attached(timeout=30_000)
    expect(page.locator('[data-test-script-state="notRunning"]')).to_be_attached(timeout=30_000)
    page.evaluate(f"window.isForgotten = {str(is_forgotten).lower()}; window.latest.close()")
    expect(page.locator("html[data-opened='2']")).to_be_attached(timeout=15_000)
    expect(page.locator('[data-test-connection-state="CONNECTED"]')).to_be_attached()
    act(page)
    expect(page.get_by_text(shown).first).to_be_attached(timeout=15_000)
    expect(page).to_have_url(re.compile(address))
