"""What a board's agreement rests on and which themes its targets are of, counted again from the sheets."""

import re
from datetime import date

import pytest

from tests.pages.boards.meetings import CUMBRIA, DAY, EXAMPLE, PACK, page_of
from tests.pages.views import read, table
from tests.worlds.editions import last_day
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")
NEEDS = ("needs assessment", "plan", "strategy")


@pytest.mark.parametrize("day", [DAY, "2012-01-20"])
def test_s02_every_paper_of_the_evidence_base_has_its_age_and_old_ones_are_due(day):
    page = page_of(day=day)
    papers = {row["title"]: row for row in rows_of(PACK, "documents") if last_day(row["date"]) <= day}
    shown = {cells[0]: cells for cells in table(page, "Evidence base")}
    assert shown.keys() == papers.keys()
    for title, (_, kind, publisher, _, age) in shown.items():
        row = papers[title]
        assert (kind, publisher) == (row["kind"], row["publisher"])
        old = (date.fromisoformat(day) - date.fromisoformat(last_day(row["date"]))).days
        assert age.endswith("Due") == (kind in NEEDS and old > 1095), title
        years = int(found[1]) if (found := re.match(r"(\d+) year", age)) else 0
        assert years == old // 365.25 or abs(old / 365.25 - round(old / 365.25)) < 0.01
        assert f'href="{row["url"]}"' in page
    assert next(kind for _, kind, *_ in shown.values()) == "needs assessment"


def test_s02_the_strategy_of_2008_is_due_in_2012_and_not_in_2010():
    early, late = (table(page_of(day=day), "Evidence base") for day in (DAY, "2012-01-20"))
    assert [cells[0] for cells in early if cells[-1].endswith("Due")] == []
    assert "Exampleshire 2025: our Sustainable Community Strategy" in [
        cells[0] for cells in late if cells[-1].endswith("Due")
    ]


@pytest.mark.parametrize("area", [EXAMPLE, CUMBRIA])
def test_targets_are_counted_by_theme_and_a_theme_without_any_is_named_without_blame(area, real):
    page = page_of(area)
    known = real.con.execute(
        """
        select coalesce(theme_name, 'Of no theme'), count(*) from marts.promises
        where agreement_code = $area and kind not in ('earlier agreement', 'no target') and target is not null
            and not is_removed and edition = (select max(edition) from marts.editions
                where agreement_code = $area and edition <= cast($day as date))
        group by all
        """,
        {"area": area, "day": DAY},
    ).fetchall()
    shown = {cells[0]: int(cells[1]) for cells in table(page, "Targets by theme")}
    assert {name: count for name, count in shown.items() if count} == dict(known) and len(shown) >= 4
    said = read(page)
    for name in (name for name, count in shown.items() if not count):
        assert re.search(rf"None in [^.]*{name}", said)
    assert "More targets are not better" in said
