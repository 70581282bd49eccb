"""Directions and outlooks of promises: the figures that are judged, and what earlier outlooks came to."""

from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from data_pipeline import queries, words
from data_pipeline.building import tables
from data_pipeline.queries.asking import all_rows
from data_pipeline.statistics import years
from data_pipeline.statistics.outlook import PROJECTED, outlooks
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.editions import MARTS
from tests.worlds.series import points
from tests.worlds.verdicts import PATH, VERDICTS

YEARS = ["2005/06", "2006/07", "2007/08", "2008/09", "2009/10"]
TARGET = {"target": "T1", "agreed_on": "2008-06-19", "indicator": "LI 3", "kind": "local", "baseline": "100",
          "baseline_period": "2007/08", "final_target": "160", "final_period": "2011/12",
          "lead_partner": "A board"}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _read_once():
    with p.remembering():
        yield


def judged(tmp_path: Path, figures: dict[str, str], **cells: str):
    """The outlook and the directions of one promise whose figures by period are these, each printed a month later."""
    data = w.write(tmp_path / "data")
    outturns = [
        {"indicator": "LI 3", "period": period, "value": value, "published_on": f"{2006 + number}-05-20"}
        for number, (period, value) in enumerate(figures.items())
    ]
    breaks = cells.pop("break_before", None)
    if breaks:
        next(row for row in outturns if row["period"] == breaks)["break_before"] = "definition"
    sheets = {"agreement": p.SHEETS["agreement"], "indicators": p.SHEETS["indicators"],
              "targets": [{**TARGET, **cells}], "outturns": outturns}  # fmt: skip
    pack = p.write(data, sheets=sheets)
    for path in (pack / "commentary").glob("*"):
        path.unlink()
    with p.read(data, wanted=MARTS) as con:
        found = queries.prospects(con, w.BARSETSHIRE).get("T1", {"outlook": None, "directions": []})
        earlier = queries.hindsight(con, w.BARSETSHIRE, "T1")
        promise = next(row for row in queries.promises(con, w.BARSETSHIRE) if row["target"] == "T1")
    return found["outlook"], found["directions"], earlier, promise


def test_pace_is_measured_from_the_baseline_and_needs_the_rest(tmp_path):
    """100 at the end of March 2008, 120 two years later: 10 a year; 40 more are needed in two years: 20 a year."""
    row, _, _, promise = judged(tmp_path, {"2008/09": "108", "2009/10": "120"})
    assert (row["rule"], row["verdict"], row["pace_from"]) == ("outlook.pace", "pace is not enough", "baseline")
    assert row["pace"] == pytest.approx(10, rel=0.002) and row["required_pace"] == pytest.approx(20, rel=0.002)
    assert row["projected"] == pytest.approx(140, rel=0.001) and row["projected_lower"] is None
    said = " ".join(words.outlooks.outlook_sum(row, promise, VERDICTS))
    assert "improved by 10 a year since the baseline" in said and "20 a year is needed" in said
    assert "not a forecast" in said


def test_five_figures_are_projected_and_four_are_not(tmp_path):
    figures = dict(zip(YEARS, ["80", "92", "101", "109", "121"], strict=True))
    five, _, _, promise = judged(tmp_path / "five", figures)
    four, *_ = judged(tmp_path / "four", dict(list(figures.items())[1:]))
    assert (five["points"], five["rule"], four["rule"]) == (PROJECTED, "outlook.projection_80", "outlook.pace")
    assert five["projected_lower"] < five["projected"] < five["projected_upper"]
    said = " ".join(words.outlooks.outlook_sum(five, promise, VERDICTS))
    assert "line through the 5 figures" in said and "four times in five" in said


