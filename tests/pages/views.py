"""A page run as for one visitor, and what there is to read on it."""

import html
import json
import re

from streamlit.testing.v1 import AppTest

from data_pipeline import queries
from pages.serving import database, links
from pages.serving.answers import first
from tests.running import PROJECT

PAGES = PROJECT / "pages"
NAMES = sorted(links.PAGES)
HOSTILE = "<script>alert(1)</script>"
# A view of every kind there is.
VIEWS = [
    ("find_your_area", {"place": "Fareham"}),
    ("report_card", {"area": "E06000044", "year": "2010/11"}),
    ("report_card", {"area": "E10000014", "year": "2009/10"}),
    ("report_card", {"area": "Portsmuth"}),
    *(
        ("report_card", {"area": "X10000001", "view": view})
        for view in ("card", "promises", "changes", "checks", "record")
    ),
    ("report_card", {"area": "X07000001", "view": "card"}),
    ("report_card", {"area": "E10000003", "view": "card"}),  # with history
    ("district_map", {"county": "E10000014", "indicator": "NI 55"}),
    ("theme", {"theme": "HCOP", "county": "E10000014", "indicator": "NI 55"}),
    ("theme", {"theme": "safer", "county": "X10000001"}),
    ("indicator", {"indicator": "NI 151", "area": "E06000052"}),
    ("indicator", {"indicator": "NI 117", "area": "X10000001"}),
    ("indicator", {"indicator": HOSTILE, "area": "E06000044"}),
    ("get_involved", {}),
    ("get_involved", {"area": "X10000001"}),
    ("get_involved", {"area": "E10000006", "as_of": "2010-06-30"}),
    ("tracker", {"area": "X10000001"}),
    ("assessments", {"area": "X10000001"}),
    ("assessments", {"area": "E08000018", "as_of": "2011-12-31"}),
    ("board", {"area": "X10000001", "on": "2010-09-14"}),
    ("board", {"area": "E08000018", "partner": "2010 Rotherham Ltd."}),
    ("compare", {"area": "E06000044", "year": "2010/11"}),
    ("compare", {"area": "E10000014", "with": "Kent,E10000030,Devon,Essex"}),
    *(("compare", {"area": "E06000044", "view": view}) for view in ("places", "all", "radar")),
    ("partners", {"area": "X10000001"}),
    ("partners", {"area": "E10000006", "partner": "Copeland BC"}),
    ("compare", {"area": "E06000044", "year": "2010/11", "view": "cost"}),
    ("scrutiny", {"area": "E08000018"}),
    ("scrutiny", {"area": "X10000001", "by": "policy"}),
    ("scrutiny", {"area": "E10000006", "ward": "Keswick"}),
    ("find_your_area", {"place": "obesity"}),
    ("consultation", {}),
    ("facts", {}),
    ("facts", {"q": HOSTILE}),
    ("indicator", {"indicator": "NI 45"}),
    ("indicators", {}),
    ("indicators", {"q": "obese children"}),
    *(
        ("about_the_data", {"section": name})
        for name in ("sources", "left_out", "coverage", "problems", "methods", "glossary", "downloads")
    ),
]


def run(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(links.script(page)), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def explored(page: str, **query: str) -> AppTest:
    """The page with every chart of it explored, as if each button below one had been pressed."""
    app = run(page, **query)
    for button in app.get("button"):
        if button.key.startswith("explore_"):
            app.session_state[f"explored_{button.key.removeprefix('explore_')}"] = True
    app.run()
    assert not app.exception
    return app


def written(page: str, **query: str) -> str:
    """The first answer of the server, whole, without what explains words in it."""
    return unexplained(first.written(page, query, ""))


def asked(query: str, *parameters: object) -> list[dict]:
    """What the warehouse that pages read has to say to a question of the test's own."""
    with database.cursor() as con:
        return queries.asking.all_rows(con, query, list(parameters))


def read(markup: str) -> str:
    """What a reader reads of some markup: no tags, one space between words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def squeezed(text: str) -> str:
    """Text without blanks, for what is broken into lines elsewhere than it was written."""
    return "".join(text.split())


def table(page: str, caption: str) -> list[list[str]]:
    """The cells of each row of the table with this caption; none where there is no such table."""
    found = re.search(rf"<caption[^>]*>{caption}</caption>.*?<tbody[^>]*>(.*?)</tbody>", page, flags=re.DOTALL)
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", found[1], flags=re.DOTALL) if found else []
    return [[read(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)] for row in rows]


def markup(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def text(app: AppTest) -> str:
    """What a reader reads."""
    return read(markup(app))


def unexplained(page: str) -> str:
    """A page without what explains its abbreviations: the words stay as they are."""
    page = re.sub(r' <button class="abbr"[^>]*>[?]</button>|<span class="means".*?</span>', "", page)
    return re.sub(r'<button class="abbr"[^>]*>(.*?)</button>', r"\1", page)


def line_of(app: AppTest, series_id: str) -> str:
    """One measure's line on a report card."""
    body = markup(app)
    tag = "tr" if f'<tr role="row" id="{series_id}"' in body else "li"
    found = re.search(rf'<{tag}[^>]* id="{series_id}".*?</{tag}>(?!</ul></details>)', body, flags=re.DOTALL)
    return read(found[0])


def map_rows(app: AppTest) -> dict[str, dict]:
    """What a map draws: its rows by area code."""
    data = json.loads(re.search(r"data-map='([^']*)'", markup(app))[1])
    columns = ("code", "text", "class", "word")
    rows = [dict(zip(columns, row, strict=True)) for row in data["rows"]]
    return {row["code"]: {**row, "note": data["words"][row["word"]]} for row in rows}
