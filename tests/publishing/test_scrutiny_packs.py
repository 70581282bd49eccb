"""A paper of lines of enquiry: those chosen, in order, sourced; whom to ask; whatever is typed stays text."""

import html
import io
import re
from functools import partial
from itertools import pairwise
from urllib.parse import urlencode

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from starlette.routing import Router

from data_pipeline import letters, queries, words
from data_pipeline.publishing.papers import documents, scrutiny_pack
from data_pipeline.publishing.papers.reports import paged, plain, word
from data_pipeline.publishing.papers.reports.report import Heading, Paragraphs, Pictures, Report, Table
from pages.serving import guard, links
from pages.serving.answers import first, papers
from tests.asking import ask
from tests.pages.views import squeezed
from tests.running import definitions

pytestmark = pytest.mark.usefixtures("served_in_process")
SITE = "https://report.example.org"
ROUTER = Router(papers.ROUTES)
ROTHERHAM, EXAMPLE, PORTSMOUTH, PRETEND = "E08000018", "X10000001", "E06000044", "X07000003"
SAYS, ASKS = words.documents.pack, words.scrutiny.enquiry
TONE = re.compile("|".join(row["pattern"] for row in definitions("tone_words")), re.IGNORECASE)
HOSTILE = '#panic("x") <b>bus</b> ]#pagebreak()[ =cmd|\'/c calc\'!A1 "quoted"'


def asked(code: str, day: str | None = None, **chosen) -> documents.Asked:
    year = None if code.startswith("X") else "2010/11"
    return documents.Asked("scrutiny", code, year, day, chosen=documents.Chosen(**chosen))


def pack_of(con, one: documents.Asked) -> Report:
    return documents.report(con, one, SITE, partial(papers.chart, one))


@pytest.fixture(scope="module")
def rotherham(real) -> Report:
    return pack_of(real.con, asked(ROTHERHAM))


@pytest.fixture(scope="module")
def chosen(real) -> Report:
    """Of the worked example's district: three lines in an order of one's own, one reworded, one question added."""
    say = (("T09", "Why so many?"),)
    return pack_of(real.con, asked(EXAMPLE, district=PRETEND, ask=("L9", "gone", "T09"), own=(HOSTILE,), say=say))


def lines_in(report: Report) -> list[str]:
    return [part.text for part in report.parts if isinstance(part, Heading) and part.level == 3]


def said_in(report: Report):
    parts = [part for part in report.parts if isinstance(part, Paragraphs)]
    return [(item.label, said) for part in parts for item in part.items for said in item.said]


def test_without_a_choice_it_has_the_first_lines_that_the_rules_find(rotherham, real):
    found = queries.enquiries(real.con, ROTHERHAM, ROTHERHAM, "2010/11")
    most = int(queries.threshold(real.con, "lines_of_enquiry"))
    assert len(found) > most
    expected = [f"Line {number}. {line['title']}" for number, line in enumerate(found[:most], 1)]
    assert lines_in(rotherham) == expected
    told = [said.text for _, said in said_in(rotherham)]
    for line in found[:most]:
        for row in line["reasons"]:
            assert ASKS.question(row) in told
            assert not ASKS.evidence(row) or ASKS.evidence(row) in told


def test_chosen_lines_stand_in_the_order_chosen_with_other_wordings_and_questions_of_one_s_own(chosen):
    assert [line.split(". ")[1] for line in lines_in(chosen)] == [
        "Port Pretend recycles more of its waste",
        "Fewer people are taken to hospital because of alcohol",
    ]
    told = said_in(chosen)
    counted = next(said.text for _, said in told if "lines of enquiry;" in said.text)
    assert "two of them were chosen. One of those asked for is not among them." in counted
    labels = [label for label, _ in told]
    assert labels.count(SAYS.REWORDED) == 1 and ("Why so many?" in {said.text for _, said in told})
    assert (None, HOSTILE) in [(label, said.text) for label, said in told]


def test_every_sentence_with_a_number_has_a_source_that_is_listed(rotherham, chosen):
    for report in (rotherham, chosen):
        own = {SAYS.REWORDED}
        told = [
            (said.text, said.sources) for label, said in said_in(report) if label not in own and said.text != HOSTILE
        ]
        for table in (part for part in report.parts if isinstance(part, Table) and part.title == SAYS.FIGURES):
            told += [(" ".join(row.cells), row.sources) for row in table.rows]
        assert [text for text, sources in told if re.search(r"\d", text) and not sources] == []
        assert {number for _, sources in told for number in sources} == set(range(1, len(report.sources) + 1))


