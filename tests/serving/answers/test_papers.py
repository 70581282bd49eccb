"""Documents are understood, made off the loop, kept, and told of in words where there are none or many wait."""

import re
from functools import partial

import pytest
from starlette.routing import Router

from pages.serving.answers import papers
from pages.serving.answers.kept import Kept
from pages.serving.guard import Guard
from tests.asking import ask

pytestmark = pytest.mark.usefixtures("served_in_process")
ROUTER = Router(papers.ROUTES)
CARD = "/paper/card/E06000044.pdf"


@pytest.fixture(autouse=True)
def kept(monkeypatch) -> Kept:
    kept = Kept(1_000_000, is_packed=True, making=papers.KEPT.making)
    monkeypatch.setattr(papers, "KEPT", kept)
    return kept


@pytest.fixture
def counted(monkeypatch) -> list:
    """In place of making documents: a list of those that were made."""
    made = []

    def make(kind: str, con, asked, site, draw) -> bytes:
        made.append((kind, asked, site))
        return f"{kind} {asked} {site}".encode()

    monkeypatch.setattr(papers.documents, "MAKERS", {kind: partial(make, kind) for kind in ("pdf", "xlsx")})
    return made


def test_a_card_is_a_pdf_that_opens_in_the_browser():
    answered = ask(ROUTER, CARD, query="year=2010/11")
    assert answered.status == 200
    assert answered.headers["content-type"] == "application/pdf"
    assert answered.headers["content-disposition"] == 'inline; filename="e06000044-2010-11.pdf"'
    assert answered.body.startswith(b"%PDF-1.7")


def test_however_it_is_written_one_document_is_made_once(counted, kept):
    written = [(CARD, "year=2010/11"), ("/paper/card/portsmouth.pdf", "year=2010-11"), (CARD, ""),
               ("/paper/card/e06000044.pdf", "view=figures&year=2010%2F2011&utm=x&as_of=latest")]  # fmt: skip
    tags = {ask(ROUTER, path, query=query).headers["etag"] for path, query in written}
    assert len(tags) == len(counted) == len(kept.kept) == 1
    assert counted[0][1:] == (papers.documents.Asked("figures", "E06000044", "2010/11"), "http://localhost")


def test_who_has_it_gets_it_neither_made_nor_sent_again(counted):
    tag = ask(ROUTER, CARD).headers["etag"]
    counted.clear()
    papers.KEPT.kept.clear()
    answered = ask(ROUTER, CARD, ("if-none-match", tag))
    assert (answered.status, answered.body, counted) == (304, b"", [])


def test_every_year_day_and_name_of_the_server_has_a_document_of_its_own(counted, monkeypatch):
    tags = {ask(ROUTER, CARD, query=query).headers["etag"] for query in ("year=2009/10", "", "as_of=2012-06-30")}
    monkeypatch.setattr(papers, "site_of", lambda request: "https://other.example.org")
    tags.add(ask(ROUTER, CARD).headers["etag"])
    assert len(tags) == len(counted) == 4


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("E08000018.pdf", ("agreement", "E08000018", None)),
        ("E08000018.pdf?view=card", ("agreement", "E08000018", None)),
        ("E08000018.pdf?view=figures", ("figures", "E08000018", "2010/11")),
        ("E08000018.pdf?year=2009/10", ("figures", "E08000018", "2009/10")),
        ("X10000001.pdf", ("agreement", "X10000001", None)),
        ("X10000001.pdf?year=2010/11", ("agreement", "X10000001", None)),
        # A few figures are no agreement; a district is none either.
        ("E06000044.pdf?view=card", ("figures", "E06000044", "2010/11")),
        ("E07000084.pdf", ("figures", "E07000084", "2010/11")),
    ],
)  # fmt: skip
def test_a_place_with_an_agreement_of_its_own_has_a_card_of_each(counted, address, asked):
    path, _, query = address.partition("?")
    assert ask(ROUTER, f"/paper/card/{path}", query=query).status == 200
    assert (counted[0][1].what, counted[0][1].code, counted[0][1].year) == asked


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("nowhere", "", "No place is known"), ("E92000001", "", "No place is known"),
        ("x" * 500, "", "No place is known"),
        ("E06000044", "year=1999/00", "no figures here of the year"), ("E06000044", "year=two", "no figures here"),
        ("E06000044", "as_of=2999-01-01", "it has not come yet"), ("E06000044", "as_of=soon", "The day in this"),
        ("E06000044", "as_of=2001-01-01", "no figures here of the year"),
        ("X10000001", "as_of=2001-01-01", "had been published by the day"),
        ("<script>alert(1)", "", "No place is known"),
    ],
)  # fmt: skip
def test_what_does_not_exist_is_said_in_words_and_nothing_is_made_or_kept(counted, kept, path, query, said):
    answered = ask(ROUTER, f"/paper/card/{path}.pdf", query=query)
    assert answered.status == 404
    assert said in answered.body.decode()
    assert b"<script>alert" not in answered.body
    assert (counted, len(kept.kept)) == ([], 0)


