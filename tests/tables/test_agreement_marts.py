"""What is made of a pack's rows, worked out again in plain Python: the latest figure, what was due, what changed."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from data_pipeline import queries, words
from data_pipeline.queries import grouping
from data_pipeline.reading import printed_values
from tests.oracles.promises import latest_outturn, milestone_due
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.examples import EXAMPLE_COUNTY, write_example
from tests.worlds.verdicts import VERDICTS

YEARS_AND_QUARTERS = ["2009/10", "Q4 2009/10", "2010/11", "2010-11", "Q4 2010/11", "2010", "March 2011"]
DATES = ["", "2008-06", "2010-04-30", "2010-06", "2011", "2011-06-30"]
PAPERS = ["", p.PAPER, p.LATER_PAPER, p.REPORT]


@pytest.fixture(scope="module", autouse=True)
def _read_once():
    with p.remembering():
        yield


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    data = w.write(tmp_path_factory.mktemp("marts") / "data")
    p.write(data)
    with p.read(data) as con:
        yield con


printed = st.sampled_from(["17.5%", "18%", "20.25%", "tba", "*", "0%", "n/a", "19% (p)"])
outturns = st.lists(
    st.fixed_dictionaries(
        {"period": st.sampled_from(YEARS_AND_QUARTERS), "value": printed, "published_on": st.sampled_from(DATES),
         "source_url": st.sampled_from(PAPERS)}
    ), max_size=6, unique_by=lambda row: tuple(row.values()),
)  # fmt: skip
milestones = st.lists(
    st.fixed_dictionaries(
        {"period": st.sampled_from(YEARS_AND_QUARTERS), "value": printed, "agreed_on": st.sampled_from(DATES),
         "source_url": st.sampled_from(PAPERS), "kind": st.sampled_from(["", "", "", "stretch"])}
    ), max_size=6,
)  # fmt: skip


# Of each example one pack with many promises: to build costs more than to draw. The promise that fails is named
# below, so it is not looked for in hundreds of smaller packs.
@settings(max_examples=8, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(promises=st.lists(st.tuples(outturns, milestones), min_size=4, max_size=10))
def test_the_latest_figure_and_what_was_due_are_those_a_careful_reader_would_pick(promises, tmp_path_factory):
    data = w.write(tmp_path_factory.mktemp("picked") / "data")
    sheets = {"agreement": p.SHEETS["agreement"], "indicators": [], "targets": [], "milestones": [], "outturns": []}
    (measure,) = [row for row in p.SHEETS["indicators"] if row["indicator"] == "LI 3"]
    expected = {}
    for number, (outturns, milestones) in enumerate(promises, 1):
        target, indicator = f"T{number}", f"LI {number}"
        sheets["indicators"].append({**measure, "indicator": indicator})
        sheets["targets"].append({"target": target, "indicator": indicator, "kind": "local", "lead_partner": "A board"})
        found = latest_outturn(list(enumerate(outturns, len(sheets["outturns"]))), milestones)
        latest = found[1] if found else None
        due = milestone_due(list(enumerate(milestones, len(sheets["milestones"]))), latest)
        sheets["outturns"] += [{"indicator": indicator, **row} for row in outturns]
        sheets["milestones"] += [{"target": target, **row} for row in milestones]
        number = printed_values.parse(latest["value"]).number if latest else None
        expected[target] = (
            latest and latest["value"], number, latest is None or number is not None,
            due and due["value"], printed_values.parse(due["value"]).number if due else None,
        )  # fmt: skip
    pack = p.write(data, sheets=sheets)
    for path in (pack / "commentary").glob("*"):
        path.unlink()
    with p.read(data, wanted=("marts.promises",)) as con:
        rows = con.execute(
            """
            select target, value_as_published, value, reason is null, milestone_as_published, milestone_value
            from marts.promises where target is not null and is_latest_edition
            """
        ).fetchall()
    assert {target: tuple(row) for target, *row in rows} == expected
    assert len(rows) == len(expected)


# The pack of the fixture world, by hand


def promise(con, name: str) -> dict:
    (row,) = [row for row in queries.promises(con, w.BARSETSHIRE) if name in (row["target"], row["indicator"])]
    return row


def test_every_target_has_one_line_and_a_measure_without_target_too(con):
    rows = queries.promises(con, w.BARSETSHIRE)
    kinds = {row["target"] or row["indicator"]: row["kind"] for row in rows}
    assert len(rows) == len(kinds)
    assert kinds == {row["target"]: row["kind"] for row in p.SHEETS["targets"]} | {"LI 3": "no target"}


def test_a_changed_target_shows_its_last_word_and_keeps_the_first(con):
    row = promise(con, "T1")
    assert (row["baseline_as_published"], row["final_as_published"], row["versions"]) == ("22.0%", "17.0%", 2)
    assert (row["is_changed"], row["is_removed"], row["is_pre_agreement"]) == (True, False, False)
    assert row["lead_partner"] == "Barsetshire County Council"
    changes = {
        (change["what"], change["period_label"]): (change["was_as_published"], change["became_as_published"])
        for change in queries.overtaken(con, w.BARSETSHIRE)
        if change["indicator"] == "NI 901"
    }
    assert changes == {
        ("baseline", "2007/08"): ("22.5%", "22.0%"),
        ("final target", "2010/11"): ("18.0%", "17.0%"),
        ("milestone", "2010/11"): ("18.0%", "17.0%"),
        ("outturn", "2010/11"): ("18.1%", "17.5%"),
    }


def test_the_latest_publication_wins_and_the_one_before_stays_in_the_story(con):
    row = promise(con, "T1")
    assert (row["value_as_published"], row["status"], row["published_on"]) == ("17.5%", "revised", "2011-06-30")
    assert (row["previous_as_published"], row["previous_period_label"]) == ("19.5%", "2009/10")
    points = queries.promise_points(con, w.BARSETSHIRE, "NI 901")
    assert [point["value_as_published"] for point in points if point["what"] == "outturn"
            and point["area_code"] == w.BARSETSHIRE] == ["19.5%", "18.1%", "17.5%"]  # fmt: skip


def test_a_year_says_more_than_its_last_quarter(con):
    assert promise(con, "LI 3")["value"] == 52


def test_a_district_promise_is_the_districts_and_a_figure_not_due_is_a_reason(con):
    row = promise(con, "T5")
    assert (row["area_code"], row["value"], row["reason"]) == (w.BARCHESTER, None, "not due")
    assert (row["baseline_as_published"], row["baseline_value"], row["baseline_reason"]) == (
        "None set",
        None,
        "not set",
    )


def test_what_is_withheld_is_a_reason_and_never_nought(con):
    points = queries.promise_points(con, w.BARSETSHIRE, "LI 2")
    hidden = {
        point["area_code"]: (point["value"], point["reason"]) for point in points if point["status"] == "suppressed"
    }
    assert hidden == {w.BARCHESTER: (None, "suppressed"), w.SILVERBRIDGE: (None, "suppressed")}


def test_removed_and_earlier_promises_are_told_from_the_others(con):
    flags = {
        row["target"]: (row["is_removed"], row["is_pre_agreement"]) for row in queries.promises(con, w.BARSETSHIRE)
    }
    assert {name for name, (is_removed, _) in flags.items() if is_removed} == {"T4"}
    assert {name for name, (_, is_earlier) in flags.items() if is_earlier} == {"T6"}


def test_a_promise_has_the_theme_of_itself_its_indicator_or_its_policy_area(con):
    themes = {row["target"]: row["theme_name"] for row in queries.promises(con, w.BARSETSHIRE)}
    assert {name for name, theme in themes.items() if theme == w.SAFER} == {"T1", "T5"}
    assert {name for name, theme in themes.items() if theme == w.ECONOMY} == {"T2", "T3", "T4", "T6", None}


@pytest.mark.parametrize("by", ["policy", "theme"])
def test_grouping_loses_no_promise_commentary_action_or_chance_to_take_part(by, con):
    rows = queries.promises(con, w.BARSETSHIRE)
    sheets = {name: queries.pack_sheet(con, name, w.BARSETSHIRE) for name in ("commentary", "actions", "engagement")}
    themes = {theme["code"]: theme["name"] for theme in w.DEFINITIONS["themes"]}
    areas = queries.pack_sheet(con, "policy_areas", w.BARSETSHIRE)
    groups = grouping.groups(by, rows, areas, themes, sheets)

    def names(rows: list[dict]) -> list[str]:
        return sorted(str((row.get("source_id"), row.get("source_row"), row.get("target"), row.get("indicator")))
                      for row in rows)  # fmt: skip

    assert names([row for group in groups for row in group["promises"]]) == names(rows)
    for name, sheet in sheets.items():
        assert names([row for group in groups for row in group[name]]) == names(sheet), name


def test_what_is_said_of_a_policy_area_has_its_theme_whatever_its_last_promise_has():
    themes = {"HCOP": "Health", "SSC": "Safety"}
    areas = [{"policy_area": "health", "name": "Health", "theme": "HCOP", "partnership": None}]
    rows = [{"target": name, "policy_area": "health", "theme_name": theme} for name, theme in
            (("T1", "Health"), ("T2", "Safety"))]  # fmt: skip
    of_the_area = {"policy_area": "health", "theme": None}
    sheets = {
        "commentary": [of_the_area, {"policy_area": None, "theme": "SSC"}],
        "actions": [{"policy_area": "health", "target": "T2"}, {"policy_area": "health", "target": None},
                    {"policy_area": None, "target": None}],
    }  # fmt: skip
    found = {group["name"]: group for group in grouping.groups("theme", rows, areas, themes, sheets)}
    assert found["Health"]["commentary"] == [of_the_area]
    assert [found[name]["actions"] for name in ("Safety", "Health", "The agreement as a whole")] == [
        [row] for row in sheets["actions"]
    ]


def test_the_agreement_counts_each_kind_once_whatever_its_versions(con):
    row = queries.agreement(con, w.BARSETSHIRE)
    counts = ("designated", "statutory", "local_targets", "kind_not_printed", "beside_the_agreement", "targets")
    assert [row[name] for name in counts] == [1, 1, 2, 1, 1, 6]
    assert (row["missing"], row["notice"]) == ([], None)


# What a paper leaves out, and what came before the agreement


@pytest.fixture(scope="module")
def thin(tmp_path_factory):
    """The pack again, with a target of an earlier agreement, figures of no printed period, and a district's alone."""
    data = w.write(tmp_path_factory.mktemp("thin") / "data")
    pack = p.write(data)
    (measure,) = [row for row in p.SHEETS["indicators"] if row["indicator"] == "LI 3"]
    p.append(pack, "indicators", *({**measure, "indicator": name} for name in ("LI 6", "LI 7", "LI 8")))
    p.append(pack, "targets", {"target": "T9", "indicator": "LI 6", "kind": "earlier agreement", "baseline": "40",
             "baseline_period": "2003", "final_target": "60", "final_period": "2006/07"})  # fmt: skip
    p.append(pack, "milestones", {"target": "T9", "period": "", "kind": "reward trigger", "value": "52"})
    undated = {"indicator": "LI 7", "period": ""}
    p.append(pack, "outturns",
        {"indicator": "LI 6", "period": "2006/07", "value": "61", "published_rating": "achieved"},
        {**undated, "value": "11", "published_on": "2009"}, {**undated, "value": "12", "published_on": "2010"},
        {"indicator": "LI 3", "period": "", "value": "99"},
        {"indicator": "LI 8", "area_code": w.BARCHESTER, "period": "2010/11", "value": "7"},
    )  # fmt: skip
    with p.read(data) as con:
        yield con


