"""The menu: an entry for each page that has one, in the bar or folded into a word of it."""

from playwright.sync_api import expect

from pages.components.finding import frame
from pages.serving import links
from tests import browser


def test_a_page_without_an_entry_of_its_own_is_found_under_another(monkeypatch):
    more = links.PAGES | {"papers": links.Page("Papers", under="about_the_data")}
    monkeypatch.setattr(links, "PAGES", more)
    with links.at({}):
        current = {title: current for _, title, current in frame.entries("papers")}
    assert "Papers" not in current
    assert {title: word for title, word in current.items() if word} == {"About the data": "true"}


def test_on_a_phone_the_menu_is_one_word_that_the_keyboard_opens_and_closes(browser_page, server):
    page, _ = browser_page(320)
    browser.open_live(page, f"{server.address}/report_card?area=E06000044")
    heading, way = page.get_by_role("heading", level=1), page.get_by_role("link", name="About the data")
    stood, word = heading.bounding_box(), page.locator(".pages summary")
    expect(way).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(way).to_be_visible()
    assert heading.bounding_box() == stood
    page.keyboard.press("Tab")
    ring = page.evaluate("getComputedStyle(document.activeElement).outline")
    assert page.evaluate("document.activeElement.textContent") == "Find your area"
    assert "solid 3px" in ring
    page.keyboard.press("Escape")
    expect(way).to_be_hidden()
    expect(word).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    bar = [box.bounding_box() for box in (page.locator(".stLogo").locator(".."), word)]
    assert bar[0]["x"] + bar[0]["width"] <= bar[1]["x"]  # The name of the site and the word do not touch.
