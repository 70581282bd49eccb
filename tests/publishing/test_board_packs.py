"""The pack of a board's meeting, as a document and as slides: opened, and held against the page and the warehouse."""

import io
import re
import time
import zipfile
from datetime import date
from functools import cache, partial

import docx
import pikepdf
import pptx
import pypdf
import pytest
from docx.oxml.ns import qn
from pptx.oxml.ns import qn as of_slides
from pypdf._codecs.core_font_metrics import CORE_FONT_METRICS
from starlette.routing import Router

from data_pipeline import queries, words
from data_pipeline.publishing.papers import documents
from data_pipeline.publishing.papers.boards import meeting_pack, meeting_slides, pack_report
from data_pipeline.publishing.papers.reports import deck, paged, plain, slides, word
from data_pipeline.publishing.papers.reports.deck import Line, Slide
from data_pipeline.publishing.papers.reports.report import Heading, Pictures, Report, Table
from pages.serving.answers import board_papers, papers
from tests.asking import ask
from tests.pages.boards.meetings import BOLTON, CUMBRIA, DAY, EXAMPLE, PACK, ROTHERHAM, page_of, printed_later, seen
from tests.pages.views import read, squeezed, table
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")
SITE = "https://report.example.org"
ROUTER = Router(board_papers.ROUTES)
MEETINGS = [(EXAMPLE, DAY), (EXAMPLE, "2009-09-01"), (ROTHERHAM, "2011-01-31"), (CUMBRIA, "2011-12-31")]
SAYS, TOLD = words.documents.board, words.boards.exceptions


@cache
def made(con, area: str, day: str, **only: str) -> tuple[Report, deck.Deck]:
    asked = documents.Asked("board", area, None, day, only=documents.Only(**only))
    pack = meeting_pack.made_of(con, queries.area(con, area), day, asked.only)
    given = (pack, SITE, documents.page_of(asked), partial(papers.chart, asked))
    return pack_report.report(*given), meeting_slides.deck(*given)


@pytest.fixture(scope="module")
def example(real) -> tuple[Report, deck.Deck]:
    return made(real.con, EXAMPLE, DAY)


@pytest.fixture(scope="module")
def small(real) -> tuple[Report, deck.Deck]:
    """Of few exceptions, for what costs time."""
    return made(real.con, ROTHERHAM, "2011-01-31")


@pytest.fixture(scope="module")
def in_pdf(small) -> bytes:
    return paged.pdf(small[0])


@pytest.fixture(scope="module")
def in_slides(example) -> bytes:
    return slides.pptx(example[1])


def exceptions_of(page: str) -> list[tuple[str, list[str]]]:
    """The title of each exception on a page, and every text under it, in their order."""
    found = re.findall(r'<details class="exception.*?</details>', page, flags=re.DOTALL)
    asks = r"<p>(.*?)(?: <span class=\"quiet\">(.*?)</span>)?</p>"
    return [
        (
            read(re.search(r"<b>(.*?)</b>", one)[1]),
            [read(text) for pair in re.findall(asks, one, flags=re.DOTALL) for text in pair if text]
            + [
                read(text)
                for cell in re.findall(r"<dd>(.*?)</dd>", one, flags=re.DOTALL)
                for text in cell.split("<br>")
            ],
        )
        for one in found
    ]


def shown(said: deck.Deck) -> str:
    """All that is on slides and in their notes."""
    lines = [text for one in said.slides for text in (one.title, *one.notes, *(line.text for line in one.lines))]
    return "\n".join([said.title, said.kicker, *said.marks, *lines])


@pytest.mark.parametrize(("area", "day"), MEETINGS)
def test_every_exception_of_the_page_is_in_the_pack_in_its_order_with_its_figures(real, area, day):
    report, said = made(real.con, area, day)
    on_page = exceptions_of(page_of(area, day))
    assert on_page
    titles = [part.text for part in report.parts if isinstance(part, Heading) and re.match(r"\d+\. ", part.text)]
    assert titles == [title for title, _ in on_page]
    assert [one.title for one in said.slides if re.match(r"\d+\. ", one.title)] == titles
    whole = squeezed(plain.txt(report).decode())
    starts = [whole.rindex(squeezed(title) + "-") if squeezed(title) + "-" in whole else whole.rindex(squeezed(title))
              for title in titles]  # fmt: skip
    assert starts == sorted(starts)
    by_title = {one.title: squeezed(" ".join(one.notes)) for one in said.slides}
    for title, texts in on_page:
        for text in texts:
            if text.startswith("As said of this policy area"):
                continue  # A slide stands alone, and has the words themselves.
            parts = [
                squeezed(part) for part in re.split(r"(?<=\.) (?=\w)", text.replace(", of its whole policy area", ""))
            ]
            assert [part for part in parts if part not in whole] == [], (title, text)
            assert [part for part in parts if part not in by_title[title]] == [], (title, text)


