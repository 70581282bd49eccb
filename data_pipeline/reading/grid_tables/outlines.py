"""The tables of a grid: one below the other or side by side, each with its own headings and words around it.

Every row of a grid is a row of headings, of a body, a title or a footnote of exactly one table. What is below a row
of headings is read under these headings, and under no others.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from data_pipeline.reading.grid_tables import headings
from data_pipeline.reading.grid_tables.headings import Heading
from data_pipeline.reading.grids import Row

CONTINUED = re.compile(r"\bcont(?:inued|'?d)?\b", re.IGNORECASE)
TALLEST = 3  # Rows of headings of one table.


@dataclass(frozen=True)
class Table:
    """Headings by their columns, and the rows below. `titles` are the words above, `footnotes` those below the last."""

    headings: list[Heading]
    heads: list[Row]
    body: list[Row]
    titles: list[Row] = field(default_factory=list)
    footnotes: list[Row] = field(default_factory=list)
    # The columns of this table, of which several may stand side by side.
    places: range = range(0)

    @property
    def row(self) -> int:
        """The row of the lowest headings."""
        return self.heads[-1].number

    @property
    def caption(self) -> str:
        """What stands nearest above the headings of this table; nothing where it only goes on."""
        above = ([row.cell(place) for place in self.places if row.cell(place)] for row in reversed(self.titles))
        nearest = next(filter(None, above), [""])[0]
        return "" if CONTINUED.search(nearest) else nearest

    def cells(self, place: int) -> list[str]:
        """What is printed in one column of the body."""
        return [row.cell(place) for row in self.body if row.cell(place)]

    def widened(self, width: int) -> "Table":
        """With columns to this width: those to the right of the last heading have none."""
        blank = [Heading()] * (width - len(self.headings))
        return replace(self, headings=self.headings + blank, places=range(max(width, len(self.headings))))


def below(
    rows: list[Row], is_key: Callable[[str], bool], is_table: Callable[[list[Heading]], bool], is_loose: bool = False
) -> tuple[list[Table], list[Row]]:
    """The tables of a grid from its top down, and the rows before the first, which are its titles.

    `is_key` knows the heading of the column that says what a row is of; `is_table`, the joined headings of a table.
    Where it `is_loose`, the first rows of headings may do without: words right above figures, their corner blank.
    """
    blocks, place = [], 0
    while place < len(rows):
        since = sum(blocks[-1][:2]) if blocks else None
        height = _height(rows, place, since, is_key, is_loose)
        joined = _joined([row.cells for row in rows[place : place + height]], is_key) if height else []
        if height and is_table(joined):
            blocks.append((place, height, joined))
        place += height if height and is_table(joined) else 1
    before = rows[: blocks[0][0]] if blocks else rows
    tables, titles = [], before
    for number, (first, height, joined) in enumerate(blocks):
        end = blocks[number + 1][0] if number + 1 < len(blocks) else len(rows)
        under = rows[first + height : end]
        last = max((at for at, row in enumerate(under) if row.filled > 1), default=-1)
        heads, words = rows[first : first + height], under[last + 1 :]
        footnotes = words if end == len(rows) else []
        tables.append(Table(joined, heads, under[: last + 1], titles, footnotes, range(len(joined))))
        titles = words
    return tables, before


def _height(rows: list[Row], place: int, since: int | None, is_key: Callable[[str], bool], is_loose: bool) -> int:
    """How many rows of headings begin here: 0 for none. The body of the table above, if any, begins at `since`."""
    if not _is_of_labels(rows[place]):
        return 0
    run = [rows[place]]
    for row in rows[place + 1 : place + TALLEST]:
        if row.number == run[-1].number + 1:
            run.append(row)
    run = run[: next((at for at, row in enumerate(run) if not _is_of_labels(row)), len(run))]
    body = slice(place if since is None else since, place)
    anchor = next((at for at, row in enumerate(run) if _is_anchor(row, is_key, rows[body])), None)
    if anchor is None:
        follows = rows[place + len(run)] if place + len(run) < len(rows) else None
        is_first = is_loose and since is None and follows and has_figures(follows)
        return len(run) if is_first and all(_is_cornerless(row) for row in run) else 0
    keys = [at for at, cell in enumerate(run[anchor].cells) if is_key(cell)]
    left = [*range(keys[0]), *keys]
    if any(_filled(row, left) for row in run[:anchor]):
        return 0
    height = anchor + 1
    while height < len(run):
        above, row = run[height - 1], run[height]
        fills = any(cell and not above.cell(at) for at, cell in enumerate(row.cells))
        # 'Local authority' over 'Code' and 'Name' are headings of two rows; the same headings over again are not.
        is_again = row.cell(keys[0]) == above.cell(keys[0]) or not any(is_key(row.cell(at)) for at in left)
        if _filled(row, left) and (is_again or not fills):
            break
        height += 1
    return height


def _is_of_labels(row: Row) -> bool:
    return not any(headings.is_datum(cell) for cell in reversed(row.cells) if cell)  # Figures stand to the right.


def _is_anchor(row: Row, is_key: Callable[[str], bool], body: list[Row]) -> bool:
    """Whether a row says what its table is of: below a body, in two columns, or with words where figures stood."""
    keys = [at for at, cell in enumerate(row.cells) if cell and is_key(cell)]
    if not keys or row.filled < 2 or len(keys) > 1:
        return len(keys) > 1
    figured = {at for above in body for at, cell in enumerate(above.cells) if cell and headings.is_datum(cell)}
    return not figured or _filled(row, sorted(figured - {*keys}))


def _is_cornerless(row: Row) -> bool:
    first = next(cell for cell in row.cells if cell)
    return not row.cells[0] or (row.filled > 1 and headings.is_of_areas(first))


def has_figures(row: Row) -> bool:
    """Whether a row has a word and then figures, and not only years."""
    is_one = [headings.is_datum(cell) for cell in row.cells if cell]
    return any(is_one) and not is_one[0]


def _filled(row: Row, places: list[int]) -> bool:
    return any(map(row.cell, places))


def _joined(rows: list[list[str]], is_key: Callable[[str], bool]) -> list[Heading]:
    """One heading for each column: what spans several is repeated over each that has a heading of its own below."""
    width = max(len(cells) for cells in rows)
    rows = [cells + [""] * (width - len(cells)) for cells in rows]
    parts = [[] for _ in range(width)]
    for depth, cells in enumerate(rows):
        spanning = ""
        for at, cell in enumerate(cells):
            under = next((lower[at] for lower in rows[depth + 1 :] if lower[at]), "")
            spanning = cell or (spanning if under else "")
            if spanning and (cell or not is_key(spanning) or is_key(under)):
                parts[at].append(spanning)
    joined = [Heading(tuple(part)) for part in parts]
    while joined and not joined[-1].parts:
        joined.pop()
    return joined
