"""A page run as for one visitor, and what there is to read on it."""

import html
import json
import re

from streamlit.testing.v1 import AppTest

from tests.running import PROJECT

PAGES = PROJECT / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.py"))


def run(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def markup(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def text(app: AppTest) -> str:
    """What a reader reads: no tags, one space between words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup(app))).split())


def line_of(app: AppTest, series_id: str) -> str:
    """One measure's line on a report card."""
    body = markup(app)
    tag = "tr" if f'<tr role="row" id="{series_id}"' in body else "li"
    found = re.search(rf'<{tag}[^>]* id="{series_id}".*?</{tag}>(?!</ul></details>)', body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def map_rows(app: AppTest) -> dict[str, dict]:
    """What a map draws: its rows by area code."""
    data = json.loads(re.search(r"data-map='([^']*)'", markup(app))[1])
    columns = ("code", "text", "class", "word")
    rows = [dict(zip(columns, row, strict=True)) for row in data["rows"]]
    return {row["code"]: {**row, "note": data["words"][row["word"]]} for row in rows}
