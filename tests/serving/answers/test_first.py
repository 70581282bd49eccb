"""The first answer: the same page as Streamlit's, readable at once, without it, and taken over without a jolt."""

import html
import re
import urllib.error
import urllib.request
from html.parser import HTMLParser
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect
from starlette.routing import Router

from pages.components.surfaces import written
from pages.serving import database, links, sending, turns
from pages.serving.answers import drawn, first
from tests.asking import ask
from tests.pages.views import HOSTILE, VIEWS, run, unexplained
from tests.running import in_a_loop

PAGES = {
    "landing": ("/", "Is your area keeping its promises?", "Hampshire"),
    "search": ("/?place=Fareham", "Is your area keeping its promises?", "Report cards for “Fareham”"),
    "card": ("/report_card?area=E06000044&year=2010/11", "Portsmouth", "surely got worse"),
    "agreement": ("/report_card?area=X10000001", "Exampleshire", "Achievements"),
    "map": ("/district_map?county=E10000014&indicator=NI 55&year=2010/11", "Hampshire by district", "8.9%"),
    "indicator": ("/indicator?indicator=NI 151&area=E06000044", "People aged 16-64 in employment", "over time"),
    "about": ("/about_the_data?section=methods", "About the data", "Methods"),
}
# Of what a page is made of, whatever puts it there.
TAGS = re.compile(r"<[^>]+>")


def body(name: str, **query: str) -> str:
    page = first.written(name, query, "")
    return unexplained(page[page.index("<main") : page.index("</main>")])


def words(markup: str) -> str:
    return " ".join(html.unescape(TAGS.sub(" ", markup)).split())


def fetch(address: str, **headers: str) -> tuple[int, dict, bytes]:
    request = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()


@pytest.mark.parametrize(("page", "query"), VIEWS, ids=[f"{page} {query}" for page, query in VIEWS])
@pytest.mark.usefixtures("served_in_process")
def test_what_streamlit_shows_is_in_the_first_answer(page, query):
    answer = words(body(page, **query))
    for part in run(page, **query).get("html"):
        if "data-map" not in part.proto.body:  # A map's words are in its data, until a script draws it.
            assert words(part.proto.body) in answer


@pytest.mark.usefixtures("served_in_process")
def test_a_map_says_in_its_table_what_the_script_draws():
    page, query = "district_map", {"county": "E10000014", "indicator": "NI 55", "year": "2010/11"}
    with database.cursor() as cursor:
        rows = cursor.execute(
            "select name, value from marts.area_map where is_district "
            "and county_code = 'E10000014' and indicator = 'NI 55' and reporting_year = '2010/11'"
        ).fetchall()
    assert len(rows) == 11
    answer = words(body(page, **query))
    for name, value in rows:
        assert f"{name} {value:.1f}%" in answer


@pytest.mark.usefixtures("served_in_process")
@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("find_your_area", {}),
        ("district_map", {"county": "E10000014", "indicator": "NI 55"}),
        ("district_map", {"county": "X10000001", "indicator": "NI 16"}),
        ("indicator", {"indicator": "NI 151", "area": "E06000044", "as_of": "2013-06-30"}),
    ],
)
def test_without_a_script_a_map_is_a_picture_that_is_there_and_says_what_it_shows(page, query):
    markup = body(page, **query)
    address, alt = re.search(
        r'<noscript><a href="[^"]*"><img class="map-still" src="([^"]*)" alt="([^"]*)">', markup
    ).groups()
    path, _, asked_for = html.unescape(address).partition("?")
    picture = ask(Router(drawn.ROUTES), path, query=unquote(asked_for))
    assert (picture.status, picture.headers["content-type"]) == (200, "image/svg+xml")
    said = ElementTree.fromstring(picture.body).get("aria-label")
    assert alt.partition(", ")[0] == said.partition(", ")[0]
    # With one, what is fetched stands in no markup that a browser reads.
    assert address not in re.sub(r"<noscript>.*?</noscript>|<p class=\"tools\">.*?</p>", "", markup)


@pytest.mark.usefixtures("served_in_process")
def test_choices_are_links_and_forms_that_take_the_other_choices_along():
    page = body("report_card", area="E10000006", view="promises", by="theme")
    assert re.search(r'<a href="\?area=E10000006&amp;view=record&amp;by=theme">Scrutiny and record</a>', page)
    form = re.search(r'<form class="pick"[^>]*>(?:(?!</form>).)*name="area".*?</form>', page)[0]
    assert 'value="Cumbria"' in form
    assert '<input type="hidden" name="view" value="promises"><input type="hidden" name="by" value="theme">' in form


@pytest.mark.usefixtures("served_in_process")
def test_a_list_that_is_short_is_chosen_from_and_a_long_one_typed_into():
    page = written.Written()
    with links.at({}):
        page.select("Year", "year", {"2009/10": "2009/10", "2010/11": "2010/11"}, "2010/11")
        page.select("Area", "area", {f"E{number}": f"Place {number}" for number in range(151)}, "E7", typed=str.upper)
        page.select("Few", "few", {f"E{number}": f"Place {number}" for number in range(150)}, None, typed=str.upper)
    year, area, few = (str(part) for part in page.whole.parts)
    assert '<option value="2010/11" selected>' in year
    assert '<input name="area" value="Place 7"' in area
    assert few.count("<option") == 151
    assert '<option value="">Please choose</option>' in few


