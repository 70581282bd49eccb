"""Every check is shown a warehouse in which its promise is broken, and must be the one that says so."""

import shutil
from pathlib import Path

import duckdb
import pytest

from data_pipeline import models, warehouse
from data_pipeline.problems import Refused
from tests import world as w

# Check: ways to break its promise, each in one statement.
SABOTAGE = {
    "card_figure_or_reason": [
        "update marts.report_card set missing_reason = null where missing_reason is not null",
        "update marts.report_card set missing_reason = 'no reason' where value is not null",
        # A true zero that turned into a gap.
        "update marts.report_card set value = null where value = 0",
    ],
    "comparators_share_series_and_period": [
        f"update marts.report_card set england_value = england_value + 1 where area_code = '{w.CASTERBRIDGE}'",
        f"update marts.report_card set england_value = null where area_code = '{w.CASTERBRIDGE}'",
        "update marts.report_card set england_value = 20 where england_value is null",
    ],
    "every_district_is_drawn": [
        f"delete from definitions.tiles where area_code = '{w.COKETOWN}'",
        f"update marts.boundaries set geojson = replace(geojson, '{w.COKETOWN}', 'E08999999') where layer = 'england'",
        "delete from marts.boundaries where layer = 'england'",
    ],
    "figure_or_reason": [
        f"update marts.figures set value = null where area_code = '{w.CASTERBRIDGE}'",
        f"update marts.figures set value = 'inf' where area_code = '{w.CASTERBRIDGE}'",
        f"update marts.figures set value = 'nan' where area_code = '{w.CASTERBRIDGE}'",
        f"update marts.figures set status = null where area_code = '{w.CASTERBRIDGE}'",
    ],
    "figures_have_an_area": [
        f"update marts.figures set area_code = 'E06999999' where area_code = '{w.CASTERBRIDGE}'",
        f"delete from marts.areas where area_code = '{w.WALMINGTON_AND_EASTGATE}'",
    ],
    "headlines_are_balanced": [
        f"delete from marts.headlines where area_code = '{w.CASTERBRIDGE}' and kind = 'shortfall' and position = 2",
        f"delete from marts.headlines where area_code = '{w.CASTERBRIDGE}' and kind = 'improvement'",
    ],
    "indicators_have_a_theme": [
        "update marts.series set laa_theme = 'A fifth theme' where series_id = 'ni_901'",
        "update marts.series set laa_theme = null where series_id = 'ni_901'",
    ],
    "one_card_line_each": [
        f"insert into marts.report_card select * from marts.report_card where area_code = '{w.CASTERBRIDGE}'",
        f"delete from marts.report_card where area_code = '{w.WALMINGTON}'",
    ],
    "one_figure_for_each_period": [
        f"""
        update marts.figures set period = '2010-04-01/P1Y'
        where area_code = '{w.CASTERBRIDGE}' and series_id = 'ni_901' and reporting_year = '2009/10'
        """,
    ],
    "places_lead_to_cards": [
        f"update marts.places set area_code = '{w.WESSEX}' where name = 'Mixen Lane'",
        f"update marts.places set area_code = '{w.MELCHESTER}' where name = 'Melchester'",
        "update marts.places set area_code = 'E06999999' where name = 'Casterbridge'",
    ],
    "rows_read_are_kept_or_set_aside": [
        f"delete from marts.figures where area_code = '{w.CASTERBRIDGE}'",
        f"""
        insert into marts.figures
        select * replace (period || ', again' as period) from marts.figures where area_code = '{w.CASTERBRIDGE}'
        """,
        "update meta.sources set rows_set_aside = rows_set_aside + 1 where source_id = 'ni_901'",
    ],
    "series_is_as_long_as_expected": [
        "update definitions.series set rows_min = '1000', rows_max = '2000' where series_id = 'ni_901'",
        "update definitions.series set rows_min = '1', rows_max = '10' where series_id = 'ni_901'",
        "update definitions.series set areas_min = '10' where series_id = 'ni_901'",
    ],
    "values_have_a_map_class": [
        "update marts.area_map set map_class = null where map_class = 1",
        "update marts.area_map set map_class = 1 where value is null",
        "insert into marts.area_map select * replace (2 as map_class) from marts.area_map where map_class = 1",
    ],
}  # fmt: skip


def test_a_clean_build_breaks_no_promise(world):
    assert models.broken_promises(world.con) == []


@pytest.fixture(scope="module")
def damaged(world, tmp_path_factory) -> Path:
    """A copy of the built fixture world. Each test takes back what it broke."""
    return Path(shutil.copy(world.path, tmp_path_factory.mktemp("damaged") / "damaged.duckdb"))


@pytest.mark.parametrize(
    ("check", "statement"),
    [(check, statement) for check, statements in SABOTAGE.items() for statement in statements],
    ids=[f"{check} {number}" for check, statements in SABOTAGE.items() for number, _ in enumerate(statements, 1)],
)
def test_the_check_fires_and_no_other(check, statement, damaged):
    with duckdb.connect(str(damaged)) as con:
        con.execute("begin")
        assert con.execute(statement).fetchone()[0] > 0
        problems = models.broken_promises(con)
        con.execute("rollback")
    assert {problem.what_to_do for problem in problems} == {f"See {check}.sql"}
    assert all(problem.file for problem in problems)


def test_an_indicator_without_a_theme_is_named(damaged):
    with duckdb.connect(str(damaged)) as con:
        con.execute("begin")
        con.execute("update marts.series set laa_theme = null where series_id = 'ni_901'")
        (problem,) = models.broken_promises(con)
        con.execute("rollback")
    assert "NI 901" in problem.value


@pytest.mark.parametrize("comparator", ["region", "county"])
def test_the_check_of_comparators_looks_at_regions_and_counties_too(comparator, damaged):
    with duckdb.connect(str(damaged)) as con:
        con.execute("begin")
        con.execute(f"update marts.report_card set {comparator}_value = {comparator}_value + 1")
        problems = models.broken_promises(con)
        con.execute("rollback")
    assert {problem.what_to_do for problem in problems} == {"See comparators_share_series_and_period.sql"}


def test_every_check_has_a_saboteur():
    assert set(SABOTAGE) == {path.stem for path in (models.SQL / "checks").glob("*.sql")}


def test_a_clean_build_has_no_issues(world):
    assert world.con.execute("select * from meta.issues").fetchall() == []


def test_a_broken_promise_refuses_the_build_and_names_the_query(data, monkeypatch, tmp_path):
    """The wiring: checks run on the new file before anything points to it."""
    sql = shutil.copytree(models.SQL, tmp_path / "sql")
    (sql / "checks" / "never.sql").write_text("-- nothing is ever right\nselect 'a file' as file, 'x' as value\n")
    monkeypatch.setattr(models, "SQL", sql)
    before = w.contents(data)
    with pytest.raises(Refused, match=r"a file: broken promise: nothing is ever right. Found: 'x'. See never.sql."):
        warehouse.build(data)
    assert w.contents(data) == before
