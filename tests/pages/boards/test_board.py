"""The board's view: what needs a decision on the day of a meeting, each list worked out a second time."""

import re
from datetime import date, datetime

import pytest

from data_pipeline import queries
from tests.pages.boards.meetings import (
    BOLTON,
    CORNWALL,
    CUMBRIA,
    DAY,
    EXAMPLE,
    GOOD,
    PACK,
    ROTHERHAM,
    SALFORD,
    UNSAID,
    exceptions,
    page_of,
    part,
    printed_later,
    seen,
    standing,
)
from tests.pages.views import read, table, written
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")


def listed(page: str) -> list[str]:
    """The titles of every target on the page: exceptions, then both tables."""
    titles = [re.sub(r"^\d+\. ", "", read(re.search(r"<b>(.*?)</b>", one)[1])) for _, one in exceptions(page)]
    return titles + [cells[0] for caption in (GOOD, UNSAID) for cells in table(page, caption)]


@pytest.mark.parametrize("day", ["2009-09-01", DAY, "2012-01-20"])
def test_b1_exceptions_stand_first_and_none_is_left_out(real, day):
    page = page_of(day=day)
    shown = [target for target, _ in exceptions(page)]
    assert len(shown) == len(set(shown))
    known = standing(real.con, EXAMPLE, day)
    off = {
        target
        for target, row in known.items()
        if row["rating_code"] in ("behind", "backwards", "missed") or row["end_code"] == "not kept"
    }
    assert off and off <= set(shown)
    assert page.index('id="exceptions"') < page.index("<summary><h2>")
    order = [
        line["target"] for line in queries.enquiries(real.con, EXAMPLE, EXAMPLE, None, day) if line["target"] in shown
    ]
    assert shown == order


def test_b1_what_waits_for_agreement_is_listed_with_the_words_of_the_papers():
    """In March 2010 the partnership had recommended new targets, and the council had not yet agreed."""
    waiting = [row for row in rows_of(PACK, "decisions") if row["date"] == "2010-03-18"]
    before, after = (part(page_of(day=day), "What is to be agreed or answered") for day in ("2010-03-20", "2010-03-25"))
    (row,) = waiting
    assert f"{row['decision']}” No agreement to it had been published by then." in before
    assert "1 recommendation waits for agreement" in before
    assert "waits" not in after and row["decision"] in after
    assert "recommends. Its council and its other members decide" in before


@pytest.mark.parametrize("day", ["2009-01-01", DAY, "2012-01-20"])
def test_b2_every_target_stands_on_the_page_once_as_it_was_on_the_day(real, day):
    page = page_of(day=day)
    known = standing(real.con, EXAMPLE, day)
    assert sorted(listed(page)) == sorted(row["title"] for row in known.values())
    counts = [len(exceptions(page)), len(table(page, GOOD)), len(table(page, UNSAID))]
    assert f"{len(known)} targets in all" in read(page)
    assert sum(counts) == len(known)
    good = {
        row["title"]
        for row in known.values()
        if (row["end_code"] == "kept" if row["is_over"] else row["rating_code"] in ("met", "on_track", "close"))
        and not row["is_removed"]
    }
    assert {cells[0] for cells in table(page, GOOD)} <= good
    assert not {cells[0] for cells in table(page, UNSAID)} & good


@pytest.mark.parametrize(("area", "day"), [(EXAMPLE, DAY), (ROTHERHAM, "2011-01-31"), (CUMBRIA, "2010-03-01")])
def test_b3_the_board_reads_what_the_public_reads(area, day):
    board = read(re.search(r'<p class="lead">(.*?)</p>', page_of(area, day))[1])
    assert board in read(written("report_card", area=area, view="card", as_of=day))


@pytest.mark.parametrize(("area", "day"), [(EXAMPLE, DAY), (CUMBRIA, "2011-12-31")])
def test_b4_every_target_names_its_lead_and_those_without_one_are_listed(real, area, day):
    known, page = standing(real.con, area, day), page_of(area, day)
    missing = sorted(
        row["title"]
        for row in known.values()
        if row["lead_partner"] in (None, "not published") and not row["is_removed"]
    )
    start = page.index("<summary><h2>Lead not declared")
    found = re.search(r"<ul>(.*?)</ul>", page[start:], flags=re.DOTALL)[1]
    assert missing and sorted(read(item) for item in re.findall(r"<li>(.*?)</li>", found)) == missing
    for target, one in exceptions(page):
        lead = known[target]["lead_partner"]
        assert (lead if lead not in (None, "not published") else "Lead not declared") in read(one)


