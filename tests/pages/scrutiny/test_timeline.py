"""What was asked, decided and done stands on the time line of a measure's chart: put together again from the sheets."""

import csv
import html
import re
from datetime import date
from itertools import pairwise

import pytest

from data_pipeline import queries
from pages.components.drawings import described
from pages.serving.answers import first
from tests.running import PROJECT

pytestmark = pytest.mark.usefixtures("served_in_process")
EXAMPLE, HEREFORDSHIRE, LEEDS, ROTHERHAM = "X10000001", "E06000019", "E08000035", "E08000018"


def sheet(name: str) -> list[dict]:
    with (PROJECT / f"data/agreements/exampleshire/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def happened(target: str, day: str) -> list[tuple[str, str]]:
    """When and what was about a target of the made-up papers by a day, in order: of sheets whose days are whole."""
    found = [
        (row["date"] + "-15" * (len(row["date"]) == 7), row["text"])
        for row in sheet("scrutiny")
        if row["target"] == target
    ]
    found += [(row["date"], row["decision"]) for row in sheet("decisions") if row["target"] == target]
    found += [(row["received"], row["title"]) for row in sheet("petitions") if row["target"] == target]
    found += [(row["raised_on"], row["title"]) for row in sheet("calls_for_action") if row["target"] == target]
    found += [
        (row["started"], row["what"]) for row in sheet("interventions")
        if row["target"] == target and row["step"] in ("1", "3")
    ]  # fmt: skip
    for row in sheet("actions"):
        if row["target"] == target:
            is_done = row["done_on"] and row["done_on"] <= day
            found.append((row["done_on"] if is_done else row["due"], row["what"]))
    return sorted(one for one in found if one[0] <= day)


def listed(area: str, indicator: str, **query: str) -> list[str]:
    markup = first.written("indicator", {"area": area, "indicator": indicator, **query}, "")
    found = re.search(r'<ol class="happened">(.*?)</ol>', markup, flags=re.DOTALL)
    items = re.findall(r"<li>.*?</li>", found[1], flags=re.DOTALL) if found else []
    return [
        html.unescape(re.search(r"</span><span>(.*?)( <a|</span>)", item, flags=re.DOTALL)[1]).strip() for item in items
    ]


@pytest.mark.parametrize("day", [None, "2010-01-20", "2010-08-31"])
@pytest.mark.parametrize(
    ("indicator", "target"), [("NI 59", "T04"), ("NI 39", "T09"), ("NI 16", "T16"), ("LI 5", "L5")]
)
def test_all_that_was_about_a_promise_is_listed_by_date_as_of_the_day(indicator, target, day):
    query = {"as_of": day} if day else {}
    assert listed(EXAMPLE, indicator, **query) == [what for _, what in happened(target, day or "2012-01-20")]


def chart(area: str, indicator: str, kind: str = "promise", year: str | None = None):
    return described.chart(described.Choices(kind, area, indicator, year))


@pytest.mark.parametrize(("indicator", "target"), [("NI 59", "T04"), ("NI 39", "T09"), ("NI 16", "T16")])
def test_b14_actions_are_numbered_on_the_chart_at_their_days_and_far_enough_apart_to_be_read(indicator, target):
    drawn = chart(EXAMPLE, indicator)
    count = len(listed(EXAMPLE, indicator))
    labels = [note for note in drawn.figure["layout"]["annotations"] if re.fullmatch(r"\d+(–\d+)?", note["text"])]
    numbers = [range(int(ends[0]), int(ends[-1]) + 1) for ends in (note["text"].split("–") for note in labels)]
    assert [number for group in numbers for number in group] == list(range(1, count + 1))
    days = [when for when, _ in happened(target, "2012-01-20")]
    assert [note["x"] for note in labels] == [days[group[0] - 1] for group in numbers]
    places = [date.fromisoformat(note["x"]).toordinal() for note in labels]
    known = [date.fromisoformat(day).toordinal() for trace in drawn.figure["data"] for day in trace["x"]] + places
    assert all(later - place > 0.12 * (max(known) - min(known)) for place, later in pairwise(places))
    lines = [shape["x0"] for shape in drawn.figure["layout"]["shapes"] if shape["type"] == "line" and "x0" in shape]
    assert set(lines) >= {note["x"] for note in labels}


def test_the_numbers_are_told_in_the_text_alternative_and_below_the_picture():
    drawn = chart(EXAMPLE, "NI 59")
    assert "Numbers mark what was asked, decided and done: 1, September 2009, report to councillors; 2, " in drawn.alt
    told = " ".join(drawn.told)
    assert [what for what in listed(EXAMPLE, "NI 59") if what not in told] == []
    assert drawn.told[-1].endswith("That does not say that one brought about the other.")


def test_where_nothing_is_promised_they_stand_on_the_published_figures_each_at_its_year(real):
    rows = queries.timeline(real.con, HEREFORDSHIRE)["NI 39"]
    drawn = chart(HEREFORDSHIRE, "NI 39", "trend", "2010/11")
    (label,) = [note for note in drawn.figure["layout"]["annotations"] if note["text"] == "1"]
    assert (label["x"], [row["printed"] for row in rows]) == ("2010/11", ["2010-12"])
    assert "the agreements" not in [note["text"] for note in drawn.figure["layout"]["annotations"]]
    assert len(listed(HEREFORDSHIRE, "NI 39")) == 1


@pytest.mark.parametrize(
    ("area", "indicator", "when"),
    [(LEEDS, "NI 92", "2009, question"), (ROTHERHAM, "NI 136", "No day is printed, action")],
)
def test_what_cannot_stand_on_a_chart_is_listed_all_the_same(area, indicator, when):
    page = first.written("indicator", {"area": area, "indicator": indicator}, "")
    assert when in page and "The numbers stand on the chart" not in page
    assert "That does not say that one brought about the other." in page
    assert len(listed(area, indicator)) == 1


def test_a_link_leads_to_the_thing_itself_on_the_page_of_what_councillors_asked():
    page = first.written("indicator", {"area": EXAMPLE, "indicator": "NI 39"}, "")
    anchors = re.findall(rf'href="/tracker\?area={EXAMPLE}#([\w-]+)"', page)
    there = first.written("tracker", {"area": EXAMPLE}, "")
    assert len(anchors) == 3 and all(there.count(f'id="{anchor}"') == 1 for anchor in anchors)
