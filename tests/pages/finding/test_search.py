"""The search that every page has in its bar, and its page of answers."""

import json
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import browser
from tests.pages.views import HOSTILE, markup, run, text


@pytest.mark.parametrize(
    ("typed", "group", "name"),
    [
        ("sheffeild", "Places", "Sheffield"),
        ("NI151", "Measures", "Overall Employment Rate"),
        ("obese children", "Measures", "Obesity in primary school age children in Reception"),
        ("LSP", "Words", "LSP: Local Strategic Partnership"),
        ("older people communities", "Themes", "Healthier Communities and Older People"),
    ],
)
@pytest.mark.usefixtures("served_in_process")
def test_what_is_looked_for_is_offered_and_answered_without_a_script(typed, group, name, server):
    with urlopen(f"{server.address}/places.json?q={quote(typed)}") as answer:
        offered = json.load(answer)
    assert name in [answer["name"] for answer in offered if answer["group"] == group]
    kinds = [answer["group"] for answer in offered]
    assert sorted(kinds, key=kinds.index) == kinds  # Those of one kind stand together.
    assert name in text(run("find_your_area", place=typed))


@pytest.mark.usefixtures("served_in_process")
def test_what_is_typed_is_only_text_and_nothing_found_is_said():
    assert "<script>alert" not in markup(run("find_your_area", place=HOSTILE))
    assert "Nothing called xyzzyx was found" in text(run("find_your_area", place="xyzzyx"))


def test_the_search_is_open_to_the_keyboard_on_a_phone_and_moves_nothing(browser_page, server):
    page, outside = browser_page(320)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    browser.open_live(page, f"{server.address}/report_card?area=E06000044")
    assert not [address for address in asked if "autocomplete" in address or "places.json" in address]
    heading, word = page.get_by_role("heading", level=1), page.locator(".seek summary")
    stood = heading.bounding_box()
    word.focus()
    page.keyboard.press("Enter")
    field = page.get_by_role("combobox", name="A place, a measure")
    expect(field).to_be_focused(timeout=30_000)
    assert heading.bounding_box() == stood
    page.keyboard.type("NI151", delay=20)
    expect(page.get_by_role("option", name="Overall Employment Rate")).to_be_visible(timeout=30_000)
    expect(page.get_by_role("status").filter(has_text="answer fits")).to_be_attached()
    faults = [
        fault["id"] for fault in Axe().run(page).response["violations"] if fault["impact"] in ("serious", "critical")
    ]
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.address}/indicator?indicator=NI%20151", timeout=30_000)
    assert outside == []
