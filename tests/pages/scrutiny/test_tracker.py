"""What councillors asked and what came of it: days counted again here, words read as a councillor reads them."""

import re
from datetime import date

import pytest
from icalendar import Calendar

from data_pipeline import queries, words
from data_pipeline.publishing.papers import calendars
from tests.pages.views import run, text
from tests.running import PROJECT

EXAMPLE, HEREFORDSHIRE, PORTSMOUTH = "X10000001", "E06000019", "E06000044"
SAYS = words.scrutiny.exchanges


def asked(**row: object) -> dict:
    """A thing that scrutiny asked, as the query gives it."""
    return {
        "kind": "request", "asked_on": "2010-02-03", "date_as_published": None, "body": "Places Committee",
        "to_body": "A council", "text": "Please say why.", "due_from": "White Paper", "due": date(2010, 3, 3),
        "time_allowed": "20 working days", "answered_on": None, "standing": "overdue", "days_late": 17,
        "day": date(2010, 3, 20), "exchange": "X1", "agreement_code": EXAMPLE,
    } | row  # fmt: skip


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {},
            "Due 3 March 2010, 20 working days after it was asked, as the White Paper of 2006 proposed. No answer had "
            "been published by 20 March 2010, 17 days later.",
        ),
        (
            {"kind": "recommendation", "due_from": "law", "time_allowed": "two months"},
            "Due 3 March 2010, two months after it was asked. No answer",
        ),
        ({"days_late": 1}, "1 day later."),
        ({"standing": "waiting", "days_late": -3, "day": date(2010, 2, 28)}, "That is 3 days after 28 February 2010"),
        (
            {"standing": "waiting", "days_late": 0, "day": date(2010, 3, 3)},
            "That is 3 March 2010, the day of this page",
        ),
        ({"standing": "late", "answered_on": "2010-03-05", "days_late": 2}, "Answered 5 March 2010, 2 days late."),
        ({"standing": "in time", "answered_on": "2010-03-03", "days_late": 0}, "on the last day."),
        ({"standing": "in time", "answered_on": "2010-03-02", "days_late": -1}, "1 day early."),
        ({"standing": "answered", "answered_on": "2010-03"}, "Answered March 2010. Due 3 March 2010"),
        ({"standing": "answered"}, "Answered, on a day that is not printed. Due 3 March 2010"),
        ({"standing": "open", "due": None, "due_from": "police"}, "The police answer to scrutiny under another law"),
        ({"standing": "open", "due": None, "due_from": "day unknown"}, "nobody can say when an answer was due"),
        ({"standing": "answered", "due": None, "due_from": "none is set"}, "No law or paper sets a day"),
        ({"due_from": "published"}, "Due 3 March 2010, as printed."),
        ({"standing": "going on"}, "Not settled yet, says its paper. Due 3 March 2010"),
        ({"standing": "going on", "due": None, "due_from": "police"}, "Not settled yet, says its paper. The police"),
    ],
)
def test_how_a_thing_stands_is_said_with_its_days(row, said):
    assert said in SAYS.standing(asked(**row))


@pytest.mark.parametrize("as_of", [None, "2009-06-30", "2010-03-20", "2011-12-31"])
def test_days_late_are_those_between_two_dates_and_nothing_is_known_too_early(real, as_of):
    rows = queries.exchanges(real.con, EXAMPLE, as_of)
    day = date.fromisoformat(as_of) if as_of else date(2012, 1, 20)
    papers = {
        row["exchange"]: row for row in real.con.execute("from marts.pack_scrutiny").df().to_dict("records")
        if row["agreement_code"] == EXAMPLE and (as_of is None or row["date"] <= as_of)
    }  # fmt: skip
    assert {row["exchange"] for row in rows} == set(papers)
    for row in rows:
        printed = papers[row["exchange"]]
        answered = printed["answered_on"] if str(printed["answered_on"])[:4].isdigit() else None
        if answered and answered > day.isoformat():
            assert row["response"] is row["answered_on"] is row["status"] is None
            answered = None
        if row["due"] is None:
            assert row["standing"] in ("report", "answered", "open", "going on")
        elif answered:
            late = (date.fromisoformat(answered) - row["due"]).days
            assert (row["standing"], row["days_late"]) == ("late" if late > 0 else "in time", late)
        else:
            late = (day - row["due"]).days
            assert (row["standing"], row["days_late"]) == ("overdue" if late > 0 else "waiting", late)


