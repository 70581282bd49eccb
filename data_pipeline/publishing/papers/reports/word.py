"""A report as a Word document: plain, in real styles, to be put behind any committee's template.

Word's own numbering numbers the paragraphs; tables have their heads repeated; nothing needs a typeface of ours.
"""

import io
from collections.abc import Iterator

from docx import Document
from docx.document import Document as Opened
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.text.paragraph import Paragraph as Line

from data_pipeline.drawings import png
from data_pipeline.publishing.papers import typesetting
from data_pipeline.publishing.papers.reports import packing, paged, styles
from data_pipeline.publishing.papers.reports.report import (
    SOURCES,
    Heading,
    Paragraph,
    Paragraphs,
    Part,
    Pictures,
    Report,
    Row,
    Table,
    clean,
)

FIRST_PLACE = 10_000  # Places of headings have numbers from here, those of sources from 1.
STYLES = {"numbered": styles.NUMBERED, "points": "List Bullet", "plain": "Normal"}


def docx(report: Report) -> bytes:
    """The same bytes for the same report."""
    made = Document()
    # Arial takes a little less room than the typeface of the PDF.
    size = int(paged.size_that_fits(report) * 2) / 2 if report.is_one_page else report.size
    width = styles.dress(made, size, report.is_one_page, report.smaller)
    packing.describe(made.core_properties, report.title, report.kicker, report.day)
    for label in report.cover:
        _line(made, styles.COVER, f"{label}:")
    _line(made, "Heading 1", report.title)
    if report.kicker:
        _line(made, styles.QUIET, report.kicker)
    for mark in report.marks:
        _line(made, styles.MARK, mark)
    places = _contents(made, report) if report.contents else iter(())
    for part in report.parts:
        _part(made, part, width, places)
    _sources(made, report, places)
    typesetting.forget()  # Of the pictures, and of how large the type may be.
    styles.strip(made)
    return packing.packed(made, report.day)


def _line(made: Opened, style: str, text: str = "") -> Line:
    """A paragraph in a style, which python-docx by itself looks for among all, half of the time of a document."""
    line = made.add_paragraph()
    line._p.style = _id(style)
    if text:
        _write(line, text)
    return line


def _id(style: str) -> str:
    """What a style is called within the file."""
    return style.replace(" ", "")


def _contents(made: Opened, report: Report) -> Iterator[str]:
    """The list of headings, each leading to its own. Returns the names of their places, to be taken in order.

    A field that Word can make anew; it has no numbers of pages, which only Word knows.
    """
    _line(made, "Heading 2", report.contents)
    named = report.headings()
    for number, heading in enumerate(named, 1):
        line = _line(made, styles.CONTENTS.format(heading.level))
        if number == 1:
            styles.begin_field(line, styles.OF_HEADINGS)
        _link(line, heading.text, anchor=f"heading_{number}")
        if number == len(named):
            styles.end_field(line)
    return iter([f"heading_{number}" for number in range(1, len(named) + 1)])


def _heading(made: Opened, part: Heading, places: Iterator[str]) -> None:
    line = _line(made, f"Heading {part.level}", part.text)
    if part.is_on_new_page:
        line.paragraph_format.page_break_before = True
    if part.level < 4 and (name := next(places, None)):
        styles.bookmark(line, name, FIRST_PLACE + int(name.rpartition("_")[2]))


def _part(made: Opened, part: Part, width: int, places: Iterator[str]) -> None:
    if isinstance(part, Heading):
        _heading(made, part, places)
    elif isinstance(part, Paragraphs):
        for one in part.items:
            _paragraph(_line(made, STYLES[part.form]), one)
    elif isinstance(part, Table):
        _table(made, part, width)
    else:
        _pictures(made, part, width)


def _paragraph(line: Line, one: Paragraph) -> None:
    if one.label:
        _write(line, f"{one.label} ", is_bold=True)
    for place, said in enumerate(one.said):
        _write(line, f"{' ' if place else ''}{said.text}")
        _marks(line, said.sources)


def _write(line: Line, text: str, is_bold: bool = False) -> None:
    line.add_run(clean(text)).bold = is_bold or None


def _marks(line: Line, sources: tuple[int, ...]) -> None:
    """' [1] [2]', each leading to its source at the end."""
    for number in sources:
        _write(line, "\xa0")
        _link(line, f"[{number}]", anchor=f"source_{number}")


def _link(line: Line, text: str, address: str | None = None, anchor: str | None = None) -> None:
    link = OxmlElement("w:hyperlink")
    if address:
        link.set(qn("r:id"), line.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        link.set(qn("w:anchor"), anchor)
    run = line.add_run(clean(text))
    run._r.style = styles.LINK
    link.append(run._r)
    line._p.append(link)


def _table(made: Opened, part: Table, width: int) -> None:
    _line(made, "Caption", part.title)
    heads, widths = part.laid_out()
    table = made.add_table(0, len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.LEFT, False
    styles.dress_table(table, clean(part.title))
    _row(table, Row(tuple(heads)), is_head=True)
    for row in part.rows:
        _row(table, Row((*row.cells, *([""] if part.has_sources else [])), row.sources))
    for column, share in zip(table.columns, widths, strict=True):
        column.width = int(width * share / sum(widths))
        for cell in column.cells:
            cell.width = column.width
    _line(made, styles.AFTER)


def _row(table, row: Row, is_head: bool = False) -> None:
    added = table.add_row()
    styles.dress_row(added, is_head)
    for place, (cell, text) in enumerate(zip(added.cells, row.cells, strict=True)):
        line = cell.paragraphs[0]
        line._p.style = _id(styles.CELL)
        _write(line, text, is_bold=is_head or place == 0)
    _marks(added.cells[-1].paragraphs[0], row.sources)


def _pictures(made: Opened, part: Pictures, width: int) -> None:
    """Side by side in one line, for a table would be read as one."""
    line = _line(made, styles.PICTURES)
    gap = Mm(1) if len(part.shown) > 1 else 0
    for picture in part.shown:
        run = line.add_run()
        shown = run.add_picture(io.BytesIO(png.of(picture.svg)), width=int(width / len(part.shown)) - gap)
        shown._inline.docPr.set("descr", clean(picture.alt))
        for side in "TBLR":  # Else some programs leave room around, for which a line has none.
            shown._inline.set(f"dist{side}", "0")


def _sources(made: Opened, report: Report, places: Iterator[str]) -> None:
    if report.sources:
        _heading(made, Heading(SOURCES), places)
    for number, source in enumerate(report.sources, 1):
        line = _line(made, styles.SOURCE)
        styles.bookmark(line, f"source_{number}", number)
        _write(line, f"[{number}] ", is_bold=True)
        _write(line, source.title)
        _address(line, source.leads_to)
    line = _line(made, styles.SOURCE)
    _write(line, report.address_label, is_bold=True)
    _address(line, report.address)


def _address(line: Line, address: str | None) -> None:
    if address:
        _write(line, " ")
        _link(line, address.split("://")[-1], address=address)