def test_while_many_wait_the_next_is_told_so_and_what_is_kept_is_sent_all_the_same(counted, monkeypatch):
    ask(ROUTER, CARD)
    monkeypatch.setattr(papers.KEPT.making, "at_once", 0)
    monkeypatch.setattr(papers.KEPT.making, "line", 0)
    busy = ask(Guard(None), "/paper/card/E06000045.pdf")
    assert (busy.status, busy.headers["retry-after"], busy.headers["cache-control"]) == (503, "5", "no-store")
    assert "Please ask again" in busy.body.decode()
    assert ask(Guard(None), CARD).status == 200


def test_documents_are_kept_as_they_are_and_only_so_many_bytes_of_them():
    kept = Kept(10, is_packed=True)
    for name in "abc":
        content = kept.content(name, "application/pdf", name, lambda name=name: name.encode() * 4)
        assert (content.plain(), content.packed) == (name.encode() * 4, None)
    assert kept.kept == {"b": b"bbbb", "c": b"cccc"}
    assert kept.content("c", "application/pdf", "c", lambda: b"").plain == b"cccc"


@pytest.mark.parametrize(
    ("path", "query", "asked"),
    [
        ("card/E06000044", "year=2010/11", ("figures", "E06000044", "2010/11", None, None)),
        ("card/X10000001", "", ("agreement", "X10000001", None, None, None)),
        ("indicator/ni151", "area=portsmouth", ("indicator", "E06000044", "2010/11", None, "NI 151")),
        ("indicator/NI 151", "", ("indicator", "E92000001", "2010/11", None, "NI 151")),
        ("map/E10000014", "indicator=NI 55&year=2009-10", ("map", "E10000014", "2009/10", None, "NI 55")),
    ],
)
def test_what_other_pages_show_has_a_workbook_too(counted, path, query, asked):
    answered = ask(ROUTER, f"/paper/{path}.xlsx", query=query)
    assert answered.status == 200
    assert answered.headers["content-disposition"].startswith("attachment;")
    assert counted[0][1] == papers.documents.Asked(*asked)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("indicator/NI 999", ""), ("map/E06000044", "indicator=NI 55"), ("map/E92000001", "indicator=x"),
        ("indicator/NI 151", "area=X10000001"), ("indicator/NI 151", "year=1999/00"),
    ],
)  # fmt: skip
def test_a_measure_or_a_map_that_does_not_exist_is_said_in_words(counted, path, query):
    answered = ask(ROUTER, f"/paper/{path}.xlsx", query=query)
    assert (answered.status, counted) == (404, [])
    assert "in this address" in answered.body.decode()


@pytest.mark.parametrize(("area", "said"), [("X10000001", "noindex"), ("E08000018", None), ("E06000044", None)])
def test_no_search_engine_keeps_a_worked_example(counted, area, said):
    assert ask(ROUTER, f"/paper/card/{area}.pdf").headers.get("x-robots-tag") == said


def test_a_district_of_the_example_has_no_card_on_paper_and_is_told_of_its_county_s():
    answered = ask(ROUTER, "/paper/card/X07000003.pdf", query="as_of=2010-06-30")
    assert answered.status == 404
    there = re.search(rb'href="(/paper/card/X10000001[^"]*)"', answered.body)[1].decode().replace("&amp;", "&")
    path, _, query = there.partition("?")
    assert query == "as_of=2010-06-30" and ask(ROUTER, path, query=query).body.startswith(b"%PDF")
