"""No text from a file is markup: not in charts, not on pages, not in what a browser makes of them."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import jinja2
import pytest

from data_pipeline.building import warehouse
from pages.components.drawings import explored
from pages.components.markup import notes
from pages.serving import database, links
from tests import running
from tests.pages import views
from tests.pages.views import PAGES, markup, run
from tests.worlds import figures as w
from tests.worlds.examples import EXAMPLE_COUNTY, EXAMPLE_DISTRICTS, ORDERS, write_hostile

VIEWS = [
    ("find_your_area", {"place": ORDERS[:60]}),
    ("find_your_area", {"place": "Part 1 of 1"}),
    ("report_card", {"area": EXAMPLE_COUNTY}),
    ("report_card", {"area": w.BARCHESTER, "year": "2010/11", "view": "figures"}),
    *(("report_card", {"area": w.BARSETSHIRE, "view": view}) for view in ("promises", "changes", "checks", "record")),
    ("indicator", {"indicator": "NI 901", "area": w.BARSETSHIRE}),
    ("indicator", {"indicator": "NI 902", "area": w.CASTERBRIDGE}),
    ("indicator", {"indicator": "LI 1", "area": EXAMPLE_DISTRICTS[0]}),
    ("district_map", {"county": EXAMPLE_COUNTY}),
    ("district_map", {"indicator": "NI 901"}),
    ("get_involved", {"area": w.BARSETSHIRE}),
    ("tracker", {"area": w.BARSETSHIRE}),
    ("scrutiny", {"area": w.BARSETSHIRE}),
    ("board", {"area": w.BARSETSHIRE}),
    ("compare", {"area": w.BARCHESTER, "with": ORDERS[:60]}),
    ("partners", {"area": w.BARSETSHIRE}),
    ("tracker", {"area": EXAMPLE_COUNTY}),
    ("assessments", {"area": w.BARSETSHIRE}),
    ("consultation", {}),
    ("facts", {"q": ORDERS[:60]}),
    ("facts", {"topic": "all"}),
    *(("about_the_data", {"section": section}) for section in ("sources", "problems", "methods", "downloads")),
]
IDS = [f"{page} {' '.join(query.values())}"[:50] for page, query in VIEWS]
PAPERS = ("https://barsetshire.example/", "https://a.example/paper")
# What plotly reads in a text: tags, the names of figures, entities. These are ours.
OURS = re.compile(r"</?b>|<extra></extra>|%\{(fullData\.name|x|y|text|[xy]:,\.\df)\}|&(amp|lt|gt|#37);")


@pytest.fixture(scope="module")
def hostile_data(made_once) -> Path:
    return made_once("hostile", lambda folder: warehouse.build(write_hostile(folder / "data"))) / "data"


@pytest.fixture
def _hostile_pages(hostile_data: Path, monkeypatch) -> None:
    monkeypatch.setattr(database, "DATA", hostile_data)


def texts(part) -> Iterator[str]:
    """Every text in a figure, wherever it stands."""
    if isinstance(part, dict):
        part = list(part.values())
    if isinstance(part, list):
        for each in part:
            yield from texts(each)
    elif isinstance(part, str):
        yield part


class Tags(HTMLParser):
    """Everything in markup that opens, loads or leads somewhere."""

    def __init__(self, body: str):
        super().__init__()
        self.found: list[tuple[str, str, str]] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attributes: list) -> None:
        self.found += [(tag, name, value or "") for name, value in attributes]


@pytest.mark.parametrize(("page", "query"), VIEWS, ids=IDS)
@pytest.mark.usefixtures("_hostile_pages")
def test_what_files_say_is_text_in_charts_and_on_pages(page, query):
    app = run(page, **query)
    drawn = [json.loads(chart.proto.spec) for chart in views.explored(page, **query).get("plotly_chart")]
    assert not [text for figure in drawn for text in texts(figure) if re.search(r"[<&]|%\{", OURS.sub("", text))]
    assert (len(drawn) > 0) == (page == "indicator")
    body = markup(app)
    for tag, name, value in Tags(body).found:
        assert not name.startswith("on"), (tag, name, value)
        if name in ("href", "src", "action"):
            assert value.startswith(("/", "#", "?", "data:image/svg+xml,", *PAPERS)), value
        if (
            tag == "form" and name != "data-ask"
        ):  # One searches, one asks for a paper, one compares; all ask this server.
            assert (name, value) in {
                ("class", "find"),
                ("class", "choosing"),
                ("action", "/compare"),
                ("class", "enquiries"),
                ("action", f"/paper/scrutiny/{query.get('area')}.docx"),
                ("role", "search"),
                ("action", "/"),
                ("action", "/facts"),
                ("method", "get"),
            }
        if tag in ("script", "iframe", "object", "style", "link", "meta"):
            raise AssertionError((tag, name, value))
    # What Streamlit reads as Markdown, or shows as a label, is ours alone.
    for kind in ("title", "header", "markdown", "caption", "error", "warning", "info", "expander", "metric"):
        assert "evil.example" not in " ".join(str(element.proto) for element in app.get(kind))
    for kind in ("selectbox", "button_group", "text_input"):
        for widget in app.get(kind):
            assert "evil.example" not in widget.proto.label + widget.proto.help
            assert kind != "button_group" or "evil.example" not in str(widget.proto)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("per 1,000 homes", "per 1,000 homes"),
        ("Bat & Ball", "Bat &amp; Ball"),
        ("<a href='x'>b</a>", "&lt;a href='x'&gt;b&lt;/a&gt;"),
        ("&lt;b&gt;", "&amp;lt;b&amp;gt;"),
        ("%{y} of 100%", "&#37;{y} of 100%"),
        ("rgba(0, 89, 79, 0.16)", "rgba(0, 89, 79, 0.16)"),
        ("'Public Sans', Arial", "'Public Sans', Arial"),
        ("%b %Y", "%b %Y"),
    ],
)
def test_a_text_is_written_for_plotly_to_show_it_as_it_is(text, written):
    assert explored.escaped({"a": [{"text": text}, 1.5, None]}) == {"a": [{"text": written}, 1.5, None]}


ELSEWHERE = [
    "https://a.example/b.pdf",
    "http://a.example",
    "https://A.example:8080/x?y=1#z",
]
NOWHERE = [
    None, "", "javascript:alert(1)", "JavaScript:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:x", "file:///etc/passwd", "//evil.example/x", "/\\a.example",
    "https:evil.example", "https:///x", "https://a.example@evil.example/", "https://a.example\n/x", "www.a.example",
    "https://a.example/" + "x" * 2000, "ftp://a.example/x", "https://a\u0000.example/", "mailto:a@b.example",
]  # fmt: skip


@pytest.mark.parametrize("address", ELSEWHERE)
def test_an_address_of_the_web_becomes_a_link(address):
    assert f'href="{address}"' in notes.paper(address, "A paper")


@pytest.mark.parametrize("address", NOWHERE)
def test_any_other_address_becomes_none(address):
    assert notes.paper(address, "A <paper>") == "A <paper>"
    assert not links.leads_elsewhere(address)


def test_templates_link_elsewhere_by_one_function():
    """Only `paper` makes a link that leads out of here; what else stands in an href is made by `links`."""
    allowed = re.compile(
        r"page\b|asset\(|((answer|line|word)\.)?(address|picture)\b|link\b|download\b|methods\b|"
        r"line\.(all|map|strip)\b|(whole|more|screens)\b|(said|forms|pack)\.(pdf|xlsx|docx|txt|pptx)\b"
    )
    for path in PAGES.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "noreferrer" not in text, path.name
        for said in re.findall(r'(?:href|src|action)="[/#?]?\{\{\s*(.*?)\s*\}\}', text):
            assert allowed.match(said) or f'"#{{{{ {said}' in text, (path.name, said)


def test_no_template_takes_a_value_for_markup():
    for path in PAGES.rglob("*.html"):
        source = path.read_text(encoding="utf-8")
        nodes = (
            jinja2.Environment().parse(source).find_all((jinja2.nodes.Filter, jinja2.nodes.ScopedEvalContextModifier))
        )
        names = {getattr(node, "name", "autoescape") for node in nodes}
        assert not names & {"safe", "autoescape", "urlize", "tojson"}, path.name


def test_a_browser_makes_nothing_of_it(hostile_data, chromium, tmp_path):
    """Opened, hovered over and looked through: no dialog, no request, no link, no picture that a file asked for."""
    with running.serve(hostile_data, tmp_path / "log") as server:
        page, asked, dialogs = chromium.new_page(), [], []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        for name, query in (VIEWS[2], VIEWS[9], VIEWS[11]):
            page.goto(f"{server.address}{links.address(name, **query)}")
            page.locator("html[data-is=live]").wait_for(state="attached", timeout=30_000)
            if name == "indicator":
                assert f"units {ORDERS}" in page.locator(".still > p").all_text_contents()
                page.get_by_role("button", name="Explore this chart").first.click()
                plots = page.locator(".js-plotly-plot")
                plots.locator(".ytitle, .xtitle").first.wait_for(timeout=30_000)
                assert f"units {ORDERS}" in plots.locator(".ytitle, .xtitle").all_text_contents()
                plots.locator(".points path").first.hover(force=True)
                page.locator(".hoverlayer .hovertext").first.wait_for()
                assert f" units {ORDERS}" in page.locator(".hoverlayer").first.text_content()
                assert plots.locator("a").count() == 0
            made = page.evaluate(
                """() => [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes]
                    .filter(({name, value}) => /^on/.test(name)
                        || (/^(href|src|action|xlink:href)$/.test(name) && /^(?!#).*(evil|javascript:)/.test(value)))
                    .map(({name, value}) => `${element.tagName} ${name}=${value}`))"""
            )
            assert made == []
            assert ORDERS in page.locator("body").inner_text()
        page.close()
    assert dialogs == []
    assert {url for url in asked if not url.startswith((server.address, "data:", "blob:"))} == set()
