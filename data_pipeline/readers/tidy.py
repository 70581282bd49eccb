"""The tidy layout this project keeps its own files in: UTF-8 CSV, a header, one record a row.

Every value is read as text, exactly as published. Records that do not fit the header are not
dropped: they come back as problems with their row, counting the header as row 1.
"""

import csv
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem, Refused

FIGURES = ("area_code", "period", "value", "lower", "upper", "status", "note")


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, columns: tuple[str, ...], table: str) -> list[Problem]:
    """Read `path` into `table`: the `columns` as text, and `source_row`.

    Returns a problem for each record set aside. Raises `Refused` when the file as a whole
    cannot be trusted: missing, empty, not UTF-8, or with another header.
    """
    _check_header(path, name, columns)
    types = ", ".join(f"'{column}': 'varchar'" for column in columns)
    con.execute(
        f"""
        create or replace table {table} as
        select *, row_number() over () as source_row
        from read_csv(
            ?, auto_detect = false, header = false, skip = 1, delim = ',', quote = '"', escape = '"',
            columns = {{{types}}}, store_rejects = true, rejects_table = 'rejects', rejects_scan = 'scans'
        )
        """,
        [str(path)],
    )
    rejects = con.execute(
        """
        select line, any_value(error_message), any_value(csv_line)
        from rejects group by line order by line
        """
    ).fetchall()
    con.execute("drop table rejects; drop table scans")
    bad_bytes = [line for line, message, _ in rejects if "utf-8" in message.lower()]
    if bad_bytes:
        raise Refused(
            [
                Problem(
                    name,
                    "the file is not UTF-8 text",
                    "Save it as CSV UTF-8 and build again",
                    row=bad_bytes[0],
                )
            ]
        )
    # DuckDB numbers the records it kept; those it refused and blank lines push the later ones down.
    lines = sorted([line for line, _, _ in rejects] + _blank_lines(path))
    con.execute(
        f"""
        update {table} set source_row = source_row + 1 + (
            select count(*) from (select unnest(?::bigint[]) as line, generate_subscripts(?::bigint[], 1) as k)
            where line - 1 - k < source_row
        )
        """,
        [lines, lines],
    )
    if not rejects and not con.execute(f"select count(*) from {table}").fetchone()[0]:
        raise Refused([Problem(name, "the file has a header and no rows", "Put the published file back")])
    return [
        Problem(
            name,
            message.replace("Expected Number of Columns: ", "the row should have this many columns: ").rstrip("."),
            "Restore the row as the publisher printed it",
            row=line,
            value=text,
        )
        for line, message, text in rejects
    ]


def _blank_lines(path: Path) -> list[int]:
    content = path.read_bytes().rstrip(b"\r\n")
    if b"\n\n" not in content and b"\n\r\n" not in content:
        return []
    return [number for number, line in enumerate(content.split(b"\n"), start=1) if line in (b"", b"\r")]


def _check_header(path: Path, name: str, columns: tuple[str, ...]) -> None:
    def refuse(problem: str, what_to_do: str, **where) -> Refused:
        return Refused([Problem(name, problem, what_to_do, **where)])

    if not path.is_file():
        raise refuse("the file is missing", "Put it back, or take its row out of the list of files")
    with path.open("rb") as file:
        first = file.readline()
    if not first.strip():
        raise refuse("the file is empty", "Put the published file back")
    try:
        header = next(csv.reader([first.decode("utf-8-sig").rstrip("\r\n")]))
    except csv.Error:
        raise refuse("the header cannot be read", "Save the file as CSV UTF-8 and build again", row=1) from None
    except UnicodeDecodeError:
        raise refuse("the file is not UTF-8 text", "Save it as CSV UTF-8 and build again", row=1) from None
    for number, (found, wanted) in enumerate(zip(header, columns, strict=False), start=1):
        if found.strip() != wanted:
            raise refuse(
                f"column {number} of the header should be {wanted!r}",
                f"The header must be {','.join(columns)}",
                row=1,
                value=found,
            )
    if len(header) != len(columns):
        raise refuse(
            f"the header has {len(header)} columns, not {len(columns)}",
            f"The header must be {','.join(columns)}",
            row=1,
        )
