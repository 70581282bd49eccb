"""What typst can set, on paper and in pictures: the letters of the warehouse, and others that the typefaces hold."""

import re
import unicodedata

from data_pipeline import letters

# Latin, Greek and Cyrillic, signs and arrows that Public Sans or the faces inside typst hold: a test sets each of them.
# typst refuses an accessible document with any other, and of some scripts it breaks.
HELD = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x2FF), (0x391, 0x3A1), (0x3A3, 0x3C9), (0x400, 0x45F), (0x1E00, 0x1EFF),
    (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x2037), (0x2039, 0x203F), (0x2070, 0x2071), (0x2074, 0x208E),
    (0x20A0, 0x20B5), (0x2100, 0x2103), (0x2116, 0x2117), (0x2122, 0x2122), (0x2126, 0x2127), (0x2153, 0x2184),
    (0x2190, 0x222E), (0x2234, 0x223D), (0x2241, 0x226B), (0x25A0, 0x262F), (0x2690, 0x269C), (0x26A0, 0x26A7),
    (0x2701, 0x2704), (0x2706, 0x2709), (0x270C, 0x2727),
)  # fmt: skip
OTHER = re.compile("[^" + "".join(rf"\u{first:04x}-\u{last:04x}" for first, last in HELD) + "]")


def settable(text: str) -> str:
    """The text with a blank for what nobody sees, and the number of any letter that no typeface here holds."""
    whole = unicodedata.normalize("NFC", letters.UNSEEN_HERE.sub(" ", text))
    return OTHER.sub(lambda found: f"[U+{ord(found[0]):04X}]", whole)


def all_settable(content):
    """The same in every text of what a document says: of lists, of dictionaries, of what they hold."""
    if isinstance(content, str):
        return settable(content)
    if isinstance(content, dict):
        return {name: all_settable(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [all_settable(value) for value in content]
    return content