def test_c2_and_c3_what_the_papers_print_is_what_the_rule_gives(real):
    """The made-up papers print their days by the rule; both must agree, and the rule's stand where none is printed."""
    differing = real.con.execute(
        """
        select exchange from marts.exchanges
        join marts.deadlines using (source_id, source_row)
        where due_from = 'published'
            and due <> if(kind = 'request', in_20_working_days, in_two_months)::date
        """
    ).fetchall()
    assert differing == []
    by_rule = {row["exchange"]: row["due"] for row in queries.exchanges(real.con, HEREFORDSHIRE) if row["due"]}
    assert by_rule == {"S9": date(2010, 7, 30), "S4": date(2010, 1, 26)}


@pytest.mark.parametrize(
    ("exchange", "due", "rule"), [("X01", "2009-05-01", "White Paper"), ("X07", "2009-02-28", "law")]
)
def test_s46_the_two_cases_of_the_requirements_hold_with_and_without_a_printed_day(real, exchange, due, rule):
    """A request of 1 April 2009, past Easter and a bank holiday, and a recommendation of 31 December 2008."""
    printed = next(row for row in queries.exchanges(real.con, EXAMPLE) if row["exchange"] == exchange)
    assert (printed["due"].isoformat(), printed["due_from"]) == (due, "published")
    with real.con.cursor() as con:
        con.execute("create temp table asked as from marts.pack_scrutiny where exchange = ?", [exchange])
        con.execute("update asked set due = null")
        model = (PROJECT / "data_pipeline/tables/marts/exchanges.sql").read_text()
        (row,) = con.execute(model.replace("marts.pack_scrutiny", "asked")).df().to_dict("records")
    assert (row["due"].date().isoformat(), row["due_from"]) == (due, rule)


@pytest.mark.parametrize(
    ("to", "due_from", "due"),
    [
        ("Casterbridge Council", "White Paper", date(2010, 3, 3)),
        ("Wessex Police", "police", None),
        ("The Wessex Constabulary; Casterbridge Council", "police", None),
        ("Policy team of Casterbridge Council", "White Paper", date(2010, 3, 3)),
    ],
)
def test_s46_the_police_are_not_bound_to_twenty_days(real, to, due_from, due):
    """A request of the made-up papers, asked of somebody else, in the model of the table itself."""
    with real.con.cursor() as con:
        con.execute("create temp table asked as from marts.pack_scrutiny where exchange = 'X08'")
        con.execute("update asked set to_body = ?, due = null", [to])
        model = (PROJECT / "data_pipeline/tables/marts/exchanges.sql").read_text()
        (row,) = con.execute(model.replace("marts.pack_scrutiny", "asked")).df().to_dict("records")
    assert (row["due_from"], None if row["due"] != row["due"] else row["due"].date()) == (due_from, due)


def since(real, exchange: str, as_of: str | None = None, **changed: object) -> str | None:
    row = next(row for row in queries.exchanges(real.con, EXAMPLE, as_of) if row["exchange"] == exchange)
    return words.scrutiny.measured.since(row | changed, queries.verdicts(real.con))


def test_c11_a_measure_stands_before_and_since_without_a_claim_of_cause(real):
    """X01, asked on 1 April 2009: NI 39 was 1,468 in 2008/09 and is 1,640 in 2010/11, the papers' last year."""
    then = "1,468 in 2008/09, then 1,640 in 2010/11. Lower is better."
    assert since(real, "X01") == f"{then} That is more than chance."
    assert since(real, "X01", "2009-12-31") == "1,468 in 2008/09; no later figure is held."
    assert since(real, "X01", is_clear=False) == f"{then} That could be chance."
    assert since(real, "X01", has_break=True).endswith("in another way since, so nobody can tell what changed.")
    untested = {"is_clear": None, "untested": "no interval, count or sample size"}
    assert since(real, "X01", **untested).endswith("more than chance: no margin of error is published.")
    assert since(real, "X01", since_as_published="1,468").endswith("Lower is better.")


