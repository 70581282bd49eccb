"""From a cold link through every exception by keyboard, at the sizes of projectors, and home with both packs."""

import io
import re
from pathlib import Path

import pptx
import pypdf
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.pages.boards.meetings import DAY, EXAMPLE, printed_later, seen
from tests.pages.views import read, squeezed

MEETING = f"/present/{EXAMPLE}?on={DAY}"
PROJECTORS = [(1280, 720), (1366, 768), (1920, 1080), (2560, 1080)]
# What is wrong with the screens as they are drawn: which is higher or wider than the window, has small letters or words
# on one another, and which words.
FAULTS = """() => [...document.querySelectorAll(".screen")].flatMap((screen) => {
    for (const other of document.querySelectorAll(".screen")) other.toggleAttribute("data-now", other === screen);
    const faults = [], say = (what) => faults.push(`${screen.id}: ${what}`);
    const { scrollWidth, scrollHeight } = document.documentElement, at = (one) => one.getBoundingClientRect();
    if (scrollHeight > innerHeight || scrollWidth > innerWidth) say(`${scrollWidth}x${scrollHeight}`);
    if (at(screen.querySelector(".foot a")).right > at(document.querySelector(".controls")).left) say("its foot");
    const drawing = screen.querySelector(".drawn > svg"), beside = screen.querySelector(".lines");
    const enlarged = drawing ? at(drawing).width / drawing.viewBox.baseVal.width : 1;
    const words = document.createTreeWalker(screen, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const of = words.currentNode.parentElement;
        if (!words.currentNode.data.trim() || of.closest(".symbol, [hidden]")) continue;
        const size = parseFloat(getComputedStyle(of).fontSize) * (of.closest(".drawn > svg") ? enlarged : 1);
        if (size < 27.95) say(`${size} px: ${of.textContent}`);
    }
    const boxes = [...(drawing?.querySelectorAll("text") ?? [])].map(at);
    boxes.forEach((one, place) => {
        if (one.left < 0 || one.right > at(beside).left) say("words beside the chart");
        const isOn = (other) => one.right > other.left && other.right > one.left
            && one.bottom - 6 > other.top && other.bottom - 6 > one.top;
        if (boxes.slice(place + 1).some(isOn)) say("words of the chart on one another");
    });
    return faults;
})"""


def axe(page: Page) -> list[str]:
    return [fault["id"] for fault in Axe().run(page).response["violations"]]


def number_in_address(page: Page) -> int:
    """As the page itself has it: what Playwright is told of a step comes later."""
    return int(page.evaluate("location.hash.slice(1)"))


def walked(page: Page) -> list[str]:
    """What is announced from the second screen on to the last, by the keys that clickers and hands press."""
    heard, count = [], page.locator(".screen").count()
    for number in range(2, count + 1):
        page.keyboard.press(("ArrowRight", "PageDown", "Space")[number % 3])
        assert number_in_address(page) == number
        heard.append(page.get_by_role("status").inner_text())
        assert page.locator(".screen:visible").count() == 1
    return heard


def downloaded(page: Page, form: str) -> bytes:
    """The pack of the meeting in a form, by its link on the page for the board."""
    link = page.locator(f'.take a[href^="/paper/board/{EXAMPLE}.{form}?"]')
    if form == "pdf":  # It opens in the browser.
        return page.request.get(page.url.split("/board")[0] + link.get_attribute("href")).body()
    with page.expect_download() as download:
        link.click()
    return Path(download.value.path()).read_bytes()


def check_document(pdf: bytes, titles: list[str], asked: list[str]) -> str:
    """Its bookmarks have every exception in order, and it says of each what the page says. Returns its text."""
    document = pypdf.PdfReader(io.BytesIO(pdf))
    named = [mark.title for mark in flat(document.outline)]
    assert [name for name in named if name in titles] == titles
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"] and document.trailer["/Root"]["/Lang"] == "en-GB"
    # Behind each sentence stand the numbers of its papers.
    text = re.sub(r"\[\d+\]", "", squeezed(" ".join(sheet.extract_text() for sheet in document.pages)))
    assert [words for words in asked if squeezed(words) not in text] == []
    return text


