"""The pages in a real browser, wide and narrow: drawn, usable, within the rules, and calling nobody."""

import io
import re

import pypdf
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import browser

PAGES = {
    "landing": "/",
    "search": "/?place=Fareham",
    "card": "/report_card?area=E06000044&year=2010/11",
    "county": "/report_card?area=E10000006&year=2010/11",
    "unknown": "/report_card?area=Nowhere",
    "agreement": "/report_card?area=E08000018",
    "example": "/report_card?area=X10000001&by=theme",
    "promises": "/report_card?area=X10000001&view=promises",
    "record": "/report_card?area=X10000001&view=record",
    "district of the example": "/report_card?area=X07000003",
    "promise": "/indicator?indicator=NI 16&area=X10000001",
    "real promise": "/indicator?indicator=NI 153&area=E10000006",
    "map of the example": "/district_map?county=X10000001&indicator=NI 16",
    "map": "/district_map?county=E10000014&indicator=NI 55",
    "hexagons": "/district_map?indicator=NI 154&view=hexagons",
    "theme": "/theme?theme=Healthier Communities and Older People&county=E10000014&year=2010/11",
    "policy area": "/theme?theme=safer&county=X10000001",
    "indicator": "/indicator?indicator=NI 151&area=E06000044",
    "get involved": "/get_involved?area=X10000001&as_of=2012-01-31",
    "tracker": "/tracker?area=X10000001",
    "assessments": "/assessments?area=X10000001",
    "scrutiny": "/scrutiny?area=E08000018",
    "compare": "/compare?area=E06000044&year=2010/11&indicator=NI 151",
    "board": "/board?area=X10000001&on=2010-09-14",
    "partners": "/partners?area=X10000001",
    "consultation": "/consultation",
    "facts": "/facts",
    "indicators": "/indicators?q=children",
    "measure without figures": "/indicator?indicator=NI 45",
    "sources": "/about_the_data",
    "glossary": "/about_the_data?section=glossary",
}
# Faults in the markup of Streamlit itself, which are not ours to mend.
NOT_OURS: set[str] = set()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_complete_accessible_and_stays_at_home(browser_page, server, name):
    """Wide, and then as narrow as on a phone that is turned."""
    page, outside = browser_page(1280)
    browser.open_live(page, server.address + PAGES[name])
    if name in ("landing", "map", "hexagons", "indicator", "promise", "map of the example"):
        expect(page.locator(".area-map-root[data-drawn]")).to_be_attached(timeout=30_000)
    if name in ("indicator", "promise", "real promise"):
        expect(page.locator(".still img").first).to_be_visible(timeout=30_000)
    assert page.locator("html").get_attribute("lang") == "en-GB"
    expect(page.locator("h1")).to_have_count(1, timeout=30_000)
    # What is folded too: a fault in it is one.
    page.evaluate("document.querySelectorAll('.stMain details').forEach((fold) => { fold.open = true; })")
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        faults = [
            (fault["id"], [node["html"][:120] for node in fault["nodes"]])
            for fault in Axe().run(page).response["violations"]
            if fault["impact"] in ("serious", "critical") and fault["id"] not in NOT_OURS
        ]
        assert faults == [], width
    assert outside == []
    # Its font of icons is not fetched: any of Streamlit's would be missing.
    assert page.locator('[data-testid="stIconMaterial"]').count() == 0


@pytest.mark.parametrize("name", ["landing", "card", "map"])
def test_a_first_visit_fetches_no_letters_but_ours_and_asks_for_nothing_in_vain(browser_page, server, name):
    page, _ = browser_page(360, is_fresh=True)
    answers = []
    page.on("response", lambda answer: answers.append((answer.status, answer.url.removeprefix(server.address))))
    browser.open_live(page, server.address + PAGES[name])
    assert [answer for answer in answers if answer[0] != 200 and not answer[1].startswith(("data:", "blob:"))] == []
    fonts = {path.partition("?")[0] for _, path in answers if ".woff" in path or ".ttf" in path}
    assert fonts == {"/assets/fonts/public-sans-latin-wght-normal.woff2"}