def test_b5_no_target_is_lost_between_partners_and_a_shared_one_is_one_row(real):
    known = standing(real.con, EXAMPLE, DAY)
    options = re.search(r'<select name="partner">(.*?)</select>', page_of(), flags=re.DOTALL)[1]
    bodies = [value for value in re.findall(r'value="([^"]*)"', options) if value != "all"]
    of = {}
    for row in known.values():
        named = [row["lead_partner"] if row["lead_partner"] not in (None, "not published") else "none"]
        named += [name.strip() for name in (row["contributing_partners"] or "").split(";") if name.strip()]
        for body in {one.strip() for name in named for one in name.split(";")}:
            of.setdefault(body, []).append(row["title"])
    assert {body.replace("&#39;", "'") for body in bodies} == set(of)
    assert {title for titles in of.values() for title in titles} == {row["title"] for row in known.values()}
    assert sum(map(len, of.values())) > len(known)  # Many are shared.
    for body in ("none", "Exampleshire Police", "Fabling District Council", "Exampleshire County Council"):
        page = page_of(partner=body)
        assert sorted(listed(page)) == sorted(of[body])
        assert f"Only {len(of[body])} of {len(known)} targets, those " in read(page)


def test_b5_no_target_is_lost_between_themes(real):
    known = standing(real.con, EXAMPLE, DAY)
    found = [title for theme in ("CYP", "HCOP", "SSC", "EDE") for title in listed(page_of(theme=theme))]
    assert sorted(found) == sorted(row["title"] for row in known.values())


def test_b6_objectives_without_a_target_are_in_sight():
    targets = rows_of(PACK, "targets")
    removed = {row["target"] for row in targets if row["change"] == "removed"}
    served = {row["objective"] for row in targets if row["target"] not in removed}
    bare = [row["title"] for row in rows_of(PACK, "objectives") if row["objective"] not in served]
    page = page_of()
    assert bare and all(title in part(page, "Objectives without a target") for title in bare)
    assert f"{len(bare)} objective" in part(page, "Objectives without a target")
    assert '<details class="theme printed" open><summary><h2>Objectives without a target' in page


@pytest.mark.parametrize("day", [DAY, "2012-01-20"])
def test_b7_the_routes_of_the_money_add_up_to_all_of_it(day):
    rows = [row for row in rows_of(PACK, "funding") if f"{row['year'][:4]}-04-01" <= day]
    years = sorted({row["year"] for row in rows})
    *routes, total = table(page_of(day=day), "Money by route")
    for column, year in enumerate(years, start=1):
        said = [0 if cells[column] == "–" else int(re.sub(r"\D", "", cells[column])) for cells in (*routes, total)]
        assert sum(said[:-1]) == said[-1] == sum(float(row["amount"]) for row in rows if row["year"] == year)


def test_b8_every_target_without_a_baseline_is_listed():
    latest: dict[str, dict] = {}
    for row in sorted(rows_of(PACK, "targets"), key=lambda row: row["agreed_on"]):
        if row["agreed_on"] <= DAY:
            latest[row["target"]] = row
    bare = {
        row["title"]
        for row in latest.values()
        if not re.match(r"[-−£]?\d", row["baseline"]) and row["change"] != "removed"
    }
    page = page_of()
    start = page.index("<summary><h2>Where it started is not published")
    found = re.search(r"<ul>(.*?)</ul>", page[start:], flags=re.DOTALL)[1]
    assert bare and {read(item) for item in re.findall(r"<li>(.*?)</li>", found)} == bare