@pytest.mark.parametrize(
    ("figures", "cells", "rule", "verdict"),
    [
        ({}, {}, "outlook.no_figure", "cannot tell"),
        ({"2009/10": "160"}, {}, "outlook.met", "already met"),
        ({"2009/10": "90"}, {}, "outlook.pace", "going the wrong way"),
        ({"2009/10": "90"}, {"baseline": "", "baseline_period": ""}, "outlook.one_figure", "cannot tell"),
        ({"2011/12": "160"}, {}, "outlook.final", "met"),
        ({"2011/12": "159"}, {}, "outlook.final", "not met"),
        ({"2009/10": "0"}, {}, "outlook.pace", "going the wrong way"),
        ({"2009/10": "120"}, {"final_period": "2004/05"}, "outlook.no_figure", "cannot tell"),
    ],
)
def test_each_rule_has_its_verdict_and_its_words(figures, cells, rule, verdict, tmp_path):
    row, _, _, promise = judged(tmp_path, figures, **cells)
    assert (row["rule"], row["verdict"]) == (rule, verdict)
    assert words.outlooks.outlook_sum(row, promise, VERDICTS)
    assert (words.outlooks.outlook(row, VERDICTS)[0] == "untold") == (verdict == "cannot tell")


def test_a_target_that_needs_checking_has_no_outlook(tmp_path):
    row, directions, _, _ = judged(tmp_path, {"2008/09": "108", "2009/10": "120"}, final_target="90")
    assert row is None and directions[0]["points"] == 2


def test_b16_no_figure_from_before_another_version_of_a_definition_is_judged(tmp_path):
    figures = dict(zip(YEARS, ["80", "92", "101", "109", "121"], strict=True))
    row, (direction,), *_ = judged(tmp_path, figures, break_before="2008/09")
    assert (row["points"], row["rule"], row["pace_from"]) == (2, "outlook.pace", "first figure")
    assert direction["points"] == 2 and direction["has_break"]


def test_quarters_and_years_are_never_one_line(tmp_path):
    """Quarters of a count are a quarter of the year: mixed, they would be a fall of three quarters."""
    quarters = {f"Q{number} 2009/10": "30" for number in (1, 2, 3, 4)}
    row, directions, *_ = judged(tmp_path, {"2008/09": "108", **quarters, "2009/10": "120"})
    assert [(one["months"], one["points"]) for one in directions] == [(12, 2)]
    assert row["last_value"] == 120


def test_what_was_said_earlier_is_held_against_the_outcome_once(tmp_path):
    figures = {**dict(zip(YEARS, ["80", "92", "101", "109", "121"], strict=True)), "2010/11": "128", "2011/12": "150"}
    _, _, earlier, promise = judged(tmp_path, figures)
    assert [(row["edition"], row["outcome"]) for row in earlier] == [
        (date(2008, 6, 19), 150), (date(2009, 5, 20), 150), (date(2010, 5, 20), 150), (date(2011, 5, 20), 150),
    ]  # fmt: skip
    assert [row["was_met"] for row in earlier] == [False] * 4
    said = [words.outlooks.hindsight(row, promise, VERDICTS) for row in earlier]
    assert all("It came to 150" in line for line in said)
    assert "(" in said[2] and "span" in said[2]  # Five figures: 2005/06 to 2009/10.


def test_in_the_worked_example_every_verdict_of_the_issue_is_seen(real):
    found = {
        verdict for (verdict,) in real.con.execute(
            "select distinct verdict from marts.promise_directions where notice is not null"
        ).fetchall()
    }  # fmt: skip
    assert {
        "improving", "probably improving", "no clear change", "probably worsening", "worsening", "baseline only",
        "better, could be chance", "worse, could be chance",
    } <= found  # fmt: skip
    outlooks = real.con.execute(
        "select distinct verdict from marts.promise_outlooks where notice is not null"
    ).fetchall()
    assert {verdict for (verdict,) in outlooks} == {
        "met", "not met", "already met", "likely to be missed", "could go either way", "pace is enough",
        "pace is not enough", "going the wrong way", "cannot tell",
    }  # fmt: skip