@pytest.mark.parametrize("path", ["/", "/report_card?area=E06000044"])
def test_every_page_shows_whose_it_is(browser_page, server, path):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + path)
    expect(page.locator(".stLogo")).to_be_visible(timeout=30_000)
    name = page.evaluate("getComputedStyle(document.querySelector('.stLogo').parentElement, '::after').content")
    assert name == '"Local Area Report Card"'


def test_the_title_names_the_place(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + PAGES["card"])
    expect(page).to_have_title(re.compile("Portsmouth"), timeout=30_000)


def test_places_are_offered_as_one_types_and_the_keyboard_opens_one(browser_page, server):
    page, outside = browser_page(1280)
    browser.open_live(page, server.address)
    expect(page.locator(".find-root[data-drawn]")).to_be_attached(timeout=30_000)
    known = page.evaluate("history.length")
    field = page.get_by_role("combobox", name="Your town, village")
    field.press_sequentially("hudders")
    expect(page.get_by_role("option", name="Huddersfield a place in Kirklees")).to_be_visible(timeout=30_000)
    assert not [fault for fault in Axe().run(page).response["violations"] if fault["impact"] in ("serious", "critical")]
    expect(page.get_by_role("status").filter(has_text="1 answer fits.")).to_be_attached(timeout=30_000)
    field.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kirklees", timeout=30_000)
    assert page.evaluate("history.length") == known + 1
    assert outside == []


def test_a_typed_place_is_answered_below_said_aloud_and_taken_back(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address)
    expect(page.locator(".find-root[data-drawn]")).to_be_attached(timeout=30_000)
    page.get_by_role("combobox", name="Your town, village").fill("fareham")
    page.get_by_role("combobox", name="Your town, village").press("Enter")
    said = page.get_by_role("status").and_(page.locator(".find-said"))  # Of two that overlap, the one to be heard.
    expect(said).to_have_text("1 place fits “fareham”. First: Fareham, district in Hampshire.")
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert page.url.endswith("/?place=fareham")
    page.locator("html[data-is=live]").wait_for(state="attached", timeout=30_000)
    page.get_by_role("combobox", name="Your town, village").fill("Cardiff")
    page.get_by_role("button", name="Find").click()
    expect(said).to_contain_text("Cardiff is in Wales.", timeout=30_000)
    page.go_back()
    expect(page.get_by_role("heading", name="Report cards for “fareham”")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Fareham district").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Fareham", timeout=30_000)
    assert "area=E07000087" in page.url


def test_without_its_script_the_field_is_a_plain_form(browser_page, server):
    page, _ = browser_page(360, is_fresh=True)
    page.route("**/find.js*", lambda route: route.abort())
    browser.open_live(page, server.address)
    page.get_by_label("Your town, village").fill("City of Hull", timeout=30_000)
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("link", name="Kingston upon Hull unitary authority")).to_be_visible(timeout=30_000)
    assert page.url.endswith("/?place=City+of+Hull")


@pytest.mark.parametrize(
    ("path", "label", "typed", "heading", "asked"),
    [
        ("/report_card?area=E06000044", "Area", "City of Hull", "Kingston upon Hull", "area=E06000010"),
        ("/district_map", "Where", "Hants", "Hampshire by district", "county=E10000014"),
        ("/report_card", "Area", "Atlantis", "We do not know that area", "area=Atlantis"),
    ],
)
def test_another_name_typed_into_a_list_is_understood(browser_page, server, path, label, typed, heading, asked):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + path)
    if "area=" in path:
        page.get_by_text("Change place or year").click()
    picker = page.get_by_role("combobox", name=label)
    picker.click(timeout=30_000)
    picker.fill(typed)
    picker.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading, timeout=30_000)
    assert asked in page.url


