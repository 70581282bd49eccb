"""LG Inform, Local Government Association: areas down, periods across, one measure.

https://lginform.local.gov.uk (a CSV table made from a report). Oddities: lines of title above the header, the
first of which names the measure; the area's name or code, or both, in the first columns; printed values
('12.3%', 'n/a', 'Missing'); footnotes below. A column whose heading has a digit and is no period we can read
is still a column of figures, set aside by that heading.
"""

from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import grids, layouts
from data_pipeline.reading.csv_files import refuse


def recognise(sample: layouts.Sample) -> bool:
    cells = [[grids.printed(cell) for cell in row] for row in sample.rows]
    return _find_header(cells) is not None


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    rows = grids.rows_of_csv(path, name)
    first = _find_header([row.cells for row in rows])
    if first is None:
        raise refuse(name, "no row has an area and then periods", "Choose the layout of the file")
    found = grids.split(rows, first)
    measure = next((cell for row in found.titles for cell in row.cells if cell), "figures")
    across = [place for place, heading in enumerate(found.header) if _is_of_figures(heading)]
    figures, problems = [], []
    for row in found.body:
        if problem := grids.misfit(row, found.header, name):
            problems.append(problem)
            continue
        for place in across:
            heading = found.header[place]
            figures.append(grids.figure(row, heading, measure, row.cells[place], heading, **grids.area(found, row)))
    grids.write(con, figures, table, name, problems)
    return problems


def _find_header(rows: list[list[str]]) -> int | None:
    for place, cells in enumerate(rows):
        words = [cell for cell in cells if cell and not _is_of_figures(cell)]
        is_of_areas = bool(words) and all(grids.AREA.search(word) for word in words) and words[0] in cells[:2]
        if is_of_areas and any(grids.is_period(cell) for cell in cells):
            return place
    return None


def _is_of_figures(heading: str) -> bool:
    return any(character.isdecimal() for character in heading)
