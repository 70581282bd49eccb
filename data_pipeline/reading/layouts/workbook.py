"""A government department's workbook (.xlsx, .xls, .ods): titles, merged headers, footnotes, old area codes.

As the Department of Energy and Climate Change published fuel poverty in 2011. Every table of every sheet is read,
one measure for each of its columns of figures ('Local Authority | Percent Fuel Poor'); where tables of a sheet have
columns of one name, a later one is told apart by its title. Oddities: a cover sheet of words only, which has no
figures and is not read; tables side by side and below each other; headers of up to three rows whose upper cells span
columns; codes of before 2011 ('00EC'); sheets keyed by names; the period in a title or nowhere, so that `series.csv`
must give it; percentages kept as fractions. Shown in per cent they are read so, '2.5%'; for those that are not,
`series.csv` has `scale`.
"""

from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import grids, layouts, workbooks
from data_pipeline.reading.grid_tables import areas


def recognise(sample: layouts.Sample) -> bool:
    return sample.suffix in workbooks.WORKBOOKS


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    sheets, problems = _sheets(path, name)
    figures = []
    for sheet, rows in sheets:
        reading = areas.read(rows, name, sheet)
        figures += reading.figures
        problems += reading.problems
    grids.write(con, figures, table, name, problems)
    return problems


def _sheets(path: Path, name: str) -> tuple[list[tuple[str, list[grids.Row]]], list[Problem]]:
    """The rows of every sheet, all of one width, and what is hidden in it."""
    sheets, book = [], workbooks.read(path, name)
    for sheet, rows in book.sheets.items():
        width = max((len(cells) for _, cells in rows), default=0)
        padded = [(number, cells + [""] * (width - len(cells))) for number, cells in rows]
        sheets.append((sheet, [grids.Row(number, [grids.printed(cell) for cell in cells]) for number, cells in padded]))
    return sheets, [each.problem(name) for each in book.hidden]
