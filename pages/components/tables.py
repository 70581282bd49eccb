"""Plain tables: short ones as HTML that anything can read."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.components import notes


def plain(caption: str, columns: Sequence[str], rows: Sequence[Sequence[object]], numbers: Sequence[int] = ()) -> None:
    """A table whose first column names the row. `numbers`: the columns to set as figures."""
    head = notes.join(Markup('<th scope="col">{}</th>').format(column) for column in columns)
    body = notes.join(
        Markup("<tr>{}</tr>").format(
            notes.join(
                Markup('<th scope="row">{}</th>').format(cell)
                if number == 0
                else Markup("<td{}>{}</td>").format(
                    Markup(' class="number"') if number in numbers else "", "–" if cell is None else cell
                )
                for number, cell in enumerate(row)
            )
        )
        for row in rows
    )
    notes.html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{}"><table class="plain">'
        '<caption class="visually-hidden">{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>',
        caption, caption, head, body,
    )  # fmt: skip
