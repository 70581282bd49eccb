"""What is wrong with rows, told once for each kind: how many rows it is of, and the first three of them."""

from dataclasses import dataclass

import duckdb

from data_pipeline import letters
from data_pipeline.problems import Problem

SHOWN = 3


@dataclass(frozen=True)
class Fault:
    """One kind of fault in one file. `problem` is that of the first row; `places`: row, column and value of the first
    three; `rows`: how many have it; `measure`: that of the first row, where the file has several."""

    problem: Problem
    severity: str
    rows: int
    places: list[Problem]
    measure: str = ""

    def __str__(self) -> str:
        of = f" First in {letters.quoted(self.measure)}." if self.measure else ""
        if self.rows == 1:
            return f"{self.severity}: {self.problem}{of}"
        first = "; ".join(filter(None, map(_place, self.places)))
        first = f" First: {first}." if first else ""
        problem = self.problem
        what = problem.problem + ("" if problem.problem.endswith("?") else ".")
        return f"{self.severity}: {problem.file}, {self.rows:,} rows: {what}{first} {problem.what_to_do}.{of}"


def faults(con: duckdb.DuckDBPyConnection, file: str | None = None, is_of_measures: bool = False) -> list[Fault]:
    """Every kind of fault in `meta.issues`, file by file, what is set aside first and what needs no hand last.

    `file`: how the names of the files begin. `is_of_measures`: say of which measure the first row is.
    """
    rows = con.execute(
        """
        select file, severity, problem, what_to_do, sum(row_count), min_by(source_id, source_row),
            -- Some of few, for a million would not fit into memory.
            list_sort(list_distinct(min(place, $looked_at)))[:$shown]
        from (select *, {'row': source_row, 'column': column_name, 'value': value} as place from meta.issues)
        where $file is null or starts_with(file, $file)
        group by file, rule, severity, problem, what_to_do
        order by severity desc, file, what_to_do like 'Nothing to do%', rule <> 'unreadable_row', sum(row_count) desc,
            min(source_row)
        """,
        {"file": file, "shown": SHOWN, "looked_at": 10 * SHOWN},
    ).fetchall()
    told = []
    for file_name, severity, problem, what_to_do, count, measure, first in rows:
        places = [Problem(file_name, problem, what_to_do, **place) for place in first]
        told.append(Fault(places[0], severity, int(count), places, measure if is_of_measures else ""))
    return told


def _place(problem: Problem) -> str:
    row = "" if problem.row is None else f"row {problem.row}"
    column = f"column {problem.column}" if problem.column else ""
    value = "" if problem.value is None else letters.quoted(problem.value)
    return ", ".join(filter(None, (row, column, value)))
