"""Directions and outlooks of promises: the figures that are judged, and what earlier outlooks came to."""

from datetime import date
from pathlib import Path

import pytest

from data_pipeline import queries, words
from data_pipeline.statistics.outlook import PROJECTED
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.editions import MARTS
from tests.worlds.verdicts import VERDICTS

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


def test_no_figure_from_before_a_break_is_judged(tmp_path):
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
