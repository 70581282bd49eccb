"""Large CSV files, read by DuckDB in one pass: every cell as text, every record that does not fit named.

Records that do not fit the header are not dropped: they come back as problems with their row, counting
the header as row 1. A file that cannot be trusted as a whole raises `Refused`.
"""

import csv
import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import bounds, line_ends, surveys
from data_pipeline.reading.surveys import SAVE_AS_UTF_8
from data_pipeline.sql import Sql

MOST_LINES = 100  # Of a header.
WIDTHS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


def header(path: Path, name: str) -> list[str]:
    """The names in the first record of a CSV file. Raises `Refused` when there is none, or two are alike."""
    return _first_record(path, name)[0]


def _first_record(path: Path, name: str) -> tuple[list[str], int]:
    """The names of the columns, and how many lines they take: a heading may have a line break in it."""
    bounds.check(path, name, bounds.most_of(name))
    with path.open("rb") as file:
        start = line_ends.with_one_ending(file.read(bounds.LINE))
    first = start.split(b"\n", MOST_LINES)[:MOST_LINES]
    if not first[0].strip():
        raise refuse(name, "the file is empty", "Put the published file back")
    reader = csv.reader(line.decode("utf-8-sig") + "\n" for line in first)
    try:
        names = next(reader)
    except csv.Error:
        raise refuse(name, "the header cannot be read", SAVE_AS_UTF_8, row=1) from None
    except UnicodeDecodeError:
        raise refuse(name, "the file is not UTF-8 text", SAVE_AS_UTF_8, row=1) from None
    if len(names) > bounds.COLUMNS:
        problem = f"the header has {len(names):,} columns, and no more than {bounds.COLUMNS:,} are read"
        raise refuse(name, problem, "Put the published file back", row=1)
    if reader.line_num == MOST_LINES:
        what = "a quotation mark of the header is never closed"
        raise refuse(name, what, "Restore the header as the publisher printed it", row=1)
    names = [" ".join(text.split()) or f"column {number}" for number, text in enumerate(names, start=1)]
    lower = [text.lower() for text in names]
    twice = next((text for number, text in enumerate(names) if text.lower() in lower[:number]), None)
    if twice is not None:
        raise refuse(name, "the header has this name twice", "Give each column one name", row=1, value=twice)
    return names, reader.line_num


def scan(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, columns: list[str], table: str, select: Sql = "*",
    **values: str | None,
) -> list[Problem]:  # fmt: skip
    """Read all rows below the header into `table`: what `select` makes of the `columns`, and `source_row`.

    The columns are called c1, c2, ... there (`column`), for what a file calls them is no text of a query; `values`
    are what `select` names as $parameters. A table without a schema is a temporary one. Returns a problem for each
    record set aside.
    """
    _, header_lines = _first_record(path, name)
    found, pieces = surveys.survey(path, name), None
    surveys.refuse_ragged(path, name, len(columns), found.has_open_quote)
    if header_lines > 1 or found.has_several_endings:
        if path.stat().st_size > bounds.MENDED:
            problem = "its lines end in several ways or its header takes several lines"
            raise refuse(
                name, f"{problem}, and of such a file {bounds.MENDED / bounds.MB:,.0f} MB are read", SAVE_AS_UTF_8
            )
        pieces = line_ends.mended(path, name, len(columns), header_lines, found.has_feeds)
    with _file_of(con, path, pieces) as scanned:
        asked = {"path": str(scanned), "columns": {place(number): "varchar" for number in range(len(columns))}}
        rejects = _read_records(con, name, table, select, asked | values)
        (count,) = con.execute(f"select count(*) from {sql.name(table)}").fetchone()
        blank = surveys.blank_lines(scanned, 1 + count + len(rejects))
    _push_down(con, table, sorted([line for line, _, _ in rejects] + blank))
    if not rejects and not count:
        raise refuse(name, "the file has a header and no rows", "Put the published file back")
    unfit = [
        Problem(
            name,
            WIDTHS.sub(r"the row has \2 columns, not \1", message).rstrip("."),
            "Restore the row as the publisher printed it",
            row=line,
            value=text or "",
        )
        for line, message, text in rejects
    ]
    return unfit + surveys.take_out_odd_texts(con, table, name, columns, found.is_odd)


