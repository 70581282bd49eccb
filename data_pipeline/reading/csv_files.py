"""Large CSV files, read by DuckDB in one pass: every cell as text, every record that does not fit named.

Records that do not fit the header are not dropped: they come back as problems with their row, counting
the header as row 1. A file that cannot be trusted as a whole raises `Refused`.
"""

import csv
import re
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem, Refused

LONGEST_SHOWN = 500
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
SAVE_AS_UTF_8 = "Save it as CSV UTF-8 and build again"


def header(path: Path, name: str) -> list[str]:
    """The names in the first line of a CSV file. Raises `Refused` when there is none, or two are alike."""
    if not path.is_file():
        raise refuse(name, "the file is missing", "Put it back, or take its row out of the list of files")
    with path.open("rb") as file:
        first = file.readline()
    if not first.strip():
        raise refuse(name, "the file is empty", "Put the published file back")
    try:
        names = next(csv.reader([first.decode("utf-8-sig").rstrip("\r\n")]))
    except csv.Error:
        raise refuse(name, "the header cannot be read", SAVE_AS_UTF_8, row=1) from None
    except UnicodeDecodeError:
        raise refuse(name, "the file is not UTF-8 text", SAVE_AS_UTF_8, row=1) from None
    names = [text.strip() or f"column {number}" for number, text in enumerate(names, start=1)]
    lower = [text.lower() for text in names]
    twice = next((text for number, text in enumerate(names) if text.lower() in lower[:number]), None)
    if twice is not None:
        raise refuse(name, "the header has this name twice", "Give each column one name", row=1, value=twice)
    return names


def scan(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, columns: list[str], table: str, select: str = "*"
) -> list[Problem]:
    """Read all rows below the header into `table`: what `select` makes of the `columns`, and `source_row`.

    A table without a schema is a temporary one. Returns a problem for each record set aside.
    """
    content = _text_of(path, name)
    # What is only passed on need not be written to the warehouse.
    kind = "table" if "." in table else "temp table"
    types = ", ".join(f"{_text(column)}: 'varchar'" for column in columns)
    try:
        con.execute(
            f"""
            create or replace temp table rows_scanned as
            select {select}
            from read_csv(
                ?, auto_detect = false, header = false, skip = 1, delim = ',', quote = '"', escape = '"',
                columns = {{{types}}}, store_rejects = true, rejects_table = 'rejects', rejects_scan = 'scans'
            )
            """,
            [str(path)],
        )
        # Numbered here and not above, where it would have one thread read for all.
        con.execute(f"create or replace {kind} {table} as select *, rowid + 2 as source_row from rows_scanned")
        rejects = con.execute(
            """
            select line, any_value(error_message), any_value(csv_line)
            from rejects group by line order by line
            """
        ).fetchall()
    except duckdb.Error as error:
        raise refuse(name, "the file cannot be read as CSV", SAVE_AS_UTF_8, value=str(error).split("\n")[0]) from error
    finally:
        con.execute("drop table if exists rejects; drop table if exists scans; drop table if exists rows_scanned")
    (count,) = con.execute(f"select count(*) from {table}").fetchone()
    blank = _blank_lines(content, 1 + count + len(rejects))
    _push_down(con, table, sorted([line for line, _, _ in rejects] + blank))
    if not rejects and not count:
        raise refuse(name, "the file has a header and no rows", "Put the published file back")
    return [
        Problem(
            name,
            message.replace("Expected Number of Columns: ", "the row should have this many columns: ").rstrip("."),
            "Restore the row as the publisher printed it",
            row=line,
            # A quotation mark that is never closed makes one record of all the rest.
            value=(text or "")[:LONGEST_SHOWN],
        )
        for line, message, text in rejects
    ]


def _push_down(con: duckdb.DuckDBPyConnection, table: str, lines: list[int]) -> None:
    """Number rows as the file does: DuckDB counts the records it kept, not the `lines` refused or blank."""
    if lines:
        con.execute(
            f"""
            update {table} set source_row = source_row + (
                select count(*) from (select unnest(?::bigint[]) as line, generate_subscripts(?::bigint[], 1) as k)
                where line - k < source_row
            )
            where source_row >= ?
            """,
            [lines, lines, lines[0]],
        )


def lines(text: str) -> list[str]:
    """The lines of a text with their ends, broken at \\n, \\r\\n and \\r only: a cell may hold any other separator."""
    return LINE.findall(text)


def column(names: list[str], *wanted: str) -> str:
    """The first of the `wanted` columns that the header has, as SQL; 'null' when it has none."""
    found = {name.lower(): name for name in names}
    return next((quoted(found[name.lower()]) for name in wanted if name.lower() in found), "null")


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def refuse(name: str, problem: str, what_to_do: str, **where) -> Refused:
    return Refused([Problem(name, problem, what_to_do, **where)])


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _text_of(path: Path, name: str) -> bytes:
    """What the file holds. Raises `Refused` when any byte of it is not UTF-8 text."""
    content = path.read_bytes()
    try:
        # Pure ASCII, as large files mostly are, costs next to nothing.
        if not content.isascii():
            content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content[: error.start].count(b"\n") + 1
        raise refuse(name, "the file is not UTF-8 text", SAVE_AS_UTF_8, row=row) from None
    return content


def _blank_lines(content: bytes, records: int) -> list[int]:
    """The numbers of the blank lines of a file of so many records, its header one of them."""
    end = len(content)
    while end and content[end - 1] in b"\r\n":
        end -= 1
    # As many lines as records: none is blank, and none is inside a cell.
    if content.count(b"\n", 0, end) + 1 == records:
        return []
    return [number for number, line in enumerate(content[:end].split(b"\n"), start=1) if line in (b"", b"\r")]
