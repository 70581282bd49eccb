"""Advice to a publisher: a commentary that is gladder or sorrier than its figures."""

from pathlib import Path

import pytest

from data_pipeline.building import pack_trial, tables
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.editions import EXAMPLE, MARTS

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


def test_check_advises_the_publisher_and_refuses_nothing():
    """The worked example has one commentary that is far gladder than its figure."""
    _, found = pack_trial.faults(EXAMPLE, Path("data"))
    told = [fault.problem for fault in found if fault.severity == "advice"]
    assert [problem.file for problem in told] == [f"agreements/{EXAMPLE.name}/commentary/year-end-2010-11-stronger.md"]
    assert "outstanding success" in told[0].value and "rated behind" in told[0].problem