def _read_records(
    con: duckdb.DuckDBPyConnection, name: str, table: str, select: Sql, asked: dict
) -> list[tuple[int, str, str]]:
    """Read the records below a header of one line; returns line, message and text of each that does not fit."""
    # What is only passed on need not be written to the warehouse.
    kind = "table" if "." in table else "temp table"
    try:
        con.execute(
            f"""
            create or replace temp table rows_scanned as
            select {select}
            from read_csv(
                $path, auto_detect = false, header = false, skip = 1, delim = ',', quote = '"', escape = '"',
                columns = $columns, store_rejects = true, rejects_table = 'rejects', rejects_scan = 'scans',
                rejects_limit = $rejects
            )
            """,
            asked | {"rejects": bounds.UNREADABLE + 1},
        )
        # Numbered here and not above, where it would have one thread read for all.
        con.execute(
            f"create or replace {kind} {sql.name(table)} as select *, rowid + 2 as source_row from rows_scanned"
        )
        (count,) = con.execute("select count(*) from rejects").fetchone()
        rejects = con.execute(
            "select line, any_value(error_message), any_value(csv_line[:1000]) from rejects group by line order by line"
        ).fetchall()
    except duckdb.Error as error:
        raise refuse(name, "the file cannot be read as CSV", SAVE_AS_UTF_8, value=str(error).split("\n")[0]) from error
    finally:
        con.execute("drop table if exists rejects; drop table if exists scans; drop table if exists rows_scanned")
    if count > bounds.UNREADABLE:
        problem = f"more than {bounds.UNREADABLE:,} of its rows do not fit its header"
        line, _, text = rejects[0]
        raise refuse(
            name, problem, f"Look for a quotation mark that is not closed. {SAVE_AS_UTF_8}", row=line, value=text
        )
    return rejects


def _push_down(con: duckdb.DuckDBPyConnection, table: str, lines: list[int]) -> None:
    """Number rows as the file does: DuckDB counts the records it kept, not the `lines` refused or blank, in order."""
    if not lines:
        return
    whole = sql.name(table)
    # As one text: DuckDB takes long over a long list of parameters. `number` of them lie before every record from
    # the one called `since` on; one pass over both, in their order, finds the last for each record.
    con.execute(
        f"""
        update {whole} as record set source_row = moved.counted + moved.number
        from (
            select rows.source_row as counted, lines.number
            from {whole} as rows
            asof join (
                select line - number + 1 as since, max(number) as number
                from (
                    select unnest(lines) as line, generate_subscripts(lines, 1) as number
                    from (select from_json(?, '["bigint"]') as lines)
                )
                group by since
            ) as lines on rows.source_row >= lines.since
        ) as moved
        where record.source_row = moved.counted
        """,
        [json.dumps(lines)],
    )


def column(names: list[str], *wanted: str) -> Sql:
    """The first of the `wanted` columns that the header has, as SQL; 'null' when it has none."""
    found = {name.lower(): number for number, name in enumerate(names)}
    return next((place(found[name.lower()]) for name in wanted if name.lower() in found), "null")


def place(number: int) -> Sql:
    """A column of the file that is scanned, by its number from 0."""
    return Sql(f"c{number + 1}")


def places(select: Sql) -> set[str]:
    """The columns that are used in a piece of SQL."""
    return set(re.findall(r"\bc\d+\b", select))


def refuse(name: str, problem: str, what_to_do: str, **where) -> Refused:
    return Refused([Problem(name, problem, what_to_do, **where)])


@contextmanager
def _file_of(con: duckdb.DuckDBPyConnection, path: Path, pieces: Iterator[bytes] | None) -> Iterator[Path]:
    """The file, or what was made of it, where the database may read: no other is open to it. Gone afterwards."""
    with tempfile.TemporaryDirectory(dir=sql.readable_folder(con), prefix="scanned-") as folder:
        scratch = Path(folder, "rows.csv")
        if pieces is None:
            shutil.copyfile(path, scratch)
        else:
            with scratch.open("wb") as file:
                file.writelines(pieces)
        yield scratch