class Opening(HTMLParser):
    def __init__(self, markup: str):
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.tags.append((tag, dict(attributes)))


@pytest.mark.usefixtures("served_in_process")
def test_what_is_asked_for_stays_text():
    for name, query in (
        ("report_card", {"area": HOSTILE}),
        ("report_card", {"area": "E06000044", "year": f'"{HOSTILE}', "view": f"'{HOSTILE}"}),
        ("indicator", {"indicator": HOSTILE, "area": f'"><img src=x>{HOSTILE}'}),
        ("district_map", {"county": HOSTILE, "as_of": HOSTILE}),
        ("find_your_area", {"place": f"</script></title>{HOSTILE}"}),
    ):
        tags = Opening(first.written(name, query, "")).tags
        scripts = [attributes["src"] for tag, attributes in tags if tag == "script"]
        assert all(src.startswith(("/assets/", "./static/js/")) for src in scripts)
        assert not [tag for tag, attributes in tags if tag in ("iframe", "object") or attributes.get("src") == "x"]
        assert not [name for _, attributes in tags for name in attributes if name.startswith("on")]


@pytest.mark.usefixtures("served_in_process")
def test_a_page_says_what_it_is_to_those_who_only_look_at_its_head():
    page = first.written("report_card", {"area": "E06000044", "year": "2010/11"}, "https://here.example")
    said = dict(re.findall(r'<meta (?:name|property)="([\w:]+)" content="([^"]*)"', page))
    assert "<title>Portsmouth: report card 2010/11</title>" in page
    assert said["og:title"] == "Portsmouth: report card 2010/11"
    assert said["description"] == said["og:description"]
    assert said["description"].startswith("Portsmouth, 2010/11: of 12 measures since 2007/08, 1 clearly got better")
    assert "robots" not in said
    assert said["og:url"] == "https://here.example/report_card?area=E06000044&amp;year=2010/11"
    assert said["og:image"] == "https://here.example/preview/report_card.png?area=E06000044&amp;year=2010/11"
    example = first.written("report_card", {"area": "X10000001"}, "")
    assert '<meta name="robots" content="noindex">' in example


def test_an_address_has_one_answer_for_each_build_however_it_is_written(server):
    address = f"{server.address}/report_card?area=E06000044&year=2010/11"
    status, headers, page = fetch(address)
    assert status == 200
    other = fetch(f"{server.address}/report_card?utm_source=x&year=2010%2F11&area=E06000044")
    assert (other[1]["etag"], other[2]) == (headers["etag"], page)
    assert fetch(address, **{"if-none-match": headers["etag"]})[0] == 304
    assert fetch(address.replace("2010/11", "2009/10"))[1]["etag"] != headers["etag"]
    assert headers["cache-control"] == "no-cache"


@pytest.mark.usefixtures("served_in_process")
def test_with_other_code_the_same_address_has_another_tag(monkeypatch):
    page = first.Page("report_card", {"area": "E06000044"})
    before = page._answer("").content.tag
    monkeypatch.setattr(first, "code", lambda: "other")
    assert page._answer("").content.tag != before


@pytest.mark.usefixtures("served_in_process")
def test_what_is_said_until_there_is_open_data_is_not_said_for_good(monkeypatch):
    page = first.Page("about_the_data", {"section": "downloads"})
    after = page._answer("").content.tag
    monkeypatch.setattr(first.exports, "folder", lambda: None)
    assert page._answer("").content.tag != after


@pytest.mark.parametrize("fault", [turns.TooMany, ZeroDivisionError, database.NoWarehouse])
@pytest.mark.usefixtures("served_in_process")
def test_where_a_page_cannot_be_made_streamlit_says_what_there_is_to_say(monkeypatch, fault):
    def fail(name, chosen, site):
        raise fault

    noted = []
    monkeypatch.setattr(first, "written", fail)
    if fault is turns.TooMany:
        monkeypatch.setattr(first.KEPT, "making", turns.Turns(at_once=0, line=0, longest_s=60))
    monkeypatch.setattr(first.noting, "fault", lambda what, error: noted.append((what, error)))
    sent = []

    async def send(message):
        sent.append(message)

    page = first.Page("report_card", {"area": f"E06000044 {fault.__name__}"})
    scope = {"type": "http", "method": "GET", "path": "/report_card", "headers": [], "client": ("127.0.0.1", 1)}
    in_a_loop(page(scope, None, send))
    assert sent[0]["status"] == 200
    assert sent[1]["body"] == sending.page().content.plain
    assert len(noted) == (fault is ZeroDivisionError)
    assert not [key for key in first.KEPT.kept if fault.__name__ in repr(key)]


