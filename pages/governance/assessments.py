"""How one agreement was assessed: what its partners, inspectors and government published, and no mark for the whole."""

from data_pipeline import queries
from pages.components.agreements import agreement_pages
from pages.components.assessing import whole
from pages.components.finding import asked, pickers
from pages.components.surfaces import on_page
from pages.serving import database

as_of = pickers.as_of()
heading = on_page().slot()
known = None
if asked.text("area"):
    pickers.fold("place or day")
with on_page().row():
    area, agreement = agreement_pages.place()
    if agreement:
        pickers.edition(agreement["area_code"], as_of, width=300)
        known = database.lasting(queries.agreement, agreement["area_code"], as_of)

title, of = "How the agreement was assessed", "How the agreement of {} was assessed"
agreement_pages.heading(heading, area, title, of, agreement_pages.whose(area, agreement))
if agreement_pages.is_known(area, agreement, known, "nothing of how it was assessed is known"):
    whole.show(known, as_of)
