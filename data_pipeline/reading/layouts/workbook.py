"""A government department's workbook (.xlsx, .xls, .ods): titles, merged headers, footnotes, old area codes.

As the Department of Energy and Climate Change published fuel poverty in 2011. Every sheet with a table is
read, one measure for each of its columns of figures ('Local Authority | Percent Fuel Poor'). Oddities: a cover
sheet of words only, which has no figures and is not read; two-row headers whose upper cells span columns;
codes of before 2011 ('00EC'); sheets keyed by names; the period in a title or nowhere, so that `series.csv`
must give it; percentages kept as fractions. Shown in per cent they are read so, '2.5%'; for those that are not,
`series.csv` has `scale`.
"""

from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import grids, layouts, printed_values, workbooks
from data_pipeline.reading.csv_files import refuse


def recognise(sample: layouts.Sample) -> bool:
    return sample.suffix in workbooks.WORKBOOKS


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    sheets, problems = _sheets(path, name)
    figures = []
    for sheet, rows in sheets:
        first = next((place for place, row in enumerate(rows) if _has_figures(row)), None)
        if first is None:  # A sheet of words.
            continue
        height = 2 if first >= 2 and _is_header(rows[first - 2]) and _adjoin(rows[first - 2], rows[first - 1]) else 1
        if first < height or not _is_header(rows[first - 1]):
            problems += [_headless(row, sheet, name) for row in rows[first:]]
            continue
        found = grids.split(rows, first - height, height)
        across = _columns_of_figures(found)
        in_per_cent = [place for place in across if any("%" in row.cells[place] for row in found.body)]
        for row in found.body:
            problem = None if across else _headless(row, sheet, name)
            if problem := problem or grids.misfit(row, found.header, name):
                problems.append(problem)
                continue
            area = grids.area(found, row)
            for place in across:
                heading = found.header[place]
                if place in in_per_cent and _is_bare(row.cells[place]):
                    problems.append(_bare(row, heading, row.cells[place], name))
                    continue
                period = heading if grids.is_period(heading) else None
                measure = sheet if period else f"{sheet} | {heading}"
                figures.append(grids.figure(row, heading, measure, row.cells[place], period, **area))
    grids.write(con, figures, table, name, problems)
    return problems


def _sheets(path: Path, name: str) -> tuple[list[tuple[str, list[grids.Row]]], list[Problem]]:
    """The rows of every sheet, all of one width, and what is hidden in it."""
    if not path.is_file():
        raise refuse(name, "the file is missing", "Put it back, or take its row out of the list of files")
    sheets, book = [], workbooks.read(path, name)
    for sheet, rows in book.sheets.items():
        width = max((len(cells) for _, cells in rows), default=0)
        padded = [(number, cells + [""] * (width - len(cells))) for number, cells in rows]
        sheets.append((sheet, [grids.Row(number, [grids.printed(cell) for cell in cells]) for number, cells in padded]))
    return sheets, [each.problem(name) for each in book.hidden]


def _is_number(cell: str) -> bool:
    try:
        float(cell.removesuffix("%"))
    except ValueError:
        return False
    return True


def _has_figures(row: grids.Row) -> bool:
    """True of a row of a body: a key and numbers, and not just the years of a header."""
    is_number = [_is_number(cell) for cell in row.cells if cell]
    years = [grids.is_period(cell) for cell in row.cells if _is_number(cell)]
    return len(is_number) > 1 and any(is_number) and not is_number[0] and not (all(years) and _is_header(row))


def _is_header(row: grids.Row) -> bool:
    first = next(cell for cell in row.cells if cell)
    return row.filled > 1 and (not row.cells[0] or bool(grids.AREA.search(first)))


def _adjoin(upper: grids.Row, lower: grids.Row) -> bool:
    """True when two rows make one header: one right below the other, and the lower fills gaps of the upper."""
    gaps = [not above and bool(below) for above, below in zip(upper.cells, lower.cells, strict=True)]
    return lower.number == upper.number + 1 and any(gaps)


def _columns_of_figures(found: grids.Table) -> list[int]:
    """The columns of which at least half of what is printed are numbers, none of them a code."""
    across = []
    for place, heading in enumerate(found.header):
        cells = [row.cells[place] for row in found.body if place < len(row.cells) and row.cells[place]]
        numbers = sum(printed_values.parse(cell).number is not None for cell in cells)
        if heading and not grids.CODE.search(heading) and cells and numbers * 2 >= len(cells):
            across.append(place)
    return across


def _is_bare(cell: str) -> bool:
    """True of a figure without a per cent sign that would mean another with one."""
    return bool(printed_values.parse(cell).number) and "%" not in cell


def _bare(row: grids.Row, heading: str, cell: str, name: str) -> Problem:
    what = "this is not shown in per cent, and other figures of the column are"
    what_to_do = "Give the column one number format"
    return Problem(name, what, what_to_do, row=row.number, column=heading, value=cell)


def _headless(row: grids.Row, sheet: str, name: str) -> Problem:
    what = f"the sheet {sheet!r} has figures without a header that names areas"
    return Problem(name, what, "Give its columns their headings", row=row.number, value=",".join(row.cells))