def test_the_outlooks_of_the_worked_example_are_not_counted_among_the_real_ones(real):
    counted = dict(
        real.con.execute("select is_example, sum(outlooks) from marts.outlook_record group by all").fetchall()
    )
    real_ones, examples = (
        real.con.execute(f"select count(*) from marts.promise_hindsight where notice is {null} null").fetchone()[0]
        for null in ("", "not")
    )
    assert examples > 0 and counted.get(True, 0) == examples and counted.get(False, 0) == real_ones


def test_an_earlier_outlook_is_scored_from_the_day_its_outcome_was_printed(real):
    """NI 117 of 2010/11 came on 29 July 2011; papers of other measures came later."""
    before, after, latest = (
        queries.hindsight(real.con, "X10000001", "T03", day) for day in ("2011-07-28", "2011-07-29", None)
    )
    assert before == []
    assert after and after == latest


@pytest.mark.parametrize(
    ("day", "period", "target", "set_again"),
    [
        ("2009-12-31", "2008/09", 8.6, None),
        # The refresh of March 2010 set it again from a later start; the figure for 2008/09 is of the first promise.
        ("2010-04-30", "2008/09", 8.6, "11.2%"),
        ("2010-08-30", "2009/10", 11.2, None),
    ],
)
def test_a_promise_that_was_set_again_is_rated_and_looked_ahead_for_against_one_target(
    real, day, period, target, set_again
):
    (rated,) = (row for row in queries.ratings(real.con, "X10000001", day) if row["target"] == "T25")
    ahead = queries.prospects(real.con, "X10000001", day)["T25"]["outlook"]
    assert (rated["period_label"], rated["target_value"], ahead["target_value"]) == (period, target, target)
    assert rated["set_again_as_published"] == set_again
    said = " ".join(words.ratings.why(rated))
    assert ("has been set again since: 11.2% (2010/11) is promised now" in said) == (set_again is not None)
    promise = next(row for row in queries.promises(real.con, "X10000001", day) if row["target"] == "T25")
    (path,) = (
        clause.text
        for clause in words.promise_paragraphs.clauses(promise, rated, None, None, queries.verdicts(real.con))
        if clause.rule == "promise.path"
    )
    assert (
        path
        == {
            "2009-12-31": "It started at 9.4% (2007/08) and 8.6% (2010/11) is promised.",
            "2010-04-30": "8.6% (2010/11) was promised, from 9.4% (2007/08). It has been set again since: 11.2% "
            "(2010/11), from 12.0% (October 2009 to December 2009).",
            "2010-08-30": "It started at 12.0% (October 2009 to December 2009) and 11.2% (2010/11) is promised.",
        }[day]
    )


# Held against what happened: the two queries on small made tables

END = date(2013, 3, 31)  # Of the target.
OUTLOOK = {
    "pack": "barset", "edition": date(2011, 5, 20), "target": "T1", "agreement_code": "E10000901", "indicator": "LI 1",
    "unit": "%", "notice": None, "rule": "outlook.pace", "verdict": "could go either way", "polarity": "higher",
    "until": date(2011, 3, 31), "last_value": 44.0, "projected": 48.0, "projected_lower": None,
    "projected_upper": None, "target_value": 50.0, "target_end": END,
}  # fmt: skip
FIGURE = {"pack": "barset", "target": "T1", "value": 50.0, "is_main": True, "is_latest_edition": True}
MADE = f"""
    create table marts.promise_outlooks (
        pack varchar, edition date, target varchar, agreement_code varchar, indicator varchar, unit varchar,
        notice varchar, rule varchar, verdict varchar, polarity varchar, until date, last_value double,
        projected double, projected_lower double, projected_upper double, target_value double, target_end date
    );
    create table judging.promise_figures (
        pack varchar, target varchar, t double, value double, is_main boolean, is_latest_edition boolean
    );
    create table definitions.verdicts as select *, row_number() over () as source_row from '{PATH}';
    create table marts.rating_words (rating_code varchar, rating varchar, is_current boolean);
"""


