"""Counts of promises: whatever there is, the parts of a sentence add up to what is listed."""

import re

import pytest
from hypothesis import given

from data_pipeline import words
from tests.worlds.verdicts import SAID, promise, promises


def said(*rows: dict) -> str:
    return words.tallies.sentence(words.tallies.tallies(list(rows), SAID))


@given(promises)
def test_the_parts_of_each_sentence_add_up_to_its_total_and_the_totals_to_all_lines(rows):
    text = said(*rows)
    totals = []
    for sentence in filter(None, re.split(r"\.\s*", text)):
        if sentence.startswith("No promise"):
            continue
        total, *parts = (int(number) for number in re.findall(r"\d+", sentence))
        totals.append(total)
        assert sum(parts) == total if parts else "without a target" in sentence
    assert sum(totals) == len(rows)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], ""),
        ([promise()], "1 promise: 1 kept."),
        ([promise(), promise("designated", "not kept"), promise(end="cannot be said")],
         "3 promises: 1 kept, 1 not kept, 1 cannot be said."),
        ([promise(), promise(is_removed=True, judgement=None)], "2 promises: 1 kept, 1 removed on the way."),
        ([promise(end=None, rating="missed"), promise(end="not kept"), promise(is_removed=True)],
         "3 promises: 1 not kept, 1 removed on the way; still running: 1 missed."),
        ([promise(end=None, rating="on_track"), promise(end=None, rating="unknown")],
         "2 promises: 1 on track, 1 unknown."),
        ([promise("council measure", "not kept")],
         "No promise of the agreement itself is in the papers found. Beside the agreement, 1 target: 1 missed."),
        ([promise(), promise("national indicator", "kept"), promise("no target", has_target=False),
          promise("council measure", has_target=False)],
         "1 promise: 1 kept. Beside the agreement, 1 target: 1 reached. 2 measures are reported without a target."),
    ],
)  # fmt: skip
def test_what_became_of_promises_is_one_line(rows, expected):
    assert said(*rows) == expected


def test_kinds_and_figures_are_counted_of_what_was_promised():
    rows = [promise("designated"), promise("designated", figures=0), promise("statutory", is_changed=True),
            promise("no target", has_target=False)]  # fmt: skip
    assert words.tallies.kinds(rows) == "Of the 3 promises 2 are designated and 1 statutory."
    assert words.tallies.figures(rows) == "2 of the 3 have a figure of what happened. 1 was changed on the way."
    assert words.tallies.kinds(rows[:2]) == words.tallies.kinds([]) == words.tallies.figures([]) == ""
    assert words.tallies.figures(rows[:1]) == "There is a figure of what happened."