def test_b13_each_exception_says_what_stands_in_the_way_in_the_papers_words_or_that_nobody_did():
    """A partnership writes of a policy area: its words stand at the first exception of it, the others lead there."""
    page = page_of()
    text = (PACK / "commentary" / "year-end-2009-10-prosperity.md").read_text(encoding="utf-8")
    assert "date: 2010-08-13" in text
    policy_area = {row["target"]: row["policy_area"] for row in rows_of(PACK, "targets")}
    found, carried = exceptions(page), None
    for target, one in found:
        barrier = read(re.search(r"<dt>Cause or barrier</dt><dd>(.*?)</dd>", one, flags=re.DOTALL)[1])
        if policy_area[target] not in ("prosperity", "safer"):
            assert barrier == "None published."
        elif policy_area[target] == "prosperity":
            is_first, carried = carried is None, carried or target
            assert ("11.9% of people of working age lived on out-of-work benefits" in barrier) == is_first
            assert is_first or "As said of this policy area under" in barrier
        assert "<dt>Risk</dt>" in one
    assert carried


def test_b13_what_nobody_published_of_any_is_said_once():
    page = page_of(CUMBRIA, "2011-12-31")
    once = "print no causes or barriers, no actions, no risks and no recommendations or decisions"
    assert read(page).count(once) == 1
    assert "<dt>Risk</dt>" not in page and "Cause or barrier" not in page and len(exceptions(page)) == 7


def test_s02_the_slowest_figure_stands_first_with_its_days_and_its_lead(real):
    rows = table(page_of(), "Days from the end of the period to the paper")
    days = [int(re.match(r"[\d,]+", cells[3])[0].replace(",", "")) for cells in rows]
    assert days == sorted(days, reverse=True)
    known = real.con.execute(
        """
        select promises.title, date_diff('day', promises.period_end, min(points.said_by)), promises.lead_partner
        from marts.promises as promises join marts.promise_points as points
            using (pack, indicator, area_code, period_label, value_as_published)
        where promises.agreement_code = ? and points.what = 'outturn' and points.said_by <= cast(? as date)
            and promises.edition = (select max(edition) from marts.editions
                where agreement_code = ? and edition <= cast(? as date))
            and promises.target is not null and promises.value is not null
        group by promises.title, promises.period_end, promises.lead_partner, promises.target
        """,
        [EXAMPLE, DAY, EXAMPLE, DAY],
    ).fetchall()
    assert sorted((cells[0], number) for cells, number in zip(rows, days, strict=True)) == sorted(
        (title, number) for title, number, _ in known
    )
    assert {cells[0]: cells[5] for cells in rows} == {
        title: lead if lead not in (None, "not published") else "Lead not declared" for title, _, lead in known
    }
    late = int(real.con.execute("select value from marts.thresholds where threshold = 'stale_days'").fetchone()[0])
    assert [cells[3].endswith("Late") for cells in rows] == [number > late for number in days]


@pytest.mark.parametrize("day", ["2010-05-01", DAY, "2011-01-31"])
def test_s42_an_action_is_overdue_once_its_day_is_past(day):
    known = {row["what"]: row for row in rows_of(PACK, "actions")}
    assert "What came of it" not in page_of(day=day)  # That is the word of a log that is later.
    for what, _, _, stands in table(page_of(day=day), "Actions"):
        row = known[what]
        due = row["due"] if len(row["due"]) == 10 else None
        done = row["done_on"] if row["done_on"] and row["done_on"] <= day else ""
        if due and len(row["done_on"]) in (0, 10):
            late = (date.fromisoformat(day) - date.fromisoformat(due)).days
            assert ("overdue" in stands) == (late > 0 and not done)
            assert f"{late:,} day" in stands or "overdue" not in stands
    assert len(table(page_of(day=day), "Actions")) == len(known)


def test_nothing_printed_later_is_on_the_page(real):
    later, said = printed_later(real.con, EXAMPLE, DAY), read(page_of())
    assert len(later) > 30 and seen(later, said) == []
    sheets = (("decisions", "date", "decision"), ("risks", "reviewed_on", "what"))
    for sheet, day, text in sheets:
        rows = rows_of(PACK, sheet)
        assert all(row[text] not in said for row in rows if row[day] > DAY)
        assert any(row[day] > DAY for row in rows)


def test_without_a_day_it_is_that_of_the_latest_papers_and_as_of_is_the_same_day():
    assert "As of 20 January 2012" in read(page_of(day=None))
    one, other = page_of(), written("board", area=EXAMPLE, as_of=DAY)
    assert exceptions(one) == exceptions(other)
    assert '<select name="on">' in one and '<select name="as_of">' in other  # One day, told by one name.
    assert "The address asks for the meeting on soon" in read(page_of(day="soon"))


