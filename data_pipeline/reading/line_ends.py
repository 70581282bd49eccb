"""Where the lines of a CSV file end: at \\n, \\r\\n or \\r, all alike or each in its own way."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from data_pipeline.reading import bounds, surveys

# None of these looks at a letter again for each letter before it: a cell may be a million returns.
LINE = re.compile(r"([^\r\n]*)(\r*\n?)")
RETURNS_AND_FEED = re.compile(rb"(?<!\r)\r++\n")
HAS_RETURN = re.compile(rb"^[^\r\n]*+\r[^\n]*", re.MULTILINE)
MENDED = 8 * bounds.MB  # At once.


def lines(text: str) -> list[str]:
    """The lines of a text with their ends, broken at \\n, \\r\\n and \\r only: a cell may hold any other separator."""
    found = []
    for words, end in LINE.findall(text):
        if end.endswith("\n"):
            found.append(words + end)
        else:
            found += [words + end[:1], *end[1:]] if words or end else []
    return found


def mended(path: Path, name: str, width: int, header_lines: int, has_feeds: bool) -> Iterator[bytes]:
    """A file piece by piece, with a header of one line and with one ending. Raises `Refused`."""
    yield b"a header of one line\n"
    blank = 0
    with path.open("rb") as file:
        while piece := file.read(MENDED):
            # No piece ends within a record, as far as a feed tells.
            piece = with_one_ending(piece + (file.readline() if has_feeds else b""), width, has_feeds)
            if header_lines:
                piece, header_lines = b"".join(piece.split(b"\n", header_lines)[header_lines:]), 0
            blank += piece.count(b"\n\n")
            surveys.refuse_blank(name, blank)
            yield piece


def with_one_ending(content: bytes, width: int | None = None, has_feeds: bool | None = None) -> bytes:
    """The same with \\n at the end of each line. A return alone ends a line where all lines of a file end so (it
    `has_feeds` nowhere), and where what it separates are records of `width` cells (of as many as the first, where that
    is not known); else it is a line break inside a cell, and becomes a space."""
    content = content.replace(b"\r\n", b"\n")
    if b"\r" not in content:
        return content
    if not (b"\n" in content if has_feeds is None else has_feeds):
        return content.replace(b"\r", b"\n")

    def mend(line: re.Match) -> bytes:
        pieces = [piece for piece in line[0].split(b"\r") if piece]
        widths = {_width(piece) for piece in pieces}
        are_records = len(widths) == 1 and widths == {width or _width(pieces[0])} != {1}
        return (b"\n" if are_records else b" ").join(pieces)

    return HAS_RETURN.sub(mend, RETURNS_AND_FEED.sub(b"\n", content))


def _width(line: bytes) -> int:
    """Of how many cells a line is; 1 where nobody can say."""
    if b'"' not in line:
        return line.count(b",") + 1
    try:
        return len(next(csv.reader([line.decode("utf-8", "replace")])))
    except csv.Error:  # A cell of it is longer than one may be.
        return 1
