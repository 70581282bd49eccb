"""What a council spent on children's services, by service and year, folded on the card of its place."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import notes, tables, templates
from pages.serving import database, links

SAYS = words.assessing.spending


def fold(area: dict, as_of: str | None) -> Markup:
    """The spending of the place's own council; of a district the way to its county's; nothing where none is held."""
    rows = database.lasting(queries.childrens_spending, area["area_code"], as_of)
    if rows:
        return templates.markup("cards/spending", rows=rows, table=_table(rows))
    if area["county_code"] and database.lasting(queries.childrens_spending, area["county_code"], as_of):
        return Markup("<p>{}{}.</p>").format(
            SAYS.elsewhere(area["county_name"]), notes.link(address(area["county_code"]), SAYS.TITLE)
        )
    return Markup()


def address(area_code: str) -> str:
    """Where the spending of a council stands."""
    return f"{links.page('report_card', area=area_code, view='figures')}#spending"


def pointer(area_code: str, day: str | None) -> None:
    """From the money of an agreement to that of its council, where any is held."""
    if database.lasting(queries.childrens_spending, area_code, day):
        notes.html("<p>{}</p>", notes.link(address(area_code), f"{SAYS.TITLE}, by service and year"))


def _table(rows: list[dict]) -> Markup:
    body = [
        (service, *(_amount(amount) for amount in amounts), each, half)
        for service, amounts, each, half in SAYS.lines(rows)
    ]
    made = tables.markup("Children’s services: what was spent", SAYS.heads(rows), body, is_stacked=True)
    return Markup('<div class="even">{}</div>').format(made)


def _amount(amount: tuple[str, str] | None) -> Markup | None:
    if amount is None:
        return None
    net, gross = amount
    return Markup('{} <span class="quiet">of {} gross</span>').format(net, gross)
