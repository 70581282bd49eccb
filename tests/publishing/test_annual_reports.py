"""The annual report: every target once, their own word beside the figures, as of the edition with most of a year."""

import re
from datetime import date
from functools import cache

import pytest
from starlette.routing import Router

from data_pipeline import queries, words
from data_pipeline.publishing.papers import documents
from data_pipeline.publishing.papers.reports import plain
from data_pipeline.publishing.papers.reports.report import Report, Table
from pages.serving.answers import board_papers
from tests.asking import ask
from tests.pages.boards.meetings import CUMBRIA, EXAMPLE, PACK, ROTHERHAM, page_of, printed_later, seen
from tests.pages.views import squeezed, table, written
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")
ROUTER = Router(board_papers.ROUTES)
SAYS = words.documents.annual
REPORTS = [(EXAMPLE, "2009/10", "2011-02-24"), (EXAMPLE, "2008/09", "2010-02-25"), (ROTHERHAM, "2010/11", "2011-12-31")]


@cache
def made(con, area: str, year: str, day: str) -> Report:
    return documents.report(con, documents.Asked("annual", area, year, day), "https://report.example.org", None)


def tables(report: Report) -> dict[str, list[tuple[str, ...]]]:
    return {part.title: [row.cells for row in part.rows] for part in report.parts if isinstance(part, Table)}


def of_areas(report: Report) -> list[tuple[str, ...]]:
    """The rows of the tables of all policy areas."""
    return [row for title, rows in tables(report).items() if title.endswith(": its targets") for row in rows]


@pytest.mark.parametrize(("area", "year", "day"), REPORTS)
def test_b15_every_target_is_in_it_once_with_their_word_and_its_figures(real, area, year, day):
    rows = of_areas(made(real.con, area, year, day))
    known = real.con.execute(
        """
        select title, published_rating, value_as_published from marts.promises
        where agreement_code = ? and edition = ? and target is not null and kind <> 'earlier agreement'
        """,
        [area, day],
    ).fetchall()
    assert len(known) > 10
    assert sorted((row[0], row[2]) for row in rows) == sorted(
        (title, f"“{word}”" if word else SAYS.NO_WORD) for title, word, _ in known
    )
    printed = {title: value for title, _, value in known}
    assert [row[0] for row in rows if printed[row[0]] and printed[row[0]] not in row[1]] == []


def test_b15_targets_are_those_of_the_pack_s_own_file_removed_ones_too(real):
    rows = of_areas(made(real.con, *REPORTS[0]))
    assert {row["title"] for row in rows_of(PACK, "targets") if row["agreed_on"] <= "2011-02-24"} >= {
        row[0] for row in rows
    }
    latest = {row["target"]: row for row in rows_of(PACK, "targets") if row["agreed_on"] <= "2011-02-24"}
    assert {row["title"] for row in latest.values()} == {row[0] for row in rows}
    removed = {row["title"] for row in latest.values() if row["change"] == "removed"}
    assert removed == {row[0] for row in rows if row[3] == SAYS.REMOVED}


@pytest.mark.parametrize(("area", "year", "day"), REPORTS)
def test_words_that_differ_from_the_figures_are_marked_and_are_those_of_the_page(real, area, year, day):
    report = made(real.con, area, year, day)
    page = written("assessments", area=area, as_of=day)
    on_page = table(page, "Where their words and our rating differ")
    mine = tables(report).get(SAYS.OWN_WORD, [])
    assert [(row[0], row[1], row[3]) for row in mine] == [(row[0], row[1], row[3]) for row in on_page]
    marked = {row[0] for row in of_areas(report) if SAYS.MISMATCH in row[3]}
    assert marked == {row[0] for row in on_page}
    assert bool(on_page) == (area == EXAMPLE)
    lead = re.search(r"The partners published a word of their own for [^.<]*\.", page)[0]
    assert lead in " ".join(plain.txt(report).decode().split())


@pytest.mark.parametrize("area", [EXAMPLE, ROTHERHAM])
def test_its_edition_is_the_first_after_the_year_that_has_most_figures_of_it(real, area):
    """Worked out again from the figures themselves, edition by edition."""
    for row in queries.agreement_years(real.con, area):
        year, found = row["reporting_year"], {}
        for (edition,) in real.con.execute(
            "select distinct edition from marts.ratings where agreement_code = ? order by edition", [area]
        ).fetchall():
            places = real.con.execute(
                "select target, indicator, area_code, period_end from marts.ratings"
                " where agreement_code = ? and edition = ? and value is not null",
                [area, edition],
            ).fetchall()
            of_year = {
                (indicator, code, end)
                for indicator, code, end in real.con.execute(
                    "select indicator, area_code, period_end from marts.promise_points where agreement_code = ?"
                    " and reporting_year = ? and what = 'outturn'",
                    [area, year],
                ).fetchall()
            }
            found[edition] = sum((indicator, code, end) in of_year for _, indicator, code, end in places)
        after = {day: count for day, count in found.items() if count and day > date(int(year[:4]) + 1, 3, 31)} or found
        most = max(after.values())
        assert (row["edition"], row["targets"]) == (next(day for day, count in after.items() if count == most), most)