def test_links_lead_to_the_day_of_the_meeting():
    page = page_of()
    assert re.findall(r'href="/indicator\?[^"]*"', page)
    assert all(
        f"as_of={DAY}" in link for link in re.findall(r'(?:href|src)="(/(?:indicator|drawing)[^"]*area=X[^"]*)"', page)
    )


def test_a_place_without_an_agreement_gets_one_honest_sentence():
    said = read(page_of(CORNWALL, None))
    assert "No paper of an agreement of Cornwall was found, so there is nothing to put before its board." in said
    assert "Exceptions" not in said
    bare = read(page_of(BOLTON, None))
    assert "No target had been published by then." in bare and "off track" not in bare and "Exceptions" not in bare
    early = read(page_of(SALFORD, "2005-01-01"))
    assert "Nothing of this agreement that is held here had been published by then." in early


@pytest.mark.parametrize(("area", "day"), [(EXAMPLE, DAY), (CUMBRIA, "2011-12-31")])
def test_figures_that_are_due_are_of_periods_that_have_ended_the_soonest_first(real, area, day):
    known, on = standing(real.con, area, day), date.fromisoformat(day)
    points = real.con.execute(
        """
        select target, indicator, area_code, what, period_end, value, said_by, superseded_on from marts.promise_points
        where agreement_code = ? and (said_by is null or said_by <= ?) and period_end is not null
        """,
        [area, day],
    ).fetchall()
    place = {target: (indicator, code) for target, indicator, code, *_ in points if target}
    waits = []
    for target, row in known.items():
        promised = [
            end
            for of, _, _, what, end, _, _, until in points
            if of == target and what in ("milestone", "final target") and end < on and not (until and until <= on)
        ]
        figures = [
            end
            for _, indicator, code, what, end, value, *_ in points
            if what == "outturn" and value is not None and (indicator, code) == place.get(target)
        ]
        if promised and not row["is_removed"] and max(figures, default=date.min) < max(promised):
            waits.append(row["title"])
    shown = table(page_of(area, day), "Figures that are due")
    assert waits and sorted(cells[0] for cells in shown) == sorted(waits)
    expected = [re.search(r"\d+ \w+ \d{4}", cells[2]) for cells in shown]
    days = [datetime.strptime(found[0], "%d %B %Y") for found in expected if found]
    assert days == sorted(days)
    assert all(("passed" in cells[2]) == (found is not None and datetime.strptime(found[0], "%d %B %Y").date() < on)
               for cells, found in zip(shown, expected, strict=True))  # fmt: skip


def test_a_change_of_a_district_s_target_is_told_with_its_place_on_the_page_and_the_card(real):
    """Of the districts of Cumbria several have a target that is called alike."""
    day = "2009-06-30"
    changed = [
        f"{title}, {place}"
        for title, place in real.con.execute(
            """
            select distinct changes.title, areas.name
            from marts.edition_changes as changes
            join marts.areas as areas on areas.area_code = changes.area_code
            where agreement_code = $area and changes.area_code <> $area
                and rating_code is distinct from previous_rating_code
                and edition > date '2009-04-30' and edition <= cast($day as date)
            """,
            {"area": CUMBRIA, "day": day},
        ).fetchall()
    ]
    assert len(changed) > 3
    card = written("report_card", area=CUMBRIA, view="changes", as_of=day)
    for page in (page_of(CUMBRIA, day), card):
        shown = [cells[0] for cells in table(page, "Ratings that changed, and why")]
        assert set(changed) <= set(shown) and len(set(shown)) == len(shown)
    # Where every change is listed too.
    listed = read(card[card.index("Every change, the latest first") :])
    assert [title for title in changed if title not in listed] == []


def test_a_change_is_told_with_its_cause_and_only_of_the_targets_that_are_shown():
    rows = table(page_of(partner="Exampleshire Police"), "Ratings that changed, and why")
    every = table(page_of(), "Ratings that changed, and why")
    assert 0 < len(rows) < len(every) and all(row in every for row in rows)
    assert all("New figure for" in cells[3] or "changed from" in cells[3] for cells in every)
    since = written("report_card", area=EXAMPLE, view="changes", since="2010-05-28", as_of=DAY)
    assert [cells[0] for cells in every] == [cells[0] for cells in table(since, "Ratings that changed, and why")]
