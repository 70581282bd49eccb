"""A committee's table of indicators: baseline, a target for each year, actual, status, lead, comment.

As councils' performance papers print it (Salford, Cumbria, Middlesbrough, Hertfordshire). One row an
indicator; each cell of a baseline, target or actual is a figure of the measure 'NI 16 | target'. Oddities: a
heading of a year alone ('09/10') carries on the kind before it; cells hold 'TBC', 'None set', '<5', '#DIV/0!',
two numbers, or the data's own year ('55.7 (for 2009)'), which is not the column's; a status is in the
council's own words, and kept in the note. The table does not name its area: `series.csv` must.
"""

import re
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import grids, layouts
from data_pipeline.reading.csv_files import refuse

KEY = re.compile(r"(?:ni |pi )?(?:indicator|ref|reference|pi|ni|no|code|number|measure)\.?(?: .*)?", re.IGNORECASE)
KIND = re.compile(r"\b(baseline|target|actual|outturn)s?\b", re.IGNORECASE)
WORDS = {"outturn": "actual"}
NOTES = re.compile(r"status|rag|on target|comment|lead|note", re.IGNORECASE)


def recognise(sample: layouts.Sample) -> bool:
    return _find_header([[grids.printed(cell) for cell in row] for row in sample.rows]) is not None


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    rows = grids.rows_of_csv(path, name)
    first = _find_header([row.cells for row in rows])
    if first is None:
        raise refuse(name, "no row has an indicator, a baseline or a target", "Choose the layout of the file")
    found = grids.split(rows, first)
    columns = _columns(found.header)
    area = next((place for place, heading in enumerate(found.header) if _is_area(heading)), None)
    figures, problems = [], []
    for row in found.body:
        if problem := grids.misfit(row, found.header, name):
            problems.append(problem)
            continue
        said = [
            f"{heading}: {cell}"
            for heading, cell in zip(found.header, row.cells, strict=False)
            if cell and NOTES.search(heading)
        ]
        indicator = next(cell for cell in row.cells if cell)
        given = {"note": "; ".join(said) or None, "area_name": row.cells[area] or None if area is not None else None}
        for place, (kind, period) in columns.items():
            cell = row.cells[place]
            figures.append(grids.figure(row, found.header[place], f"{indicator} | {kind}", cell, period, **given))
    grids.write(con, figures, table, name, problems)
    return problems


def _find_header(rows: list[list[str]]) -> int | None:
    for place, cells in enumerate(rows):
        kinds = {match[1].lower() for cell in cells[1:] if (match := KIND.search(cell))}
        if kinds and cells[0] and KEY.fullmatch(cells[0]):
            return place
    return None


def _columns(header: list[str]) -> dict[int, tuple[str, str | None]]:
    """Place of each column of figures: its kind, and the period in its heading."""
    columns, kind = {}, None
    for place, heading in enumerate(header):
        if match := KIND.search(heading):
            kind = WORDS.get(match[1].lower(), match[1].lower())
            rest = heading[: match.start()] + heading[match.end() :]
        elif kind and grids.is_period(heading):
            rest = heading
        else:
            kind = None
            continue
        columns[place] = (kind, rest.strip(" ()-–:") or None)
    return columns


def _is_area(heading: str) -> bool:
    return heading.lower() in ("area", "district", "council", "authority")
