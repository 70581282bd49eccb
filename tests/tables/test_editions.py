"""Editions: what was known on a day is what a build from only the papers of that day would say."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from data_pipeline import queries, words
from data_pipeline.publishing.papers.boards import meeting_pack
from data_pipeline.reading import packs
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.editions import AHEAD, BOARD, BY_EDITION, DATED, EXAMPLE, MARTS, cut
from tests.worlds.verdicts import VERDICTS

LEFT_OUT = {"source_id", "source_row", "edition", "is_latest_edition", "outturn_source_row"}


def bare(found: object) -> object:
    """Rows, and the rows within them, without what tells one file or one edition from another."""
    if isinstance(found, dict):
        return {name: bare(value) for name, value in found.items() if name not in LEFT_OUT}
    return [bare(one) for one in found] if isinstance(found, (list, tuple)) else found


def before_a_board(con, day: str) -> dict[str, object]:
    """What a board has before it of the example at a meeting on a day, what else it is told, and who is at its table.

    The pack of the meeting has every part of the page: its own tests see to that.
    """
    code = "X10000001"
    (first,) = con.execute("select min(edition) from marts.editions where agreement_code = ?", [code]).fetchone()
    made = meeting_pack.made_of(con, {"agreement_area_code": code}, day, meeting_pack.ALL)
    plans = queries.target_plans(con, code, day)
    return {
        **made,
        **queries.assessment(con, code, day),
        "every change": queries.changes(con, code, first.isoformat(), day),
        "overtaken": queries.overtaken(con, code, day),
        "exchanges": queries.exchanges(con, code, day),
        "partners": queries.target_partners(con, code, day),
        "plans": {row["target"]: plans.get(row["target"]) for row in made["rows"]},
    }


def rows_of(con, table: str, order: str, where: str) -> list[dict]:
    """The rows of a mart without what tells one file or one edition from another."""
    found = con.execute(f"select * from marts.{table} where {where} order by {order}")
    names = [name for name, *_ in found.description]
    return [bare(dict(zip(names, row, strict=True))) for row in found.fetchall()]


@pytest.fixture(scope="module", autouse=True)
def _read_once():
    with p.remembering():
        yield


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    with p.read(Path("data"), EXAMPLE, wanted=(*MARTS, *BOARD)) as con:
        yield con


def test_every_column_that_says_when_is_cut_by_or_lies_ahead():
    """A sheet or a column more that `cut` does not know would stand among the papers of every day."""
    says_when = {
        (sheet, field["name"]) for sheet in packs.SHEETS for field in packs.fields(sheet)
        if field["type"] == "date" or field.get("when")
    }  # fmt: skip
    cut_by = {(sheet, column) for sheet, (first, later) in DATED.items() for column in (first, *later) if column}
    ahead = {(sheet, column) for sheet, columns in AHEAD.items() for column in columns}
    assert not cut_by & ahead and cut_by | ahead == says_when - {("commentary", "date")}  # In files of their own.


@pytest.mark.parametrize("day", ["2009-03-26", "2009-10-31", "2010-11-30"])
def test_an_edition_says_what_a_build_from_the_papers_of_its_day_says(day, example, tmp_path):
    pack = Path(shutil.copytree(EXAMPLE, tmp_path / EXAMPLE.name))
    cut(pack, day)
    with p.read(Path("data"), pack, wanted=(*MARTS, *BOARD)) as then:
        for table, order in BY_EDITION.items():
            expected = rows_of(then, table, order, "is_latest_edition")
            latest = "edition = (select max(edition) from marts.editions where edition <= cast('" + day + "' as date))"
            found = rows_of(example, table, order, latest)
            if table == "promise_map":  # The classes of a map are frozen over all editions.
                expected, found = ([{**row, "map_class": None} for row in rows] for rows in (expected, found))
            assert found == expected, table
        assert rows_of(then, "ratings", "position", "is_latest_edition")
        expected = before_a_board(then, day)
        for part, rows in before_a_board(example, day).items():
            assert bare(rows) == bare(expected[part]), part


def test_what_a_target_is_called_later_is_read_at_no_earlier_meeting(example, tmp_path):
    """Every target is called otherwise in the last edition: whatever stands on a board's page keeps its words."""
    day, pack = "2010-11-30", Path(shutil.copytree(EXAMPLE, tmp_path / EXAMPLE.name))
    latest = {row["target"]: row for row in sorted(p.rows_of(pack, "targets"), key=lambda row: row["agreed_on"])}
    changed = {"agreed_on": "2011-03-01", "change": "changed", "published_change": "Revised", "reason": "New words."}
    again = [row | changed | {"title": f"Later, {row['title']}"} for row in latest.values()]
    p.append(pack, "targets", *again)
    with p.read(Path("data"), pack, wanted=(*MARTS, *BOARD)) as con:
        assert all(row["title"].startswith("Later, ") for row in queries.standing(con, "X10000001") if row["target"])
        assert bare(before_a_board(con, day)) == bare(before_a_board(example, day))
        assert bare(queries.cases(con, "X10000001", day)) == bare(queries.cases(example, "X10000001", day))


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    data = w.write(tmp_path_factory.mktemp("editions") / "data")
    p.write(data)
    with p.read(data, wanted=MARTS) as con:
        yield con


