"""One figure in a paragraph: every sentence is true of the data, rests on a rule that is explained, and is plain."""

import math
import re
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline import queries, words
from data_pipeline.statistics.comparing.positions import WORDS
from tests.worlds.verdicts import DIRECTIONS, VERDICTS

SERIES = {"series_title": "Clocks that are right", "unit": "%", "decimals": 1, "polarity": "higher", "basis": "exact",
          "indicator": "NI 1", "counted": None}  # fmt: skip
LINE = {
    "value": 40.0, "period_label": "2010/11", "reporting_year": "2010/11",
    "missing_reason": None, "start_period_label": "2007/08", "start_value": 30.0,
    "change_since_start": 10.0, "better_or_worse": "better", "is_change_clear": True, "status": "published",
    "status_meaning": "Published", "note": None, "published_code": "A", "area_evidence": None,
    "numerator": None, "denominator": None,
}  # fmt: skip
DIRECTION = {"rule": "direction.slope_95", "verdict": "improving", "points_judged": 4, "since_year": "2007/08",
             "reporting_year": "2010/11", "start_rule": "direction.two_points_z"}  # fmt: skip
SIMILAR = {"comparator": "similar", "rule": "position", "words": "slightly worse", "median": 42.0, "difference": -2.0,
           "comparator_value": None}  # fmt: skip
ENGLAND = SIMILAR | {"comparator": "england", "rule": "two_intervals", "words": "no clear difference",
                     "comparator_value": 41.0}  # fmt: skip


def said(
    line=(), direction=DIRECTION, compared=(SIMILAR, ENGLAND), people=None, **series
) -> list[words.paragraphs.Clause]:
    rows = {row["comparator"]: row for row in compared}
    return words.paragraphs.clauses("Barset", LINE | dict(line), SERIES | series, direction, rows, people, VERDICTS)


def test_a_paragraph_goes_from_the_figure_to_its_warnings():
    people = {"people": 5000.0, "scale": 100.0, "is_counted": True}
    found = said({"status": "provisional", "status_meaning": "May be revised"}, people=people, basis="near")
    assert [clause.rule for clause in found] == [
        "figure.value", "figure.good_way", "direction.two_points_z", "direction.slope_95", "position", "two_intervals",
        "figure.people", "figure.early", "figure.stand_in",
    ]  # fmt: skip
    assert words.paragraphs.paragraph(found) == (
        "Clocks that are right: 40.0% in Barset, 2010/11. Higher is better. It was 30.0% in 2007/08. It is clearly "
        "better now. Over the 4 figures from 2007/08 to 2010/11, it has been improving. It is slightly worse than most "
        "similar areas (middle 42.0%). There is no clear difference from England (41.0%). Beside that middle, it is "
        "about 100 fewer among the 5,000 counted. May be revised. This measure is the closest one published, not quite "
        "NI 1."
    )


def test_a_figure_is_said_with_the_counts_behind_it():
    counts = {"value": 8.2, "value_as_published": "8.23", "numerator": 26.0, "denominator": 316.0}
    (first, *_) = said(counts, counted="{count} of {base} children looked after")
    assert first.text == "Clocks that are right: 8.2% in Barset, 2010/11: 26 of 316 children looked after."
    (first, *_) = said(counts | {"denominator": None}, counted="{count} homes")
    assert first.text.endswith("2010/11: 26 homes.")
    (first, *_) = said(counts | {"numerator": None})
    assert first.text.endswith("in Barset, 2010/11.")


def test_a_change_of_everything_is_said_without_chance():
    direction = DIRECTION | {"rule": "direction.complete_count", "start_rule": "direction.complete_count"}
    for verdict, told in (
        ("better", "it got better: a real change, though not necessarily a trend."),
        ("up and down", "it went up and down."),
        ("the same", "it did not change."),
    ):
        change = 0 if verdict == "the same" else 3
        text = words.paragraphs.paragraph(
            said(direction=direction | {"verdict": verdict, "change": change}, compared=())
        )
        assert "It was 30.0% in 2007/08. It is better now. " in text
        assert text.endswith(f"Over the 4 figures from 2007/08 to 2010/11, {told}")
        assert "chance" not in text and "clearly" not in text


