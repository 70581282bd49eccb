"""What scrutiny committees asked in one area, of whom, by when an answer was due, and what came of it."""

from pages.components.agreements import agreement_pages
from pages.components.finding import asked, pickers
from pages.components.markup import notes
from pages.components.scrutiny import cases, exchanges
from pages.components.surfaces import on_page

as_of = pickers.as_of()
heading = on_page().slot()
if asked.text("area"):
    pickers.fold("place or day")
with on_page().row():
    area, agreement = agreement_pages.place()
    if agreement:
        pickers.edition(agreement["area_code"], as_of, width=300)

of = "What councillors asked in {}, and what came of it"
agreement_pages.heading(heading, area, "What councillors asked", of, area and area["name"])
if agreement:
    cases.ways(agreement["area_code"], as_of)
    exchanges.show(agreement, as_of)
    cases.show(agreement["area_code"], as_of, *cases.HEADINGS)
elif area:
    notes.html('<p class="lead">No paper of an agreement here was found, so nothing that scrutiny asked is known.</p>')
if area or not asked.text("area"):
    exchanges.elsewhere(agreement["area_code"] if agreement else None)
