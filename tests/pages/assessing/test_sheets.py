"""No sheet of a pack is shown nowhere: every row of the worked example is found on the page that claims it."""

import html
import re

import pytest

from data_pipeline.reading import packs
from tests.pages.views import written
from tests.running import PROJECT
from tests.worlds.packs import rows_of

PACK = PROJECT / "data" / "agreements" / "exampleshire"
# Each sheet: the page of it, and what of a row must stand there. In braces: what of the row its page depends on.
SHEETS = {
    "agreement": ("/report_card?area=X10000001&view=card", "vision"),
    "areas": ("/district_map?county=X10000001&indicator=NI 16", "name"),
    "policy_areas": ("/report_card?area=X10000001&view=card", "name"),
    "indicators": ("/indicator?indicator={indicator}&area=X10000001", "definition"),
    "outcomes": ("/assessments?area=X10000001", "title"),
    "objectives": ("/assessments?area=X10000001", "title"),
    "targets": ("/report_card?area=X10000001&view=promises", "title"),
    "milestones": ("/indicator?indicator={indicator}&area=X10000001", "value"),
    "outturns": ("/indicator?indicator={indicator}&area=X10000001", "value"),
    "commentary": ("/report_card?area=X10000001&view=card&as_of={date}", "achievements"),
    "actions": ("/report_card?area=X10000001&view=card", "what"),
    "decisions": ("/report_card?area=X10000001&view=record", "decision"),
    "risks": ("/assessments?area=X10000001", "what"),
    "scrutiny": ("/tracker?area=X10000001", "text"),
    "engagement": ("/get_involved?area=X10000001", "title"),
    "petitions": ("/get_involved?area=X10000001", "title"),
    "calls_for_action": ("/get_involved?area=X10000001", "title"),
    "funding": ("/assessments?area=X10000001", "stream"),
    "rewards": ("/assessments?area=X10000001", "threshold"),
    "judgements": ("/assessments?area=X10000001", "text"),
    "interventions": ("/assessments?area=X10000001", "what"),
    "exceptions": ("/assessments?area=X10000001", "reason"),
    "documents": ("/report_card?area=X10000001&view=record", "title"),
}
WRITTEN = r"\ndate: (?P<date>[\d-]+)\n.*?\n## Achievements\n\n(?P<achievements>[^\n]+)"
# Of measures, each with a page of its own, a few that have every kind of row.
MEASURES = ("NI 16", "LI 2", "LI 8")


def rows(sheet: str) -> list[dict]:
    """Of commentary, which is a folder of texts, the first words of each, by its day."""
    if sheet != "commentary":
        return rows_of(PACK, sheet)
    texts = [path.read_text(encoding="utf-8") for path in sorted((PACK / "commentary").glob("*.md"))]
    return [re.search(WRITTEN, text, flags=re.DOTALL).groupdict() for text in texts]


def shown(address: str) -> str:
    path, _, query = address.removeprefix("/").partition("?")
    return html.unescape(written(path, **dict(part.split("=", 1) for part in query.split("&"))))


def test_a_new_sheet_needs_a_page():
    assert set(SHEETS) == set(packs.SHEETS)


@pytest.mark.usefixtures("served_in_process")
@pytest.mark.parametrize("sheet", SHEETS)
def test_every_row_of_a_sheet_stands_on_its_page(sheet):
    address, column = SHEETS[sheet]
    found = rows(sheet)
    if "{indicator}" in address:
        of = {row["target"]: row["indicator"] for row in rows_of(PACK, "targets")}
        found = [row | {"indicator": row.get("indicator") or of[row["target"]]} for row in found]
        found = [row for row in found if row["indicator"] in MEASURES and row[column]]
    texts = {(address.format(**row), row[column]) for row in found}
    pages = {page: shown(page) for page in {page for page, _ in texts}}
    elsewhere = {cell for other in SHEETS if other != sheet for row in rows(other) for cell in row.values()}
    assert {text for _, text in texts} - elsewhere  # What no other sheet can have put there.
    assert {(page, text) for page, text in texts if text not in pages[page]} == set()
