"""Advice to a publisher: a commentary gladder or sorrier than its figures, and what a board's pack will lack."""

import re
from datetime import date
from pathlib import Path

import pytest

from data_pipeline import queries, words
from data_pipeline.building import pack_trial, tables, told
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.editions import EXAMPLE, MARTS
from tests.worlds.packs import rows_of

ADVICE = (tables.TABLES / "advice" / "tone_against_figures.sql").read_text()
READING = "pack = 'barsetshire' and policy_area = 'reading'"


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    """Barsetshire, where one promise of `reading` is judged, at 17.5%: its rating is set by each test."""
    data = w.write(tmp_path_factory.mktemp("tone") / "data")
    p.write(data, name="barsetshire")
    with p.read(data, wanted=MARTS) as con:
        yield con


def advice(con, rating: str, block: str, text: str) -> list[str]:
    con.execute(
        f"""
        update marts.ratings set rating_code = '{rating}', rating = '{rating}'
        where target = 'T1' and edition >= date '2010-06-30'
        """
    )
    con.execute(f"update marts.pack_commentary set achievements = null, challenges = null where {READING}")
    con.execute(f"update marts.pack_commentary set {block} = ? where {READING}", [text])
    return [problem for *_, problem, _ in con.execute(ADVICE).fetchall()]


PRAISED = "a figure among the achievements that is rated behind: Fewer pupils lose their way"
BLAMED = "a figure among the challenges that is rated met: Fewer pupils lose their way"
GLAD = "the tone is glad, and 1 of the 1 judged promises are behind, have gone backwards or were missed"
SORRY = "the tone is sorry, and 1 of the 1 judged promises are met or on track"


@pytest.mark.parametrize(
    ("rating", "block", "text", "expected"),
    [
        ("behind", "achievements", "Now 17.5% of pupils lose their way.", [PRAISED]),
        ("behind", "achievements", "Now 17.5% of pupils lose their way. We had promised 17.0%.", []),
        ("behind", "achievements", "Now 117.5% of pupils lose their way.", []),
        ("behind", "achievements", "Now 17.55% of pupils lose their way.", []),
        ("behind", "achievements", "In Barchester, 17.5% of pupils lose their way.", []),
        ("behind", "challenges", "Still 17.5% of pupils lose their way.", []),
        ("met", "achievements", "Now 17.5% of pupils lose their way.", []),
        ("met", "challenges", "As many as 17.5% of pupils lose their way.", [BLAMED]),
        ("met", "challenges", "17.5% lose their way, but we had promised less.", []),
        ("behind", "achievements", "We are delighted with this excellent success.", [GLAD]),
        ("behind", "achievements", "We are delighted.", []),
        ("behind", "achievements", "An excellent, successful year, but we missed much and fell short.", []),
        ("met", "challenges", "A poor year: we failed, we were too slow.", [SORRY]),
        ("unknown", "achievements", "We are delighted with this excellent success.", []),
    ],
)
def test_tone_is_held_against_the_figures(con, rating, block, text, expected):
    assert advice(con, rating, block, text) == expected


def test_what_was_written_before_a_figure_was_known_is_not_held_against_it(con):
    con.execute("update marts.pack_commentary set date = date '2009-01-01'")
    try:
        assert (
            advice(con, "behind", "achievements", "Now 17.5% lose their way: an excellent, outstanding success.") == []
        )
    finally:
        con.execute("update marts.pack_commentary set date = date '2011-06-30'")


@pytest.fixture(scope="module")
def advised() -> list[told.Fault]:
    """What `check` advises of the worked example."""
    _, found = pack_trial.faults(EXAMPLE, Path("data"))
    return [fault for fault in found if fault.severity == "advice"]


def test_check_advises_the_publisher_and_refuses_nothing(advised):
    """The worked example has one commentary that is far gladder than its figure."""
    (fault,) = (fault for fault in advised if "commentary" in fault.problem.file)
    assert fault.problem.file == f"agreements/{EXAMPLE.name}/commentary/year-end-2010-11-stronger.md"
    assert "outstanding success" in fault.problem.value and "rated behind" in fault.problem.problem


def test_what_a_board_looks_at_first_is_the_same_for_check():
    query = (tables.TABLES / "advice" / "before_the_meeting.sql").read_text()
    listed = re.search(r"reason in \((.*?)\)", query, re.DOTALL)[1]
    assert set(re.findall(r"'(.*?)'", listed)) == set(queries.OFF_TRACK)


def test_check_says_before_the_meeting_what_the_board_s_pack_will_lack(advised, real):
    """Each kind once, of as many targets as the pack of today's meeting has with nothing published of that."""
    area = "X10000001"
    rows = words.tallies.targets(queries.standing(real.con, area))
    lines = queries.enquiries(real.con, area, area, None)
    off = [row for line, row in queries.exceptions(lines, rows)
           if {one["reason"] for one in line["reasons"]} & set(queries.OFF_TRACK)]  # fmt: skip
    sheets = {name: {row["target"] for row in rows_of(EXAMPLE, name)} for name in ("actions", "risks", "decisions")}
    written = {re.search(r"policy_area: (\S+)", path.read_text())[1] for path in (EXAMPLE / "commentary").glob("*.md")}
    found = {fault.problem.problem: fault for fault in advised}

    def count(end: str) -> int:
        return sum(fault.rows for problem, fault in found.items() if problem.endswith(end))

    assert len(off) > 20
    assert count("nothing says why") == sum(row["policy_area"] not in written for row in off)
    for end, sheet in (("no action is named", "actions"), ("no risk is named", "risks"),
                       ("no recommendation or decision is named", "decisions")):  # fmt: skip
        bare = [row["title"] for row in off if row["target"] not in sheets[sheet]]
        assert count(end) == len(bare) > 0
        (fault,) = (fault for problem, fault in found.items() if problem.endswith(end))
        assert len(fault.places) == min(3, len(bare)) and {place.value for place in fault.places} <= set(bare)
    assert count("has no lead") == len(queries.without_lead(rows)) > 0
    assert count("nobody answers for") == sum(not row["owner"] for row in rows_of(EXAMPLE, "risks")) > 0
    due = queries.meeting(real.con, area, date.today().isoformat(), None)["due"]
    assert count("waits for the figure of a period that has ended") == len(due) > 0
    stale = [row for row in queries.meeting(real.con, area, date.today().isoformat(), None)["ages"] if row["is_stale"]]
    assert count("printed late") == len(stale)