def test_a_target_of_an_earlier_agreement_is_history_and_is_counted_and_rated_nowhere(con, thin):
    row = promise(thin, "T9")
    assert (row["is_history"], row["is_pre_agreement"], row["value"], row["final_value"]) == (True, True, 61, 60)
    assert row["on_the_way"] == "Reward trigger 52"
    assert not [rated for rated in queries.ratings(thin, w.BARSETSHIRE) if rated["target"] == "T9"]
    assert not [found for found in queries.target_audit(thin, w.BARSETSHIRE) if found["target"] == "T9"]
    assert "T9" not in queries.prospects(thin, w.BARSETSHIRE)
    before, after = queries.agreement(con, w.BARSETSHIRE), queries.agreement(thin, w.BARSETSHIRE)
    assert (after["of_earlier_agreements"], before["of_earlier_agreements"]) == (1, 0)
    assert (after["targets"], after["beside_the_agreement"]) == (before["targets"], before["beside_the_agreement"])
    assert words.tallies.history(after) == "1 target of an earlier agreement stands below as history."
    assert words.tallies.history(before) == ""
    judged = {rated["target"]: rated for rated in queries.ratings(thin, w.BARSETSHIRE)}
    told = [promise(thin, name) | {"judgement": judged.get(name)} for name in ("T1", "T9")]
    assert [tally.total for tally in words.tallies.tallies(told, VERDICTS) if tally.sort != "without"] == [1]


