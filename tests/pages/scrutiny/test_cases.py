"""Petitions, calls for action, peer challenges and inspections: read as a reader reads them, from the sheets again."""

import csv
import html
import re
from datetime import date

import pytest
from icalendar import Calendar

from data_pipeline import queries, words
from data_pipeline.publishing.papers import calendars
from pages.serving.answers import first
from tests.running import PROJECT

pytestmark = pytest.mark.usefixtures("served_in_process")
EXAMPLE, CUMBRIA = "X10000001", "E10000006"
STAGES = {
    "petitions": ["received", "considered", "debated", "answered", "closed"],
    "calls": ["informal", "committee", "response", "closed"],
}


def sheet(name: str) -> list[dict]:
    with (PROJECT / f"data/agreements/exampleshire/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def listed(page: str, kind: str, **query: str) -> dict[str, str]:
    """The markup of each thing of a kind, by its title, in the order of the page."""
    markup = first.written(page, {"area": EXAMPLE, **query}, "")
    found = re.search(rf'aria-labelledby="{kind}">.*?</section>', markup, flags=re.DOTALL)
    items = (
        re.findall(r'<li id="[^"]*"><p class="quiet">.*?</li>(?=<li id|</ul>)', found[0], flags=re.DOTALL)
        if found
        else []
    )
    return {html.unescape(re.search(r"<b>(.*?)</b>", item)[1]): item for item in items}


@pytest.mark.parametrize("kind", ["petitions", "calls"])
def test_the_same_piece_stands_on_the_pages_of_councillors_and_of_residents(kind):
    assert listed("tracker", kind) == listed("get_involved", kind) != {}


def test_s50_petitions_stand_by_stage_with_the_day_of_their_answer():
    found = listed("tracker", "petitions")
    order = STAGES["petitions"]
    rows = sorted(sheet("petitions"), key=lambda row: order.index(row["stage"]))
    assert list(found) == [row["title"] for row in rows]
    for row in rows:
        said = read(found[row["title"]])
        assert f"Stage {order.index(row['stage']) + 1} of 5:" in said
        assert f"{int(row['signatures']):,} signatures, came in {long(row['received'])}" in said
        if row["responded_on"]:
            took = (date.fromisoformat(row["responded_on"]) - date.fromisoformat(row["received"])).days
            assert f"Answer of {long(row['responded_on'])}, {took} days after it came in: {row['response']}" in said
        else:
            assert "Answer awaited: none had been published by 20 January 2012." in said
        became = re.findall(r"call for action (\w+)", said)
        assert became == ([row["call_for_action"]] if row["call_for_action"] else [])


def long(day: str) -> str:
    return words.figures.day(date.fromisoformat(day))


def test_s49_calls_go_through_their_stages_in_order_and_what_has_an_appeal_is_refused_with_the_reason():
    found = listed("tracker", "calls")
    order = STAGES["calls"]
    for row in sheet("calls_for_action"):
        said, item = read(found[row["title"]]), found[row["title"]]
        if row["stage"] == "refused":
            assert "It was refused." in said and row["refused_because"] in said and 'class="stages"' not in item
            continue
        now = order.index(row["stage"])
        states = re.findall(r'<li class="(past|now|ahead)">', item)
        assert states == ["past"] * now + ["now"] + ["ahead"] * (3 - now)
        assert f"Stage {now + 1} of 4:" in said


def test_c10_an_answer_to_a_call_stands_in_its_words_or_is_awaited():
    found = listed("tracker", "calls")
    for row in sheet("calls_for_action"):
        said = read(found[row["title"]])
        if row["stage"] != "refused":
            answer = " ".join(part for part in (row["response"], row["outcome"]) if part)
            assert (f"Answer: {answer}" if answer else "Answer awaited: none had been published by") in said


def test_s54_and_s66_a_recommendation_without_an_answer_is_open_and_stands_first():
    found = listed("tracker", "reviews")
    rows = [row for row in sheet("interventions") if row["step"] in ("1", "3")]
    unanswered = [row["what"] for row in rows if row["recommendations"] and not row["response"]]
    assert unanswered and list(found)[: len(unanswered)] == unanswered
    for row in rows:
        said = read(found[row["what"]])
        assert f"It recommended: {row['recommendations']}" in said
        assert ("Open: no answer had been published by" in said) == (row["what"] in unanswered)
        assert row["what"] in unanswered or f"Answer of {long(row['responded_on'])}: {row['response']}" in said
    for row in sheet("judgements"):
        if row["kind"] == "inspection":
            scale = row["scale"].replace(";", ",")
            assert f"“{row['score']}”, on a scale of {scale}." in read(found[row["text"]])


@pytest.mark.parametrize("kind", ["petitions", "calls", "reviews"])
def test_each_leads_to_the_measure_that_it_is_about(kind):
    name = {"petitions": "petitions", "calls": "calls_for_action", "reviews": "interventions"}[kind]
    measures = {row["target"]: row["indicator"] for row in sheet("targets")}
    found = listed("tracker", kind)
    for row in sheet(name):
        item = found.get(row.get("title") or row["what"])
        if item is not None:
            ways = re.findall(r'href="/indicator\?indicator=([^&"]+)', item)
            assert [way.replace("%20", " ") for way in ways] == ([measures[row["target"]]] if row["target"] else [])


@pytest.mark.parametrize("day", ["2009-03-01", "2009-11-30", "2010-02-28", "2011-06-30"])
def test_nothing_is_known_before_its_day(day):
    petitions = listed("tracker", "petitions", as_of=day)
    assert set(petitions) == {row["title"] for row in sheet("petitions") if row["received"] <= day}
    for row in sheet("petitions"):
        if row["received"] <= day and (row["responded_on"] or "9") > day:
            said = read(petitions[row["title"]])
            assert "Its stage was not known on that day." in said and "awaited" in said
    for title, item in listed("tracker", "reviews", as_of=day).items():
        row = next((row for row in sheet("interventions") if row["what"] == title), None)
        if row and row["responded_on"] > day:
            assert row["response"] not in read(item)


def test_what_a_place_has_none_of_is_said_once():
    said = read(first.written("tracker", {"area": CUMBRIA}, ""))
    assert said.count("nothing was found in published papers") == 1
    assert "Of petitions, calls for action and reviews by peers and inspections nothing was found" in said


def test_a_review_with_a_day_stands_in_the_calendar(real):
    (row,) = [row for row in queries.cases(real.con, EXAMPLE)["reviews"] if row["is_open"]]
    made = calendars.due_days([row, row | {"due": date(2012, 3, 1)}], "x", "https://example.org/tracker")
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert event.decoded("dtstart") == date(2012, 3, 1)
    assert str(event["summary"]) == f"Due: {row['title']}"
    assert "Open: no answer had been published" in str(event["description"])
