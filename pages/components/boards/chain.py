"""The chain from the board by its partnerships and partners to each target, and what is missing in it, by name."""

from datetime import date

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.boards import agenda
from pages.components.markup import meanings, notes, templates
from pages.serving import links

SAYS = words.boards.partners
FEW = 12  # So many are listed openly; more are folded.


def show(agreement: dict, rows: list[dict], shares: list[dict], day: str) -> None:
    """From the board down, a fold for each partnership; then which targets the papers leave without a link of it."""
    if not rows:
        return
    leads: dict[str, tuple[str, ...]] = {}
    helping: dict[str, int] = {}
    for share in shares:
        if share["leads"]:
            leads[share["target"]] = (*leads.get(share["target"], ()), share["body"])
        else:
            helping[share["target"]] = helping.get(share["target"], 0) + 1
    owned: dict[str | None, dict[tuple, list[dict]]] = {}
    for row in rows:
        owned.setdefault(row["partnership"], {}).setdefault(leads.get(row["target"], ()), []).append(row)
    unowned = owned.pop(None, None)
    on = date.fromisoformat(day)
    templates.show(
        "boards/chain",
        told=SAYS.chain(len(owned), len(rows), sum(map(len, (unowned or {}).values()))),
        agreement=agreement,
        is_owned=bool(owned),
        partnerships=[
            _partnership(name, mine, helping, on) for name, mine in (*owned.items(), (None, unowned)) if mine
        ],
        missing=[_missing(*gap, len(rows), on) for gap in _gaps(rows, leads) if gap[1]] if owned else [],
    )


def _gaps(rows: list[dict], leads: dict[str, tuple]) -> list[tuple[str, list[dict]]]:
    """What may be missing in the chain, or double, with the targets of which it is so; nothing of what was dropped."""
    kept = [row for row in rows if not row["is_removed"]]
    return [
        (SAYS.NO_OWNER, [row for row in kept if not row["partnership"]]),
        (words.promises.NO_LEAD, queries.without_lead(rows)),
        (SAYS.SEVERAL, [row for row in kept if len(leads.get(row["target"], ())) > 1]),
    ]


def _missing(title: str, rows: list[dict], total: int, on: date) -> dict:
    of_all = words.boards.exceptions.of_all(len(rows), total)
    return {
        "title": title,
        "of_all": of_all,
        "targets": [agenda.named(row, on) for row in rows],
        "few": len(rows) <= FEW,
    }


def _partnership(name: str | None, mine: dict[tuple, list[dict]], helping: dict[str, int], on: date) -> dict:
    rows = [row for led in mine.values() for row in led]
    return {
        "name": name or SAYS.NO_OWNER,
        "anchor": anchor(name),
        "count": SAYS.counted(len(rows), "target"),
        "tally": words.tallies.sentence(words.tallies.tallies(rows, meanings.verdicts()), is_whole=False),
        "leads": [
            {
                "bodies": [(body, links.here(partner=body)) for body in names],
                "targets": [(agenda.named(row, on), SAYS.helping(helping.get(row["target"], 0))) for row in led],
            }
            for names, led in mine.items()
        ],
    }


def partnership(row: dict) -> Markup | None:
    """The partnership that owns a target, with the way to its place in the chain; None where none is named."""
    if not row["partnership"]:
        return None
    return notes.link(f"{links.here(partner=None, theme=None)}#{anchor(row['partnership'])}", row["partnership"])


def anchor(name: str | None) -> str:
    """Where a partnership stands on the page of all partners."""
    return "owned-" + "-".join("".join(letter if letter.isalnum() else " " for letter in (name or "").lower()).split())
