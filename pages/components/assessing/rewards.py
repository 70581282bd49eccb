"""The reward grant that hangs on targets: at stake, and earned by our figures."""

from data_pipeline import words
from pages.components.markup import notes, tables
from pages.serving import links

SAYS = words.assessing.rewards
COLUMNS = ("Target", "At stake", "Threshold", "Figure", "Earned by our figures", "What the papers say")


def show(rows: list[dict]) -> None:
    """A line for each reward."""
    notes.html("<p>{}</p>", SAYS.ABOUT)
    tables.plain("Rewards for targets", COLUMNS, [_line(row) for row in rows], is_stacked=True)
    notes.html('<p class="quiet">{}</p>', SAYS.PERVERSE)


def _line(row: dict) -> tuple:
    address = links.page("indicator", indicator=row["indicator"], area=row["agreement_code"])
    said = [SAYS.result(row), notes.paper(row["source_url"], "The paper") if row["source_url"] else None]
    return (
        notes.link(address, row["title"]),
        words.assessing.money.pounds(row["at_stake"]),
        row["threshold"],
        SAYS.figure(row),
        SAYS.earned(row),
        notes.join([part for part in said if part], ". ") or None,
    )