@pytest.mark.parametrize(("area", "day"), MEETINGS)
def test_b2_every_target_of_the_page_is_in_the_pack_once_as_it_stands_there(real, area, day):
    report, _ = made(real.con, area, day)
    page = page_of(area, day)
    tables = {part.title: [row.cells for row in part.rows] for part in report.parts if isinstance(part, Table)}
    for title in (TOLD.GOOD, TOLD.UNSAID):
        on_page = [[squeezed(cell) for cell in row] for row in table(page, title)]
        mine = [[squeezed(cell) for cell in row] for row in tables.get(title, [])]
        assert [row[:2] + row[3:] for row in mine] == [row[:2] + row[3:] for row in on_page]
        # A badge of the page has its symbol, and no brackets.
        stands = zip([row[2] for row in mine], [row[2] for row in on_page], strict=True)
        assert [mine for mine, page in stands if re.sub(r"[()–]", "", mine) not in re.sub(r"[()–]", "", page)] == []
    listed = [
        re.sub(r"^\d+\. ", "", cells[0])
        for name in (SAYS.SUMMARY, TOLD.GOOD, TOLD.UNSAID)
        for cells in tables.get(name, [])
    ]
    known = words.tallies.targets(queries.standing(real.con, area, day))
    # Of a target of a district the title says which: no two are called alike.
    assert sorted(listed) == sorted(map(words.promises.titled, known)) and len(set(listed)) == len(known)


def test_the_other_parts_have_the_rows_of_the_page(example):
    page = page_of()
    tables = {part.title: [row.cells for row in part.rows] for part in example[0].parts if isinstance(part, Table)}
    for mine, theirs in (
        (SAYS.ACTIONS, "Actions"), (SAYS.DUE, "Figures that are due"), (SAYS.MONEY, "Money by route"),
        (SAYS.CHANGED, "Ratings that changed, and why"), (SAYS.AGES, "Days from the end of the period to the paper"),
    ):  # fmt: skip
        on_page = table(page, theirs)
        assert on_page and [row[0] for row in tables[mine]] == [row[0] for row in on_page]
    assert [list(row) for row in tables[words.boards.timetable.TITLE]] == table(page, words.boards.timetable.TITLE)
    assert [list(row) for row in tables[SAYS.MONEY]] == [list(row) for row in table(page, "Money by route")]
    assert [list(row) for row in tables[SAYS.DUE]] == [list(row) for row in table(page, "Figures that are due")]
    lead = read(re.search(r'<p class="lead">(.*?)</p>', page)[1])
    assert squeezed(lead) in squeezed(plain.txt(example[0]).decode())
    assert lead in [line.text for line in example[1].slides[0].lines]


@pytest.mark.parametrize(("area", "day"), MEETINGS)
def test_no_part_of_the_page_is_missing_in_the_pack(real, area, day):
    """Whatever a page has under a heading stands in the pack under the same, in the order of the page."""
    page = page_of(area, day)
    parts = [re.sub(r" \(\d+\)$", "", read(title)) for title in re.findall(r"<h2[^>]*>(.*?)</h2>", page)]
    called = {"What changed since then": SAYS.CHANGED}  # In a list of contents nobody knows since when.
    report, _ = made(real.con, area, day)
    headings = [part.text for part in report.parts if isinstance(part, Heading)]
    named = [called.get(title, title) for title in parts]
    assert len(parts) > 5 and [title for title in named if title not in headings] == []
    assert [title for title in headings if title in named] == named
    # What the page leads to in place of a part is among what the pack rests on.
    spent = re.findall(r'href="(/report_card\?[^"]*#spending)"', page)
    assert [f"{SITE}{one.replace('&amp;', '&')}" for one in spent] == [
        one.address for one in report.sources if "#spending" in (one.address or "")
    ]
    assert bool(spent) == (area != EXAMPLE)