def held(said: list[dict], happened: list[dict]) -> tuple[list[dict], dict[str, dict]]:
    """Outlooks held against figures; and the record, by rule."""
    with duckdb.connect() as con:
        tables.make_schemas(con)
        con.execute(MADE)
        for name, rows in (("marts.promise_outlooks", said), ("judging.promise_figures", happened)):
            con.register("made", pd.DataFrame(rows))
            con.execute(f"insert into {name} by name from made")
        found = tables.found()
        for name in ("marts.verdicts", "marts.promise_hindsight", "marts.outlook_record"):
            found[name].make(con)
        record = all_rows(con, "from marts.outlook_record")
        return all_rows(con, "from marts.promise_hindsight"), {row["rule"]: row for row in record}


def figure(value: float, day: date = END, **cells) -> dict:
    return {**FIGURE, "value": value, "t": in_years(day), **cells}


def in_years(day: date) -> float:
    return 2000 + (day - date(2000, 1, 1)).days / 365.25


def one_held(outcome: float = 50.0, **cells) -> dict:
    """One outlook held against one figure."""
    ((found,), _) = held([{**OUTLOOK, **cells}], [figure(outcome)])
    return found


def said() -> dict[str, dict]:
    """What is said in 2011 of five promises of 50, from 42 in 2008, by the figures of each: its row by its name."""
    series = {"pace": [44], "wide": [40, 42, 41, 44, 45], "met": [55], "silent": [np.nan], "lost": [44]}
    figures = pd.concat([points(values, key=key) for key, values in series.items()])
    promised = {"polarity": "higher", "target": 50.0, "t_target": 2013.25, "baseline": 42.0, "t_baseline": 2008.25}
    told = outlooks(figures, pd.DataFrame([{"key": key, **promised} for key in series]))
    return {row["target"]: row for row in as_rows(told)}


def as_rows(told: pd.DataFrame) -> list[dict]:
    """What statistics say of keys, as rows of the mart about targets."""
    told = told.rename(columns={"target": "target_value", "key": "target"})
    told = told.assign(until=years.as_days(told["until"]).dt.date, target=told["target"].astype(str))
    return [{**OUTLOOK, **row} for row in told[[*set(OUTLOOK) & set(told)]].to_dict("records")]


@pytest.mark.parametrize(("size", "ahead"), [(5, 1), (5, 3), (10, 2)])
def test_four_of_five_outcomes_of_a_straight_line_with_noise_lie_in_the_interval(size, ahead):
    rng = np.random.default_rng(80)
    series = 4000
    t = np.arange(2000.0, 2000 + size)
    values = 500 + 2 * t - 4000 + rng.normal(size=(series, size))
    figures = pd.DataFrame(
        {"key": np.repeat(np.arange(series), size), "t": np.tile(t, series), "value": values.ravel()}
    )
    end = t[-1] + ahead
    made = pd.DataFrame({"key": np.arange(series), "polarity": "higher", "target": 2 * end - 3498.0, "t_target": end})
    outcomes = 500 + 2 * end - 4000 + rng.normal(size=series)
    happened = [figure(value, target=str(key)) for key, value in enumerate(outcomes)]
    found, record = held(as_rows(outlooks(figures, made)), happened)
    projected = [row["is_inside"] for row in found if row["rule"] == "outlook.projection_80"]
    assert np.mean(projected) == pytest.approx(0.8, abs=0.02)
    assert record["outlook.projection_80"]["inside_pct"] == pytest.approx(100 * np.mean(projected))
    assert record["outlook.projection_80"]["nearer_pct"] > 50


