"""What is known of an indicator: what it is about, from whom, how sure, and where figures of it are held."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import meanings, notes, templates
from pages.serving import database, links


def show(name: str) -> None:
    """The facts of an indicator that is defined."""
    row = database.lasting(queries.catalogue)[name]
    departments = (row["lead_department"] or "").replace("/", ", ")
    row = row | {"lead_department": meanings.in_full(departments)}
    speaking = database.lasting(queries.agreements_on, name)
    facts = [(what, value, field in row["inferred_fields"]) for what, value, field in words.indicators.facts(row)]
    templates.show(
        "indicators/facts",
        title=f"About {name}",
        row=row,
        facts=facts,
        has_inferred=any(value and is_inferred for _, value, is_inferred in facts),
        promising=_linked(name, [place for place in speaking if place["has_target"]]),
        reporting=_linked(name, [place for place in speaking if not place["has_target"]]),
        old_sets=database.lasting(queries.old_sets),
    )


def _linked(name: str, places: list[dict]) -> Markup:
    return notes.join(
        (
            notes.link(links.page("indicator", indicator=name, area=row["area_code"]), row["area_name"])
            for row in places
        ),
        ", ",
    )