def test_s02_evidence_and_targets_by_theme_are_those_of_the_page(example):
    page = page_of()
    says = words.boards.evidence
    tables = {
        part.title: [list(row.cells) for row in part.rows] for part in example[0].parts if isinstance(part, Table)
    }
    assert tables[says.COVERAGE] == table(page, says.COVERAGE) and len(tables[says.COVERAGE]) >= 4
    assert [row[:4] for row in tables[says.TITLE]] == [row[:4] for row in table(page, says.TITLE)]
    assert len(tables[says.TITLE]) > 5
    whole = squeezed(plain.txt(example[0]).decode())
    assert [text for text in (says.NEUTRAL, says.rule(1095)) if squeezed(text) not in whole] == []


@pytest.mark.parametrize(("area", "day"), [(EXAMPLE, DAY), (ROTHERHAM, "2010-10-01"), (CUMBRIA, "2010-03-01")])
def test_nothing_published_later_than_the_meeting_is_in_it(real, area, day):
    later = printed_later(real.con, area, day)
    report, said = made(real.con, area, day)
    pictures = [shown.svg for part in report.parts if isinstance(part, Pictures) for shown in part.shown]
    whole = "\n".join([plain.txt(report).decode(), shown(said), *pictures])
    assert later and seen(later, whole) == []
    if area == EXAMPLE:
        for sheet, column, text in (("decisions", "date", "decision"), ("risks", "reviewed_on", "what")):
            rows = rows_of(PACK, sheet)
            assert [row[text] for row in rows if row[column] > DAY]
            assert [row[text] for row in rows if row[column] > DAY and row[text] in whole] == []


def test_a_native_chart_has_the_figures_known_on_the_day_and_no_other(real, in_slides):
    area, day, made_of = EXAMPLE, DAY, pptx.Presentation(io.BytesIO(in_slides))
    charts = {
        slide.shapes.title.text: shape.chart for slide in made_of.slides for shape in slide.shapes if shape.has_chart
    }
    titles = {f"{number}. {line['title']}": row for number, (line, row) in enumerate(_pairs(real.con, area, day), 1)}
    assert len(charts) > 20 and set(charts) <= set(titles)
    first = date(1899, 12, 30).toordinal()
    for title, chart in charts.items():
        row = titles[title]
        drawn = {
            (series.name, date.fromordinal(int(float(x.text)) + first), value)
            for series in chart.plots[0].series
            if series.name in ("Promised", "What happened", "What happened, part of a year")
            for x, value in zip(series._element.xVal.iter(of_slides("c:v")), series.values, strict=True)
        }
        known = real.con.execute(
            """
            select what, period_end, value, date_diff('day', period_start, period_end) > 300
            from marts.promise_points
            where agreement_code = ? and indicator = ? and area_code = ? and (target = ? or target is null)
                and said_by <= ? and (is_last_word or superseded_on > ?)
                and value is not null and period_end is not null
                and what in ('baseline', 'milestone', 'final target', 'outturn')
            """,
            [area, row["indicator"], row["area_code"], row["target"], day, day],
        ).fetchall()
        expected = {
            (
                ("What happened" if is_year else "What happened, part of a year") if what == "outturn" else "Promised",
                end,
                value,
            )
            for what, end, value, is_year in known
        }
        assert drawn <= expected and {one for one in expected if one[0] != "Promised"} <= drawn
        assert {end for name, end, _ in expected if name == "Promised"} == {
            end for name, end, _ in drawn if name == "Promised"
        }


def _pairs(con, area: str, day: str):
    return queries.exceptions(
        queries.enquiries(con, area, area, None, day), words.tallies.targets(queries.standing(con, area, day))
    )


def test_the_pdf_is_tagged_has_bookmarks_a_contents_with_pages_and_large_type(small, in_pdf):
    report = small[0]
    with pikepdf.open(io.BytesIO(in_pdf)) as file:
        assert file.Root.Lang == "en-GB" and file.Root.MarkInfo.Marked
        assert file.Root.ViewerPreferences.DisplayDocTitle
        with file.open_metadata() as about:
            assert (about["pdfuaid:part"], about["dc:title"]) == ("1", report.title)
    reader = pypdf.PdfReader(io.BytesIO(in_pdf))
    marks: list[tuple[str, int]] = []

    def walk(outline) -> None:
        for one in outline:
            walk(one) if isinstance(one, list) else marks.append(
                (one.title, reader.get_destination_page_number(one) + 1)
            )

    walk(reader.outline)
    headings = [part.text for part in report.parts if isinstance(part, Heading)]
    named = dict(marks)
    assert [title for title, _ in marks if title not in (report.title, SAYS.CONTENTS)] == [*headings, "Sources"]
    pages = [page.extract_text() for page in reader.pages]
    contents = " ".join(pages[: named[SAYS.STANDS]])
    for title, page in marks:
        if title not in (report.title, SAYS.CONTENTS):
            spaced = r"\s+".join(map(re.escape, title.split()))
            assert re.search(rf"{spaced}[\s.\u2060]*{page}\s", contents), title
    assert all(f"Page {number} of {len(pages)}" in text for number, text in enumerate(pages, 1))
    sizes: set[float] = set()
    for page in reader.pages:
        page.extract_text(
            visitor_text=lambda text, cm, tm, font, size: (
                sizes.add(round(size * abs(tm[3] * cm[3]), 1)) if text.strip() else None
            )
        )
    assert min(sizes) >= 12


