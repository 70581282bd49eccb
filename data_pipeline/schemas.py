"""Cells of a pack against the table schema of their sheet.

frictionless knows what each type and constraint allows, and reads each cell here. Its own way round a table
makes every description of every column anew for each file, and that took longer than all the cells.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from frictionless import Schema

CellReader = Callable[[str], tuple[object, dict[str, str] | None]]

_known: dict[str, dict[str, CellReader]] = {}


@dataclass(frozen=True)
class Misfit:
    """A cell that cannot be so. `broken` is 'type', a constraint, 'name' (none) or 'other name' (given twice)."""

    place: int
    column: str
    broken: str
    cell: str


def misfits(sheet: str, schema: dict, rows: list[list[str]]) -> Iterator[Misfit]:
    """What is wrong with `rows`, whose cells stand in the order of the schema, row by row."""
    readers, key = _cell_readers(sheet, schema), schema.get("primaryKey")
    seen: dict[str, dict[str, list[str]]] = {name: {} for name in readers}
    names = set()
    for place, cells in enumerate(rows):
        for (column, read), cell in zip(readers.items(), cells, strict=True):
            # Columns repeat their cells: each is read once.
            broken = seen[column].get(cell)
            if broken is None:
                broken = seen[column][cell] = list(read(cell)[1] or ())
            yield from (Misfit(place, column, each, cell) for each in broken)
            if column == key:
                name = cell
        if key and (not name or name in names):
            yield Misfit(place, key, "other name" if name else "name", name)
        if key:
            names.add(name)


def _cell_readers(sheet: str, schema: dict) -> dict[str, CellReader]:
    """For each column: what reads a printed cell, giving its value and what is wrong with it."""
    if sheet not in _known:
        described = Schema.from_descriptor({name: value for name, value in schema.items() if name != "foreignKeys"})
        _known[sheet] = {field.name: field.create_cell_reader() for field in described.fields}
    return _known[sheet]
