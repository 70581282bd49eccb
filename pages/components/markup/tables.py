"""Plain tables: short ones as HTML that anything can read."""

from collections.abc import Sequence

from pages.components.markup import templates


def plain(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    numbers: Sequence[int] = (),
    is_stacked: bool = False,
) -> None:
    """A table whose first column names the row. `numbers`: the columns to set as figures.

    `is_stacked`: on a phone each row becomes a block, its cells one below the other; for tables of sentences.
    """
    kinds = columns[1:] if is_stacked else [number in numbers for number in range(1, len(columns))]
    body = [(name, zip(kinds, cells, strict=True)) for name, *cells in rows]
    templates.show("markup/table", caption=caption, columns=columns, rows=body, is_stacked=is_stacked)
