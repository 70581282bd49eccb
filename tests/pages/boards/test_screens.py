"""A board's meeting in screens: the exceptions of its page in the same order, and texts that fit, worked out again."""

import re
from datetime import date
from urllib.parse import quote, unquote, urlencode

import pytest

from data_pipeline import queries, words
from data_pipeline.drawings import lettering
from pages.components.boards import exception_screen
from pages.serving import links
from pages.serving.guard import Guard
from tests.asking import Answered, ask
from tests.pages.boards.meetings import (
    BOLTON,
    CORNWALL,
    CUMBRIA,
    DAY,
    EXAMPLE,
    PACK,
    ROTHERHAM,
    SALFORD,
    exceptions,
    page_of,
    printed_later,
    seen,
    standing,
)
from tests.pages.views import read, written
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")
GUARD = Guard(None)


def asked(area: str = EXAMPLE, **query: str) -> Answered:
    return ask(GUARD, f"/present/{area}", query=urlencode(query, quote_via=quote))


def presented(area: str = EXAMPLE, day: str | None = DAY, **filters: str) -> str:
    answered = asked(area, **({"on": day} if day else {}), **filters)
    assert answered.status == 200
    return answered.body.decode()


def screens(page: str) -> list[str]:
    """The markup of each screen."""
    return re.findall(r'<section class="screen".*?</section>', page, flags=re.DOTALL)


def title(screen: str) -> str:
    return read(re.search(r"<h([12]).*?</h\1>", screen, flags=re.DOTALL)[0])


def line(screen: str, name: str) -> str:
    """What one of the three lines says."""
    return read(re.search(rf"<dt>{name}:</dt> <dd>(.*?)</dd>", screen, flags=re.DOTALL)[1])


@pytest.mark.parametrize(
    ("area", "day", "filters"),
    [
        (EXAMPLE, "2009-09-01", {}),
        (EXAMPLE, DAY, {}),
        (EXAMPLE, "2012-01-20", {}),
        (EXAMPLE, DAY, {"partner": "Exampleshire Police"}),
        (EXAMPLE, DAY, {"partner": "none"}),
        (EXAMPLE, DAY, {"theme": "CYP", "partner": "Exampleshire County Council"}),
        (CUMBRIA, "2011-12-31", {}),
        (ROTHERHAM, "2011-01-31", {}),
        ("E10000015", "2012-06-26", {}),
        (SALFORD, "2009-02-26", {}),
    ],
)
def test_b1_the_screens_are_the_exceptions_of_the_page_for_the_board_in_its_order(area, day, filters):
    board, shown = page_of(area, day, **filters), screens(presented(area, day, **filters))
    on_page = [read(re.search(r"<b>(.*?)</b>", one)[1]) for _, one in exceptions(board)]
    assert [title(screen) for screen in shown[1:-1]] == on_page
    assert [read(re.search(r"<b>(.*?)</b>", screen[screen.index('class="foot"') :])[1]) for screen in shown] == [
        f"{number} of {len(shown)}" for number in range(1, len(shown) + 1)
    ]
    lead = re.search(r'<p class="lead">(.*?)</p>', board)[1]
    counts = re.search(r'<p class="lead">.*?<p>(.*?)</p>', board, flags=re.DOTALL)[1]
    first = read(shown[0])
    assert read(lead) in first and read(counts) in first
    only = re.search(r'<p class="quiet">(Only \d.*?)<a', board)
    assert (read(only[1]) in first) if only else "Only " not in first


def test_each_exception_says_what_happened_as_its_paper_prints_it_and_how_sure_that_is(real):
    """The figure and what was due for the period, by SQL of the test's own."""
    known = {
        f"{target}": (value, due, leads)
        for target, value, due, leads in real.con.execute(
            """
            select target, value_as_published, milestone_as_published, lead_partner from marts.promises
            where agreement_code = ? and kind not in ('earlier agreement', 'no target') and target is not null
                and edition = (select max(edition) from marts.editions
                    where agreement_code = ? and edition <= cast(? as date))
            """,
            [EXAMPLE, EXAMPLE, DAY],
        ).fetchall()
    }
    targets = [target for target, _ in exceptions(page_of())]
    behind = 0
    for target, screen in zip(targets, screens(presented())[1:-1], strict=True):
        value, due, leads = known[target]
        told = line(screen, "What happened")
        assert "?" not in told and re.search(r"[.”]$", told)
        assert f"Leads: {leads if leads not in (None, 'not published') else 'Lead not declared'}" in read(screen)
        badge = re.search(
            r'<span class="badge.*?<span class="symbol" aria-hidden="true">(.)</span>([^<]+)</span>', screen
        )
        assert badge[1] in "!▼?✓–⚠" and len(badge[2]) > 3  # A mark and its word.
        if badge[2] == "Behind":
            behind += 1
            assert value in told and due in told
            assert re.search(r"than chance\.|could be chance\.|no sample", told)
    assert behind == 13


