"""The house style of Word documents: sizes, spaces, numbering, language, tables.

python-docx has no words for some of this, which is written as the elements that Word reads (ECMA-376).
"""

from docx.document import Document as Opened
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

FACE = "Arial"  # On every machine, or its like of the same widths.
INK, ACCENT, MUTED = RGBColor(0x16, 0x24, 0x1F), RGBColor(0x00, 0x59, 0x4F), RGBColor(0x4A, 0x5A, 0x55)
NUMBERED, COVER, QUIET, MARK, CELL, SOURCE = "Numbered", "Cover", "About", "Mark", "Cell", "Source"
CONTENTS, OF_HEADINGS = "toc {}", r'TOC \o "2-3" \n \h'
PICTURES, AFTER, LINK = "Pictures", "After a table", "Link"
OFF_DEFAULT = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
HEADINGS = {1: 1.5, 2: 1.15, 3: 1.05, 4: 1.0}  # As large beside the text as in the PDF.
NUMBERS = """<w:abstractNum {} w:abstractNumId="90"><w:multiLevelType w:val="singleLevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="454" w:hanging="454"/></w:pPr></w:lvl></w:abstractNum>"""
LINES = """<w:tblBorders {}><w:top w:val="single" w:sz="8" w:color="16241F"/>
<w:bottom w:val="single" w:sz="4" w:color="16241F"/>
<w:insideH w:val="single" w:sz="4" w:color="C3CECB"/></w:tblBorders>"""
BOX = """<w:pBdr {}><w:top w:val="single" w:sz="10" w:space="3" w:color="8A3A00"/>
<w:left w:val="single" w:sz="10" w:space="3" w:color="8A3A00"/>
<w:bottom w:val="single" w:sz="10" w:space="3" w:color="8A3A00"/>
<w:right w:val="single" w:sz="10" w:space="3" w:color="8A3A00"/></w:pBdr>"""


def dress(made: Opened, size: float, is_one_page: bool, smaller: float = 0.9) -> int:
    """Give a new document its page, its language and its styles. Returns the width of a line.

    `smaller`: how large sources stand beside the text.
    """
    page = made.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    side, edge = (Mm(14), Mm(11)) if is_one_page else (Mm(25), Mm(20))
    page.left_margin = page.right_margin = side
    page.top_margin = page.bottom_margin = edge
    page.header_distance = page.footer_distance = Mm(8)
    _speak(made)
    _numbering(made)
    space = 0.3 if is_one_page else 0.6
    _style(made, "Normal", size, after=space * size)
    for level, times in HEADINGS.items():
        before = (0.45 if is_one_page else 1.0) * size if level > 1 else 0
        style = _style(made, f"Heading {level}", size * times, before, 0.25 * size, ACCENT if level == 2 else INK, True)
        style.paragraph_format.keep_with_next = True
    caption = _style(made, "Caption", size, 0.3 * size, 0.2 * size, bold=True)
    caption.paragraph_format.keep_with_next = True
    bullet = _style(made, "List Bullet", size, after=0.6 * space * size)
    bullet.paragraph_format.left_indent, bullet.paragraph_format.first_line_indent = Mm(5), Mm(-5)
    _style(made, QUIET, size, after=space * size, colour=MUTED)
    _style(made, COVER, size, after=size)
    _style(made, CELL, max(0.95, smaller) * size, after=0)
    _style(made, SOURCE, smaller * size, after=0.15 * size)
    for level in (2, 3):
        listed = _style(made, CONTENTS.format(level), size, after=0.15 * size)
        listed.paragraph_format.left_indent = Mm(5 * (level - 2))
    _style(made, PICTURES, size, after=0.2 * size).paragraph_format.keep_with_next = not is_one_page
    _style(made, AFTER, 0.4 * size, after=0)
    _style(made, MARK, size, after=0.8 * size)._element.get_or_add_pPr().append(parse_xml(BOX.format(nsdecls("w"))))
    numbered = _style(made, NUMBERED, size, after=space * size)
    numbered._element.get_or_add_pPr().append(_numbered())
    link = made.styles.add_style(LINK, WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb, link.font.underline = ACCENT, True
    if not is_one_page:
        _number_pages(made)
    return page.page_width - 2 * side


def _style(
    made: Opened, name: str, size: float, before: float = 0, after: float = 0, colour: RGBColor = INK,
    bold: bool = False,
):  # fmt: skip
    """A style of paragraphs as told, which is made where there is none of its name."""
    known = {style.name for style in made.styles}
    style = made.styles[name] if name in known else made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.font.size, style.font.bold, style.font.italic = Pt(round(2 * size) / 2), bold, False
    style.font.name, style.font.color.rgb = FACE, colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for of_theme in OFF_DEFAULT:
        fonts.attrib.pop(qn(f"w:{of_theme}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FACE)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.0
    return style


def _speak(made: Opened) -> None:
    """British English, for whoever reads it aloud and whoever checks its spelling."""
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
    for language in made.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), "en-GB")


def _numbering(made: Opened) -> None:
    numbering = made.part.numbering_part.element
    first = next(iter(numbering.findall(qn("w:num"))))
    first.addprevious(parse_xml(NUMBERS.format(nsdecls("w"))))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))


def _numbered():
    return parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="90"/></w:numPr>')


def _number_pages(made: Opened) -> None:
    """'Page 2', in the foot."""
    line = made.sections[0].footer.paragraphs[0]
    line.style = made.styles[QUIET]
    line.add_run("Page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(line.add_run("1")._r)
    line._p.append(field)


def begin_field(line: Line, instruction: str) -> None:
    """What Word works out by itself, from here to the end of the field; until it does, what stands there is shown."""
    for kind, told in (("begin", None), (None, instruction), ("separate", None)):
        run = line.add_run()
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = told
        run._r.append(element)


def end_field(line: Line) -> None:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), "end")
    line.add_run()._r.append(element)


def dress_table(table, title: str) -> None:
    """Thin lines between rows; what it is called, for who cannot see it; its first row and column as heads."""
    told = table._tbl.tblPr
    look = told.find(qn("w:tblLook"))
    look.attrib.clear()
    for name, is_on in (("firstRow", 1), ("firstColumn", 1), ("noHBand", 1), ("noVBand", 1)):
        look.set(qn(f"w:{name}"), str(is_on))
    look.addprevious(parse_xml(LINES.format(nsdecls("w"))))
    # The schema has the lines before how the columns are laid out.
    told.append(told.find(qn("w:tblLayout")))
    told.append(look)
    for name in ("tblCaption", "tblDescription"):
        element = OxmlElement(f"w:{name}")
        element.set(qn("w:val"), title)
        told.append(element)


def dress_row(row, is_head: bool) -> None:
    """No row is torn between two pages, and the heads stand again on each."""
    told = row._tr.get_or_add_trPr()
    told.append(OxmlElement("w:cantSplit"))
    if is_head:
        told.append(OxmlElement("w:tblHeader"))


def bookmark(line: Line, name: str, number: int) -> None:
    """A place in the document that links may lead to."""
    for kind in ("bookmarkStart", "bookmarkEnd"):
        element = OxmlElement(f"w:{kind}")
        element.set(qn("w:id"), str(number))
        if kind == "bookmarkStart":
            element.set(qn("w:name"), name)
        line._p.append(element)


def strip(made: Opened) -> None:
    """Leave out the picture of the empty document that python-docx begins from."""
    links = made.part.package.rels
    for name in [name for name, link in links.items() if link.reltype.endswith("/thumbnail")]:
        del links[name]
