"""What a partnership's board has before it at a meeting: what needs a decision, as published by that day."""

from data_pipeline import queries
from pages.components.agreements import agreement_pages
from pages.components.boards import choosing, whole
from pages.components.finding import asked, pickers
from pages.components.surfaces import on_page
from pages.serving import database

heading = on_page().slot()
known = None
if asked.text("area"):
    pickers.fold("place, meeting or partner")
with on_page().row():
    area, agreement = agreement_pages.place()
    if agreement:
        day = choosing.day(agreement["area_code"])
        known = database.lasting(queries.agreement, agreement["area_code"], day)
        pickers.edition(agreement["area_code"], choosing.written(), "Meeting on", choosing.named(), width=300)
    if known:
        every = whole.targets(known["area_code"], day)
        only = {"partner": choosing.partner(every), "theme": choosing.theme(every)}

whose = agreement_pages.whose(area, agreement)
agreement_pages.heading(heading, area, "For the board", "For the board of {}", whose)
what = "What a partnership’s board has before it on the day it meets."
if agreement_pages.is_known(area, agreement, known, "there is nothing to put before its board", what):
    whole.show(known, day, whole.since(known, day), every, only)
