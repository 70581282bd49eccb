"""Words in a drawing, and how wide they are where nobody can measure them: an estimate on the wide side."""

import re
from html import escape

# Advance widths of Public Sans in parts of its size, rounded up, by letter; what is not here is as wide as an n.
WIDTHS = {
    **dict.fromkeys("iIjl.,:;'|!", 0.30),
    **dict.fromkeys('frt()[]-/ "', 0.40),
    **dict.fromkeys("mwMW%@£–—", 0.92),
    **dict.fromkeys("ABCDEFGHJKLNOPQRSTUVXYZ&", 0.72),
}
OTHER = 0.61
# No document may hold what ends lines or is no character at all; it would be no SVG.
UNSEEN = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], " ")


def plain(words: str) -> str:
    """Any text as text of an element or value of an attribute."""
    return escape(words.translate(UNSEEN))


def width_of(words: str, size: float) -> float:
    """The width of one line in px at `size` px."""
    return size * sum(WIDTHS.get(letter, OTHER) for letter in words)


def wrapped(words: str, size: float, width: float) -> list[str]:
    """In lines no wider than `width` px, broken between words; a word wider than that is cut into lines."""
    lines: list[str] = []
    space, across = width_of(" ", size), 0.0
    for word in words.split():
        wide = width_of(word, size)
        if lines and across + space + wide <= width:
            lines[-1] += f" {word}"
            across += space + wide
            continue
        if wide <= width:
            lines.append(word)
            across = wide
            continue
        lines.append("")
        across = 0.0
        for letter in word:
            taken = width_of(letter, size)
            if lines[-1] and across + taken > width:
                lines.append("")
                across = 0.0
            lines[-1] += letter
            across += taken
    return lines


# Where a sentence ends and another begins: not behind 'St.' or 'e.g.'.
SENTENCE_END = re.compile(r"(?<=[a-z0-9%)”’\"]{2})[.!?][”’\")]*(?=\s+[“\"(£A-Z0-9])")


def fitted(words: str, size: float, width: float, lines: int) -> tuple[str, bool]:
    """As much of a text as `wrapped` has on so many lines, and whether that is all of it.

    Cut at the end of a sentence where one fits, else between words, with '…'. A quotation that is cut is closed.
    """
    if len(wrapped(words, size, width)) <= lines:
        return words, True
    for end in reversed([found.end() for found in SENTENCE_END.finditer(words)]):
        if len(wrapped(cut := closed(words[:end]), size, width)) <= lines:
            return cut, False
    parts = words.split()
    fitting = (closed(f"{' '.join(parts[:count])}…") for count in range(len(parts) - 1, 0, -1))
    return next((cut for cut in fitting if len(wrapped(cut, size, width)) <= lines), "…"), False


def closed(words: str) -> str:
    """A text that was cut, with the mark that closes what is quoted at its end."""
    return f"{words}”" if words.count("“") > words.count("”") else words


def text(
    x: str, y: float, words: str, colour: str, size: float, anchor: str, weight: int | None = None, halo: str = ""
) -> str:
    """One line of plain `words` as an SVG element; with a `halo` of a colour it can be read on any ground."""
    more = f' font-weight="{weight}"' if weight else ""
    if halo:
        more += f' stroke="{halo}" stroke-width="3" paint-order="stroke" stroke-linejoin="round"'
    return (
        f'<text x="{x}" y="{y:g}" fill="{colour}" font-size="{size}" text-anchor="{anchor}"{more}>{plain(words)}</text>'
    )
