"""Plain tables: short ones as HTML that anything can read."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.components.markup import notes, templates


def plain(*told: object, **set_as: object) -> None:
    """The same on the page."""
    notes.html("{}", markup(*told, **set_as))


def markup(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
    numbers: Sequence[int] = (),
    is_stacked: bool = False,
    headings: Sequence[object] | None = None,
) -> Markup:
    """A table whose first column names the row. `numbers`: the columns to set as figures.

    `is_stacked`: on a phone each row becomes a block, its cells one below the other; for tables of sentences.
    `headings`: of the columns, where they are more than their names, as links.
    """
    kinds = columns[1:] if is_stacked else [number in numbers for number in range(1, len(columns))]
    body = [(name, zip(kinds, cells, strict=True)) for name, *cells in rows]
    return templates.markup(
        "markup/table", caption=caption, columns=headings or columns, rows=body, is_stacked=is_stacked
    )
