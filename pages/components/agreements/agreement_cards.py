"""An agreement's report card: for each policy area or theme, the five blocks and every promise with its figures."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.agreements import agreement_nationals
from pages.components.agreements.agreement_summary import about, first, masked, own_figures
from pages.components.agreements.group_cards import before, card, listing, unsaid
from pages.components.answerable import acting, answering
from pages.components.judgements import gaps
from pages.components.markup import notes
from pages.components.promises import promise_facts
from pages.serving import database, links

GROUPINGS = {"policy": "Their own policy areas", "theme": "The four national themes"}


def drawn(cursor: queries.Connection, area_code: str, view: str, by: str, as_of: str | None) -> tuple[Markup, Markup]:
    """What is said first, and the card below it (`view` 'card') or the list of all promises, grouped `by` policy area
    or theme: sixty promises take long to write, and every visitor wants the same.
    """
    area = queries.area(cursor, area_code)
    agreement = queries.agreement(cursor, area["agreement_area_code"], as_of)
    code = agreement["area_code"]
    made_of = queries.agreement_card(cursor, code, by, as_of)
    rows, found, empty, history = (made_of[name] for name in ("promises", "groups", "empty", "history"))
    changes = queries.overtaken(cursor, code, as_of)
    nationals = agreement_nationals.of(cursor, queries.area(cursor, code), as_of)
    for row in (promise for group in found for promise in group["promises"]):
        row["national"] = agreement_nationals.beside(nationals, row)
    listed, leads = queries.best_and_worst(cursor, code, as_of), queries.lead_partners(cursor, code, as_of)
    answer = [first(area, agreement, rows, listed, nationals), answering.line(area, leads)]
    answer.append(acting.of_promises(agreement, rows, found, listed))
    if view == "promises":
        parts = [listing(group, changes) for group in found if group["promises"]]
    else:
        parts = [own_figures(area, agreement, rows, queries.own_figures(cursor, code, area_code, as_of))]
        parts = [*(parts if area_code != code else []), *(card(group, changes) for group in found)]
        parts.append(unsaid(found))
    if empty:
        told = Markup('<p class="quiet">Nothing was found under {}.</p>')
        parts.append(told.format(words.figures.listed([Markup(f"“{name}”") for name in empty])))
    parts.append(masked(queries.masking(cursor, code, as_of)))
    parts.append(gaps.of_promises(queries.promise_gaps(cursor, code, as_of)))
    if history:
        parts.append(before(history, changes))
    download = Markup(
        '<p><a class="go" href="{}" download>Download this agreement '
        "<span>CSV: every figure with its paper</span></a></p>"
    ).format(links.agreement_download(code))
    parts += [about(agreement, rows), answering.fold(area, leads), promise_facts.legend(), download]
    return notes.join(answer), notes.join(parts)


def pointer(area: dict, agreement: dict) -> None:
    """Beside the national figures: that an agreement's papers were found, how much is in them, and where that is."""
    name = agreement["area_name"]
    is_district = agreement["area_code"] != area["area_code"]
    told = [f"{area['name']} is part of the {name} agreement."] if is_district else []
    little, wanted = words.places.pointed(agreement)
    told += [little] if little else []
    if is_district:
        with database.cursor() as cursor:
            own = queries.own_figures(cursor, agreement["area_code"], area["area_code"])
        told += [f"The papers found print figures of {area['name']} itself."] if own else []
    # Without a target a card has nothing to show: what was asked and said stands in the record.
    view = "card" if agreement["targets"] or agreement["figures"] else "record"
    address = links.page("report_card", area=area["area_code"], view=view)
    notes.html('<p class="answer">{} <a href="{}">See {}</a>.</p>', " ".join(told), address, wanted)
