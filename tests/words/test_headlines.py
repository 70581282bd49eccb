"""What a card says first: parts that add up, in the right number, and sums in people that a reader can do again."""

from itertools import product

import pytest
from hypothesis import given

from data_pipeline import words
from tests.oracles import first_sentences
from tests.worlds.verdicts import SAID, promise, promises

measures, said_first = words.headlines.measures, words.headlines.promises
NONE = {"better": 0, "worse": 0, "same": 0, "unclear": 0, "better_untested": 0, "worse_untested": 0}


@pytest.mark.parametrize(
    ("year", "counts", "said"),
    [
        ("2010/11", {"better": 1, "worse": 2, "unclear": 2, "better_untested": 6, "worse_untested": 1},
         "Of 12 measures from 2008 to 2011, one surely got better and two surely got worse. "
         "The other nine could be chance."),
        ("2010/11", {"better": 2, "unclear": 8},
         "Of 10 measures from 2008 to 2011, two surely got better and none surely got worse. "
         "The other eight could be chance."),
        ("2009/10", {"unclear": 3},
         "Of 3 measures from 2008 to 2010, none surely got better or worse. What moved could be chance."),
        ("2010/11", {"worse": 1, "same": 1, "unclear": 1},
         "Of 3 measures from 2008 to 2011, none surely got better and one surely got worse. "
         "One stayed the same and the other one could be chance."),
        ("2010/11", {"better": 2, "worse": 1},
         "Of 3 measures from 2008 to 2011, two surely got better and one surely got worse."),
        ("2010/11", {"better": 1}, "The one measure with figures from 2008 to 2011 surely got better."),
        ("2010/11", {"worse": 1}, "The one measure with figures from 2008 to 2011 surely got worse."),
        ("2010/11", {"same": 1}, "The one measure with figures from 2008 to 2011 stayed the same."),
        ("2010/11", {"unclear": 1}, "The one measure with figures from 2008 to 2011 may have moved by chance."),
        ("2010/11", {}, "No measure here has figures from 2008 to 2011. So nobody can say what got better."),
        ("2007/08", {}, "The agreements began after this year. Each later change is counted from it."),
    ],
)  # fmt: skip
def test_the_first_sentence_of_figures_counts_what_is_sure(year, counts, said):
    assert measures.answer(year, NONE | counts) == said


@pytest.mark.parametrize(("better", "worse", "same", "unclear"), list(product(range(3), repeat=4)))
def test_the_numbers_of_the_first_sentence_add_up(better, worse, same, unclear):
    counts = NONE | {"better": better, "worse": worse, "same": same, "unclear": unclear}
    text = measures.answer("2010/11", counts).replace("2008 to 2011", "").replace("What moved", f"other {unclear}")
    found = [
        first_sentences.number(part) for part in first_sentences.re.findall(rf"(?i)\b{first_sentences.COUNT}\b", text)
    ]
    if better + worse + same + unclear > 1:
        assert found[0] == sum(found[1:]), text


def test_the_measures_of_a_theme_are_counted_in_parts_that_add_up():
    counts = NONE | {"better": 1, "unclear": 3, "measures": 8, "with_figure": 6}
    assert measures.theme(counts, "2010/11") == (
        "8 measures: 1 surely better, 3 could be chance, 2 with no figure from 2008, 2 with no figure for 2010/11"
    )
    nothing = NONE | {"measures": 7, "with_figure": 0}
    assert measures.theme(nothing, "2010/11") == "7 measures, none with a figure for 2010/11"
    assert measures.theme(nothing | {"with_figure": 7}, "2007/08") == "7 measures, all with a figure for 2007/08"
    assert measures.theme(nothing | {"measures": 1}, "2010/11") == "1 measure: 1 with no figure for 2010/11"


@pytest.mark.parametrize(("count", "said"), [
    (0, "None surely got better"), (1, "One surely got better"), (2, "Two surely got better"),
    (3, "Two of the three that surely got better"),
])  # fmt: skip
def test_where_fewer_are_sure_the_title_says_fewer(count, said):
    assert measures.title("better", count) == said


HOMES = {
    "counted": "net change of {count} homes, where there were {base}", "unit": "per 1,000 homes", "decimals": 1,
    "start_value": 8.6057, "start_period_label": "2007/08", "numerator": 336.0, "denominator": 87755.0,
    "if_unchanged": 754.693, "is_change_clear": True, "value": 3.8288, "period_label": "2010/11",
}  # fmt: skip