def test_nothing_published_later_is_in_it_and_what_was_written_by_then_is_verbatim(real):
    area, year, day = REPORTS[0]
    whole = " ".join(plain.txt(made(real.con, area, year, day)).decode().split())

    later = printed_later(real.con, area, day)
    assert len(later) > 10 and seen(later, whole) == []
    written_by = {}  # By policy area: the days, and what is said first of each.
    for file in (PACK / "commentary").glob("*.md"):
        text = file.read_text(encoding="utf-8")
        first = next(line for line in text.split("## Achievements")[1].splitlines() if line.strip()).strip("- ")
        about, when = (re.search(rf"^{name}: (\S+)", text, re.MULTILINE)[1] for name in ("policy_area", "date"))
        written_by.setdefault(about, []).append((when, first))
    for said in written_by.values():
        known = max((one for one in said if one[0] <= day), default=None)
        assert [first in whole for _, first in said] == [one == known for one in said]
    assert any(max(said)[0] > day >= min(said)[0] for said in written_by.values())
    risks = rows_of(PACK, "risks")
    assert [row["what"] for row in risks if (row["what"] in whole) != (row["reviewed_on"] <= day)] == []


@pytest.mark.parametrize(("area", "year", "day"), REPORTS)
def test_its_exceptions_and_its_money_are_those_of_the_board_s_page_of_the_day(real, area, year, day):
    report, page = made(real.con, area, year, day), page_of(area, day)
    on_page = re.findall(r"<b>\d+\. (.*?)</b>", page)
    assert [squeezed(row[0]) for row in tables(report).get(SAYS.SUMMARY, [])] == [
        squeezed(title.replace("&#39;", "'").replace("&amp;", "&")) for title in on_page
    ]
    assert [list(row) for row in tables(report).get(words.documents.board.MONEY, [])] == table(page, "Money by route")


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        (f"{EXAMPLE}.pdf", "year=2009/10", "annual-x10000001-2009-10.pdf"),
        ("rotherham.docx", "year=2010-11", "annual-rotherham-2010-11.docx"),
        (f"{ROTHERHAM}.txt", "", "annual-e08000018-2010-11.txt"),
        (f"{EXAMPLE}.txt", "as_of=2010-06-30", "annual-x10000001-2009-10.txt"),
    ],
)
def test_it_has_an_address(path, query, name):
    answered = ask(ROUTER, f"/paper/annual/{path}", query=query)
    assert answered.status == 200 and f'filename="{name}"' in answered.headers["content-disposition"]


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("nowhere", "", "No place"), (EXAMPLE, "year=1999/00", "of the year"), (EXAMPLE, "as_of=soon", "The day"),
        ("E06000052", "", "No paper of an agreement"), (CUMBRIA, "", "had a figure of any year"),
        (EXAMPLE, "as_of=2008-07-01", "had a figure of any year"),
    ],
)  # fmt: skip
def test_where_there_is_none_words_say_so(path, query, said):
    answered = ask(ROUTER, f"/paper/annual/{path}.pdf", query=query)
    assert answered.status == 404 and said in answered.body.decode()


@pytest.mark.parametrize(("view", "day"), [("board", "on"), ("assessments", "as_of")])
def test_a_page_leads_to_the_report_of_the_last_year_known_by_its_day(view, day):
    page = written(view, area=EXAMPLE, **{day: "2010-09-14"})
    addresses = re.findall(r'href="(/paper/annual/[^"]*)"', page)
    assert len(addresses) == 2 and all("year=2009/10" in one and "as_of=2010-09-14" in one for one in addresses)
    for one in addresses:
        path, _, query = one.replace("&amp;", "&").partition("?")
        assert ask(ROUTER, path, query=query).status == 200
    assert "/paper/annual/" not in written(view, area=CUMBRIA)
    assert "year=2010/11" in re.findall(r'href="(/paper/annual/[^"]*)"', written(view, area=EXAMPLE))[0]