def test_a_district_on_the_landing_map_opens_its_card(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address)
    page.locator('.area-map a[href*="E06000052"]').click(timeout=30_000)
    expect(page.get_by_role("heading", level=1)).to_have_text("Cornwall", timeout=30_000)


def test_districts_without_a_figure_are_hatched_and_zero_is_coloured(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + "/district_map?indicator=NI 154")
    fill = page.locator('.area-map a[href*="E07000078"] path')
    expect(fill).to_have_attribute("fill", re.compile("map-"), timeout=30_000)
    browser.open_live(page, server.address + "/district_map?indicator=NI 151&county=E10000009")
    expect(page.locator('.area-map a[href*="E07000050"] path')).to_have_attribute(
        "fill", re.compile("hatch"), timeout=30_000
    )


def test_every_district_is_painted_only_within_its_own_borders(browser_page, server):
    """A ring the wrong way round would fill the whole picture."""
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + PAGES["map"])
    expect(page.locator(".area-map-root[data-drawn]")).to_be_attached(timeout=30_000)
    shares = page.evaluate(
        """() => {
            const svg = document.querySelector(".area-map"), all = svg.viewBox.baseVal;
            const share = ({width, height}) => width * height / (all.width * all.height);
            return [...svg.querySelectorAll("path.area")].map((path) => share(path.getBBox()));
        }"""
    )
    assert len(shares) == 11
    assert max(shares) < 0.5


def test_the_table_beside_the_map_sorts_by_figure_and_by_name(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + PAGES["map"])
    figures = page.locator(".map-table tbody td:nth-child(2)")
    expect(figures.first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Per cent").click()
    shown = [float(text.rstrip("%")) for text in figures.all_inner_texts()]
    assert shown == sorted(shown, reverse=True)
    page.get_by_role("button", name="Place").click()
    names = page.locator(".map-table tbody th").all_inner_texts()
    assert names == sorted(names)


def test_colours_mean_the_same_in_every_year(browser_page, server):
    page, _ = browser_page(1280)
    legends = []
    for year in ("2008/09", "2010/11"):
        browser.open_live(page, f"{server.address}/district_map?county=E10000014&indicator=NI 55&year={year}")
        expect(page.locator(".map-legend li").first).to_be_visible(timeout=30_000)
        legends.append(page.locator(".map-legend li span:nth-child(2)").all_inner_texts()[:5])
    assert legends[0] == legends[1]


def test_a_view_can_be_shared_by_its_address(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + PAGES["map"])
    expect(page.locator(".area-map-root[data-drawn]")).to_be_attached(timeout=30_000)
    page.get_by_role("combobox", name="Year").click()
    page.get_by_role("option", name="2008/09").click()
    expect(page).to_have_url(re.compile("year=2008"), timeout=30_000)
    expect(page.locator(".kicker").first).to_contain_text("2008/09", timeout=30_000)
    other, _ = browser_page(1280, is_fresh=True)
    browser.open_live(other, page.url)
    expect(other.locator(".kicker").first).to_contain_text("2008/09", timeout=30_000)
    expect(other.get_by_role("heading", level=1)).to_have_text("Hampshire by district")


def test_a_step_is_one_entry_in_the_history_and_back_undoes_it(browser_page, server):
    page, _ = browser_page(1280, is_fresh=True)
    heading, ways = page.get_by_role("heading", level=1), page.get_by_role("navigation", name="Pages")
    browser.open_live(page, f"{server.address}/report_card?area=X10000001&view=promises")
    known = page.evaluate("history.length")
    page.get_by_role("radio", name="What changed").or_(page.get_by_role("button", name="What changed")).click()
    expect(page.get_by_role("heading", name="Every change, the latest first")).to_be_visible(timeout=30_000)
    changes = page.url
    ways.get_by_role("link", name="Indicators").click()
    expect(page).to_have_url(f"{server.address}/indicators?area=X10000001", timeout=30_000)
    expect(ways.get_by_role("link", name="Indicators")).to_have_attribute("aria-current", "page")
    ways.get_by_role("link", name="District map").click()
    expect(heading).to_have_text("England by district", timeout=30_000)
    assert page.evaluate("history.length") == known + 3
    page.go_back()
    page.go_back()
    expect(page).to_have_url(changes, timeout=30_000)
    expect(page.get_by_role("heading", name="Every change, the latest first")).to_be_visible(timeout=30_000)
    page.go_back()
    expect(page.locator(".promises tbody tr").first).to_be_visible(timeout=30_000)


def test_the_way_to_an_answer_is_open_to_the_keyboard(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + PAGES["map"])
    expect(page.locator(".map-table a").first).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Per cent").focus()
    page.keyboard.press("Enter")
    first = page.locator(".map-table tbody a").first
    name = first.inner_text()
    first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(name, timeout=30_000)


def test_a_card_prints_on_paper_without_the_controls(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + PAGES["card"])
    expect(page.locator(".theme").last).to_be_visible(timeout=30_000)
    page.emulate_media(media="print")
    expect(page.locator('[data-testid="stSelectbox"]').first).to_be_hidden()
    expect(page.locator(".theme").last).to_be_visible()
    paper = page.pdf(format="A4")
    assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") + paper.count(b"/Type/Page") > 1


CONTROLS = ("Explore this chart", "Take it along", "Embed", "Drawn as", "National figures", "Which districts",
            "This card as a page of A4", "Sources, methods", "Find your area", "About the data")  # fmt: skip


@pytest.mark.parametrize(("address", "sheets", "says"), [
    (PAGES["card"], 3, ["Municipal waste sent to landfill", "area=E06000044"]),
    ("/district_map?indicator=NI 55&year=2010/11", 2, ["England by district", "No figure", "map?indicator=NI%2055"]),
])  # fmt: skip
def test_a_page_is_on_as_few_sheets_as_it_needs(browser_page, server, address, sheets, says):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + address)
    if "map" in address:
        expect(page.locator(".area-map-root[data-drawn]")).to_be_attached(timeout=30_000)
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    assert len(paper.pages) <= sheets
    text = " ".join(" ".join(sheet.extract_text() for sheet in paper.pages).split())
    assert all(words in text for words in (*says, "Source" if "map" in address else "published sources"))
    assert [words for words in CONTROLS if words in text] == []
    assert "Adur" not in text  # The first of 326 rows that nobody prints for a map.


