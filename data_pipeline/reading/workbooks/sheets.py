"""What every kind of workbook is opened into."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # Of a sheet, in any program.
# A row less than a point high, or a column less than a point wide, shows nothing.
NARROWEST = 1.0


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` are read as they are asked for: number, whether it is hidden, text of its cells.

    `is_column_hidden` is asked with the place of a column, from 0, when all rows have been read.
    """

    name: str
    is_hidden: bool
    rows: Iterable[tuple[int, bool, list[str]]]
    is_column_hidden: Callable[[int], bool]


def trimmed(cells: list[str]) -> list[str]:
    """Without the blank cells at the end of a row."""
    while cells and not cells[-1].strip():
        cells.pop()
    return cells