def test_past_outlooks_are_held_against_the_figure_for_their_date():
    before, early = said(), date(2012, 3, 31)
    assert {before[name]["rule"] for name in ("pace", "lost")} == {"outlook.pace"}
    happened = [
        figure(99.0, early, target="pace"), figure(45.0, END + timedelta(4), target="pace"),
        figure(50.0, target="wide"), figure(49.0, target="met"), figure(50.0, target="silent"),
        figure(45.0, early, target="lost"), figure(1.0, target="stranger"), figure(1.0, target="pace", pack="other"),
    ]  # fmt: skip
    rows, _ = held(list(before.values()), happened)
    found = {row["target"]: row for row in rows}
    assert sorted(found) == ["met", "pace", "wide"]  # Where nothing was said there is nothing to hold against.
    pace = found["pace"]
    assert pace["error"] == pytest.approx(44 + 2 * 2 / 3 - 45)
    assert pace["error_of_no_change"] == -1
    assert (pace["is_nearer"], pace["is_inside"], pace["was_met"], pace["was_right"]) == (True, None, False, True)
    wide = found["wide"]
    assert wide["is_inside"] == (wide["projected_lower"] <= 50 <= wide["projected_upper"])
    assert wide["was_met"] is True
    assert (found["met"]["was_met"], found["met"]["was_right"]) == (False, False)


def test_an_outcome_on_the_edge_of_the_interval_is_inside_and_one_on_the_target_met():
    before = said()
    upper = before["wide"]["projected_upper"]
    for outcome, inside in ((upper, True), (upper + 1e-6, False)):
        (found,), _ = held([before["wide"]], [figure(outcome, target="wide")])
        assert found["is_inside"] is inside
    (found,), _ = held([before["pace"]], [figure(50.0, target="pace")])
    assert found["was_met"] is True


PROMISES = {
    # what a verdict says of the target
    "likely to be met": True, "pace is enough": True, "already met": True, "likely to be missed": False,
    "pace is not enough": False, "going the wrong way": False, "could go either way": None, "cannot tell": None,
    "a verdict of no list": None,
}  # fmt: skip


def all_held(cases: list[tuple[float, dict]]) -> list[dict]:
    """Outlooks, each of a target of its own and with these cells, held against the outcome of each."""
    said = [{**OUTLOOK, **cells, "target": f"T{number:03}"} for number, (_, cells) in enumerate(cases)]
    happened = [figure(outcome, target=row["target"]) for row, (outcome, _) in zip(said, cases, strict=True)]
    return sorted(held(said, happened)[0], key=lambda row: row["target"])


def test_a_verdict_was_right_where_it_said_which_way_it_went():
    cases = [
        (sign * outcome, {"target_value": sign * 50.0, "polarity": polarity, "verdict": verdict})
        for sign, polarity in ((1, "higher"), (-1, "lower"))
        for verdict in PROMISES
        for outcome in (51.0, 50.0, 49.0)
    ]
    for (outcome, cells), found in zip(cases, all_held(cases), strict=True):
        met, promises = abs(outcome) >= 50, PROMISES[cells["verdict"]]
        assert found["was_met"] is met, (outcome, cells)
        assert found["was_right"] is (None if promises is None else promises == met), (outcome, cells)


def test_nothing_was_met_where_no_direction_is_good_or_there_is_no_target():
    for unknown in ({"polarity": "neither"}, {"target_value": None}):
        found = one_held(51.0, verdict="pace is enough", **unknown)
        assert (found["was_met"], found["was_right"]) == (None, None)


MET = [
    # outcome, target, whether that is met
    (0.0, 0.0, True), (0.1 + 0.2, 0.3, True), (0.3, 0.1 + 0.2, True), (49.999999, 50.0, False),
    (2e6 - 0.01, 2e6, False), (1e-8, 2e-8, False), (-1e-8, 0.0, False),
    (0.3e9, (0.1 + 0.2) * 1e9, True), (1e-10, 2e-10, False),
]  # fmt: skip


def test_an_outcome_meets_its_target_to_the_last_bits_and_no_further():
    higher = [(outcome, {"target_value": target}) for outcome, target, _ in MET]
    lower = [(-outcome, {"target_value": -target, "polarity": "lower"}) for outcome, target, _ in MET]
    assert [row["was_met"] for row in all_held(higher + lower)] == [met for *_, met in MET] * 2


