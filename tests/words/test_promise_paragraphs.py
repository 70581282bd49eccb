"""Sentences about promises: each true of the row it is about, each with a rule that can be looked up."""

import re

import pytest

from data_pipeline import queries, words
from tests.worlds.verdicts import DIRECTIONS, VERDICTS

DAYS = [None, "2008-06-19", "2009-07-29", "2010-03-25", "2010-07-29", "2010-11-30"]
AREAS = ["X10000001", "E08000018", "E10000006", "E06000002", "E08000006", "E06000010", "E06000019", "E10000015"]


@pytest.fixture(scope="module")
def told(real) -> list[tuple]:
    """Every promise of every agreement on some days: its row, its rating, its outlook, its direction, its clauses."""
    found = []
    for area in AREAS:
        for day in DAYS if area.startswith("X") else [None]:
            rated = {row["target"]: row for row in queries.ratings(real.con, area, day)}
            known = queries.prospects(real.con, area, day)
            for row in queries.promises(real.con, area, day):
                judged = known.get(row["target"], {}) if row["target"] else {}
                facts = (
                    rated.get(row["target"]), judged.get("outlook"), next(iter(judged.get("directions", [])), None)
                )  # fmt: skip
                found.append((row, *facts, words.promise_paragraphs.clauses(row, *facts, VERDICTS)))
    assert len(found) > 300
    return found


def clause(said: list, prefix: str) -> str | None:
    return next((one.text for one in said if one.rule.startswith(prefix)), None)


def test_each_clause_has_a_rule_that_is_explained(told, real):
    known = queries.rules(real.con)
    assert {one.rule for *_, said in told for one in said} <= known.keys()
    assert all(known.values())


def test_each_promise_begins_with_its_figure_or_says_that_there_is_none(told):
    for row, *_, said in told:
        first = said[0]
        assert first.text.startswith(row["title"])
        assert (first.rule == "promise.figure") == (row["value"] is not None)
        if row["value"] is not None:
            assert row["value_as_published"] in first.text
        assert len({one.rule for one in said}) == len(said)


def test_the_clause_of_the_rating_is_that_of_the_rating(told):
    for _, rated, *_, said in told:
        rules = [one.rule for one in said if one.rule.startswith("rating.")]
        is_over = rated is not None and rated["is_over"]
        is_rated = bool(rated and VERDICTS["rating"][rated["rating_code"]]["phrase"])
        assert (clause(said, "promise.end") is not None) == is_over
        if is_over and (rated["end_code"] != "cannot be said" or not is_rated):
            assert rules == []
        else:
            assert rules == ([f"rating.{rated['rating_code']}"] if rated else [])
        could_be_chance = rated and rated["end_could_be_chance" if is_over else "could_be_chance"]
        assert (clause(said, "promise.chance") is not None) == bool(could_be_chance and is_rated)


def test_what_is_over_is_said_to_be_kept_or_not_and_not_to_be_on_track(told):
    ended = [(rated, said) for _, rated, *_, said in told if rated and rated["is_over"]]
    assert {rated["end_code"] for rated, _ in ended} == {"kept", "not kept", "cannot be said"}
    for rated, said in ended:
        text = clause(said, "promise.end")
        words_of = {"kept": r"was (?:kept|reached):", "not kept": r"was (?:not kept|missed):"}
        assert re.search(words_of.get(rated["end_code"], r"^Whether .* cannot be said: "), text)
        assert "on track" not in " ".join(one.text for one in said).replace("rated “On track” then", "")
        assert clause(said, "outlook.") is None


def test_the_people_are_the_gap_times_the_base_to_two_digits(told):
    counted = 0
    for _, rated, *_, said in told:
        text = clause(said, "promise.people")
        if text is None:
            continue
        counted += 1
        people = abs(rated["value"] - rated["due_value"]) / 100 * rated["denominator"]
        number = float(re.search(r"about ([\d,]+)", text)[1].replace(",", ""))
        assert abs(number - people) <= (0.5 if people < 10 else 0.051 * people)
        assert ("more" in text) == (rated["value"] > rated["due_value"])
        assert not rated["is_survey"] and not rated["sample_size"]
    assert counted > 5


def test_a_direction_and_an_outlook_are_said_only_where_they_were_judged(told):
    for _, rated, ahead, direction, said in told:
        judged = direction is not None and direction["verdict"] in DIRECTIONS
        assert (clause(said, "direction.") is not None) == judged
        is_ahead = ahead is not None and ahead["verdict"] != "cannot tell" and not (rated and rated["is_over"])
        assert (clause(said, "outlook.") is not None) == is_ahead


def test_no_sentence_of_ours_carries_their_word_or_runs_on(told):
    """Reading age: no sentence of more than thirty words beside titles, which are not ours."""
    for row, *_, said in told:
        for one in said[1:]:
            assert not row["published_rating"] or f"“{row['published_rating']}”" not in one.text
            if not one.rule.startswith(("rating.check", "rating.unknown", "promise.end")):
                assert max(len(sentence.split()) for sentence in one.text.split(". ")) <= 30, one.text
            assert "significant" not in one.text.lower()


def test_what_the_rating_was_of_is_said_where_the_latest_figure_is_another(told):
    """The latest figure may be a quarter's, and the rating a year's."""
    others = [
        (rated, clause(said, "rating."))
        for row, rated, *_, said in told
        if rated
        and VERDICTS["rating"][rated["rating_code"]]["phrase"]
        and rated["period_label"] != row["period_label"]
        and clause(said, "rating.")
    ]
    assert others
    for rated, text in others:
        assert rated["period_label"] in text and rated["value_as_published"] in text


def test_no_promise_is_said_to_have_started_after_its_figure(told):
    """T25 was set again from 12.0% of late 2009, while its last figure was 10.3% of 2008/09."""
    later = [(row, clause(said, "promise.path")) for row, *_, said in told if row["starts_after_figure"]]
    assert any(row["target"] == "T25" for row, _ in later)
    for row, text in later:
        assert "started at" not in text.split("set again")[-1]
        assert "started at" not in words.promises.promise(row)
        assert "which is later than its figure" in words.promises.promise(row)