def test_folded_promises_are_on_paper_and_the_switches_are_not(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + PAGES["example"])
    expect(page.locator(".promises").first).to_be_attached(timeout=30_000)
    assert page.locator(".promises").first.is_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".promises").first).to_be_visible()
    expect(page.locator('[data-testid="stButtonGroup"]').first).to_be_hidden()
    expect(page.locator(".example")).to_be_visible()


def test_a_switch_of_views_is_in_the_address_and_loses_no_promise(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + "/report_card?area=X10000001&view=promises")
    expect(page.locator(".promises tbody tr").first).to_be_visible(timeout=30_000)
    promises = sorted(page.locator(".promises tbody th > a").all_inner_texts())
    page.get_by_text("Change place or year").click()
    page.get_by_role("radio", name="The four national themes").or_(
        page.get_by_role("button", name="The four national themes")
    ).click()
    expect(page.get_by_role("heading", level=2, name="Safer and Stronger Communities")).to_be_visible(timeout=30_000)
    assert "by=theme" in page.url
    assert sorted(page.locator(".promises tbody th > a").all_inner_texts()) == promises
    assert len(promises) == 60


def test_a_figure_downloads(browser_page, server):
    page, _ = browser_page(1280)
    browser.open_live(page, server.address + PAGES["indicator"])
    with page.expect_download(timeout=30_000) as download:
        page.get_by_role("link", name="Download every figure").click()
    assert download.value.suggested_filename == "ni_151.csv"
