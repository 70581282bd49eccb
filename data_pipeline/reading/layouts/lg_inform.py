"""LG Inform, Local Government Association: areas down, periods across, one measure.

https://lginform.local.gov.uk (a CSV table made from a report). Oddities: lines of title above the header, the
first of which names the measure; the area's name or code, or both, in the first columns, sometimes with its county or
region; printed values ('12.3%', 'n/a', 'Missing'); footnotes below, and then perhaps a table of another measure under
its own title. A column whose heading has a digit and is no period we can read is still a column of figures, set
aside by that heading.
"""

from dataclasses import replace
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import grids, layouts, periods
from data_pipeline.reading.csv_files import refuse
from data_pipeline.reading.grid_tables import areas, columns, headings, outlines
from data_pipeline.reading.grid_tables.headings import Heading


def recognise(sample: layouts.Sample) -> bool:
    rows = [grids.Row(number, [grids.printed(cell) for cell in row]) for number, row in enumerate(sample.rows)]
    return bool(_tables([row for row in rows if row.filled]))


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    tables = _tables(grids.rows_of_csv(path, name))
    if not tables:
        raise refuse(name, "no row has an area and then periods", "Choose the layout of the file")
    measure = next((cell for row in tables[0].titles for cell in row.cells if cell), "figures")
    reading = areas.Reading(name, measure, is_titled=True)
    for found in tables:
        said = [replace(heading, is_period=not headings.is_of_areas(heading.text)) for heading in found.headings]
        for one, its in columns.beside(replace(found, headings=said)):
            across = [place for place in one.places if place in its.figures or _is_of_figures(said[place])]
            areas.read_table(reading, one, replace(its, figures=across))
    grids.write(con, reading.figures, table, name, reading.problems)
    return reading.problems


def _tables(rows: list[grids.Row]) -> list[outlines.Table]:
    return outlines.below(rows, headings.is_of_areas, _is_table)[0]


def _is_table(joined: list[Heading]) -> bool:
    others = [heading for heading in joined if heading.parts and not headings.is_of_areas(heading.text)]
    first = next((place for place, heading in enumerate(joined) if headings.is_of_areas(heading.text)), len(joined))
    is_dated = any(periods.parse(heading.period or "") for heading in others)
    return first < 2 and is_dated and all(map(_is_of_figures, others))


def _is_of_figures(heading: Heading) -> bool:
    return not headings.is_of_areas(heading.text) and any(character.isdecimal() for character in heading.text)
