"""Every check is shown a warehouse in which its promise is broken, and must be the one that says so."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data_pipeline.building import faults, tables, warehouse
from data_pipeline.problems import Refused
from tests.worlds import figures as w
from tests.worlds import packs as pack_world
from tests.worlds.builds import copy_of_the_code
from tests.worlds.claims import DOUBTED_CLAIMS, FACTS, SUMS, WRONG_DEFINITIONS, Claim, amend, doubts
from tests.worlds.examples import EXAMPLE_COUNTY, EXAMPLE_DISTRICTS, write_example

CRANFORD = EXAMPLE_COUNTY
# Check: ways to break its promise, each in one statement.
SABOTAGE = {
    "theme_counts_add_up": [
        "update marts.theme_measures set worse = worse + 1",
        "update marts.theme_measures set without = without - 1, with_figure = with_figure + 1",
        "update marts.theme_places set reporting_year = '1999/00'",
    ],
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
    "every_figure_has_a_direction": [
        f"delete from marts.directions where area_code = '{w.CASTERBRIDGE}' and series_id = 'ni_902'",
        "update marts.directions set period = '1999-04-01/P1Y' where period = '2010-04-01/P1Y'",
        f"""
        insert into marts.directions
        from marts.directions where area_code = '{w.ENGLAND}'
        """,
    ],
    "directions_look_back_only": [
        "update marts.directions set since_year = '2011/12' where since_year = '2007/08'",
        "update marts.directions set since_year = '2010/11' where reporting_year = '2009/10' and points_judged = 3",
        "update marts.directions set points_judged = 3 where points_judged = 4",
        "update marts.directions set points_judged = points + 1 where points_judged = points",
    ],
    "direction_or_reason": [
        "update marts.directions set verdict = null where verdict = 'baseline only'",
        "update marts.directions set rule = 'direction.slope_95' where rule = 'direction.baseline_only'",
        "update marts.directions set reason = null where rule = 'direction.values_only'",
        "update marts.directions set reason = 'periods overlap' where p_value is not null",
        "update marts.directions set start_reason = null where start_rule = 'direction.values_only'",
        "update marts.directions set smallest_detectable = null where p_value is not null",
    ],
    "directions_are_as_sure_as_their_tests": [
        "update marts.directions set verdict = 'improving' where verdict = 'no clear change'",
        "update marts.directions set verdict = 'no clear change' where rule = 'direction.slope_95'",
        "update marts.directions set verdict = 'probably worsening' where verdict = 'worsening'",
        "update marts.directions set verdict = 'improving' where verdict = 'worsening'",
        "update marts.directions set verdict = 'rising' where verdict = 'improving'",
        "update marts.directions set verdict = 'worse, could be chance' where verdict = 'better, could be chance'",
        "update marts.series set polarity = 'neither' where series_id = 'ni_901'",
    ],
    "card_changes_are_the_tested_ones": [
        "update marts.report_card set is_change_clear = null where is_change_clear",
        "update marts.report_card set is_change_clear = not is_change_clear where is_change_clear is not null",
        "update marts.report_card set is_change_clear = true where series_id = 'ni_902'",
        "update marts.directions set start_verdict = 'worsening' where start_verdict = 'improving'",
    ],
    "every_rule_is_explained": [
        "update marts.directions set rule = 'a guess' where rule = 'direction.slope_95'",
        "update marts.directions set start_rule = 'a guess' where start_rule = 'direction.two_points_z'",
        "update marts.comparisons set rule = 'a guess' where rule = 'two_intervals'",
        "update marts.promise_directions set rule = 'a guess'",
        "insert into marts.promise_outlooks (rule, reason, verdict) values ('a guess', 'no figure', 'cannot tell')",
        "insert into marts.promise_hindsight (rule) values ('a guess')",
        "insert into marts.outlook_record (rule) values ('a guess')",
        "delete from marts.rules where rule = 'two_intervals'",
    ],
    "every_verdict_is_said": [
        "delete from marts.verdicts where subject = 'direction' and verdict = 'no clear change'",
        "delete from marts.verdicts where subject = 'direction' and verdict = 'baseline only'",
        "delete from marts.verdicts where subject = 'direction reason' and verdict = 'one figure only'",
        "delete from marts.verdicts where subject = 'change' and verdict = 'worse'",
        "delete from marts.verdicts where subject = 'comparison'",
        "delete from marts.verdicts where subject = 'rating' and verdict = 'unknown'",
        "delete from marts.verdicts where subject = 'outlook'",
        "delete from marts.verdicts where subject = 'outlook reason'",
        "delete from marts.verdicts where subject = 'gap movement'",
        "delete from marts.verdicts where subject = 'gap reason'",
        "delete from marts.verdicts where subject = 'edition cause'",
        "update marts.directions set verdict_95 = 'a feeling' where verdict_95 is not null",
        "update marts.directions set start_reason = 'a feeling' where start_reason is not null",
        "update marts.promise_directions set verdict = 'a feeling'",
        "update marts.promise_directions set verdict_95 = 'a feeling'",
        "update marts.promise_directions set reason = 'a feeling'",
        "update marts.promise_directions set signal = 'run, a feeling'",
        "update marts.promise_directions set assurance = 'a feeling'",
        "update marts.area_map set better_or_worse = 'a feeling' where better_or_worse = 'better'",
        "update marts.comparisons set words = 'much better' where words = 'better' and rule = 'two_intervals'",
        "insert into marts.masking (area_rating_code) values ('a feeling')",
        "insert into marts.masking (district_rating_code) values ('a feeling')",
        "insert into marts.promise_hindsight (verdict) values ('a feeling')",
        "update marts.promise_gaps set reason = 'a feeling' where reason is not null",
    ],
    "every_promise_is_listed": [
        "delete from marts.promises where kind = 'local' and target = 'T6'",
        "delete from marts.promises where kind = 'designated' and target = 'T1'",
        "insert into marts.promises select * from marts.promises where target = 'T2'",
        "insert into marts.promises select * replace ('T0' as target) from marts.promises where target = 'T2'",
        "update marts.promises set kind = 'designated' where target = 'T6'",
        "delete from marts.promise_points where what = 'outturn' and value_as_published = '£395'",
        "delete from marts.promise_points where what = 'stretch'",
        "insert into marts.promise_points select * from marts.promise_points where what = 'outturn'",
    ],
    "outlooks_say_no_more_than_is_known": [
        "update marts.promise_outlooks set reason = null where verdict = 'cannot tell'",
        "update marts.promise_outlooks set verdict = 'cannot tell' where reason is null",
        "update marts.promise_outlooks set projected_lower = 1 where points < 5",
        "update marts.promise_outlooks set target_value = null where rule = 'outlook.final'",
        """
        update marts.ratings set rating_code = 'check'
        where (pack, edition, target) in (select (pack, edition, target) from marts.promise_outlooks)
        """,
    ],
    "outlooks_look_back_only": [
        "update marts.promise_directions set edition = edition - 4000",
        "update marts.promise_outlooks set edition = edition - 4000 where until is not null",
    ],
    "one_target_for_rating_and_outlook": [
        "update marts.promise_outlooks set target_value = target_value + 1 where rule = 'outlook.pace'",
        "update marts.promise_outlooks set target_end = target_end + 365 where rule = 'outlook.pace'",
    ],
    "every_changed_rating_has_a_cause": [
        "delete from marts.edition_changes",
        """
        update marts.ratings set rating_code = if(rating_code = 'unknown', 'close', 'unknown')
        where is_latest_edition and not exists (
            from marts.edition_changes as changes
            where changes.pack = ratings.pack and changes.target = ratings.target
              and changes.edition = ratings.edition
        )
        """,
    ],
    "examples_stay_out": [
        f"insert into marts.trends select * replace ('{CRANFORD}' as area_code) from marts.trends limit 1",
        f"insert into marts.card_counts select * replace ('{CRANFORD}' as area_code) from marts.card_counts limit 1",
        f"insert into marts.area_codes values ('{CRANFORD}', '{CRANFORD}', null)",
        "update marts.spread set area_count = area_count + 5 where kind = 'agreement'",
        "update marts.coverage set districts = districts + 6",
        f"""
        insert into marts.boundaries
        select 'E12000099', geojson from marts.boundaries where layer = '{CRANFORD}'
        """,
        f"update marts.promises set notice = null where agreement_code = '{CRANFORD}'",
        f"update marts.promise_gaps set notice = null where agreement_code = '{CRANFORD}'",
        f"insert into marts.gaps select * replace ('{CRANFORD}' as scope_code) from marts.gaps limit 1",
        f"update marts.promise_points set notice = null where agreement_code = '{CRANFORD}'",
        f"update marts.agreements set notice = null where area_code = '{CRANFORD}'",
        f"update marts.places set notice = null where area_code = '{CRANFORD}'",
        f"update marts.agreements set notice = 'Worked example' where area_code = '{w.BARSETSHIRE}'",
    ],
    "comparison_or_reason": [
        "update marts.comparisons set words = null where words is not null and is_clear is null",
        "update marts.comparisons set missing_reason = null where missing_reason is not null",
        "update marts.comparisons set missing_reason = 'no reason' where words is not null",
    ],
    "every_district_is_drawn": [
        f"delete from definitions.tiles where area_code = '{w.COKETOWN}'",
        f"update marts.boundaries set geojson = replace(geojson, '{w.COKETOWN}', 'E08999999') where layer = 'england'",
        "delete from marts.boundaries where layer = 'england'",
    ],
    "every_figure_is_compared": [
        f"delete from marts.comparisons where comparator = 'county' and area_code = '{w.BARCHESTER}'",
        "delete from marts.comparisons where comparator = 'similar'",
        # Another place's figure, and a figure where none is published.
        "update marts.comparisons set comparator_value = comparator_value + 1 where comparator = 'region'",
        "update marts.comparisons set comparator_value = 0 where comparator_value is null and comparator = 'region'",
        f"update marts.comparisons set comparator_code = '{w.LOAMLAND}' where comparator_code = '{w.WESSEX}'",
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
    "gaps_are_of_both_sides": [
        "update marts.gaps set gap = -gap where gap is not null",
        "update marts.gaps set start_gap = start_gap + 1 where gap is not null",
        "update marts.gaps set missing_reason = null where missing_reason is not null",
        "update marts.gaps set gap = null, change = null, movement = null where movement is not null",
        "update marts.gaps set reason = null where reason is not null",
        "update marts.gaps set movement = 'widening' where change < 0",
        "update marts.gaps set movement = 'narrowing' where change > 0",
        "update marts.gaps set movement = 'unchanged' where movement <> 'unchanged'",
        "update marts.gaps set polarity = 'neither' where gap is not null",
        "update marts.promise_gaps set polarity = 'neither' where gap is not null",
        "update marts.promise_gaps set gap = -gap where gap is not null",
        "update marts.promise_gaps set movement = 'narrowing' where movement = 'widening'",
        "update marts.promise_gaps set missing_reason = 'no reason' where gap is not null",
    ],
    "indicators_have_a_theme": [
        "update marts.series set laa_theme = 'A fifth theme' where series_id = 'ni_901'",
        "update marts.series set laa_theme = null where series_id = 'ni_901'",
    ],
    "no_area_beside_itself": [
        "update marts.similar_areas set similar_code = area_code where similar_code is not null",
        f"update marts.similar_areas set similar_code = '{w.BARSETSHIRE}' where area_code = '{w.BARCHESTER}'",
        f"update marts.similar_areas set similar_code = '{w.BARCHESTER}' where area_code = '{w.BARSETSHIRE}'",
        f"update marts.similar_areas set similar_code = '{CRANFORD}' where area_code = '{w.COKETOWN}'",
    ],
    "no_comparison_with_fewer_than_four": [
        """
        update marts.comparisons set rule = 'position', words = 'broadly similar', missing_reason = null
        where area_count = 3 and words is null
        """,
        "update marts.comparisons set median = compared_with where area_count < 4 and rule is not null",
        "update marts.comparisons set rank_low = 1, rank_high = 2 where area_count = 3 and comparator = 'similar'",
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
    "positions_say_nothing_of_chance": [
        "update marts.comparisons set p_value = null where p_value is not null",
        "update marts.comparisons set is_clear = null where is_clear",
        "update marts.comparisons set is_exception = null where not is_exception",
        "update marts.comparisons set is_clear = not is_clear where is_clear is not null",
        """
        update marts.comparisons set rule = 'position', area_count = 4, words = 'broadly similar'
        where rule = 'two_intervals'
        """,
        "update marts.comparisons set words = 'better' where words = 'no clear difference'",
    ],
    "ranks_are_intervals": [
        "update marts.comparisons set rank_low = 2, rank_high = 1 where area_count > 3 and comparator = 'similar'",
        "update marts.comparisons set rank_low = 0, rank_high = 2 where area_count > 3 and comparator = 'similar'",
        "update marts.comparisons set rank_low = 1, rank_high = 9 where area_count > 3 and comparator = 'similar'",
        "update marts.comparisons set rank_low = 1, rank_high = null where area_count > 3 and comparator = 'similar'",
        "update marts.comparisons set rank_low = 1, rank_high = 2, area_count = 4 where comparator = 'england'",
    ],
    "rows_read_are_kept_or_set_aside": [
        f"delete from marts.figures where area_code = '{w.CASTERBRIDGE}'",
        f"""
        insert into marts.figures
        select * replace (period || ', again' as period) from marts.figures where area_code = '{w.CASTERBRIDGE}'
        """,
        "update meta.sources set rows_set_aside = rows_set_aside + 1 where source_id = 'ni_901'",
        "delete from marts.pack_risks",
        "insert into marts.pack_commentary from marts.pack_commentary",
        "update meta.sources set rows_read = rows_read + 1 where source_id = 'barsetshire/targets'",
    ],
    "series_is_as_long_as_expected": [
        "update definitions.series set rows_min = '1000', rows_max = '2000' where series_id = 'ni_901'",
        "update definitions.series set rows_min = '1', rows_max = '10' where series_id = 'ni_901'",
        "update definitions.series set areas_min = '10' where series_id = 'ni_901'",
    ],
    "worst_off_stay_the_same": [
        # Another district in one of the years, as if it were chosen for its figure.
        "update marts.gaps set districts = ['Somewhere else'] where reporting_year = '2010/11' and gap is not null",
        "update marts.gaps set tenth_count = 2 where with_figure = 1",
        "update marts.gaps set with_figure = with_figure + 1 where gap is not null",
        "update marts.gaps set is_apart = false where is_change_clear",
        "update marts.gaps set change_standard_error = null where is_change_clear is not null",
    ],
    "values_have_a_map_class": [
        "update marts.area_map set map_class = null where map_class = 1",
        "update marts.area_map set map_class = 1 where value is null",
    ],
}  # fmt: skip


def test_a_clean_build_breaks_no_promise(world):
    assert faults.broken_promises(world.con) == []


def test_a_clean_build_with_packs_breaks_no_promise(damaged):
    with warehouse.connect(damaged) as con:
        assert faults.broken_promises(con) == []


def build_with_packs(folder: Path) -> None:
    """The fixture world with a pack and a worked example, built."""
    data = w.write(folder / "data")
    pack_world.write(data)
    outturns = [{"indicator": "LI 3", "period": "2009/10", "value": "40"}]
    for year, figures in (("2009/10", ("40%", "30%", "50%")), ("2010/11", ("44%", "31%", "55%"))):
        areas = ("", *EXAMPLE_DISTRICTS[:2])
        outturns += [
            {"indicator": "LI 1", "area_code": area, "period": year, "value": value}
            for area, value in zip(areas, figures, strict=True)
        ]
    example = write_example(data, outturns)
    w.write_shapes(example / "map.geojson", "area_code", dict(zip(EXAMPLE_DISTRICTS,
                                                                  w.SQUARES.values(), strict=False)))  # fmt: skip
    warehouse.build(data)


@pytest.fixture(scope="module")
def damaged(made_once, tmp_path_factory) -> Path:
    """A copy of what is built there, for each process to write in. Each test takes back what it broke."""
    built = warehouse.current(made_once("with_packs", build_with_packs) / "data")
    return Path(shutil.copy(built, tmp_path_factory.mktemp("damaged")))


def checks_of(statement: str) -> list[Path]:
    """The checks that read the table that a statement changes. The others say what they say of the clean build."""
    (table,) = re.findall(r"^\s*(?:update|insert into|delete from) ((?:marts|meta|definitions)\.\w+)", statement)
    return [path for path in faults.checks() if re.search(rf"\b{table}\b", path.read_text())]


@pytest.fixture(scope="module")
def opened(damaged) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same, opened once: that takes as long as to break a promise and to look for it."""
    with duckdb.connect(str(damaged)) as con:
        yield con


