"""Plain tables: short ones as HTML that anything can read."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from pages.components.markup import notes


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
    head = notes.join(Markup('<th scope="col"{}>{}</th>').format(HEAD if is_stacked else "", name) for name in columns)
    body = Markup("".join(_row(row, columns, numbers, is_stacked) for row in rows))
    # Displayed as blocks, a table loses its meaning for screen readers unless its roles are said.
    table, rows_of = (Markup(' role="table"'), Markup(' role="rowgroup"')) if is_stacked else ("", "")
    notes.html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="plain{}"{}>'
        '<caption class="visually-hidden">{}</caption><thead{}><tr{}>{}</tr></thead><tbody{}>{}</tbody></table></div>',
        caption, " stacked" if is_stacked else "", table, caption, rows_of, Markup(ROW) if is_stacked else "", head,
        rows_of, body,
    )  # fmt: skip


HEAD, ROW = Markup(' role="columnheader"'), ' role="row"'


def _row(row: Sequence[object], columns: Sequence[str], numbers: Sequence[int], is_stacked: bool) -> str:
    """One row as markup, each cell escaped. Written out because a table has hundreds of cells."""
    name, *cells = row
    ways = [' class="number"' if number in numbers else "" for number in range(1, len(row))]
    if is_stacked:
        ways = [f' role="cell" data-label="{escape(column)}"' for column in columns[1:]]
    shown = (f"<td{way}>{'–' if cell is None else escape(cell)}</td>" for way, cell in zip(ways, cells, strict=True))
    heading, role = (' role="rowheader"', ROW) if is_stacked else ("", "")
    return f'<tr{role}><th scope="row"{heading}>{escape(name)}</th>{"".join(shown)}</tr>'