def test_b13_a_cause_is_in_the_words_of_the_papers_or_none_published():
    page = screens(presented())
    text = (PACK / "commentary" / "year-end-2009-10-prosperity.md").read_text(encoding="utf-8")
    assert "It was a hard year. 11.9% of people of working age lived on out-of-work benefits, up from" in text
    area = {row["target"]: row["policy_area"] for row in rows_of(PACK, "targets")}
    targets, carried = [target for target, _ in exceptions(page_of())], {}
    for number, (target, screen) in enumerate(zip(targets, page[1:-1], strict=True), start=2):
        cause = line(screen, "Cause")
        if area[target] not in ("prosperity", "safer"):
            assert cause == "None published."
        elif first := carried.get(area[target]):
            assert cause == f"As said of this policy area on screen {first}" and f'<a href="#{first}">' in screen
        else:
            carried[area[target]] = number
            assert "of its whole policy area" in cause
    assert "“It was a hard year." in line(page[carried["prosperity"] - 1], "Cause")


def test_what_waits_for_agreement_stands_first_and_a_partnership_only_recommends():
    """In March 2010 the partnership had recommended new targets, and the council had not yet agreed."""
    (waiting,) = [row for row in rows_of(PACK, "decisions") if row["date"] == "2010-03-18"]
    before, after = (read(screens(presented(day=day))[-1]) for day in ("2010-03-20", "2010-03-25"))
    assert "1 recommendation waits for agreement" in before and waiting["decision"] in before
    assert "waits for agreement" not in after
    assert "Its council and its other members decide" in before
    targets = [target for target, _ in exceptions(page_of(day="2010-03-20"))]
    assert waiting["target"] not in targets  # It is about a target that is no exception: the last screen has it.


def test_an_action_of_which_something_came_is_not_called_to_be_done():
    screen = next(one for one in screens(presented(ROTHERHAM, "2012-12-31")) if "(BV212)" in title(one))
    assert "What came of it: “Re-let time of 21.92 days" in line(screen, "Done") and "To be done" not in screen


def test_what_is_due_is_counted_as_on_the_page_and_what_has_no_room_leads_there(real):
    last = screens(presented())[-1]
    told = words.boards.meeting.due(queries.meeting(real.con, EXAMPLE, DAY, None)["due"])
    due, shown = int(re.match(r"\d+", told)[0]), len(re.findall(r"<li>[^<]*, for ", last))
    assert told in read(last) and 0 < shown < due
    assert f"{due - shown} more on the page for the board" in read(last)
    actions = re.search(r"Actions since 28 May 2010: (.*? in all\.)", read(last))[1]
    assert actions in read(page_of())


def test_nothing_printed_later_is_on_a_screen(real):
    page, later = presented(), printed_later(real.con, EXAMPLE, DAY)
    said = read(page) + " ".join(re.findall(r'aria-label="([^"]*)"', page))
    assert len(later) > 30 and seen(later, said) == []