def test_c11_whether_a_change_is_more_than_chance_is_tested_by_the_two_figures_alone(real):
    """Each pair of rates or shares with counts once more, by the textbook; others by their intervals."""
    tested = real.con.execute(
        """
        select changes.is_clear, before.numerator as c1, before.denominator as n1, latest.numerator as c2,
            latest.denominator as n2
        from marts.asked_changes as changes
        join marts.promise_points as before
            on before.source_id = before_id and before.source_row = before_row and before.what = 'outturn'
        join marts.promise_points as latest
            on latest.source_id = since_id and latest.source_row = since_row and latest.what = 'outturn'
        where not changes.has_break and least(c1, c2, n1 - c1, n2 - c2) >= 10 and before.value between 0 and 100
            and before.value_as_published like '%!%%' escape '!'
        """
    ).fetchall()
    assert len(tested) > 20
    for is_clear, c1, n1, c2, n2 in tested:
        share = (c1 + c2) / (n1 + n2)
        z = (c1 / n1 - c2 / n2) / (share * (1 - share) * (1 / n1 + 1 / n2)) ** 0.5
        if abs(abs(z) - 1.96) > 0.01:
            assert is_clear == (abs(z) > 1.96)


@pytest.mark.usefixtures("served_in_process")
@pytest.mark.parametrize("area", [EXAMPLE, HEREFORDSHIRE, "E09000014", "E10000017", "E08000035", "E06000013"])
def test_the_parts_of_the_first_sentence_add_up_and_overdue_comes_first(real, area):
    said = text(run("tracker", area=area))
    count = real.con.execute("select count(*) from marts.pack_scrutiny where agreement_code = ?", [area]).fetchone()[0]
    if count > 1:
        first = re.search(
            r"Of (\d+) things that scrutiny asked, recommended or considered, (.*?)\. As (?:it|the papers)", said
        )
        parts = [int(number) for number in re.findall(r"\d+(?= (?:is|are|was|were|has|have)\b)", first[2])]
        assert int(first[1]) == sum(parts) == count
    headings = [heading for heading, *_ in SAYS.STANDINGS.values() if f"{heading} (" in said]
    assert [said.index(f" {heading} (") for heading in headings] == sorted(said.index(f" {h} (") for h in headings)
    assert ("one brought about the other" in said) == bool(
        re.search(r"\d, then \S|no (later|earlier) figure is held", said)
    )


@pytest.mark.usefixtures("served_in_process")
def test_a_place_without_papers_says_so_and_names_those_with():
    said = text(run("tracker", area=PORTSMOUTH))
    assert "Nothing that scrutiny asked in this area was found in published papers." in said
    assert "Herefordshire" in said and "overdue" not in said
    assert "No paper of an agreement here was found" in text(run("tracker", area="E06000052"))
    assert "had been published by then" in text(run("tracker", area=EXAMPLE, as_of="2008-06-30"))


def test_the_calendar_has_each_day_once_and_is_read_by_a_calendar(real):
    rows = queries.exchanges(real.con, EXAMPLE)
    made = calendars.due_days(rows, "What scrutiny asked", "https://example.org/tracker?area=X10000001")
    assert made == calendars.due_days(rows, "What scrutiny asked", "https://example.org/tracker?area=X10000001")
    events = Calendar.from_ical(made).walk("VEVENT")
    assert sorted(event.decoded("dtstart") for event in events) == sorted(row["due"] for row in rows if row["due"])
    assert len({str(event["uid"]) for event in events}) == len(events) == 10
    overdue = [str(event["summary"]) for event in events if str(event["summary"]).startswith("Answer due: ")]
    assert len(overdue) == 4  # Three overdue, and one not due yet.


HOSTILE = "one\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT; a, b\\n<b>"


def test_a_text_cannot_end_its_line_in_a_calendar():
    made = calendars.due_days([asked(text=HOSTILE, to_body=HOSTILE)], HOSTILE, "https://example.org/?a=1")
    (event,) = Calendar.from_ical(made).walk("VEVENT")
    assert "attendee" not in event and not [line for line in made.splitlines() if line.startswith("ATTENDEE")]