@pytest.mark.parametrize(
    ("check", "statement"),
    [(check, statement) for check, statements in SABOTAGE.items() for statement in statements],
    ids=[f"{check} {number}" for check, statements in SABOTAGE.items() for number, _ in enumerate(statements, 1)],
)
def test_the_check_fires_and_no_other(check, statement, opened):
    opened.execute("begin")
    changed = opened.execute(statement).fetchone()[0]
    problems = faults.broken_promises(opened, checks_of(statement))
    opened.execute("rollback")
    assert changed > 0
    assert {problem.what_to_do for problem in problems} == {f"See {check}.sql"}
    assert all(problem.file for problem in problems)


def test_an_indicator_without_a_theme_is_named(damaged):
    with duckdb.connect(str(damaged)) as con:
        con.execute("begin")
        con.execute("update marts.series set laa_theme = null where series_id = 'ni_901'")
        (problem,) = faults.broken_promises(con)
        con.execute("rollback")
    assert "NI 901" in problem.value


@pytest.mark.parametrize("comparator", ["region", "county"])
def test_the_check_of_comparators_looks_at_regions_and_counties_too(comparator, damaged):
    with duckdb.connect(str(damaged)) as con:
        con.execute("begin")
        con.execute(f"update marts.report_card set {comparator}_value = {comparator}_value + 1")
        problems = faults.broken_promises(con)
        con.execute("rollback")
    assert {problem.what_to_do for problem in problems} == {"See comparators_share_series_and_period.sql"}


