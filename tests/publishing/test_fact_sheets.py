"""The fact sheet of a contested measure: sourced, one page, in the page's own words, with both readings of its axis."""

import html
import io
import re
from functools import partial

import docx
import pypdf
import pytest
from starlette.routing import Router

from data_pipeline import words
from data_pipeline.drawings import scales
from data_pipeline.drawings.describing import axes
from data_pipeline.publishing.papers import documents
from data_pipeline.publishing.papers.reports import paged, word
from data_pipeline.publishing.papers.reports.report import Paragraphs, Pictures, Report, Table
from pages.components.drawings import described
from pages.serving.answers import first, papers
from tests.asking import ask
from tests.pages.views import squeezed

pytestmark = pytest.mark.usefixtures("served_in_process")
SITE = "https://report.example.org"
ROUTER = Router(papers.ROUTES)
# A promise without national figures, figures without a promise, both, a county without a figure, a place of long names
# and many comparators, promises of the worked example, of which one was much spoken of, a measure with a long caveat.
ASKED = [("E08000018", "NI 136"), ("E06000044", "NI 151"), ("E08000018", "NI 151"), ("E10000006", "NI 55"),
         ("E07000030", "NI 39"), ("X10000001", "LI 1"), ("X10000001", "NI 39"), ("E09000006", "NI 99"),
         ("E06000009", "NI 101")]  # fmt: skip
JUDGING = re.compile(
    r"\b(fail\w*|poor\w*|bad\w*|terrib\w*|disappoint\w*|excellent\w*|shame\w*|blame\w*|unacceptab\w*)\b", re.I
)


def asked(code: str, indicator: str, day: str | None = None) -> documents.Asked:
    return documents.Asked("facts", code, None if code.startswith("X") else "2010/11", day, indicator)


def sheet_of(con, code: str, indicator: str, day: str | None = None) -> Report:
    one = asked(code, indicator, day)
    return documents.report(con, one, SITE, partial(papers.chart, one))


@pytest.fixture(scope="module")
def sheets(real) -> dict[tuple[str, str], Report]:
    return {one: sheet_of(real.con, *one) for one in ASKED}


def said_in(report: Report):
    """Every sentence of a report with what it rests on."""
    parts = [part for part in report.parts if isinstance(part, Paragraphs)]
    return [said for part in parts for paragraph in part.items for said in paragraph.said]


def rows_in(report: Report):
    return [row for part in report.parts if isinstance(part, Table) for row in part.rows]


def test_c6_every_sentence_with_a_number_has_a_source_that_is_listed(sheets):
    for one, report in sheets.items():
        told = [*((said.text, said.sources) for said in said_in(report)),
                *((" ".join(row.cells), row.sources) for row in rows_in(report))]  # fmt: skip
        assert len(told) >= 6, one
        without = [text for text, sources in told if re.search(r"\d", text) and not sources]
        assert without == [], one
        listed = set(range(1, len(report.sources) + 1))
        assert {number for _, sources in told for number in sources} == listed, one
        # A paper may be held without an address; figures of ours are found at one.
        assert all(source.title for source in report.sources), one


def test_what_it_says_is_what_the_page_says(sheets):
    """Two views never disagree: every sentence of what was promised and what happened is on the page, word for word."""
    for (code, indicator), report in sheets.items():
        choices = {"indicator": indicator, "area": code} | ({} if code.startswith("X") else {"year": "2010/11"})
        page = first.told("indicator", choices).whole.__html__()
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", str(page))).split())
        first_part = next(part for part in report.parts if isinstance(part, Paragraphs))
        told = [said.text for paragraph in first_part.items for said in paragraph.said]
        ours = ("In the papers of the agreement", "No agreement of", "There is one more", "There are")
        missing = [one for one in told if not one.startswith(ours) and squeezed(one) not in squeezed(text)]
        assert missing == [], (code, indicator)
        for row in rows_in(report):
            assert squeezed(row.cells[1].removeprefix("middle ")) in squeezed(text), (code, row)


def test_no_word_of_ours_judges(sheets):
    for report in sheets.values():
        own = [said.text for said in said_in(report) if "“" not in said.text]
        assert [text for text in own if JUDGING.search(text.replace("Kind of promise", ""))] == []


def test_it_is_one_page_whatever_it_says(sheets):
    sizes = {one: paged.size_that_fits(report) for one, report in sheets.items()}
    assert min(sizes.values()) >= 8, sizes
    for one in sorted(sizes, key=sizes.get)[:3]:
        assert len(pypdf.PdfReader(io.BytesIO(paged.pdf(sheets[one]))).pages) == 1, one


