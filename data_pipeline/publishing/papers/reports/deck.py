"""What slides say, whatever writes them: a title, a chart or none, a few lines that fit, and the rest as notes."""

from dataclasses import dataclass, replace
from datetime import date

from data_pipeline.drawings import lettering
from data_pipeline.drawings.describing.charts import Chart

# Advance widths of Arial, and of its like on other machines, in thousandths of its size; what is not here has 600.
GROUPS = {
    191: "'", 222: "ijl‘’", 278: " !,./:;I[]\\ft·", 333: "()-`r“”", 355: '"', 389: "*", 469: "^", 500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu£–", 584: "+<=>~−", 611: "FTZ", 667: "&ABEKPSVXY", 722: "CDHNRUw", 778: "GOQ",
    833: "Mm", 889: "%", 944: "W", 1015: "@—…",
}  # fmt: skip
WIDTHS = {letter: width / 1000 for width, letters in GROUPS.items() for letter in letters}
OTHER, BOLD = 0.6, 1.1
LEADING = 1.2  # Of a line, to its size.
BETWEEN = 0.5  # Of the size, between paragraphs.
SIZES = (24, 22, 20, 18, 16)  # Points: a slide is read from the back of a room.


@dataclass(frozen=True)
class Line:
    """A paragraph of a slide, with a few words in bold before it or none."""

    text: str
    label: str | None = None


@dataclass(frozen=True)
class Slide:
    """A slide. `notes`: what who speaks may want to know, paragraph by paragraph; `chart`: beside the lines.

    `is_list`: its lines are items of a list, to be carried over to as many slides as they need.
    """

    title: str
    lines: tuple[Line, ...]
    notes: tuple[str, ...] = ()
    chart: Chart | None = None
    is_list: bool = False


@dataclass(frozen=True)
class Deck:
    """All slides after the first, which has the title, the `kicker` and the `marks`, what must be read before all else.

    `foot`: at the foot of every slide; `day`: of the file; `carried`: how a slide of several is called, of its `title`,
    `number` and `count`; `more`: behind what was cut short.
    """

    title: str
    kicker: str
    marks: tuple[str, ...]
    slides: tuple[Slide, ...]
    foot: str
    day: date
    carried: str
    more: str


def width_of(text: str, size: float, is_bold: bool = False) -> float:
    """The width of one line, in points at `size` points."""
    return size * sum(WIDTHS.get(letter, OTHER) for letter in text) * (BOLD if is_bold else 1)


def lines_of(line: Line, size: float, width: float) -> int:
    """How many lines a paragraph takes that is no wider than `width` points; a word that is wider is broken."""
    count, used = 1, 0.0
    words = [(word, True) for word in (line.label or "").split()] + [(word, False) for word in line.text.split()]
    for word, is_bold in words:
        own = width_of(f"{word} ", size, is_bold)
        if used and used + own - width_of(" ", size) > width:
            count, used = count + 1, 0.0
        used += own
        while used > width + width_of(" ", size):
            count, used = count + 1, used - width
    return count


def height_of(lines: tuple[Line, ...], size: float, width: float) -> float:
    """In points, from the first line to the last."""
    rows = sum(lines_of(line, size, width) for line in lines)
    return size * (LEADING * rows + BETWEEN * max(0, len(lines) - 1))


def fitted(lines: tuple[Line, ...], width: float, height: float, more: str) -> tuple[float, tuple[Line, ...]]:
    """The largest size in which lines fit into a box, and the lines: at the smallest, of the longest no more sentences
    than fit, with `more` behind.
    """
    for size in SIZES:
        if height_of(lines, size, width) <= height:
            return size, lines
    shown = list(lines)
    while height_of(tuple(shown), SIZES[-1], width) > height:
        longest = max(range(len(shown)), key=lambda at: len(shown[at].text))
        shorter = _shorter(shown[longest].text, more)
        if shorter == shown[longest].text:
            break
        shown[longest] = replace(shown[longest], text=shorter)
    return SIZES[-1], tuple(shown)


def _shorter(text: str, more: str) -> str:
    """Without the last sentence; of a single one without its last words."""
    said = text.removesuffix(f" {more}")
    if ends := [found.end() for found in lettering.SENTENCE_END.finditer(said)]:
        return f"{lettering.closed(said[: ends[-1]])} {more}"
    kept = said.rstrip("…").split()
    fewer = " ".join(kept[: -max(1, len(kept) // 8)])
    return f"{fewer}… {more}" if fewer else text


def spread(slide: Slide, width: float, height: float, carried: str) -> list[Slide]:
    """A list as as many slides as it needs at 20 points; each with a title of its own."""
    size, groups, mine = 20, [], []
    for line in slide.lines:
        if mine and height_of((*mine, line), size, width) > height:
            groups.append(tuple(mine))
            mine = []
        mine.append(line)
    groups = [*groups, tuple(mine)]
    if len(groups) == 1:
        return [slide]
    return [
        replace(slide, title=carried.format(title=slide.title, number=number, count=len(groups)), lines=lines)
        for number, lines in enumerate(groups, 1)
    ]