def flat(marks: list) -> list:
    return [one for mark in marks for one in (flat(mark) if isinstance(mark, list) else [mark])]


def check_slides(file: bytes, titles: list[str], asked: list[str]) -> str:
    """A slide for each exception, by its title, which says or notes what the page says. Returns all its text."""
    told = {}
    for slide in pptx.Presentation(io.BytesIO(file)).slides:
        texts = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        title = slide.shapes.title.text
        assert title not in told
        told[title] = squeezed(" ".join([*texts, slide.notes_slide.notes_text_frame.text]))
        if title in titles:
            assert any(shape.has_chart for shape in slide.shapes) or "to draw" in told[title], title
    assert [title for title in told if title in titles] == titles
    for title, words in zip(titles, asked, strict=True):
        assert squeezed(words) in told[title]
    return "".join(told.values())


def test_from_a_cold_link_through_every_exception_by_keyboard_and_home_with_both_packs(browser_page, server, real):
    page, outside = browser_page(1280, is_fresh=True)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(server.address + MEETING)
    expect(page.get_by_role("heading", level=1)).to_have_text("The board of Exampleshire, 14 September 2010")
    count = page.locator(".screen").count()
    known = page.evaluate("history.length")
    heard = walked(page)
    titles = [text.removeprefix(f"{number} of {count}: ") for number, text in enumerate(heard, start=2)]
    assert titles[-1] == "What to recommend, and what is due"
    page.keyboard.press("ArrowRight")  # There is no more.
    assert number_in_address(page) == count and page.evaluate("history.length") == known
    for width, height in PROJECTORS:
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate(FAULTS) == []

    page.keyboard.press("Home")
    assert axe(page) == []
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    page.reload()  # The number in the address is that of the screen.
    expect(page.locator(".screen:visible > h2")).to_have_text(titles[1])
    assert axe(page) == []
    black = page.locator(".black")
    for dark, light in (("b", "PageDown"), (".", "Escape")):
        page.keyboard.press(dark)
        expect(black).to_be_visible()
        page.keyboard.press(light)
        expect(black).to_be_hidden()
    page.keyboard.press("Shift+Space")
    page.get_by_role("button", name="Next screen").click()
    assert number_in_address(page) == 3
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement")
    page.keyboard.press("f")

    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert len(sheets) == count and all(sheet.mediabox.width > sheet.mediabox.height for sheet in sheets)
    texts = [squeezed(sheet.extract_text()) for sheet in sheets]
    for number, (text, title) in enumerate(zip(texts[1:], titles, strict=True), start=2):
        assert squeezed(title) in text and squeezed(f"{number} of {count} Exampleshire (worked example)") in text
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    page.set_viewport_size({"width": 1280, "height": 720})
    page.get_by_role("link", name="Exampleshire (worked example), 14 September 2010").click()
    page.locator("html[data-is=live]").wait_for(state="attached", timeout=30_000)
    page.get_by_text("Take it with you").click()
    pdf, slides = (downloaded(page, form) for form in ("pdf", "pptx"))
    asked = [read(one.inner_html()) for one in page.locator(".exception .sides > div > p:first-child").all()]
    page.go_back()
    expect(page.locator(".screen:visible > h2")).to_have_text(titles[1])
    assert outside == []
    assert len(asked) == len(titles) - 1 == 26
    later = set(map(squeezed, printed_later(real.con, EXAMPLE, DAY)))
    assert len(later) > 30
    assert seen(later, check_document(pdf, titles[:-1], asked)) == []
    assert seen(later, check_slides(slides, titles[:-1], asked)) == []


def test_without_a_script_all_screens_stand_below_one_another(chromium, server):
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 720})
    try:
        page = context.new_page()
        page.goto(f"{server.address}{MEETING}#3")
        tops = [box["y"] for screen in page.locator(".screen").all() if (box := screen.bounding_box())]
        assert len(tops) == 28 and tops == sorted(tops) and abs(tops[2]) < 2
        assert not page.locator(".controls").is_visible() and not page.locator(".keys").is_visible()
    finally:
        context.close()