def test_no_rule_is_left_unexamined(world):
    assert unexamined(world, "every_rule_is_explained", r"(start_)?rule") == set()


def test_no_verdict_is_left_unexamined(world):
    names = "(start_)?verdict|verdict_95|(.*_)?rating_code|words|better_or_worse|movement|cause|signal|assurance"
    # A code of a rating that is the list's own, and one that no page puts in words.
    assert unexamined(world, "every_verdict_is_said", names) == {"rating_words.rating_code"}


def unexamined(world, check: str, names: str) -> set[str]:
    """The columns of marts that have such names and that the check does not read."""
    query = (tables.TABLES / "checks" / f"{check}.sql").read_text()
    columns = world.con.execute(
        "select table_name, column_name from information_schema.columns where table_schema = 'marts'"
    ).fetchall()
    return {
        f"{table}.{column}" for table, column in columns
        if re.fullmatch(names, column) and not re.search(rf"\b{column}\b.* from marts\.{table}\b", query)
        and table not in ("rules", "direction_rules", "comparison_rules", "verdicts")
    }  # fmt: skip


def test_every_check_has_a_saboteur():
    assert set(SABOTAGE) == {path.stem for path in (tables.TABLES / "checks").glob("*.sql")}


@pytest.mark.parametrize("claim", DOUBTED_CLAIMS, ids=lambda claim: f"{claim.rule} {claim.cells}")
def test_a_doubtful_claim_is_named_with_its_place(claim, damaged):
    row, found = doubts(claim, damaged)
    ((file, found_row, column, value, is_explained),) = [rest for rule, *rest in found if rule == claim.rule]
    assert (file, found_row) == (f"definitions/{claim.stem}.csv", claim.row or row)
    assert (column, is_explained) == (claim.column, True)
    assert claim.says in value


