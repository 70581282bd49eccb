"""From a cold link to a paper: questions chosen, moved, reworded and added in a browser, and the Word file opened."""

import re
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn

from tests.running import definitions

TONE = re.compile("|".join(row["pattern"] for row in definitions("tone_words")), re.IGNORECASE)
NUMBER = re.compile(r"\d[\d,.]*\d|\d")
OWN = "Who meets whom, and how often?"
# The worked example, three real agreements and a shire district, which has none of its own.
PLACES = ["E08000018", "E10000006", "E06000044", "E07000086", "X10000001"]


def opened(browser_page, server, code: str):
    page, outside = browser_page(1280)
    page.goto(f"{server.address}/scrutiny?area={code}")
    page.locator("html[data-is=live]").wait_for(state="attached")
    form = page.locator("#root form.enquiries[data-drawn]")
    form.wait_for()
    return page, form, outside


def first_of(form) -> list[str]:
    return form.locator("li[data-line]").evaluate_all("lines => lines.map((line) => line.dataset.line)")


@pytest.mark.parametrize("code", PLACES)
def test_five_questions_are_chosen_moved_added_to_and_taken_away(browser_page, server, tmp_path, code):
    page, form, outside = opened(browser_page, server, code)
    names = first_of(form)[:5]
    for name in names:
        form.locator(f'li[data-line="{name}"] input[type=checkbox]').check()
    last = form.locator(f'li[data-line="{names[-1]}"]')
    last.get_by_role("button", name="Move up").focus()
    page.keyboard.press("Enter")  # Everything by keyboard.
    assert form.locator(".ask-said").inner_text().startswith("Moved to ")
    names[-2:] = names[-2:][::-1]
    assert first_of(form)[: len(names)] == names
    form.get_by_label("A question of your own").fill(OWN)
    on_page = form.inner_text()
    with page.expect_download() as download:
        form.get_by_role("button", name="Word", exact=True).press("Enter")
    path = tmp_path / "pack.docx"
    download.value.save_as(path)
    assert outside == []

    paper = docx.Document(path)
    told = [paragraph.text for paragraph in paper.paragraphs]
    places = []
    for name in names:
        line = form.locator(f'li[data-line="{name}"]')
        title = line.locator("b").first.inner_text()
        places.append(
            next(place for place, text in enumerate(told) if title in text and "Heading" in style(paper, place))
        )
        for question in line.locator(".question").all_inner_texts():
            assert any(question in text for text in told), question
            assert not TONE.search(re.sub("“[^”]*”", "", question))
            assert set(NUMBER.findall(question)) <= set(NUMBER.findall(on_page))
    assert places == sorted(places)
    assert any(OWN in text for text in told)
    styles = [style(paper, place) for place in range(len(told))]
    levels = [int(name[-1]) for name in styles if name.startswith("Heading")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    pictures = [shape._inline.find(qn("wp:docPr")) for shape in paper.inline_shapes]
    assert pictures and all(picture.get("descr") for picture in pictures)


def style(paper, place: int) -> str:
    return paper.paragraphs[place].style.name


def test_what_was_chosen_stays_in_the_browser_and_goes_into_a_link(browser_page, server):
    page, form, _ = opened(browser_page, server, "E06000053")
    name = first_of(form)[1]
    line = form.locator(f'li[data-line="{name}"]')
    line.get_by_role("button", name="Reword").click()
    line.get_by_label("Your wording").fill("In my words?")
    line.get_by_role("button", name="Note to yourself").click()
    line.get_by_label("Note to yourself").and_(page.locator("textarea")).fill("Ask the clerk first.")
    link = page.evaluate(
        """() => new Promise((done) => {
            Object.defineProperty(navigator, "clipboard", {value: {writeText: async (text) => done(text)}});
            document.querySelector("#root .enquiries").querySelectorAll("button")
                .forEach((one) => { if (one.textContent === "Copy a link to these") one.click(); });
        })"""
    )
    assert f"ask={name.replace(' ', '+')}" in link and "In+my+words" in link and "clerk" not in link
    for address in (f"{server.address}/scrutiny?area=E06000053", link):
        page.goto(address)
        page.locator("html[data-is=live]").wait_for(state="attached")
        again = page.locator(f'#root form.enquiries[data-drawn] li[data-line="{name}"]')
        assert again.locator("input[type=checkbox]").is_checked()
        assert again.get_by_label("Your wording").input_value() == "In my words?"
    assert page.context.cookies() == []


def test_what_was_chosen_under_one_theme_stays_when_another_is_looked_at(browser_page, server):
    page, form, _ = opened(browser_page, server, "X10000001&theme=SSC")
    first = first_of(form)[0]
    form.locator(f'li[data-line="{first}"] input[type=checkbox]').check()
    page, form, _ = opened(browser_page, server, "X10000001&theme=CYP")
    second = first_of(form)[0]
    form.locator(f'li[data-line="{second}"] input[type=checkbox]').check()
    page, form, _ = opened(browser_page, server, "X10000001")
    ticked = form.locator("li[data-line]:has(input:checked)").evaluate_all(
        "lines => lines.map((one) => one.dataset.line)"
    )
    assert {first, second} <= set(ticked)
    assert page.get_by_role("button", name="Start again").count() == 1
