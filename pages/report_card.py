"""One area: what was promised there, policy area by policy area, and what the published figures say."""

from data_pipeline import queries
from pages.components.agreements import agreement_cards, agreement_changes, agreement_checks, agreement_record
from pages.components.cards import card_heading, cards
from pages.components.finding import answers, asked, pickers
from pages.components.involving import facts
from pages.components.markup import notes
from pages.components.promises import promise_rows
from pages.components.sharing import said, share
from pages.components.surfaces import on_page
from pages.serving import database

VIEWS = {
    "card": "Report card",
    "promises": "All promises",
    "changes": "What changed",
    "checks": "Targets to check",
    "record": "Scrutiny and record",
    "figures": "National figures",
}

as_of = pickers.as_of()
heading, first = on_page().slot(), on_page().slot()
if asked.text("area"):
    pickers.fold()
row, switch = on_page().row(), on_page().slot()
view, by, year = "figures", "policy", None
with row:
    code = pickers.area()
area = asked.place(code) if code else None
agreement = promise_rows.agreement(area)
if agreement:
    views = {name: label for name, label in VIEWS.items() if name != "figures" or not area["is_example"]}
    is_own = agreement["area_code"] == code and not agreement["is_little"]
    opens_on_card = is_own or area["is_example"]
    with switch:
        view = pickers.switch("Show", "view", views, "card" if opens_on_card else "figures")
elif area and asked.text("view") and asked.option(asked.text("view"), VIEWS) != view:
    asked.unknown("the view", asked.text("view"), VIEWS[view], f"but no agreement of {area['name']} is held here")
with row:
    if agreement and view != "figures":
        pickers.edition(agreement["area_code"], as_of, width=300)
        known_agreement = database.lasting(queries.agreement, agreement["area_code"], as_of)
    if view == "figures":
        year = pickers.year(as_of, width=130)
    elif view in ("card", "promises"):
        by = pickers.switch("Grouped by", "by", agreement_cards.GROUPINGS, "policy")

if asked.text("area") and not code:
    with heading:
        answers.unknown_area(asked.text("area"))
elif area is None:
    on_page().title("Report card")
    with heading:
        notes.html("<h1>Report card</h1>")
    notes.html('<p class="lead">Choose an area above, or <a href="/">find yours by town or ward</a>.</p>')
else:
    shown = f"report card {year}" if view == "figures" else VIEWS[view].lower()
    on_page().title(f"{notes.example_prefix(area)}{area['name']}: {shown}")
    with heading:
        notes.example_banner(area)
        card_heading.show(area, agreement, view, year, as_of)
    if view == "figures" and year is None:
        notes.html('<p class="lead">{}</p>', pickers.NO_YEAR)
    elif view == "figures":
        has_agreement = bool(agreement) and not agreement["is_little"]
        answer, rest = cards.figures(area, year, has_agreement, as_of)
        with first:
            notes.html("{}", answer)
        if agreement and (agreement["area_code"] != code or agreement["is_little"]):
            agreement_cards.pointer(area, agreement)
        notes.html("{}", rest)
    elif known_agreement is None:
        notes.html('<p class="lead">Nothing of this agreement that is held here had been published by then.</p>')
    elif view == "record":
        agreement_record.show(known_agreement, as_of)
    elif view == "checks":
        agreement_checks.show(known_agreement, as_of)
    elif view == "changes":
        agreement_changes.show(known_agreement, as_of)
    else:
        answer, rest = database.shared(agreement_cards.drawn, area["area_code"], view, by, as_of)
        with first:
            notes.html("{}", answer)
        notes.html("{}", rest)
    facts.pointer(area)
    with first:
        share.show(said.card(area, agreement, view, year, as_of))