def test_a_missing_figure_has_its_reason_and_nothing_else():
    (clause,) = said({"value": None, "missing_reason": "withheld"})
    assert clause.rule == "figure.missing"
    assert clause.text.endswith("has no figure for 2010/11. Why: withheld.")


def test_zero_is_said_as_a_figure():
    assert said({"value": 0.0})[0].text.startswith("Clocks that are right: 0.0%")


@pytest.mark.parametrize(
    ("way", "is_clear"),
    [*product(["better", "worse", "rising", "falling"], [True, False, None]), ("same", False), ("same", None)],
)
def test_a_change_is_said_as_surely_as_it_was_tested(way, is_clear):
    text = " ".join(clause.text for clause in said({"better_or_worse": way, "is_change_clear": is_clear})[2:4])
    assert ("could be chance" in text) == (is_clear is None and way != "same")
    assert ("no clear change since" in text) == (is_clear is False)
    assert ("clearly" in text) == (is_clear is True)


@pytest.mark.parametrize("verdict", VERDICTS["direction"])
def test_a_direction_is_told_only_where_it_can_be(verdict):
    texts = [
        clause.text for clause in said(direction=DIRECTION | {"verdict": verdict}) if clause.rule == DIRECTION["rule"]
    ]
    assert bool(texts) == (verdict in DIRECTIONS)
    assert all(("probably" in text) == verdict.startswith("probably") for text in texts)


@pytest.mark.parametrize("told", [word for word in WORDS if word != "no clear difference"])
def test_a_position_says_nothing_of_chance(told):
    (text,) = [clause.text for clause in said(compared=[SIMILAR | {"words": told}]) if clause.rule == "position"]
    assert not re.search("signific|chance|clear|sure", text)
    assert "similar areas" in text


def test_a_position_beside_england_is_left_to_the_table():
    found = said(compared=[ENGLAND | {"rule": "position", "words": "worse"}])
    assert not [clause for clause in found if "England" in clause.text]


@given(
    st.floats(-50, 50).filter(lambda gap: abs(gap) > 0.01),
    st.integers(50, 1_000_000),
    st.sampled_from([100.0, 1000.0, 100_000.0]),
    st.booleans(),
)
def test_people_are_the_gap_times_those_it_is_about(gap, people, scale, is_counted):
    rows = [SIMILAR | {"difference": gap}]
    found = said(compared=rows, people={"people": float(people), "scale": scale, "is_counted": is_counted})
    texts = [clause.text for clause in found if clause.rule == "figure.people"]
    exact = abs(gap) * people / scale
    if not texts:
        assert exact < 0.5 + 1e-9
        return
    count = int(re.search(r"about ([\d,]+) (more|fewer)", texts[0])[1].replace(",", ""))
    assert len(str(count).rstrip("0")) <= 2
    assert math.isclose(count, exact, rel_tol=0.051, abs_tol=0.51)
    assert ("more" in texts[0]) == (gap > 0)


@pytest.mark.parametrize("told", ["broadly similar", "a person must look: an outlier or an error", None])
def test_a_gap_that_is_none_is_no_number_of_people(told):
    people = {"people": 5000.0, "scale": 100.0, "is_counted": True}
    assert not [c for c in said(compared=[SIMILAR | {"words": told}], people=people) if c.rule == "figure.people"]


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0.4, 0), (0.6, 1), (9.4, 9), (12.4, 12), (123, 120), (125.1, 130), (999, 1000), (1_234_567, 1_200_000)],
)
def test_people_are_rounded_to_two_digits(number, shown):
    assert words.paragraphs.rounded(number) == shown


YEARS = ("2007/08", "2010/11", "2016/17")


def people_counted(con, code: str, series_id: str, year: str) -> dict | None:
    (card,) = [card for card in queries.series(con) if card["series_id"] == series_id]
    return queries.people_counted(con, queries.area(con, code), card, year)