def test_a_doubtful_claim_is_doubted_by_a_build(data):
    """The wiring: the same from the file, through a build."""
    path = data / "definitions" / "published_sums.csv"
    path.write_text(path.read_text().replace(",33,", ",34,"))
    built = warehouse.build(data)
    assert built.doubts == 1
    with warehouse.connect(built.path) as con:
        rows = con.execute("select rule, file, source_row, column_name, severity from meta.issues").fetchall()
    assert rows == [("published_sum_off", "definitions/published_sums.csv", 2, "result_as_printed", "doubt")]


QUIET_CLAIMS = [
    Claim("", SUMS, "bandstands", {"result_as_printed": "32"}, "", ""),  # within half a point, either way
    Claim("", SUMS, "clocks", {"operands": "7|9", "result_as_printed": "63", "wording": ""}, "", ""),
    Claim("", SUMS, "clocks", {"kind": "ratio", "operands": "63|1"}, "", ""),
    Claim("", FACTS, "can_read", {"period_end": "2005-10"}, "", ""),
    Claim("", FACTS, "can_read", {"source_published": "2006"}, "", ""),
    Claim("", FACTS, "can_read", {"context": "in the holidays", "caveat": "Asked in the holidays"}, "", ""),
    Claim("", FACTS, "cannot_read", {"complement_of": "", "period_start": "2006", "period_end": "2006"}, "", ""),
]