def test_c7_every_line_names_whom_to_ask_and_says_by_which_duty_they_answer(rotherham, chosen):
    for report in (rotherham, chosen):
        asked_of = [said.text for label, said in said_in(report) if label == SAYS.ASK]
        assert len(asked_of) >= len(lines_in(report))
        witnesses = report.parts[-1]
        assert {said.text for item in witnesses.items for said in item.said} == set(asked_of)


def test_c5_the_paper_of_a_district_has_only_its_own_and_county_wide_rows(real):
    names = {row["area_code"]: row["name"] for row in queries.districts(real.con, EXAMPLE)}
    pack = scrutiny_pack.made_of(
        real.con, queries.area(real.con, EXAMPLE), None, None, documents.Chosen(district=PRETEND)
    )
    of = {line["area_code"] for line, *_ in pack["lines"]}
    assert of <= {EXAMPLE, PRETEND} and pack["found"] > len(pack["lines"])
    report = pack_of(real.con, asked(EXAMPLE, district=PRETEND))
    assert report.title == "Lines of enquiry: Port Pretend, in Exampleshire"
    others = [name for code, name in names.items() if code != PRETEND]
    questions = [said.text for label, said in said_in(report) if (label or "").startswith(SAYS.QUESTION)]
    assert len(questions) >= 8 and not [text for text in questions for name in others if f"In {name} " in text]


def test_every_figure_of_a_table_is_on_the_page_of_its_measure(rotherham, real):
    tables = [part for part in rotherham.parts if isinstance(part, Table) and part.title == SAYS.FIGURES]
    found = queries.enquiries(real.con, ROTHERHAM, ROTHERHAM, "2010/11")[: len(tables)]
    for line, table in list(zip(found, tables, strict=True))[:4]:
        choices = {"indicator": line["indicator"], "area": line["area_code"], "year": "2010/11"}
        page = squeezed(re.sub(r"<[^>]+>", " ", str(first.told("indicator", choices).whole.__html__())))
        assert [row.cells[1] for row in table.rows if squeezed(row.cells[1].removeprefix("middle ")) not in page] == []


@pytest.mark.parametrize("code", [ROTHERHAM, EXAMPLE, PORTSMOUTH])
def test_it_asks_and_says_what_the_page_asks_and_says(real, code):
    """Two views never disagree: each question, its grounds, whom to ask, what was asked before, what went well."""
    choices = {"area": code} | ({} if code == EXAMPLE else {"year": "2010/11"})
    page = str(first.told("scrutiny", choices).whole.__html__())
    shown = squeezed(html.unescape(re.sub(r"<[^>]+>", " ", page)))
    # Of the paper alone: what it is for, what stands behind each figure, and sources.
    labels = (SAYS.QUESTION, SAYS.EVIDENCE, SAYS.ASK)
    report = pack_of(real.con, asked(code))
    told = [said.text for label, said in said_in(report) if (label or "").startswith(labels)]
    told.append(report.parts[-3].items[0].said[0].text)
    assert len(told) > 2 * len(lines_in(report)) and [text for text in told if squeezed(text) not in shown] == []


def test_no_word_of_ours_takes_sides(rotherham, chosen):
    own = [SAYS.purpose("x"), SAYS.HOW, SAYS.chosen(3, 9, True, 2), SAYS.chosen(8, 8, False, 0), SAYS.NO_LINES]
    own += [said.text for report in (rotherham, chosen) for label, said in said_in(report)
            if (label or "").startswith((SAYS.QUESTION, SAYS.EVIDENCE, SAYS.ASK)) and "“" not in said.text]  # fmt: skip
    assert [text for text in own if TONE.search(text)] == []


def test_word_has_its_headings_its_charts_with_words_its_numbers_and_an_empty_cover(rotherham):
    file = word.docx(rotherham)
    made = docx.Document(io.BytesIO(file))
    levels = [int(line.style.name[-1]) for line in made.paragraphs if line.style.name.startswith("Heading")]
    assert levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
    assert [line.text for line in made.paragraphs[:4]] == [f"{label}:" for label in SAYS.COVER]
    pictures = [part for part in rotherham.parts if isinstance(part, Pictures)]
    alts = [one.get("descr") for one in made.element.body.iter(qn("wp:docPr"))]
    assert len(alts) == len(pictures) >= 3 and all(len(alt) > 40 for alt in alts)
    assert [len(table.rows[0]._tr.trPr.findall(qn("w:tblHeader"))) for table in made.tables] == [1] * len(made.tables)
    assert word.docx(rotherham) == file