def test_an_agreement_has_an_edition_for_each_day_on_which_something_was_printed(con):
    days = [row["edition"] for row in reversed(queries.editions(con, w.BARSETSHIRE))]
    assert days == [
        date(2004, 12, 31), date(2008, 6, 19), date(2008, 6, 30), date(2008, 12, 31), date(2010, 1, 28),
        date(2010, 6, 30), date(2011, 5, 20), date(2011, 6, 30),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("day", "final", "value", "version"),
    [
        ("2008-06-18", None, None, 0),
        ("2008-06-19", "18.0%", None, 1),
        ("2010-01-27", "18.0%", None, 1),
        ("2010-01-28", "17.0%", None, 2),
        ("2010-06-30", "17.0%", "19.5%", 2),
        ("2011-05-20", "17.0%", "18.1%", 2),
        (None, "17.0%", "17.5%", 2),
    ],
)
def test_a_promise_is_seen_as_it_stood_on_a_day(con, day, final, value, version):
    found = [row for row in queries.promises(con, w.BARSETSHIRE, day) if row["target"] == "T1"]
    assert [(row["final_as_published"], row["value_as_published"], row["versions"]) for row in found] == (
        [(final, value, version)] if final else []
    )
    points = queries.promise_points(con, w.BARSETSHIRE, "NI 901", day)
    assert all(row["said_by"] is None or str(row["said_by"]) <= (day or "9999") for row in points)
    last_words = [row["value_as_published"] for row in points if row["what"] == "final target" and row["is_last_word"]]
    assert last_words == ([final] if final else [])


def test_before_the_first_paper_there_is_no_agreement(con):
    assert queries.agreement(con, w.BARSETSHIRE, "2004-12-30") is None
    assert queries.promises(con, w.BARSETSHIRE, "2004-12-30") == []
    assert queries.agreement(con, w.BARSETSHIRE, "2004-12-31")["targets"] == 2  # T5 bears no date.
    assert queries.agreement(con, w.BARSETSHIRE)["targets"] == 6


def test_of_the_record_an_answer_is_left_out_until_it_was_given(con):
    def asked(day):
        return [(row["status"], row["response"]) for row in queries.exchanges(con, w.BARSETSHIRE, day)]

    assert asked("2010-02-27") == []
    assert asked("2010-02-28") == [(None, None)]
    assert asked("2010-04-30") == asked(None) == [("answered", "The signs were late")]
    for sheet in queries.PACK_SHEETS:
        whole = queries.pack_sheet(con, sheet, w.BARSETSHIRE)
        assert queries.pack_sheet(con, sheet, w.BARSETSHIRE, "2030-01-01") == whole


