"""Who is round the table of an agreement: its partners, what each leads and helps with, and who answers to whom."""

from data_pipeline import queries
from pages.components.agreements import agreement_pages
from pages.components.boards import choosing, partners, whole
from pages.components.finding import asked, pickers
from pages.components.surfaces import on_page
from pages.serving import database

heading = on_page().slot()
known, partner = None, None
if asked.text("area"):
    pickers.fold("place, day or partner")
with on_page().row():
    area, agreement = agreement_pages.place()
    if agreement:
        day = choosing.day(agreement["area_code"])
        known = database.lasting(queries.agreement, agreement["area_code"], day)
        name = "on" if asked.text("on") else "as_of"
        pickers.edition(agreement["area_code"], choosing.written(), name=name, width=300)
    if known:
        every = whole.targets(known["area_code"], day)
        partner, theme = choosing.partner(every), choosing.theme(every)

whose = agreement_pages.whose(area, agreement)
agreement_pages.heading(heading, area, "Who is round the table", partners.heading(partner), whose)
what = "Who promised to work together on an agreement, and who leads on what."
if agreement_pages.is_known(area, agreement, known, "nobody who shares its targets is known", what):
    partners.show(known, day, every, partner, theme)
