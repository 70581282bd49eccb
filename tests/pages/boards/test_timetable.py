"""The timetable of an agreement on the board's page: by when, what, by whom, at what level; from the sheets again."""

from datetime import date, datetime

import pytest

from tests.pages.boards.meetings import DAY, EXAMPLE, PACK, page_of
from tests.pages.views import read, table
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")
TITLE = "Timetable of the agreement"


def when(cells: list[str]) -> date:
    return datetime.strptime(cells[0], "%d %B %Y").date()


@pytest.mark.parametrize("day", ["2009-02-01", DAY, "2010-03-20", "2012-01-20"])
def test_b17_the_timetable_is_sorted_by_date_from_the_meeting_on_with_owner_and_level(day):
    rows = table(page_of(day=day), TITLE)
    dated = [cells for cells in rows if cells[0] != "No day is printed"]
    days = [when(cells) for cells in dated]
    assert days and days == sorted(days) and days[0] >= date.fromisoformat(day)
    assert rows[: len(dated)] == dated  # What has no day stands last.
    assert all(cells[2] and cells[3] for cells in rows)
    first = f"the next on {days[0].day} {days[0]:%B %Y}." if len(set(days)) > 1 else "1 day is ahead"
    assert first in read(page_of(day=day))


@pytest.mark.parametrize("day", ["2009-02-01", DAY, "2011-01-31"])
def test_b17_every_action_with_a_day_to_come_and_nothing_that_was_done(day):
    to_come = {
        (row["what"], row["owner"], date.fromisoformat(row["due"]))
        for row in rows_of(PACK, "actions")
        if len(row["due"]) == 10 and row["due"] >= day and not (row["done_on"] and row["done_on"] <= day)
    }
    shown = {
        (cells[1].partition("“")[2].removesuffix("”"), cells[2], when(cells))
        for cells in table(page_of(day=day), TITLE)
        if cells[1].startswith("Action: ")
    }
    months = {row["what"] for row in rows_of(PACK, "actions") if len(row["due"]) != 10}
    assert to_come and {row for row in shown if row[0] not in months} == to_come


@pytest.mark.parametrize(
    ("what", "phrase", "day", "least"),
    [
        ("final target", "to the end of", DAY, 40),
        ("milestone", "to reach", "2009-02-01", 40),
        ("floor", "to be above", DAY, 1),
    ],
)
def test_b17_every_figure_promised_for_a_day_to_come_stands_there_under_its_lead(real, what, phrase, day, least):
    """That of a target's last period once, as its end."""
    expected = real.con.execute(
        """
        select distinct promises.title, promises.lead_partner, points.period_end
        from marts.promise_points as points
        join marts.promises as promises on promises.pack = points.pack and promises.target = points.target
            and not promises.is_removed and promises.kind <> 'earlier agreement' and promises.edition = (
                select max(edition) from marts.editions where agreement_code = $area and edition <= cast($day as date))
        where points.agreement_code = $area and points.what = $what and points.value_as_published is not null
            and points.said_by <= cast($day as date) and coalesce(points.superseded_on > cast($day as date), true)
            and points.period_end >= cast($day as date)
            and ($what <> 'milestone' or not exists (
                from marts.promise_points as last where last.what = 'final target' and last.pack = points.pack
                    and last.target = points.target and last.period_end = points.period_end))
        """,
        {"area": EXAMPLE, "day": day, "what": what},
    ).fetchall()
    shown = {
        (title, cells[2] if cells[2] != "Lead not declared" else "not published", when(cells))
        for cells in table(page_of(day=day), TITLE)
        if phrase in cells[1]
        for title in cells[1].partition(": ")[2].split("; ")
    }
    assert len(expected) >= least and shown == set(expected)
    for cells in table(page_of(day=day), TITLE):
        if phrase in cells[1]:
            assert int(cells[1].split()[0]) == len(cells[1].partition(": ")[2].split("; "))


@pytest.mark.parametrize("day", ["2009-05-01", DAY, "2010-12-31", "2012-01-20"])
def test_b17_what_residents_government_and_all_members_have_a_day_for_stands_there_while_it_is_open(day):
    expected = {
        (f"Last day to take part: {row['title']}", "Residents", date.fromisoformat(row["closes"]))
        for row in rows_of(PACK, "engagement")
        if row["opens"] <= day <= row["closes"]
    }
    expected |= {
        (f"{row['what']}, its day set by {row['body']}", "Government", date.fromisoformat(row["deadline"]))
        for row in rows_of(PACK, "interventions")
        if row["started"] <= day <= row["deadline"] and not (row["ended"] and row["ended"] <= day)
    }
    (agreement,) = rows_of(PACK, "agreement")
    if day <= agreement["period_end"]:
        expected.add(("Last day of the agreement", "The whole agreement", date.fromisoformat(agreement["period_end"])))
    levels = {level for _, level, _ in expected}
    assert expected == {
        (cells[1], cells[3], when(cells)) for cells in table(page_of(day=day), TITLE) if cells[3] in levels
    }


def test_b17_an_answer_to_scrutiny_is_waited_for_until_it_comes():
    """Asked on 2 September 2010 at the latest, answered in October: what is not due yet stands with who asked."""
    asked = [row for row in rows_of(PACK, "scrutiny") if row["due"] and row["answered_on"] > row["date"]]
    assert asked
    for row in asked:
        (before, after) = (
            [cells for cells in table(page_of(day=day), TITLE) if row["text"] in cells[1]]
            for day in (row["date"], row["answered_on"])
        )
        if row["due"] >= row["date"] and len(row["date"]) == 10:
            assert [(when(cells), cells[2], cells[3]) for cells in before] == [
                (date.fromisoformat(row["due"]), row["to_body"], "Scrutiny")
            ]
        assert after == []


def test_b17_what_waits_for_agreement_has_no_day_and_says_so():
    (row,) = (row for row in rows_of(PACK, "decisions") if row["date"] == "2010-03-18")
    *_, last = table(page_of(day="2010-03-20"), TITLE)
    assert last[0] == "No day is printed" and row["decision"] in last[1]
    assert not any(row["decision"] in cells[1] for cells in table(page_of(day="2010-03-25"), TITLE))


def test_b17_of_one_partner_it_shows_what_concerns_its_targets():
    police = table(page_of(partner="Exampleshire Police"), TITLE)
    titles = {cells[1] for cells in police}
    assert any("Fewer burglaries" in title for title in titles)
    assert not any("More people stop smoking" in title or "job shop" in title for title in titles)