@pytest.fixture(scope="module")
def paragraphs(real) -> list[tuple[dict, list[words.paragraphs.Clause], dict, dict]]:
    """Every figure of some areas and years of the bundled data in words, as the pages have them."""
    cards = queries.series(real.con)
    found = []
    for code in ("E06000044", "E10000014", "E07000087", "E08000020", "E06000053", "E10000002"):
        area = queries.area(real.con, code)
        for year in YEARS:
            directions = queries.directions_by_series(real.con, code, year)
            compared = queries.comparisons(real.con, code, year)
            for card in cards:
                name = card["series_id"]
                line = queries.card_line(real.con, code, name, year)
                if card["is_of_few_places"] and line is None:
                    continue
                people = queries.people_counted(real.con, area, card, year)
                rows = compared.get(name, {})
                direction = directions.get(name)
                said = words.paragraphs.clauses(area["name"], line, card, direction, rows, people, VERDICTS)
                found.append((line, said, direction, rows))
    return found


def test_every_sentence_of_the_bundled_data_rests_on_a_rule_that_is_explained(paragraphs, real):
    known = queries.rules(real.con)
    rules = {clause.rule for _, said, _, _ in paragraphs for clause in said}
    assert rules <= set(known)
    assert {"figure.value", "figure.missing", "position", "two_intervals", "direction.fingertips"} <= rules
    assert all(clause.text.endswith(".") for _, said, _, _ in paragraphs for clause in said)


def test_sentences_of_the_bundled_data_are_what_the_tables_say(paragraphs):
    for line, said, direction, rows in paragraphs:
        text = words.paragraphs.paragraph(said)
        assert (line["value"] is None) == ("has no figure" in text)
        if line["value"] is None:
            continue
        is_going = direction["verdict"] in DIRECTIONS
        assert (f"to {direction['reporting_year']}, " in text) == is_going
        assert ("could be chance" in text) == (
            line["is_change_clear"] is None and line["better_or_worse"] not in (None, "same")
        )
        similar = rows.get("similar")
        assert ("similar areas" in text) == bool(similar and similar["words"])
        assert "significan" not in text
        assert "None" not in text


def test_sentences_are_short_and_of_short_words(paragraphs):
    """Plain English for a reader of eleven: titles and names of places are the publisher's and are not counted."""
    sentences = [
        re.sub(r"\([^)]*\)", "", part)
        for line, said, _, _ in paragraphs
        if line["value"] is not None
        for clause in said[1:]
        for part in re.split(r"(?<=[.])\s", clause.text)
    ]
    lengths = [len(sentence.split()) for sentence in sentences]
    assert max(lengths) <= 20
    assert sum(lengths) / len(lengths) <= 11
    told = re.findall(r"[A-Za-z]+", " ".join(sentences))
    # Flesch and Kincaid's grade, with groups of vowels for syllables; grade 6 is read at eleven.
    syllables = sum(max(1, len(re.findall("[aeiouy]+", word.lower()))) for word in told)
    grade = 0.39 * len(told) / len(sentences) + 11.8 * syllables / len(told) - 15.59
    assert grade < 6


def test_domestic_burglary_is_said_in_cases_among_those_who_live_there(real):
    """NI 16 in Portsmouth, 2011/12: the gap to the middle of similar areas, times the people, by a thousand."""
    people = people_counted(real.con, "E06000044", "ni_016", "2011/12")
    row = queries.comparisons(real.con, "E06000044", "2011/12")["ni_016"]["similar"]
    assert (people["scale"], people["is_counted"]) == (1000.0, False)
    line = queries.card_line(real.con, "E06000044", "ni_016", "2011/12")
    (card,) = [card for card in queries.series(real.con) if card["series_id"] == "ni_016"]
    found = words.paragraphs.clauses("Portsmouth", line, card, None, {"similar": row}, people, VERDICTS)
    texts = [clause.text for clause in found if clause.rule == "figure.people"]
    count = words.paragraphs.rounded(abs(row["difference"]) * people["people"] / 1000)
    assert texts == ([f"Beside that middle, it is about {count:,} "
                      f"{'more' if row['difference'] > 0 else 'fewer'} among {people['people']:,.0f} people."]
                     if row["words"] != "broadly similar" else [])  # fmt: skip


@pytest.mark.parametrize("series_id", ["ni_151", "ni_055", "ni_166", "ni_121", "ni_191"])
def test_shares_of_a_base_that_nobody_printed_are_no_number_of_people(series_id, real):
    assert people_counted(real.con, "E06000044", series_id, "2010/11") is None
