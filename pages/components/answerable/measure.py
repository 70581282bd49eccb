"""Who answers for a measure: on the page of its indicator."""

from data_pipeline import queries
from pages.components.answerable import answering
from pages.components.markup import templates
from pages.serving import database, links


def show(area: dict | None, indicator: str) -> None:
    """Which kind of body answers for a national indicator, and which council for the place that was chosen.

    Of a measure that is not in the national set only the council is known; how to complain stands on the card.
    """
    body = database.lasting(queries.indicator_bodies).get(indicator)
    if body is None and area is None:
        return
    card = f"{links.page('report_card', area=area['area_code'])}#complain" if area else ""
    line = answering.line(area, complain=card) if area else ""
    templates.show("answerable/measure", body=body, line=line)
