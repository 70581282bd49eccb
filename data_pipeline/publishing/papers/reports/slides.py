"""Slides as a PowerPoint file: real titles, native charts with words, lines that fit, the rest as the speaker's notes.

It begins from the plain file of python-pptx, of which it keeps two layouts, stretched to a wide slide, in Arial.
"""

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Pt

from data_pipeline.drawings.describing import charts
from data_pipeline.publishing.papers.reports import deck, native_charts, packing
from data_pipeline.publishing.papers.reports.deck import Deck, Line, Slide
from data_pipeline.publishing.papers.reports.report import clean

WIDTH, HEIGHT, EDGE = 960, 540, 36  # Points of a slide, as wide as a screen.
INSIDE = WIDTH - 2 * EDGE
TITLE, BODY, FOOT = (EDGE, 22, INSIDE, 84), (EDGE, 118, INSIDE, 370), (EDGE, 504, INSIDE, 22)
LEFT, RIGHT = (EDGE, 118, 492, 370), (EDGE + 516, 118, INSIDE - 516, 370)
LAYOUTS = {"Title Slide", "Title and Content"}
INK, QUIET, ACCENT = (RGBColor.from_string(colour[1:].upper()) for colour in (charts.INK, charts.QUIET, charts.ACCENT))
HANGING = 18  # Points, of the dot of an item.
SIZES_OF_TITLES = (30, 26, 22, 18)


def pptx(said: Deck) -> bytes:
    """The same bytes for the same deck."""
    made = Presentation()
    _dress(made)
    packing.describe(made.core_properties, said.title, said.kicker, said.day)
    first, others = made.slide_layouts[0], made.slide_layouts[1]
    _first(made.slides.add_slide(first), said)
    for slide in said.slides:
        for one in deck.spread(slide, BODY[2] - HANGING, BODY[3], said.carried) if slide.is_list else [slide]:
            _slide(made.slides.add_slide(others), one, said)
    _strip(made)
    return packing.packed(made, said.day)


def _dress(made) -> None:
    """Wide slides, Arial, British English; no layout that nothing uses."""
    stretch = Pt(WIDTH) / made.slide_width
    made.slide_width, made.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master = made.slide_master
    for layout in list(made.slide_layouts):
        if layout.name not in LAYOUTS:
            made.slide_layouts.remove(layout)
    for place in (master, *made.slide_layouts):
        for shape in place.placeholders:
            if shape._element.spPr.xfrm is not None:
                shape.left, shape.width = int(shape.left * stretch), int(shape.width * stretch)
        for told in place._element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
            if told.get("lang"):
                told.set("lang", "en-GB")
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = theme.blob.replace(b"Calibri", b"Arial")


def _first(slide, said: Deck) -> None:
    """The title, under it what it is and what must be read before anything else."""
    title, below = slide.shapes.title, slide.placeholders[1]
    _place(title, (EDGE, 120, INSIDE, 130))
    _title(title, said.title, 2 * 66)
    _place(below, (EDGE, 262, INSIDE, 190))
    lines = (Line(said.kicker), *map(Line, said.marks))
    _write(below.text_frame, *deck.fitted(lines, INSIDE, 190, said.more))
    _foot(slide, said.foot)


def _slide(slide, one: Slide, said: Deck) -> None:
    title, body = slide.shapes.title, slide.placeholders[1]
    _place(title, TITLE)
    _title(title, one.title, TITLE[3])
    box = RIGHT if one.chart else BODY
    _place(body, box)
    size, lines = deck.fitted(one.lines, box[2] - (HANGING if one.is_list else 0), box[3], said.more)
    _write(body.text_frame, size, lines, one.is_list)
    if one.chart:
        native_charts.add(slide.shapes, one.chart, f"Chart: {clean(one.title)}", tuple(map(Pt, LEFT)))
    _foot(slide, said.foot)
    if one.notes:
        slide.notes_slide.notes_text_frame.text = "\n".join(map(clean, one.notes))
        for told in slide.notes_slide._element.iter(qn("a:rPr")):
            told.set("lang", "en-GB")


def _place(shape, box: tuple) -> None:
    """Put a shape of text into a box, which it fills to its edges and does not outgrow."""
    shape.left, shape.top, shape.width, shape.height = map(Pt, box)
    frame = shape.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0


def _title(shape, text: str, height: float) -> None:
    """As large as it fits; of one that never does the words that do."""
    shown = clean(text)
    sizes = (size for size in SIZES_OF_TITLES if deck.height_of((Line("", shown),), size, INSIDE) <= height)
    size = next(sizes, SIZES_OF_TITLES[-1])
    while deck.height_of((Line("", shown),), size, INSIDE) > height:
        shown = f"{shown.rstrip('…')[: len(shown) * 9 // 10].rpartition(' ')[0]}…"
    paragraph = shape.text_frame.paragraphs[0]
    paragraph.alignment = 1
    _run(paragraph, shown, size, ACCENT, is_bold=True)


def _write(frame, size: float, lines: tuple[Line, ...], is_list: bool = False) -> None:
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        told = paragraph._p.get_or_add_pPr()
        if is_list:
            told.set("marL", str(Pt(HANGING)))
            told.set("indent", str(-Pt(HANGING)))
        else:
            told.set("marL", "0")
            told.set("indent", "0")
            told.append(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
        paragraph.alignment, paragraph.line_spacing = 1, 1.0
        paragraph.space_before, paragraph.space_after = Pt(0), Pt(size * deck.BETWEEN)
        if line.label:
            _run(paragraph, f"{clean(line.label)} ", size, INK, is_bold=True)
        _run(paragraph, clean(line.text), size, INK)


def _run(paragraph, text: str, size: float, colour: RGBColor, is_bold: bool = False) -> None:
    run = paragraph.add_run()
    run.text = text
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), is_bold, colour
    run._r.get_or_add_rPr().set("lang", "en-GB")


def _foot(slide, text: str) -> None:
    """Last in the order of reading: what it is of, and the number of the slide, which PowerPoint counts."""
    box = slide.shapes.add_textbox(*map(Pt, FOOT))
    _place(box, FOOT)
    paragraph = box.text_frame.paragraphs[0]
    _run(paragraph, f"{clean(text)} · ", 12, QUIET)
    paragraph._p.append(
        parse_xml(
            f'<a:fld {nsdecls("a")} id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
            '<a:rPr lang="en-GB" sz="1200"/><a:t>1</a:t></a:fld>'
        )
    )


def _strip(made) -> None:
    """Leave out what is of the empty file that it begins from: a picture of it, and the printer it was made for."""
    for links in (made.part.package._rels, made.part.rels):
        for name in [name for name, link in links.items() if link.reltype.endswith(("/thumbnail", "/printerSettings"))]:
            links.pop(name)