@pytest.mark.parametrize("claim", QUIET_CLAIMS, ids=lambda claim: str(claim.cells))
def test_a_claim_that_holds_is_not_doubted(claim, damaged):
    assert doubts(claim, damaged)[1] == []


@pytest.mark.parametrize(("stem", "key", "cells", "says"), WRONG_DEFINITIONS)
def test_a_claim_that_cannot_be_read_refuses_the_build(stem, key, cells, says, damaged):
    with duckdb.connect(str(damaged)) as con:
        con.execute("begin")
        row = amend(con, stem, key, cells)
        problems = faults.wrong_definitions(con)
        con.execute("rollback")
    found = [(problem.file, problem.row) for problem in problems if says in problem.problem]
    assert found == [(f"definitions/{stem}.csv", row)]


def test_a_clean_build_has_no_issues(world):
    assert world.con.execute("select * from meta.issues").fetchall() == []


def test_a_broken_promise_refuses_the_build_and_names_the_query(data, tmp_path, monkeypatch):
    """The wiring: checks run on the new file before anything points to it."""
    check = copy_of_the_code(tmp_path / "package", monkeypatch) / "tables" / "checks" / "never.sql"
    check.write_text("-- nothing is ever right\nselect 'a file' as file, 'x' as value\n")
    before = w.contents(data)
    with pytest.raises(Refused, match=r"a file: broken promise: nothing is ever right. Found: 'x'. See never.sql."):
        warehouse.build(data)
    assert w.contents(data) == before
