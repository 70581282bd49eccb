"""Templates: how their lines are joined, that every value is escaped and every name is known."""

import re
import shutil
from collections import defaultdict

import duckdb
import pytest
from jinja2 import UndefinedError
from streamlit.testing.v1 import AppTest

from data_pipeline.building import warehouse
from pages.components.drawings import described
from pages.components.finding import search
from pages.components.markup import notes, templates
from pages.serving import database, links, sending
from pages.serving.answers import drawn, first, presented
from tests.pages.views import HOSTILE, VIEWS

# Columns of free text, which a publisher or a partnership may fill with anything.
FREE_TEXT = (
    "achievements", "area_name", "ask", "author", "body", "caveat", "challenges", "change_reason", "concerns",
    "contributing_partners", "council", "county_council", "county_name",
    "decision", "definition", "detail", "district", "expansion", "finding",
    "how_you_can_help", "indicator_title", "influence_offered", "issue", "lead_partner", "licence",
    "meaning", "missing_reason", "mitigation", "mode", "name", "note", "objective", "origin_name", "outcome",
    "outturn_source_title", "owner", "partnership", "plain", "published_change", "published_rating", "publisher",
    "rating", "recipients", "region", "response", "result", "series_title", "similar_name", "source_title",
    "status_meaning", "term", "text", "theme_name", "title", "vision", "what_is_being_done", "what_it_does", "whose",
    "wording",
)  # fmt: skip
# Our own words only; and pieces that other templates are made of.
WITHOUT_TEXT_FROM_FILES = {
    "about/coverage.html",
    "boards/opening.html",
    "boards/take.html",
    "comparing/links.html",
    "assessing/more.html",
    "about/mapped_codes.html",
    "promises/legend.html",
    "agreements/annual.html",
    "page/waiting.html",
    "drawings/tools.html",
}
PIECES = {
    "judgements/macros.html",
    "agreements/papers.html",
    "comparing/key.html",
    "indicators/line.html",
    "scrutiny/macros.html",
}

JOINED = [
    ("<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>\n", "<ul><li>one</li><li>two</li></ul>"),
    ("<p>\n  in the midst\n  of it\n</p>", "<p>in the midst of it</p>"),
    ("<p>\n  see\n  <a>there</a>\n  or here\n</p>", "<p>see <a>there</a> or here</p>"),
    ("<b>1</b>\n<i>2</i>\n</li>\n", "<b>1</b><i>2</i></li>"),
    ('<a href="{{ 1 }}">\n  text\n</a>\nafter', '<a href="1">text</a> after'),
    ("{% if true %}\n  yes\n{% endif %}\n", "yes"),
    ("{{ 1 }} {{ 2 }}\n{{ 3 }}", "1 23"),
    ("{# what it is #}\n<p>{{ 'a\\n  b' }}</p>\n", "<p>a\n  b</p>"),
]


@pytest.mark.parametrize(("written", "joined"), JOINED)
def test_a_line_break_is_a_space_only_in_the_midst_of_a_sentence(written, joined):
    assert templates.environment.from_string(written).render() == joined


def test_a_name_that_is_missing_is_an_error():
    with pytest.raises(UndefinedError):
        templates.environment.from_string("{{ nothing }}").render()


def test_every_template_compiles_before_the_first_visitor():
    templates.load()
    loaded = {name for _, name in templates.environment.cache}
    assert set(templates.environment.list_templates()) <= loaded


@pytest.mark.parametrize("name", templates.environment.list_templates())
def test_no_template_calls_a_value_safe(name):
    source, _, _ = templates.environment.loader.get_source(templates.environment, name)
    assert not re.search(r"\bsafe\b|autoescape", source)