def test_as_near_as_no_change_is_not_nearer_both_ends_are_inside_and_no_line_is_neither():
    assert one_held(46.0)["is_nearer"] is False  # Projected 48, and 44 before: each two away.
    assert (one_held(46.1)["is_nearer"], one_held(45.9)["is_nearer"]) == (True, False)
    silent = one_held(46.0, projected=None)
    assert (silent["error"], silent["is_nearer"], silent["is_inside"]) == (None, None, None)
    ends = {"projected_lower": 46.0, "projected_upper": 49.0}
    for outcome, inside in ((45.9, False), (46.0, True), (49.0, True), (49.1, False)):
        assert one_held(outcome, **ends)["is_inside"] is inside


def test_the_figure_nearest_the_target_date_counts():
    near = [figure(value, END + timedelta(days)) for days, value in ((-11, 1.0), (4, 2.0), (11, 3.0))]
    for happened in (near, near[::-1]):
        assert [row["outcome"] for row in held([OUTLOOK], happened)[0]] == [2.0]
    # Of two as near the earlier.
    assert [row["outcome"] for row in held([OUTLOOK], [near[2], near[0]])[0]] == [1.0]
    for days, counts in ((-16, False), (-15, True), (15, True), (16, False)):
        assert len(held([OUTLOOK], [figure(1.0, END + timedelta(days))])[0]) == counts


def test_only_the_last_word_on_the_figures_that_are_judged_is_an_outcome():
    for cells in ({"is_main": False}, {"is_latest_edition": False}):
        assert held([OUTLOOK], [figure(1.0, **cells)])[0] == []


def test_what_many_editions_say_alike_is_said_once():
    later = date(2011, 7, 29)
    again = {**OUTLOOK, "edition": later}
    (found,), _ = held([again, OUTLOOK], [figure(50.0)])
    assert found["edition"] == OUTLOOK["edition"]
    for news in ({"last_value": 45.0}, {"target_value": 49.0}, {"until": date(2011, 6, 30)}, {"pack": "other"}):
        found, _ = held([{**again, **news}, OUTLOOK], [figure(50.0), figure(50.0, pack="other")])
        assert len(found) == 2


@pytest.mark.parametrize("rule", ["outlook.final", "outlook.date_passed", "outlook.no_figure", "outlook.one_figure"])
def test_what_was_no_outlook_is_not_held_against_anything(rule):
    assert held([{**OUTLOOK, "rule": rule}], [figure(50.0)])[0] == []


def test_the_record_counts_by_rule():
    happened = [
        figure(value, target=name) for name, value in (("pace", 45.0), ("wide", 47.0), ("met", 49.0), ("lost", 46.0))
    ]
    _, record = held(list(said().values()), happened)
    assert {rule: row["outlooks"] for rule, row in record.items()} == {
        "outlook.met": 1, "outlook.pace": 2, "outlook.projection_80": 1,
    }  # fmt: skip
    assert record["outlook.pace"]["right_pct"] == 100  # Of neither was the target met, and that was said.
    assert record["outlook.pace"]["nearer_pct"] == 100
    assert record["outlook.met"]["right_pct"] == 0
    assert record["outlook.pace"]["inside_pct"] is None
    assert record["outlook.projection_80"]["inside_pct"] == 100
    assert not any(row["is_example"] for row in record.values())


def test_worked_examples_have_a_record_of_their_own():
    example = {**OUTLOOK, "pack": "example", "notice": "Worked example: not real figures", "rule": "outlook.met"}
    happened = [figure(50.0), figure(50.0, pack="example")]
    _, record = held([OUTLOOK, example], happened)
    assert {rule: row["is_example"] for rule, row in record.items()} == {"outlook.pace": False, "outlook.met": True}
