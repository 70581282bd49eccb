"""A CSV file looked over before and after DuckDB reads it, piece by piece: its encoding, its lines, its odd letters."""

import codecs
import contextlib
import csv
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_pipeline import letters, sql
from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import bounds

SAVE_AS_UTF_8 = "Save it as CSV UTF-8 and build again"
PIECE, BETWEEN_PIECES = 1 << 18, 1 << 23  # In bytes.
ASCII = bytes(range(128))
CONTROL = bytes({*range(32), 127} - {*b"\t\r\n"})
CALL = re.compile(rb"[+-][A-Za-z_.]+\(")
# What may begin a formula, or a letter that does not belong.
SUSPECT = r"^[\s\"']*(?:[=@＝＠＋－]|[+-][^0-9.])|[^\t\r\n -~]"

LONGEST_CELL = 131_072  # Letters, as Python has it: by then a quotation mark was left open.


@dataclass(frozen=True)
class Survey:
    """What was seen. `has_open_quote`: some quotation mark has none beside it. `is_odd`: a text may hold what no page
    can show, or what a spreadsheet program would run."""

    has_several_endings: bool
    has_feeds: bool
    has_open_quote: bool
    is_odd: bool


def survey(path: Path, name: str) -> Survey:
    """Look over a whole file. Raises `Refused` when it is not UTF-8 text or a line of it has no end in sight."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    feeds = returns = both = since = quotes = blank = 0
    beyond, is_odd, last = set(), False, b""
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            if not piece.isascii() or decoder.getstate()[0]:
                _decode(decoder, piece, name, feeds)
                beyond |= set(piece.translate(None, ASCII).decode("utf-8", "ignore"))
            first = max(piece.find(b"\n"), piece.find(b"\r"))
            if since + (len(piece) if first < 0 else first) > bounds.LINE:
                problem = f"a line is longer than {bounds.LINE:,} letters"
                raise Refused([Problem(name, problem, "Put the published file back", row=feeds + 1)])
            since = since + len(piece) if first < 0 else len(piece) - max(piece.rfind(b"\n"), piece.rfind(b"\r"))
            blank += piece.count(b"\n\n") + piece.count(b"\n\r\n")
            refuse_blank(name, blank)
            feeds += piece.count(b"\n")
            quotes += piece.count(b'"')
            returns += piece.count(b"\r")
            both += piece.count(b"\r\n") + (last == b"\r" and piece.startswith(b"\n"))
            is_odd = is_odd or _may_be_odd(piece)
            last = piece[-1:]
    _decode(decoder, b"", name, feeds, is_last=True)
    is_odd = is_odd or any(map(_is_odd_letter, beyond))
    return Survey(bool(returns) and not returns == both == feeds, bool(feeds), bool(quotes % 2), is_odd)


def _decode(decoder: codecs.IncrementalDecoder, piece: bytes, name: str, feeds: int, is_last: bool = False) -> None:
    waiting = len(decoder.getstate()[0])
    try:
        decoder.decode(piece, is_last)
    except UnicodeDecodeError as error:
        row = feeds + piece[: max(error.start - waiting, 0)].count(b"\n") + 1
        raise Refused([Problem(name, "the file is not UTF-8 text", SAVE_AS_UTF_8, row=row)]) from None


def _may_be_odd(piece: bytes) -> bool:
    if b"=" in piece or b"@" in piece or (b"|" in piece and b"!" in piece) or (b"(" in piece and CALL.search(piece)):
        return True
    return len(piece.translate(None, CONTROL)) < len(piece)


def _is_odd_letter(letter: str) -> bool:
    is_hung = unicodedata.category(letter).startswith("M") or letter in letters.HUNG
    return is_hung or letter in "＝＠＋－" or bool(letters.ODD.match(letter))


def refuse_ragged(path: Path, name: str, width: int, has_open_quote: bool) -> None:
    """Raise `Refused` when more records than are told of one by one do not have `width` cells, or one has no end.

    DuckDB takes 3 GB to say so of a million. To read every record here takes as long as all else: it is done only
    where a quotation mark is open, or where many records of a few pieces do not fit.
    """
    unfit = 0
    if not has_open_quote:
        with path.open("rb") as file:
            for start in range(0, path.stat().st_size, BETWEEN_PIECES):
                file.seek(start)
                whole = file.read(PIECE).decode("utf-8", "replace").splitlines(keepends=True)[1:-1]
                with contextlib.suppress(csv.Error):
                    unfit += sum(len(cells) not in (0, width) for cells in csv.reader(whole))
        if unfit < bounds.UNREADABLE / 2 * PIECE / BETWEEN_PIECES:
            return
    count, first = 0, None
    csv.field_size_limit(LONGEST_CELL)  # Of the whole process: other libraries lift it.
    with path.open(encoding="utf-8-sig", newline="") as file:
        records = csv.reader(file)
        try:
            for cells in records:
                if len(cells) not in (0, width):
                    first = first or records.line_num
                    count += 1
                    if count > bounds.UNREADABLE:
                        problem = f"more than {bounds.UNREADABLE:,} of its rows do not have {width} columns"
                        raise Refused([Problem(name, problem, "Put the published file back", row=first)])
        except csv.Error as error:
            problem = f"a quotation mark is never closed, or the file is no CSV: {error}"
            raise Refused([Problem(name, problem, SAVE_AS_UTF_8, row=records.line_num)]) from None


def refuse_blank(name: str, blank: int) -> None:
    """Raise `Refused` when there are more blank lines than are counted."""
    if blank > bounds.BLANK:
        problem = f"more than {bounds.BLANK:,} of its lines are blank"
        raise Refused([Problem(name, problem, "Take them out, or put the published file back")])


def blank_lines(path: Path, records: int) -> list[int]:
    """The numbers of the blank lines of a file of so many records, its header one of them."""
    lines, filled, blank = 0, 0, []
    with path.open("rb") as file:
        for line in file:
            lines += 1
            if line.strip(b"\r\n"):
                filled = lines
            else:
                blank.append(lines)
    # As many lines as records: none is blank, and none is inside a cell.
    return [] if filled == records else [number for number in blank if number < filled]


def take_out_odd_texts(
    con: duckdb.DuckDBPyConnection, table: str, name: str, headings: list[str], is_odd: bool
) -> list[Problem]:
    """Take the rows out of a table in which a text is one that letters.py refuses, or too long; a fault for each.

    `headings`: what the file calls its columns. Only texts as long as an endless word are looked at, and others where
    the file `is_odd`.
    """
    whole = sql.name(table)
    named = [column for column, kind, *_ in con.execute(f"describe {whole}").fetchall() if kind == "VARCHAR"]
    columns = [sql.name(column) for column in named]
    asked = {"longest": letters.LONGEST_WORD} | ({"suspect": SUSPECT} if is_odd else {})
    if is_odd:
        suspect = [f"strlen({column}) > $longest or regexp_matches({column}, $suspect)" for column in columns]
    else:
        suspect = [f"strlen({column}) > $longest" for column in columns]
    query = " union ".join(
        f"select {column} from {whole} where {test}" for column, test in zip(columns, suspect, strict=True)
    )
    texts = con.execute(query, asked).fetchall() if columns else []
    odd = {text: said for (text,) in texts if (said := wrong(text))}
    if not odd:
        return []
    is_one = " or ".join(f"{column} in (select unnest($odd))" for column in columns)
    asked = {"odd": list(odd)}
    # The first of them: to be told of a million takes more memory than to read them.
    query = f"select source_row, {', '.join(columns)} from {whole} where {is_one} order by source_row limit $most"
    rows = con.execute(query, asked | {"most": bounds.UNREADABLE + 1}).fetchall()
    said_of = {f"c{number}": heading for number, heading in enumerate(headings, start=1)}
    problems = []
    for row, *cells in rows:
        column, cell = next((column, cell) for column, cell in zip(named, cells, strict=True) if cell in odd)
        problems.append(Problem(name, *odd[cell], row, said_of.get(column, column), cell))
    if len(problems) > bounds.UNREADABLE:
        raise Refused(
            [*problems[:3], Problem(name, f"more than {bounds.UNREADABLE:,} of its rows are like that", "Mend them")]
        )
    con.execute(f"delete from {whole} where {is_one}", asked)
    return problems


def wrong(text: str) -> tuple[str, str] | None:
    """What is wrong with a text of a published file, and what to do; None for one that can be shown."""
    if len(text) > bounds.CELL_LETTERS:
        return f"the text has more than {bounds.CELL_LETTERS:,} letters", "Shorten it"
    return letters.wrong(text)