@pytest.fixture
def hostile_warehouse(real, tmp_path, monkeypatch):
    """The bundled figures with a script behind every name, title, note and comment."""
    path = tmp_path / "warehouse" / "bundled.duckdb"
    path.parent.mkdir()
    shutil.copy(real.path, path)
    with duckdb.connect(str(path)) as con:
        # The names of the four themes are keys of ours, by which rows are found.
        query = "select table_schema || '.' || table_name, column_name from information_schema.columns where \
            data_type = 'VARCHAR' and table_schema in ('marts', 'meta') and list_contains(?, column_name) \
            and table_name <> 'themes' and table_name not in (select view_name from duckdb_views())"
        for table, column in con.execute(query, [FREE_TEXT]).fetchall():
            con.execute(f"update {table} set {column} = {column} || ?", [HOSTILE])
    warehouse.point_to(path)
    monkeypatch.setattr(database, "DATA", tmp_path)


@pytest.fixture
def rendered(monkeypatch) -> dict[str, str]:
    """What each template gave, filled while pages run."""
    found = defaultdict(str)
    render = templates._rendered

    def watched(name: str, values: dict) -> str:
        given = render(name, values)
        found[name] += given
        return given

    monkeypatch.setattr(templates, "_rendered", watched)
    return found


@pytest.mark.usefixtures("hostile_warehouse")
def test_a_script_in_a_name_stays_text_in_every_template(rendered):
    for page, query in VIEWS:
        app = AppTest.from_file(str(links.script(page)), default_timeout=30)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        assert all("<script" not in part.proto.body for part in app.get("html"))
    templates.show("page/waiting")
    templates.show("page/footer", address=f"/?area={HOSTILE}", day="1 May 2010")
    templates.show("page/pages", pages=[("/", f"Find{HOSTILE}", True)], **search.bar())
    chosen = described.Choices("trend", "E06000044", "NI 151", "2010/11")
    drawn.page(chosen, described.chart(chosen), f"http://{HOSTILE}")
    presented.page(presented.Asked("X10000001", "2010-09-14"))
    presented.page(presented.Asked("E06000052", None))
    sending.document(f"Page{HOSTILE}", f"About{HOSTILE}", "", True)
    assert set(rendered) == set(templates.environment.list_templates()) - PIECES
    # As text, or as a script of ours reads it.
    without = {name for name, given in rendered.items() if not re.search(r"(&lt;|\\u003c)script", given)}
    assert without == WITHOUT_TEXT_FROM_FILES


def test_spans_of_numbers_stay_whole_in_headings_and_texts_stay_text():
    said = notes.unbroken("Young people (16-18) & adults aged 19–64 in work, 2010/11, well-paid <b>3-4</b>")
    assert re.findall(r'<span class="unbroken">([^<]*)</span>', said) == ["16-18", "19–64", "3-4"]
    assert said.striptags() == "Young people (16-18) & adults aged 19–64 in work, 2010/11, well-paid <b>3-4</b>"
    assert "<b>" not in said


@pytest.mark.usefixtures("served_in_process")
def test_no_heading_of_a_page_breaks_a_span_of_numbers():
    county = {"county": "E10000014", "indicator": "NI 151"}
    chosen = described.Choices("trend", "E06000044", "NI 151", "2010/11")
    pages = [first.written(page, query, "") for page, query in [
        ("theme", {"theme": "EDE", **county}), ("district_map", county), ("indicator", {"indicator": "NI 151"}),
        ("indicator", {"indicator": "NI 117", "area": "X10000001"}), ("report_card", {"area": "X10000001"}),
        ("get_involved", {"area": "X10000001"}), ("facts", {}), ("consultation", {}),
    ]] + [drawn.page(chosen, described.chart(chosen), "")]  # fmt: skip
    spans = 0
    for page in pages:
        for heading in re.findall(r"<h[1-3]\b[^>]*>(.*?)</h[1-3]>", page, flags=re.DOTALL):
            spans += heading.count('<span class="unbroken">')
            assert not re.search(r"\d[-–]\d", re.sub(r'<span class="unbroken">.*?</span>', "", heading)), heading
    assert spans >= 3