def test_word_has_a_contents_that_leads_to_every_heading(small):
    made_of = docx.Document(io.BytesIO(word.docx(small[0])))
    listed = [line for line in made_of.paragraphs if line.style.name.startswith("toc ")]
    headings = [part for part in small[0].parts if isinstance(part, Heading)]
    assert [line.text for line in listed] == [*(part.text for part in headings), "Sources"]
    places = {one.get(qn("w:name")) for one in made_of.element.body.iter(qn("w:bookmarkStart"))}
    anchors = [link.get(qn("w:anchor")) for line in listed for link in line._p.iter(qn("w:hyperlink"))]
    assert len(set(anchors)) == len(listed) and set(anchors) <= places
    kinds = [one.get(qn("w:fldCharType")) for line in listed for one in line._p.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    numbers = [one.get(qn("w:id")) for one in made_of.element.body.iter(qn("w:bookmarkStart"))]
    assert len(set(numbers)) == len(numbers)


def test_slides_have_titles_of_their_own_a_language_words_for_charts_and_notes(example, in_slides):
    made_of = pptx.Presentation(io.BytesIO(in_slides))
    titles = [slide.shapes.title.text for slide in made_of.slides]
    assert len(set(titles)) == len(titles) and all(titles) and titles[0] == example[1].title
    assert made_of.core_properties.title == example[1].title and made_of.core_properties.language == "en-GB"
    told = {one.title: one for one in example[1].slides}
    for slide in list(made_of.slides)[1:]:
        kinds = [shape.shape_type for shape in slide.shapes]
        assert slide.shapes[0] == slide.shapes.title and slide.shapes[0].is_placeholder and kinds
        runs = [
            run
            for shape in slide.shapes
            if shape.has_text_frame
            for line in shape.text_frame.paragraphs
            for run in line.runs
        ]
        assert {run._r.rPr.get("lang") for run in runs} == {"en-GB"}
        assert min(run.font.size.pt for run in runs) >= 12
        one = told.get(slide.shapes.title.text)
        if one and one.chart:
            (frame,) = (shape for shape in slide.shapes if shape.has_chart)
            assert frame._element.nvGraphicFramePr.cNvPr.get("descr") == one.chart.alt and len(one.chart.alt) > 40
            assert len(slide.shapes[1].text_frame.paragraphs) == 4  # Three lines, and who leads.
        if one and one.notes:
            assert squeezed(" ".join(one.notes)) == squeezed(slide.notes_slide.notes_text_frame.text)
    with zipfile.ZipFile(io.BytesIO(in_slides)) as file:
        names = file.namelist()
        assert not [name for name in names if re.search("thumbnail|vba|media|printer", name.lower())]
        assert len([name for name in names if name.startswith("ppt/slideLayouts/slideLayout")]) == 2
        assert {one.date_time for one in file.infolist()} == {(2010, 9, 14, 0, 0, 0)}


def wide(text: str, size: float, font: str) -> float:
    """In points, by the widths that every PDF reader knows Helvetica by, which Arial shares."""
    widths = CORE_FONT_METRICS[font].character_widths
    return sum(widths.get(letter, 600) for letter in text) * size / 1000


def filled(frame, width: float) -> float:
    """How high a text is that is broken at the blanks, in points."""
    height = 0.0
    for line in frame.paragraphs:
        count, used, size = 1, 0.0, 0.0
        for run in line.runs:
            size = run.font.size.pt
            for one in run.text.split(" "):
                own = wide(one, size, "Helvetica-Bold" if run.font.bold else "Helvetica")
                if used and used + own > width:
                    count, used = count + 1, 0.0
                used += own + wide(" ", size, "Helvetica")
        height += count * 1.2 * size + (line.space_after.pt if line.space_after else 0)
    return height


LONG = "This sentence is one of many, and says what a paper printed of a matter that took long to tell. "


@pytest.mark.parametrize("text", ["", LONG * 30, "word " * 900, "Endless" * 90])
def test_what_a_slide_says_fits_its_box(example, in_slides, text):
    said, file = example[1], in_slides
    if text:
        hard = Slide(
            text[:400], (Line(text, "Cause or barrier."), Line("None published.", "Decision needed.")), (text,)
        )
        listed = Slide("Many", tuple(Line(f"{number}. {LONG}") for number in range(40)), is_list=True)
        beside = Slide("Beside a chart", hard.lines, (text,), said.slides[1].chart)
        said = deck.replace(said, title="Of long texts", marks=("x " * 40,), slides=(hard, listed, beside))
        file = slides.pptx(said)
    made_of = pptx.Presentation(io.BytesIO(file))
    for slide in made_of.slides:
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.top >= 0
            assert shape.left + shape.width <= made_of.slide_width and shape.top + shape.height <= made_of.slide_height
            if shape.has_text_frame:
                hanging = (
                    18
                    if shape.is_placeholder and "buNone" not in shape._element.xml and shape != slide.shapes.title
                    else 0
                )
                assert filled(shape.text_frame, shape.width.pt - hanging) <= shape.height.pt + 12.5, (
                    slide.shapes.title.text
                )
    titles = [slide.shapes.title.text for slide in made_of.slides]
    assert len(set(titles)) == len(titles)
    if text == LONG * 30:
        body = made_of.slides[1].shapes[1].text_frame.paragraphs[0].text
        assert body.endswith(f"long to tell. {said.more}") and len(made_of.slides) > 6
        assert squeezed(made_of.slides[1].notes_slide.notes_text_frame.text) == squeezed(text)


def test_the_same_pack_makes_the_same_bytes(small, in_pdf):
    assert slides.pptx(small[1]) == slides.pptx(small[1])
    assert paged.pdf(small[0]) == in_pdf


def test_a_pack_of_sixty_exceptions_takes_less_than_three_seconds(example):
    _, said = example
    of_each = [one for one in said.slides if re.match(r"\d+\. ", one.title)]
    many = tuple(deck.replace(of_each[at % len(of_each)], title=f"{at}. One") for at in range(60))
    began = time.process_time()
    slides.pptx(deck.replace(said, slides=many))
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("path", "query", "kind"),
    [
        ("E10000006.pdf", "on=2011-12-31", "application/pdf"),
        ("rotherham.pptx", "on=31/01/2011", "presentationml"),
        (f"{EXAMPLE}.txt", f"as_of={DAY}&partner=exampleshire police&theme=SSC", "text/plain"),
        (f"{BOLTON}.docx", "", "wordprocessingml"),
        ("X07000003.txt", "", "text/plain"),  # A district, whose board is that of the whole.
    ],
)
def test_it_has_an_address(path, query, kind):
    answered = ask(ROUTER, f"/paper/board/{path}", query=query)
    assert answered.status == 200 and kind in answered.headers["content-type"]
    assert re.search(r'filename="board-[\w-]+-\d{4}-\d\d-\d\d\.\w+"', answered.headers["content-disposition"])
    assert ("x-robots-tag" in answered.headers) == path.startswith("X")