def test_both_readings_of_the_axis_draw_the_same_figures():
    chart = described.chart(described.Choices("trend", "E06000044", "NI 151", "2010/11"))
    zero, near = axes.both(chart)
    assert zero.figure["data"] == near.figure["data"] == chart.figure["data"]
    values = [value for trace in chart.figure["data"] for value in trace["y"] if value is not None]
    from_zero, by_itself = (scales.of_axis(one.figure["layout"]["yaxis"], []) for one in (zero, near))
    assert from_zero.low == 0 < by_itself.low <= min(values) <= max(values) <= min(from_zero.high, by_itself.high)
    assert [one.alt.split(". ")[0] for one in (zero, near)] == [axes.FROM_ZERO, axes.NEAR]


def test_figures_below_zero_stay_inside_the_axis_from_zero():
    chart = described.chart(described.Choices("trend", "E06000044", "NI 151", "2010/11"))
    below = {**chart.figure, "data": [{**trace, "y": [None if one is None else -one for one in trace["y"]]}
                                      for trace in chart.figure["data"]]}  # fmt: skip
    low, high = axes.both(chart.__class__(**{**vars(chart), "figure": below}))[0].figure["layout"]["yaxis"]["range"]
    assert low < -70 and high == 0


def test_where_the_figures_reach_nought_one_chart_is_both_readings(real):
    chart = described.chart(described.Choices("trend", "E06000044", "NI 154", "2010/11"))
    values = [value for trace in chart.figure["data"] for value in trace["y"] if value is not None]
    assert min(values) <= 0 and len(axes.both(chart)) == 1
    sheet = sheet_of(real.con, "E06000044", "NI 154", None)
    assert [len(part.shown) for part in sheet.parts if isinstance(part, Pictures)] == [1]


def test_a_sheet_has_two_pictures_with_words_wherever_there_are_two_figures(sheets):
    with_pictures = {
        one: [part for part in report.parts if isinstance(part, Pictures)] for one, report in sheets.items()
    }
    assert [one for one, found in with_pictures.items() if not found] == [("E10000006", "NI 55")]
    for (pictures,) in filter(None, with_pictures.values()):
        assert len(pictures.shown) == 1 or [picture.alt.split(". ")[0] for picture in pictures.shown] == [
            axes.FROM_ZERO,
            axes.NEAR,
        ]


def test_what_came_later_is_not_on_the_sheet_of_a_day(real):
    now, then = (sheet_of(real.con, "X10000001", "LI 1", day) for day in (None, "2009-12-31"))
    assert then.marks[-1] == words.cards.known_on("2009-12-31")
    assert then.day.isoformat() <= "2009-12-31" < now.day.isoformat()


def test_a_worked_example_says_first_that_it_is_one(sheets):
    made = docx.Document(io.BytesIO(word.docx(sheets["X10000001", "LI 1"])))
    assert made.paragraphs[2].text.startswith(words.cards.EXAMPLE)


@pytest.mark.parametrize(
    ("path", "query", "kind", "name"),
    [
        ("E08000018.docx", "indicator=NI 136", "wordprocessingml.document", 'attachment; filename="ni-136-e08000018'),
        ("rotherham.pdf", "indicator=ni136", "application/pdf", 'inline; filename="ni-136-rotherham'),
        ("X10000001.txt", "indicator=LI 1", "text/plain", 'attachment; filename="li-1-x10000001'),
    ],
)
def test_it_has_an_address_however_that_is_written(path, query, kind, name):
    answered = ask(ROUTER, f"/paper/facts/{path}", query=query)
    assert answered.status == 200 and kind in answered.headers["content-type"]
    assert answered.headers["content-disposition"].startswith(name)
    assert answered.headers["etag"]


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("nowhere", "indicator=NI 136", "No place"), ("E08000018", "", "of the measure"),
        ("E08000018", "indicator=NI 999", "of the measure"), ("X10000001", "indicator=NI 151x", "of the measure"),
        ("E08000018", "indicator=NI 136&as_of=soon", "The day"), ("E06000044", "indicator=NI 151&year=x", "the year"),
    ],
)  # fmt: skip
def test_where_there_is_none_words_say_so(path, query, said):
    answered = ask(ROUTER, f"/paper/facts/{path}.docx", query=query)
    assert answered.status == 404 and said in answered.body.decode()


def test_the_page_of_a_measure_leads_to_it(real):
    page = first.written("indicator", {"indicator": "NI 136", "area": "E08000018", "as_of": "2012-12-31"}, "")
    found = re.findall(r'href="(/paper/facts/[^"]+)">(Word|PDF)</a>', page)
    assert [name for _, name in found] == ["Word", "PDF"]
    for address, _ in found:
        path, _, query = html.unescape(address).partition("?")
        assert ask(ROUTER, path, query=query, method="HEAD").status == 200