def test_what_is_typed_stays_text_in_every_form(chosen):
    made = docx.Document(io.BytesIO(word.docx(chosen)))
    assert HOSTILE in [line.text for line in made.paragraphs]
    reader = pypdf.PdfReader(io.BytesIO(paged.pdf(chosen)))
    assert squeezed(HOSTILE) in squeezed(" ".join(page.extract_text() for page in reader.pages))
    assert squeezed(HOSTILE) in squeezed(plain.txt(chosen).decode())


def test_lines_may_be_named_one_by_one_or_with_commas_and_are_made_once():
    one = papers.scrutiny(request("ask=T34&ask=L9&ask=T34&own=A&own=B%00&say.L9=Why&say.X=No"))
    two = papers.scrutiny(request("ask=T34,L9&own=A&own=B&say.L9=Why"))
    assert one == two and hash(one) == hash(two)
    assert one.chosen == documents.Chosen(None, None, ("T34", "L9"), ("A", "B"), (("L9", "Why"),))


def test_more_than_any_meeting_can_take_is_left_out_and_no_question_is_endless():
    query = urlencode([("ask", f"T{number}") for number in range(50)] + [("own", "x" * 3000)] * 30)
    found = papers.scrutiny(request(query)).chosen
    assert (len(found.ask), len(found.own)) == (papers.MOST_LINES, papers.MOST_LINES)
    assert {len(text) for text in found.own} == {links.LONGEST_QUESTION + 1}
    assert max(len(word) for text in found.own for word in text.split()) <= letters.LONGEST_PART + 1  # And the dots.


def test_an_address_has_room_for_some_questions_and_no_other_address_has_more():
    scope = {"path": "/paper/scrutiny/E08000018.docx", "query_string": b"x" * 6000}
    assert not guard.is_too_long(scope)
    assert guard.is_too_long({**scope, "query_string": b"x" * 9000})
    assert guard.is_too_long({**scope, "path": "/paper/card/E08000018.pdf"})


def request(query: str):
    scope = {"type": "http", "query_string": query.encode(), "headers": [], "path_params": {"area": EXAMPLE}}
    return papers.Request(scope)


@pytest.mark.parametrize(
    ("path", "kind"),
    [("E08000018.docx", "wordprocessingml"), ("rotherham.pdf", "application/pdf"), ("X10000001.txt", "text/plain")],
)
def test_it_has_an_address(path, kind):
    answered = ask(ROUTER, f"/paper/scrutiny/{path}", query="theme=SSC&as_of=2012-12-31&own=What+else%3F")
    assert answered.status == 200 and kind in answered.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("nowhere", "", "No place"), ("E08000018", "as_of=soon", "The day"), ("E08000018", "year=1800/01", "the year"),
        ("E08000018", "district=E07000030", "No place"), ("E08000018", "theme=joy", "No theme"),
    ],
)  # fmt: skip
def test_where_there_is_none_words_say_so(path, query, said):
    answered = ask(ROUTER, f"/paper/scrutiny/{path}.docx", query=query)
    assert answered.status == 404 and said in answered.body.decode()


def test_a_place_without_an_agreement_has_its_paper_too(real):
    report = pack_of(real.con, asked("E07000086"))
    assert report.title == "Lines of enquiry: Eastleigh" and lines_in(report)
    assert [part for part in report.parts if isinstance(part, Pictures)]


def test_the_paper_of_a_page_of_one_theme_has_the_lines_of_that_theme(real):
    theme = "Children and Young People"
    page = first.written("scrutiny", {"area": EXAMPLE, "theme": "CYP"}, "")
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert hidden["theme"] == theme
    answered = ask(ROUTER, f"/paper/scrutiny/{EXAMPLE}.txt", query=urlencode(hidden))
    shown = re.findall(r"^Line \d+\. (.*)$", answered.body.decode(), re.MULTILINE)
    found = {line["title"]: line["theme_name"] for line in queries.enquiries(real.con, EXAMPLE, EXAMPLE, None)}
    assert shown and {found.get(title, theme) for title in shown} == {theme}
