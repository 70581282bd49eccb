"""A report is written to Word, PDF and text: each is opened, and has the structure, the numbers and the words."""

import io
import re
import zipfile
from datetime import date

import docx
import pikepdf
import pypdf
import pytest
from docx.oxml.ns import qn

from data_pipeline.publishing.papers import typesetting
from data_pipeline.publishing.papers.reports import paged, plain, word
from data_pipeline.publishing.papers.reports.report import (
    Heading,
    Paragraph,
    Paragraphs,
    Picture,
    Pictures,
    Report,
    Row,
    Said,
    Source,
    Sources,
    Table,
    points,
)
from tests.pages.views import squeezed

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30" width="40" height="30">
<rect width="9" height="9"/></svg>"""
HOSTILE = [
    '#panic("run")', "*not bold* _not slanted_ `raw` <label> @label", "]#pagebreak()[ // none /* none */",
    "<w:p><script>alert(1)</script>&amp;", "=cmd|'/c calc'!A1", "a\x0bb\x00c\x1fd", "{\\rtf1 \\b bold}",
    'HYPERLINK "http://x.example"', "中文 😀",
]  # fmt: skip


def numbered(*texts: str) -> Paragraphs:
    return Paragraphs(tuple(Paragraph((Said(text, (1, 2)),), "Label.") for text in texts), "numbered")


def a_report(text: str = "It was 5.", is_one_page: bool = False) -> Report:
    """A report with a part of each kind, and `text` wherever a text may come from elsewhere."""
    sources = Sources()
    assert [sources.cite(text, "https://a.example/1?x=1&y=2"), sources.cite("A book"), sources.cite("A book")] == [
        1,
        2,
        2,
    ]
    picture = Picture(SVG, f"What it shows: {text}")
    table = Table(text, (text, "Number"), (2, 1), (Row((text, "7"), (2,)), Row(("Second", text))))
    parts = (
        Heading(text), numbered(text, "Second."), Heading("Below", 3), points(text, None, Said("A point.", (1,))),
        Pictures((picture, picture)), table, numbered("Third."), Paragraphs((Paragraph((Said(text),)),)),
    )  # fmt: skip
    return Report(
        text, f"Kicker {text}", (f"Mark {text}",), parts, sources.listed(), date(2011, 3, 31),
        "https://report.example.org/indicator?area=E06000044", "Where:", is_one_page, ("Committee", "Date"),
    )  # fmt: skip


def opened(report: Report):
    return docx.Document(io.BytesIO(word.docx(report)))


def test_word_has_real_headings_in_order_and_real_numbers():
    made = opened(a_report())
    levels = [int(line.style.name[-1]) for line in made.paragraphs if line.style.name.startswith("Heading")]
    assert levels == [1, 2, 3, 2]
    mine = [line for line in made.paragraphs if line.style.name == "Numbered"]
    assert [line.text.startswith("Label.") for line in mine] == [True] * 3
    number = made.styles["Numbered"].element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    numbering = made.part.numbering_part.element
    level = numbering.xpath(
        f"//w:abstractNum[@w:abstractNumId=//w:num[@w:numId={number}]/w:abstractNumId/@w:val]/w:lvl"
    )
    assert [one.find(qn("w:numFmt")).get(qn("w:val")) for one in level] == ["decimal"]


def test_word_says_its_language_its_title_and_leaves_the_cover_to_the_officer():
    made = opened(a_report())
    assert {one.get(qn("w:val")) for one in made.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert (made.core_properties.title, made.core_properties.language) == ("It was 5.", "en-GB")
    assert made.core_properties.created.date() == made.core_properties.modified.date() == date(2011, 3, 31)
    assert [line.text for line in made.paragraphs[:3]] == ["Committee:", "Date:", "It was 5."]
    mine = [made.styles[name].element for name in ("Normal", "Heading 1", "Numbered", "Cell")]
    faces = {one.get(qn("w:ascii")) for style in mine for one in style.iter(qn("w:rFonts"))}
    assert faces == {"Arial"}


def test_a_table_of_word_repeats_its_heads_is_never_torn_and_has_a_name():
    (table,) = opened(a_report()).tables
    first, *others = table.rows
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in first.cells] == ["It was 5.", "Number", "Source"]
    assert others[0].cells[1].text == "7"
    told = table._tbl.tblPr
    assert [told.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("tblCaption", "tblDescription")] == [
        "It was 5."
    ] * 2
    assert told.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
    # The order of the schema, on which Word insists.
    order = ["tblW", "jc", "tblBorders", "tblLayout", "tblLook", "tblCaption", "tblDescription"]
    assert [one.tag.split("}")[1] for one in told] == order


def test_every_picture_has_words_and_every_mark_leads_to_its_source():
    made = opened(a_report())
    body = made.element.body
    assert [one.get("descr") for one in body.iter(qn("wp:docPr"))] == ["What it shows: It was 5."] * 2
    anchors = [one.get(qn("w:anchor")) for one in body.iter(qn("w:hyperlink")) if one.get(qn("w:anchor"))]
    places = [one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))]
    assert places == ["source_1", "source_2"] and set(anchors) == set(places) and len(anchors) == 8
    led = {one.target_ref for one in made.part.rels.values() if one.is_external}
    assert led == {"https://a.example/1?x=1&y=2", "https://report.example.org/indicator?area=E06000044"}


def test_a_pdf_has_headings_in_order_heads_of_rows_words_for_pictures_and_the_same_numbers():
    file = paged.pdf(a_report())
    found = []

    def walk(of: pikepdf.Object) -> None:
        for kid in typesetting.elements(of):
            found.append((str(kid.S)[1:], str(kid.Alt) if "/Alt" in kid else None))
            walk(kid)

    with pikepdf.open(io.BytesIO(file)) as made:
        assert made.Root.Lang == "en-GB"
        walk(made.Root.StructTreeRoot)
    assert [role for role, _ in found if re.fullmatch("H[1-6]", role)] == ["H1", "H2", "H3", "H2"]
    assert [alt for role, alt in found if role == "Figure"] == ["What it shows: It was 5."] * 2
    assert [role for role, _ in found].count("TH") == 3 + 2
    text = squeezed(text_of(file))
    assert [number in text for number in ("1.Label.It", "2.Label.Second", "3.Label.Third")] == [True] * 3
    assert "report.example.org/indicator?area=E06000044" in text


def text_of(file: bytes) -> str:
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(file)).pages)


def test_plain_text_has_the_same_in_the_same_order_on_short_lines():
    said = plain.txt(a_report()).decode()
    for wanted in ("1. Label. It was 5. [1] [2]", "3. Label. Third.", "[Picture: What it shows: It was 5.]",
                   "- It was 5.. Number: 7 [2]", "[2] A book"):  # fmt: skip
        assert wanted in said
    assert max(map(len, said.splitlines())) <= plain.WIDTH


def test_the_same_report_makes_the_same_bytes_and_no_file_in_it_has_another_day():
    report = a_report()
    for write in (word.docx, paged.pdf, plain.txt):
        assert write(report) == write(report)
    with zipfile.ZipFile(io.BytesIO(word.docx(report))) as file:
        assert {one.date_time for one in file.infolist()} == {(2011, 3, 31, 0, 0, 0)}
        assert not [name for name in file.namelist() if "vba" in name.lower() or "thumbnail" in name]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_a_text_whatever_it_says(text):
    report = a_report(text, is_one_page=True)
    shown = squeezed(word.clean(text))
    made = opened(report)
    whole = squeezed("".join(line.text for line in made.paragraphs))
    assert whole.count(shown) >= 8
    assert shown in squeezed("".join(cell.text for row in made.tables[0].rows for cell in row.cells))
    assert shown in squeezed(plain.txt(report).decode())
    file = paged.pdf(report)
    if text.isascii():
        assert shown in squeezed(text_of(file))
    assert len(pypdf.PdfReader(io.BytesIO(file)).pages) == 1


def test_what_is_no_address_of_the_web_is_no_link():
    sources = (Source("Bad", "javascript:alert(1)"), Source("File", "file:///etc/passwd"), Source("None"))
    report = a_report()
    report = Report(**{**vars(report), "sources": sources})
    led = {one.target_ref for one in opened(report).part.rels.values() if one.is_external}
    assert led == {"https://report.example.org/indicator?area=E06000044"}
    with pikepdf.open(io.BytesIO(paged.pdf(report))) as made:
        links = {
            str(one.A.URI) for page in made.pages for one in page.get("/Annots", []) if "/URI" in one.get("/A", {})
        }
    assert links == led
