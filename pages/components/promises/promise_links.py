"""Where one promise belongs: who answers for it, its themes, the plans it stands in, the targets beside it."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.boards import chain
from pages.components.markup import notes, templates
from pages.serving import database, links

SAYS = words.boards.belonging


def show(row: dict, as_of: str | None) -> None:
    """The links of a target; a measure without one has none."""
    if not row["target"] or row["is_history"]:
        return
    code, owner = row["agreement_code"], row["partnership"]
    table = links.page("partners", area=code)
    plans = database.lasting(queries.target_plans, code, as_of).get(row["target"], [])
    by, related = queries.related_targets(row, database.lasting(queries.standing, code, as_of))
    shares = database.lasting(queries.target_partners, code, as_of)
    templates.show(
        "promises/links",
        row=row,
        table=notes.link(table, "everybody round the table"),
        owner=notes.link(f"{table}#{chain.anchor(owner)}", owner) if owner else words.boards.partners.NO_OWNER,
        leads=[
            (share["body"], links.page("partners", area=code, partner=share["body"]))
            for share in shares
            if share["target"] == row["target"] and share["leads"]
        ],
        themes=[(name, links.page("theme", theme=name, county=code)) for name in _themes(row)],
        plans=[(notes.paper(plan["url"], plan["title"]), SAYS.plan(plan)) for plan in plans],
        by=SAYS.related(by, row) if by else None,
        related=[target(other) for other in related],
    )


def _themes(row: dict) -> list[str]:
    return [name for name in (row["theme_name"], *row["other_themes"]) if name]


def target(row: dict) -> Markup:
    """A target with the way to its page."""
    address = links.page("indicator", indicator=row["indicator"], area=row["agreement_code"])
    return notes.link(address, words.promises.titled(row))


def crossing(rows: list[dict], theme: str | None) -> None:
    """The targets of a theme that are counted under another: named with the way to them, and counted only there."""
    if found := [row for row in rows if row["target"] and theme in row["other_themes"]]:
        named = (Markup("{} ({})").format(target(row), row["theme_name"]) for row in found)
        notes.html('<p class="quiet">{} {}.</p>', SAYS.crossing(len(found)), notes.join(named, "; "))