def test_a_change_is_said_in_people_with_its_sum():
    """Portsmouth, 2010/11, by hand: 8.6 of each 1,000 of 87,755 homes are 755; there were 336, which is 419 fewer."""
    assert measures.people(HOMES, HOMES) == "About 419 fewer homes than if it had stayed as it was"
    told = measures.people_sum(HOMES, HOMES)
    assert "8.6 per 1,000 homes, as in 2007/08, of 87,755 would be 755, and there were 336." in told
    assert "does not say why" in told and "chance" not in told
    assert measures.line(HOMES) == "8.6 in 2007/08, 3.8 per 1,000 homes in 2010/11"


def test_what_may_be_chance_is_said_in_people_with_that_in_the_same_breath():
    """46.2% of 8 children are 3.7, which is 4; there were 6."""
    few = HOMES | {
        "counted": "{count} of {base} looked-after children aged 11", "unit": "%", "start_value": 46.2,
        "numerator": 6.0, "denominator": 8.0, "if_unchanged": 3.696, "is_change_clear": False,
    }  # fmt: skip
    assert measures.people_sum(few, few).startswith(
        "About 2 more of the 8 looked-after children aged 11 than if it had"
    )
    assert measures.people_sum(few, few).endswith("That could be chance.")
    assert measures.people(HOMES | {"if_unchanged": None}, HOMES) is None
    assert measures.people(HOMES | {"if_unchanged": 336.4}, HOMES) is None


def first(*rows: dict) -> str:
    return said_first.answer(words.tallies.tallies(list(rows), SAID))


BESIDE = {"kind": "council measure"}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([], words.tallies.NOTHING),
        ([promise()], "Its one promise was kept."),
        ([promise(end="not kept")], "Its one promise was missed."),
        ([promise(end="cannot be said")], "Nobody can say whether its one promise was kept."),
        ([promise()] * 3, "All 3 promises were kept."),
        ([promise(end="not kept")] * 3, "All 3 promises were missed."),
        ([promise(is_removed=True)] * 2, "All 2 promises were dropped on the way."),
        ([promise(), *[promise(end="not kept")] * 2],
         "Of 3 promises, one was kept and two were missed."),
        ([promise(end="not kept"), promise(end="cannot be said"), promise(is_removed=True)],
         "Of 3 promises, none were kept and one was missed. Of one nobody can say. One was dropped on the way."),
        ([*[promise(end="cannot be said")] * 7, *[promise(end="cannot be said", **BESIDE)] * 9],
         "Nobody can say whether its 7 promises were kept. The same goes for 9 more targets in its papers."),
        ([promise(**BESIDE), promise(kind="no target", has_target=False)],
         "No promise of the agreement itself has been found. One more target was reached. One measure has no target."),
        ([promise(end=None, rating="met"), promise(end=None, rating="behind")],
         "2 promises: 1 met, 1 behind."),
    ],
)  # fmt: skip
def test_the_first_sentence_of_an_agreement_says_what_became_of_its_promises(rows, said):
    assert first(*rows) == said


@given(promises)
def test_the_first_sentence_counts_what_the_tally_counts(rows):
    over = [row for row in rows if row["judgement"]["is_over"]]
    expected = {}
    for tally in words.tallies.tallies(over, SAID):
        expected[tally.sort, "total"] = tally.total
        for count, said in tally.over:
            expected[tally.sort, said] = count
        if tally.removed:
            expected[tally.sort, "removed on the way"] = tally.removed
    assert not over or first_sentences.counted(first(*over)) == expected


def test_a_promise_is_told_in_its_papers_figures():
    row = {
        "starts_after_figure": False, "is_national": False, "unit": "%", "reason": None, "baseline_reason": None,
        "milestone_reason": None, "final_reason": None, "baseline_as_published": "18.7", "baseline_value": 18.7,
        "baseline_period_label": "2006/07", "value_as_published": "18.3", "value": 18.3, "period_label": "2010/11",
        "milestone_as_published": "17", "milestone_value": 17.0, "final_as_published": "16", "final_value": 16.0,
    }  # fmt: skip
    assert said_first.line(row) == "18.7% in 2006/07, 18.3% in 2010/11; 17% was due"
    assert said_first.line(row | {"baseline_as_published": None}) == "18.3% in 2010/11; 17% was due"


@pytest.mark.parametrize(("basis", "change", "said"), [
    ("near", -4.8, "The national series, a near measure, went from 8.6 in 2007/08 to 3.8 per 1,000 homes in 2010/11."),
    ("proxy", -4.8, "The national series, which only stands in for it, went from 8.6 in 2007/08 to 3.8 per"),
    ("exact", None, "The national series of the same measure was 3.8 per 1,000 homes in 2010/11."),
])  # fmt: skip
def test_a_promise_without_a_figure_has_the_national_one_beside_it_and_no_verdict(basis, change, said):
    told = said_first.national(HOMES | {"basis": basis, "change_since_start": change})
    assert told.startswith(said) and not {"better", "worse", "kept", "missed"} & set(told.split())