def test_nothing_else_is_history(con):
    assert {row["is_history"] for row in queries.promises(con, w.BARSETSHIRE)} == {False}


def test_a_figure_of_no_printed_period_is_shown_and_is_no_version_of_another(thin):
    row = promise(thin, "LI 7")
    assert (row["value"], row["period_label"], row["previous_value"]) == (12, None, None)
    points = queries.promise_points(thin, w.BARSETSHIRE, "LI 7")
    assert [(point["value"], point["is_last_word"]) for point in points] == [(11, True), (12, True)]


def test_a_figure_with_a_period_is_shown_before_one_without(thin):
    assert promise(thin, "LI 3")["value"] == 52


def test_a_measure_of_a_district_alone_has_a_line_of_its_own(thin):
    rows = [row for row in queries.promises(thin, w.BARSETSHIRE) if row["indicator"] == "LI 8"]
    assert [(row["area_code"], row["kind"], row["value"]) for row in rows] == [(w.BARCHESTER, "no target", 7)]


def test_little_is_found_where_no_promise_is_and_two_targets_at_most(tmp_path):
    sheets = {name: rows for name, rows in p.SHEETS.items() if name in ("agreement", "indicators", "policy_areas")}
    target = {"indicator": "LI 3", "kind": "council measure"}

    def is_little(*kinds: str) -> bool:
        rows = [{**target, "target": f"T{number}", "kind": kind, "lead_partner": "A board"}
                for number, kind in enumerate(kinds)]  # fmt: skip
        data = w.write(tmp_path / " ".join(["data", *kinds]))
        pack = p.write(data, sheets=sheets | {"targets": rows})
        for path in (pack / "commentary").glob("*"):
            path.unlink()
        with p.read(data, wanted=("marts.agreements",)) as made:
            return queries.agreement(made, w.BARSETSHIRE)["is_little"]

    council, earlier = "council measure", "earlier agreement"
    assert is_little() and is_little(council, council) and is_little(*[earlier] * 5)
    assert not is_little(council, council, council) and not is_little("in the agreement")


