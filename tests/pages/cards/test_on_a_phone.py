"""A resident with a phone and half a minute: three taps from the first page, one screen from a link."""

import re

import pytest
from playwright.sync_api import expect

PHONE = {"width": 360, "height": 780}
# Every kind of place there is a card for: an example, real agreements, and national figures.
PLACES = {
    "X10000001": "Exampleshire", "X07000001": "Much Imagining",  # an agreement written whole, and a district of it
    "E10000006": "Cumbria", "E08000018": "Rotherham", "E10000023": "North Yorkshire",  # agreements of real papers
    "E10000014": "Hampshire", "E10000003": "Cambridgeshire",  # counties
    "E06000044": "Portsmouth", "E06000047": "County Durham",  # unitary, of old and made of districts
    "E08000025": "Birmingham", "E08000034": "Kirklees",  # metropolitan
    "E09000023": "Lewisham", "E09000001": "City of London",
    "E06000053": "Isles of Scilly", "E07000087": "Fareham", "E07000148": "Norwich",  # the smallest; shire districts
}  # fmt: skip
# Counted on every page of one visit: what a finger does, and nothing that a script does.
COUNTED = "addEventListener('click', (tap) => { if (tap.isTrusted) window.name = +window.name + 1; }, true)"


@pytest.fixture(scope="module")
def phone(chromium, server):
    context = chromium.new_context(viewport=PHONE, has_touch=True, is_mobile=True, device_scale_factor=2)
    yield context.new_page()
    context.close()


def answers_at_once(page, name: str) -> None:
    """The place and the whole sentence stand on the screen, with nothing scrolled; asked again while a page is taken
    over.
    """
    expect(page.locator("h1").first).to_have_text(name)
    expect(page.locator("p.lead").first).to_be_in_viewport(ratio=1)
    assert page.evaluate("scrollY") == 0


def test_r1_three_taps_lead_from_the_first_page_to_the_answer(phone, server):
    """A village in a district, a borough, a place whose agreement is held."""
    phone.add_init_script(COUNTED)
    for typed, option, place, answer in (
        ("portchester", "Portchester", "Fareham", r"Of \d+ measures"),
        ("lewish", "Lewisham", "Lewisham", r"Of \d+ measures"),
        ("rother", "Rotherham", "Rotherham", r"promise was kept"),
    ):
        phone.evaluate("window.name = ''")
        phone.goto(server.address, wait_until="commit")
        field = phone.get_by_role("combobox", name="Your town, village")
        field.tap()
        field.press_sequentially(typed)
        phone.get_by_role("option", name=re.compile(rf"\b{option}\b")).first.tap()
        lead = phone.locator("p.lead").first
        expect(lead).to_contain_text(re.compile(answer), timeout=20_000)
        assert 1 <= int(phone.evaluate("window.name")) <= 3, place
        answers_at_once(phone, place)


def test_r17_a_link_opens_on_the_answer_and_a_closed_card_is_four_screens_at_most(chromium, server):
    """As the server first answers, which is what stays: no script, so that nothing is waited for."""
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    page, high = context.new_page(), {}
    for code, name in PLACES.items():
        page.goto(f"{server.address}/report_card?area={code}")
        assert re.search(r"\d", page.locator("p.lead").first.inner_text()), name
        answers_at_once(page, name)
        high[name] = page.evaluate("document.documentElement.scrollHeight") / PHONE["height"]
        assert not page.locator("details.theme td").first.is_visible(), name
    assert {name: screens for name, screens in high.items() if screens > 4} == {}
    # One tap opens a theme, and what was measured stands there with its figure.
    fold = page.locator("details.theme", has=page.locator(".figure b")).first
    fold.locator("summary").first.click()
    assert fold.locator(".figure b").first.is_visible()
    opens_and_closes_what_a_word_means(page, fold.locator("button.abbr").first)
    context.close()


def opens_and_closes_what_a_word_means(page, word):
    """By a tap and by keys."""
    meaning = page.locator(f"#{word.get_attribute('popovertarget')}")
    assert not meaning.is_visible()
    word.click()
    assert meaning.inner_text().startswith(f"{word.inner_text()}: ")
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
    page.keyboard.press("Enter")
    assert meaning.is_visible()