def test_every_figure_of_a_chart_is_one_that_its_papers_had_printed(real):
    """As many marks of what happened in years and parts of years as the marts know by the day; places as drawn."""
    page = screens(presented())
    targets = [target for target, _ in exceptions(page_of())]
    known = standing(real.con, EXAMPLE, DAY)
    drawn = 0
    for target, screen in zip(targets, page[1:-1], strict=True):
        points = real.con.execute(
            """
            select count(*) from marts.promise_points as points
            join marts.promises as promises using (pack, indicator, area_code)
            where promises.agreement_code = $code and promises.target = $target
                and promises.edition = (select max(edition) from marts.editions
                    where agreement_code = $code and edition <= cast($day as date))
                and points.what = 'outturn' and points.value is not null and points.period_end is not null
                and coalesce(points.said_by <= cast($day as date), true)
                and (points.is_last_word or points.superseded_on > cast($day as date))
            """,
            {"code": EXAMPLE, "target": target, "day": DAY},
        ).fetchone()[0]
        marks = sum(
            len(re.findall("<circle", group))
            for colour in ("#00594f", "#6b4c9a")
            for group in re.findall(rf'<g fill="{colour}"[^>]*>(?:<circle[^>]*/>)+</g>', screen)
        )
        drawn += points > 0
        assert marks == points or "to draw" in screen, known[target]["title"]
    assert drawn > 20


def test_texts_are_cut_at_the_end_of_a_sentence_and_lead_to_the_page():
    text = "St. Helens paid 1.5 million. It went well, e.g. here. “Nobody knew.” Then it was over."
    ends = [text.index(end) + len(end) for end in ("million.", "here.", "knew.”", "over.")]
    for lines in range(1, 8):
        cut, is_whole = lettering.fitted(text, 1, 14, lines)
        fitting = [end for end in ends if len(lettering.wrapped(text[:end], 1, 14)) <= lines]
        assert cut == text[: max(fitting)] if fitting else cut.endswith("…") and text.startswith(cut[:-1])
        assert is_whole == (cut == text) and len(lettering.wrapped(cut, 1, 14)) <= lines
    assert lettering.fitted("“One long quotation that nobody ends”", 1, 10, 2)[0].endswith("…”")
    for screen in screens(presented(day=None))[1:-1]:
        cause = line(screen, "Cause")
        if "…" in screen or (cause.startswith("“") and not cause.split("” ")[0].endswith(".")):
            assert "More on the page for the board" in screen


def taken(screen: str) -> tuple[float, float]:
    """How high the three lines are, and the room below the title, in parts of the size of the letters."""
    is_drawn, size = 'class="drawn"' in screen, float((re.search(r"--by:([\d.]+)", screen) or [0, 1])[1])
    wide = (21 if is_drawn else 43) / size
    lines = 0
    for name, inside in re.findall(r"<dt>(.*?)</dt> <dd>(.*?)</dd>", screen, flags=re.DOTALL):
        text, _, by = inside.partition('<span class="by">')
        lines += len(lettering.wrapped(f"{read(name)} {read(text)}", 1, wide)) + len(
            lettering.wrapped(read(by), 1, wide)
        )
    lines += "More on the page" in screen
    title = lettering.wrapped(read(re.search(r"<h2.*?</h2>", screen)[0]), 1, 33)
    assert len(title) <= 2
    return lines * size * 1.25, 18.4 - 1.5 * (len(title) - 1)


def test_the_longest_texts_of_all_agreements_fit_on_a_screen(real):
    """By lines counted again; in a browser those of the example are measured."""
    count = 0
    for row in queries.agreements(real.con):
        for screen in screens(presented(row["area_code"], None))[1:-1]:
            height, room = taken(screen)
            assert height <= room + 0.1, (row["area_name"], title(screen))
            count += 1
    assert count > 55


def test_texts_that_nobody_expects_fit_too(real):
    """Each text of an exception many times as long: some of each is there, and the rest on the page."""
    rows = words.tallies.targets(queries.standing(real.con, EXAMPLE, DAY))
    pair = queries.exceptions(queries.enquiries(real.con, EXAMPLE, EXAMPLE, None, DAY), rows)[0]
    long = "Word after word. " * 40
    line, row = pair[0] | {"title": long}, pair[1] | {"lead_partner": long}
    said = {"author": "A Partnership", "date": date(2010, 8, 13), "challenges": long, "what_is_being_done": long}
    (told,) = words.boards.exceptions.told(
        [(line, row)],
        {"said": [said | {"policy_area": row["policy_area"]}], "actions": [], "risks": [], "decisions": []},
        date(2010, 9, 14),
    )
    points = queries.promise_points(real.con, EXAMPLE, row["indicator"], DAY)
    for drawn in (points, []):
        shown = exception_screen.of(told, (line, row), drawn, [], (DAY, "14 September 2010", "/board"))
        screen = f"<h2>{shown['title']}</h2>{shown['inside']}"
        height, room = taken(screen)
        assert height <= room + 0.1 and ("to draw" in screen) == (drawn == [])
        assert '<a href="/board#exception-1">More on the page for the board</a>' in screen
        assert screen.count("Word after word.") > 4


