"""Plain tables: short ones as HTML that anything can read."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from pages.components import notes


def plain(caption: str, columns: Sequence[str], rows: Sequence[Sequence[object]], numbers: Sequence[int] = ()) -> None:
    """A table whose first column names the row. `numbers`: the columns to set as figures."""
    head = notes.join(Markup('<th scope="col">{}</th>').format(column) for column in columns)
    body = Markup("".join(_row(row, numbers) for row in rows))
    notes.html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="plain">'
        '<caption class="visually-hidden">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        caption, caption, head, body,
    )  # fmt: skip


def _row(row: Sequence[object], numbers: Sequence[int]) -> str:
    """One row as markup, each cell escaped. Written out because a table has hundreds of cells."""
    name, *cells = row
    ways = (' class="number"' if number in numbers else "" for number in range(1, len(row)))
    shown = (f"<td{way}>{'–' if cell is None else escape(cell)}</td>" for way, cell in zip(ways, cells, strict=True))
    return f'<tr><th scope="row">{escape(name)}</th>{"".join(shown)}</tr>'