def test_a_measure_in_none_of_the_areas_own_groups_stands_under_its_theme(con):
    rows = [row | {"policy_area": None} for row in queries.promises(con, w.BARSETSHIRE)]
    themes = {theme["code"]: theme["name"] for theme in w.DEFINITIONS["themes"]}
    found = grouping.groups("policy", rows, [], themes, {})
    assert {group["name"] for group in found} == {row["theme_name"] for row in rows}


def test_the_notice_is_on_every_row_of_an_example_and_on_no_other(tmp_path: Path):
    data = w.write(tmp_path / "data")
    p.write(data)
    write_example(data, [{"indicator": "LI 3", "period": "2009/10", "value": "40"}])
    with p.read(data) as con:
        for table in ("promises", "promise_points", "agreements", "pack_targets", "pack_outturns", "pack_commentary"):
            code = "area_code" if table == "agreements" else "agreement_code"
            rows = con.execute(f"select distinct {code}, notice from marts.{table} order by 1").fetchall()
            assert rows == [(w.BARSETSHIRE, None), (EXAMPLE_COUNTY, "Worked example: not real figures")], table


def test_a_quarter_for_which_nothing_was_due_stands_beside_the_year_and_not_for_it(tmp_path: Path):
    """414 in a quarter beside 1,330 promised for a year would look like a triumph."""
    data = w.write(tmp_path / "data")
    pack = p.write(data)
    p.append(pack, "outturns", {"indicator": "LI 2", "period": "Q1 2011/12", "value": "8", "published_on": "2011-08"})
    with p.read(data, wanted=("marts.promises",)) as con:
        (row,) = con.execute(
            """
            select value_as_published, period_label, newer_as_published, newer_period_label from marts.promises
            where target = 'T3' and is_latest_edition
            """
        ).fetchall()
    assert row == ("31", "2010/11", "8", "April 2011 to June 2011")