def test_what_changed_names_each_cause(con):
    names = ("cause", "what", "target", "was_as_published", "became_as_published")
    found = {
        (str(row["edition"]), *(row[name] for name in names))
        for row in queries.changes(con, w.BARSETSHIRE, "2010-01-27")
        if row["area_code"] == w.BARSETSHIRE and row["target"] in ("T1", "T4")
    }  # fmt: skip
    assert found == {
        ("2010-01-28", "target changed", "baseline", "T1", "22.5%", "22.0%"),
        ("2010-01-28", "target changed", "final target", "T1", "18.0%", "17.0%"),
        ("2010-01-28", "target changed", "milestone", "T1", "18.0%", "17.0%"),
        ("2010-01-28", "rule changed", "tolerance", "T1", "1.0 points", None),
        ("2010-01-28", "promise removed", "target", "T4", "9", None),
        ("2010-06-30", "new data", "outturn", "T1", None, "19.5%"),
        ("2011-05-20", "new data", "outturn", "T1", None, "18.1%"),
        ("2011-06-30", "revision", "outturn", "T1", "18.1%", "17.5%"),
    }


def changed(tmp_path, sheet: str, which: dict, **cells) -> list[tuple]:
    data = w.write(tmp_path / "data")
    pack = p.write(data)
    assert p.amend(pack, sheet, which, **cells)
    with p.read(data, wanted=MARTS) as con:
        rows = queries.changes(con, w.BARSETSHIRE, "2011-05-20")
    return [(row["cause"], row["what"], row["target"]) for row in rows if row["indicator"] in ("NI 901", None)]


@pytest.mark.parametrize(
    ("reason", "cause"), [("boundary", "boundary changed"), ("definition", "rule changed"), ("", None)]
)
def test_a_break_before_a_figure_is_a_cause_of_its_own(reason, cause, tmp_path):
    row = {"indicator": "NI 901", "published_on": "2011-06-30", "value": "17.5%"}
    found = changed(tmp_path, "outturns", row, break_before=reason)
    expected = {("revision", "outturn", "T1"), *({(cause, "outturn", "T1")} if cause else set())}
    assert {row for row in found if row[2] == "T1"} == expected


def test_a_rule_of_ours_that_changes_makes_an_edition_and_is_the_cause(tmp_path):
    data = w.write(tmp_path / "data")
    p.write(data)
    ratings = data / "definitions" / "ratings.csv"
    lines = ratings.read_text().splitlines()
    (close,) = [line for line in lines if ",close," in line]
    cells = close.split(",")
    ratings.write_text("\n".join([*lines, ",".join([*cells[:-2], "0.9", "2010-12-31"])]) + "\n")
    with p.read(data, wanted=MARTS) as con:
        rows = [row for row in queries.changes(con, w.BARSETSHIRE, "2010-06-30") if row["what"] == "close_share"]
        shares = dict(
            con.execute("select cast(edition as varchar), close_share from marts.editions order by 1").fetchall()
        )
    assert [(row["cause"], row["was_as_published"], row["became_as_published"]) for row in rows] == [
        ("rule changed", cells[-2], "0.9")
    ]
    assert shares["2010-06-30"] == float(cells[-2]) and shares["2010-12-31"] == shares["2011-06-30"] == 0.9
    said = words.editions.change(rows[0])
    assert said == f"Our rule changed: close begins at 0.9 of what was due, before at {cells[-2]} (31 December 2010)."


def test_every_rating_that_changed_is_told_once_with_what_moved_it(example):
    (code,) = example.execute("select distinct agreement_code from marts.editions").fetchone()
    since, until = "2010-03-25", "2011-07-29"
    before, now = (
        {row["target"]: row["rating_code"] for row in queries.ratings(example, code, day)} for day in (since, until)
    )
    told = words.editions.rating_changes(queries.changes(example, code, since, until))
    assert {row["target"]: (row["before"], row["now"]) for row in told} == {
        target: (before.get(target), now.get(target))
        for target in before.keys() | now.keys()
        if before.get(target) != now.get(target)
    }
    assert told and all(row["changes"] for row in told)
    for row in told:
        for change in row["changes"]:
            assert words.editions.change(change).endswith(").")


def test_a_figure_of_two_promises_is_counted_once():
    row = {"cause": "new data", "what": "outturn", "indicator": "NI 1", "area_code": "E1", "period_label": "2009/10",
           "edition": date(2010, 6, 30), "target": "A"}  # fmt: skip
    assert words.editions.counted([row, {**row, "target": "B"}], VERDICTS) == "1 new figure"
    assert words.editions.counted([row, {**row, "period_label": "2010/11"}], VERDICTS) == "2 new figures"
    assert words.editions.counted([], VERDICTS) == "nothing changed"
