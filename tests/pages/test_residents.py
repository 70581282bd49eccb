"""What a resident is owed of a figure: all that belongs beside it, its age and source; and what was set out to do."""

import html
import re
from datetime import date

import pytest

from data_pipeline import words
from pages.serving import database
from pages.serving.answers import first
from tests.running import PROJECT
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")
EXAMPLE, YEAR = "X10000001", "2010/11"
PACK = PROJECT / "data" / "agreements" / "exampleshire"


def written(page: str, **query: str) -> str:
    return first.written(page, query, "").partition("<main")[2]


def read(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def asked(query: str, *values: str) -> list[tuple]:
    with database.cursor() as cursor:
        return cursor.execute(query, list(values)).fetchall()


@pytest.mark.parametrize(
    ("indicator", "area"),
    [("NI 151", "E06000044"), ("NI 55", "E07000087"), ("NI 155", "E08000018"), ("NI 87", "E08000006")],
)
def test_r2_figure_target_trend_and_comparison_stand_on_one_page_or_that_there_is_none(indicator, area):
    said = read(written("indicator", indicator=indicator, area=area, year=YEAR))
    ((name, printed),) = asked(
        "select name, printf('%.' || decimals || 'f', value) from marts.report_card join marts.areas using (area_code) "
        "join marts.series using (series_id) where area_code = ? and report_card.indicator = ? and reporting_year = ?",
        area, indicator, YEAR,
    )  # fmt: skip
    ((targets,),) = asked(
        "select count(*) from marts.promise_points where area_code = ? and indicator = ?", area, indicator
    )
    assert printed in said
    assert (f"No target of {name} for this measure is in the papers held here." in said) == (targets == 0)
    assert ("What was promised, and what happened" in said) == (targets > 0)
    assert "Direction of travel:" in said
    assert f"Among all places in {YEAR}" in said


def test_r4_each_figure_of_a_promise_has_its_period_and_the_day_it_was_published():
    found = 0
    for row in rows_of(PACK, "outturns"):
        if row["indicator"] != "NI 117" or row["area_code"]:
            continue
        found += 1
        printed = words.figures.day(date.fromisoformat(row["published_on"]))
        lines = re.findall(r"<tr.*?</tr>", written("indicator", indicator="NI 117", area=EXAMPLE), flags=re.DOTALL)
        assert any(
            row["value"] in line and printed in line and html.escape(row["source_title"], quote=True) in line
            for line in lines
        ), row
    assert found > 10


def test_r4_r6_each_figure_of_a_card_has_its_period_its_source_and_how_it_came_to_be():
    page = written("report_card", area="E06000044", year=YEAR)
    rows = asked(
        "select series_id, period_label, status, value_as_published, publisher, licence "
        "from marts.report_card join marts.series using (series_id) "
        "where area_code = 'E06000044' and reporting_year = ? and value is not null",
        YEAR,
    )
    assert len(rows) > 20
    for series_id, period, status, value, publisher, licence in rows:
        said = read(
            re.search(rf'<tr role="row" id="{series_id}">.*?<tr role="row" class="why">.*?</tr>', page, re.S)[0]
        )
        assert f"Measured over {period}, which ended" in said, series_id
        how = "worked out" if status == "derived" else "printed"
        assert f"; {how} as {value}." in said, series_id
        assert f"Source: {publisher}. {licence}." in said, series_id


def test_r5_what_the_strategy_set_out_to_do_and_every_target_with_its_rating_stand_on_one_page():
    said = read(written("assessments", area=EXAMPLE))
    objectives = {row["title"] for row in rows_of(PACK, "objectives")}
    last = {row["target"]: row for row in sorted(rows_of(PACK, "targets"), key=lambda row: row["agreed_on"])}
    titles = {row["title"] for row in last.values() if row["title"] and row["change"] != "removed"}
    assert len(objectives) > 5 and len(titles) > 50
    assert {title for title in objectives | titles if " ".join(title.split()) not in said} == set()