@pytest.mark.parametrize(
    ("path", "query", "said"),
    [
        ("nowhere", "", "No place"), (EXAMPLE, "on=soon", "The day"), (EXAMPLE, "on=2001-01-01", "had been published"),
        (EXAMPLE, "partner=nobody at all", "led or helped with"), (EXAMPLE, "theme=joy", "No theme"),
        ("E06000052", "", "No paper of an agreement"),
    ],
)  # fmt: skip
def test_where_there_is_none_words_say_so(path, query, said):
    answered = ask(ROUTER, f"/paper/board/{path}.pptx", query=query)
    assert answered.status == 404 and said in answered.body.decode()


def test_the_page_leads_to_the_pack_of_what_it_shows(real):
    page = page_of(partner="Exampleshire Police", theme="SSC")
    (address,) = {found.replace("&amp;", "&") for found in re.findall(r'href="(/paper/board/[^"]*\.txt[^"]*)"', page)}
    path, _, query = address.partition("?")
    told = ask(ROUTER, path, query=query).body.decode()
    titles = [title for title, _ in exceptions_of(page)]
    assert titles and [title for title in titles if squeezed(title) not in squeezed(told)] == []
    assert re.search(r"Only \d+ of \d+ targets", told)[0] in read(page)
    assert f"on={DAY}" in address and "partner=" in address and "theme=" in address
