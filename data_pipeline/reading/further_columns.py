"""A column of a long file that no reader asks for, and that tells rows apart: Male and Female, Domestic and Transport.

Without it, the rows of one area and period contradict each other. Where a few words do, every row of such a measure is
of the part that the column names, an empty cell too: which of them is the whole is for people to say, as `part` in
`series.csv`.
"""

import re
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.reading import csv_files
from data_pipeline.sql import Sql

# What says whose or where a figure is, what it is worth or what became of it: such a column divides nothing.
BESIDE = re.compile(
    r"\b(?:name|label|code|id|note|notes|footnotes?|comments?|remarks?|significance|compared|trend|rank|limits?|l?ci|uci"
    r"|interval|sortable|sort|order|date|published|updated|source|url|parent|geography|area type|region|county|country"
    r"|district|ward|status|flag|standard error|quality)\b|(?:nm|cd)$",
    re.IGNORECASE,
)
# What is numbered divides all the same.
NUMBERED = re.compile(r"\b(?:age|band|group|class|decile|quintile|quarter|month|term|key ?stage)s?\b", re.IGNORECASE)
BLANK, BETWEEN = "(blank)", " | "
KEY = "measure, part, area_code, area_name, period"
SHARE_TOLD_APART = 0.5


def tell_apart(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str, columns: list[str], used: Sql
) -> None:
    """Give the rows of `table`, read of the file, a `part` and a `part_column` where a further column tells them apart.

    `columns`: all of the file. `used`: SQL that names those that the reader has used.
    """
    taken = csv_files.places(used)
    further = [one for one in columns if csv_files.column(columns, one) not in taken and not _is_beside(one)]
    if not further or not _has_contradictions(con, table):
        return
    cells = [f"coalesce(nullif(trim({csv_files.column(columns, one)}), ''), '{BLANK}')" for one in further]
    chosen = ", ".join(f"{cell} as {_place(number)}" for number, cell in enumerate(cells))
    csv_files.scan(con, path, name, columns, "beside", chosen)
    try:
        places = _that_tell_apart(con, table, further)
        if places:
            part, whole = ", ".join(f"beside.{_place(place)}" for place in places), sql.name(table)
            con.execute(
                f"""
                update {whole} set part = concat_ws('{BETWEEN}', {whole}.part, {part}), part_column = ?
                from beside
                where beside.source_row = {whole}.source_row and {whole}.measure in (select measure from apart)
                """,
                [", ".join(further[place] for place in places)],
            )
    finally:
        con.execute("drop table if exists beside; drop table if exists apart")


def _is_beside(column: str) -> bool:
    return bool(BESIDE.search(re.sub(r"[_-]+|(?<=[a-z])(?=[A-Z])", " ", column)))


def _has_contradictions(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    # Hardly a file repeats an area and period: their hashes are cheap.
    repeated = f"select hash({KEY}) from {sql.name(table)} group by 1 having count(*) > 1"
    contradicting = f"""
        select 1 from {sql.name(table)} where hash({KEY}) in ({repeated})
        group by {KEY} having min(value) <> max(value) limit 1
    """
    if not con.execute(f"{repeated} limit 1").fetchall():
        return False
    return bool(con.execute(contradicting).fetchall())


def _that_tell_apart(con: duckdb.DuckDBPyConnection, table: str, further: list[str]) -> list[int]:
    """The places of the fewest further columns by which most rows that contradict each other are told apart, if any."""
    con.execute(
        f"""
        create or replace temp table apart as
        select hash({KEY}) as digest, measure, value, beside.* exclude (source_row)
        from {sql.name(table)} join beside using (source_row)
        window same as (partition by {KEY})
        qualify min(value) over same <> max(value) over same
        """
    )
    (largest,) = con.execute("select max(rows) from (select count(*) as rows from apart group by digest)").fetchone()
    # Words that divide come again for every area; what is different in every row, or is a number, only comes with it.
    places = []
    for place, column in enumerate(further):
        different, numbers = con.execute(
            f"select count(distinct {_place(place)}), count(try_cast({_place(place)} as double)) from apart"
        ).fetchone()
        if 1 < different <= 2 * largest and (not numbers or NUMBERED.search(column)):
            places.append(place)
    all_of_them, left = _contradictions(con, []), _contradictions(con, places)
    if left > SHARE_TOLD_APART * all_of_them:
        return []
    for place in reversed(places):
        others = [other for other in places if other != place]
        if _contradictions(con, others) <= left:
            places = others
    return places


def _contradictions(con: duckdb.DuckDBPyConnection, places: list[int]) -> int:
    columns = ", ".join(["digest", *(_place(place) for place in places)])
    query = f"select count(*) from (select 1 from apart group by {columns} having min(value) <> max(value))"
    return con.execute(query).fetchone()[0]


def _place(number: int) -> Sql:
    """A further column in the tables `beside` and `apart`."""
    return sql.name(f"f{number}")