def test_links_lead_both_ways_with_the_partner_and_the_theme():
    board = page_of(partner="Exampleshire Police", theme="SSC")
    way = re.search(r'<a class="go" href="(/present/[^"]*)">Show it in the meeting</a>', board)[1].replace("&amp;", "&")
    assert way == links.presented(EXAMPLE, DAY, partner="Exampleshire Police", theme="Safer and Stronger Communities")
    page = presented(partner="Exampleshire Police", theme="Safer and Stronger Communities")
    back = set(re.findall(r'<p class="foot"><b>[^<]*</b> <a href="([^"]*)"', page))
    assert len(back) == 1
    address = unquote(back.pop().replace("&amp;", "&"))
    assert f"/board?area={EXAMPLE}&on={DAY}&partner=Exampleshire Police&theme=Safer and Stronger" in address
    district = written("board", area="X07000003", on=DAY)
    assert f'href="/present/{EXAMPLE}?on={DAY}"' in district


def test_every_screen_of_the_example_says_that_it_is_one():
    assert all("(worked example)" in read(screen) for screen in screens(presented()))
    assert "Exampleshire does not exist" in read(screens(presented())[0])
    assert "worked example" not in presented(CUMBRIA, None)
    assert "Port Pretend was in the agreement of Exampleshire." in read(screens(presented("X07000003"))[0])


@pytest.mark.parametrize(
    ("area", "day", "says"),
    [
        (
            CORNWALL,
            None,
            "No paper of an agreement of Cornwall was found, so there is nothing to put before its board.",
        ),
        (SALFORD, "2005-01-01", "Nothing of this agreement that is held here had been published by then."),
        (BOLTON, None, "No target had been published by then."),
        ("E06000002", None, "No target can be called off track".lower()),
    ],
)
def test_where_there_is_nothing_to_show_a_screen_says_so(area, day, says):
    shown = screens(presented(area, day))
    assert says in read(shown[0]).replace("By what had been published, n", "n")
    assert len(shown) == (2 if area == "E06000002" else 1)


def test_an_address_is_understood_however_it_is_written_and_kept_once():
    tags = {
        asked(area, **query).headers["etag"]
        for area, query in (
            (EXAMPLE, {"on": DAY}),
            ("exampleshire", {"on": "14/09/2010", "partner": "all"}),
            (EXAMPLE.lower(), {"as_of": "14 September 2010", "utm": "x"}),
            (EXAMPLE, {"on": "latest", "as_of": DAY}),
        )
    }
    assert len(tags) == 1
    again = ask(GUARD, f"/present/{EXAMPLE}", ("if-none-match", tags.pop()), query=f"on={DAY}")
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize(
    ("area", "query", "says"),
    [
        ("Nowhere", {}, "No place is known here"),
        (EXAMPLE, {"on": "soon"}, "The day in this address"),
        (EXAMPLE, {"on": "2130-01-01"}, "The day in this address"),
        (EXAMPLE, {"partner": "<b>Nobody"}, "led or helped with by the body in this address"),
        (EXAMPLE, {"theme": "x" * 500}, "No theme is known here"),
    ],
)
def test_what_is_asked_for_in_vain_is_named(area, query, says):
    answered = asked(area, **query)
    assert answered.status == 404 and says in answered.body.decode() and b"<b>" not in answered.body


def test_a_meeting_is_not_for_those_who_search_and_fetches_little():
    answered = asked(on=DAY)
    page = answered.body.decode()
    assert '<meta name="robots" content="noindex">' in page
    assert b"Disallow: /present/" in ask(GUARD, "/robots.txt").body
    assert "script-src 'self';" in answered.headers["content-security-policy"]
    assert re.findall(r"<script", page) == ["<script"] and "<style" not in page
    fetched = re.findall(r'<(?:link|script|img)[^>]*(?:href|src)="([^"?]*)', page)
    assert len(fetched) == 5 and all(address.startswith("/assets/") for address in fetched)
    assert len(page) < 105_000  # 26 exceptions; it took 99 KB.