@pytest.mark.parametrize("name", PAGES)
def test_without_javascript_a_page_is_read_and_its_links_work(chromium, server, name):
    address, heading, said = PAGES[name]
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.address + address)
    expect(page.locator("h1")).to_have_text(re.compile(heading))
    expect(page.locator("main")).to_contain_text(said)
    expect(page.locator(".page-footer")).to_be_visible()
    assert page.locator("main").bounding_box()["width"] <= 360
    assert all(url.startswith(server.address) for url in asked)
    page.locator(".pages summary").click()
    page.get_by_role("link", name="District map").click()
    expect(page.locator("h1")).to_contain_text("by district")
    context.close()


def test_without_javascript_one_chooses_by_forms(chromium, server):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server.address}/report_card?area=E06000044&year=2010/11")
    expect(page.get_by_label("Year")).to_be_hidden()
    page.get_by_text("Change place or year").click()
    page.get_by_label("Year").select_option("2009/10")
    page.locator("form", has=page.get_by_label("Year")).get_by_role("button").click()
    expect(page.locator(".kicker").last).to_contain_text("2009/10")
    page.get_by_text("Change place or year").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Area").fill("Southampton")
    page.locator("form", has=page.get_by_label("Area")).get_by_role("button").click()
    expect(page.locator("h1")).to_have_text("Southampton")
    expect(page.locator(".kicker").last).to_contain_text("2009/10")
    context.close()


SHIFTS = """
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shifted = (window.shifted ?? 0) + entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", PAGES)
def test_streamlit_takes_over_and_nothing_moves(chromium, server, name, width):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.add_init_script(SHIFTS)
    held, is_held = [], True

    def hold(route) -> None:
        if is_held:
            held.append(route)
        else:
            route.continue_()

    page.route("**/static/js/index*", hold)
    page.goto(server.address + PAGES[name][0], wait_until="commit")
    expect(page.locator("#first .page-footer")).to_be_attached()
    expect(page.locator("#first > main")).to_have_css("display", "flex")  # By its styles: nothing to scroll before.
    page.evaluate(
        "document.querySelector('#first .page-footer a').focus({preventScroll: true});"
        "document.scrollingElement.scrollTop = 120"
    )
    is_held = False
    for route in held:
        route.continue_()
    expect(page.locator("html[data-is=live]")).to_be_attached(timeout=30_000)
    assert page.locator("h1").count() == 1
    assert page.locator("#first").count() == 0
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 120
    assert page.evaluate("document.activeElement.getAttribute('href')") == "/about_the_data"
    page.wait_for_timeout(300)
    assert page.evaluate("window.shifted ?? 0") < 0.05
    page.close()


def test_a_step_back_that_streamlit_is_not_there_to_see_is_taken(chromium, server):
    page = chromium.new_page()
    page.route("**/static/js/index*", lambda route: None)
    page.goto(f"{server.address}/report_card?area=X10000001&view=promises", wait_until="commit")
    page.evaluate("history.pushState({}, '', '?area=X10000001&view=checks')")
    page.reload(wait_until="commit")
    expect(page.locator("#first .switch[aria-label=Show] a[aria-current]")).to_have_text("Targets to check")
    expect(page.locator("html[data-started]")).to_be_attached()
    page.go_back(wait_until="commit")
    expect(page.locator("#first .switch[aria-label=Show] a[aria-current]")).to_have_text("All promises")
    page.close()


def test_a_map_on_the_first_screens_is_drawn_before_streamlit_is_asked_for(chromium, server):
    page, asked = chromium.new_page(viewport={"width": 390, "height": 844}), []
    page.on("request", lambda request: asked.append(request.url.removeprefix(server.address)))
    page.goto(f"{server.address}/", wait_until="commit")
    expect(page.locator("html[data-started]")).to_be_attached()
    assert page.locator("#first .area-map path").count() > 300
    expect(page.locator("#root *").first).to_be_attached(timeout=30_000)
    page.close()
    kinds = [re.sub(r"[?.].*", "", address) for address in asked]
    assert kinds.index("/geometry/england") < kinds.index("/static/js/index")


def test_who_saves_data_gets_streamlit_when_a_control_is_touched(chromium, server):
    page, asked = chromium.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script("Object.defineProperty(navigator, 'connection', {value: {saveData: true}})")
    page.goto(f"{server.address}/report_card?area=E06000044&year=2010/11")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/static/js/" in url]
    page.get_by_text("Change place or year").click()
    page.get_by_label("Year").focus()
    page.get_by_label("Year").blur()
    expect(page.locator("html[data-is=live]")).to_be_attached(timeout=30_000)
    page.close()


def test_who_is_choosing_is_not_interrupted(chromium, server):
    page = chromium.new_page()
    page.goto(f"{server.address}/report_card?area=E06000044&year=2010/11")
    page.locator("#first").get_by_text("Change place or year").click()
    page.locator("#first").get_by_label("Area").fill("Southam")
    expect(page.locator("#root .page-footer")).to_be_attached(timeout=30_000)
    page.wait_for_timeout(500)
    expect(page.locator("#first").get_by_label("Area")).to_have_value("Southam")
    page.locator("#first").get_by_label("Area").fill("Southampton")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Southampton", timeout=30_000)
    page.close()
