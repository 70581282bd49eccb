"""What a partnership's board has before it at a meeting: what needs a decision, as published by that day."""

from data_pipeline import queries
from pages.components.boards import choosing, whole
from pages.components.finding import answers, asked, pickers
from pages.components.markup import notes
from pages.components.promises import promise_rows
from pages.components.surfaces import on_page
from pages.serving import database

heading = on_page().slot()
day = known = None
rows: list[dict] = []
if asked.text("area"):
    pickers.fold("place, meeting or partner")
with on_page().row():
    code = pickers.area(width=330)
    area = asked.place(code) if code else None
    agreement = promise_rows.agreement(area)
    if agreement:
        day = choosing.day(agreement["area_code"])
        known = database.lasting(queries.agreement, agreement["area_code"], day)
        pickers.edition(agreement["area_code"], choosing.written(), "Meeting on", choosing.named(), width=300)
    if known:
        every = whole.targets(known["area_code"], day)
        rows, partner = choosing.partner(every)
        rows, theme = choosing.theme(rows, every)

on_page().title(f"{notes.example_prefix(area)}{area['name']}: for the board" if area else "For the board")
with heading:
    if asked.text("area") and not code:
        answers.unknown_area(asked.text("area"))
    else:
        if area:
            notes.example_banner(area)
        whose = agreement["area_name"] if agreement else area["name"] if area else None
        notes.html("<h1>{}</h1>", f"For the board of {whose}" if whose else "For the board")
if known:
    if known["area_code"] != area["area_code"]:
        notes.html("<p>{} was in the agreement of {}.</p>", area["name"], known["area_name"])
    whole.show(known, day, whole.since(known, day), rows, [said for said in (partner, theme) if said])
elif agreement:
    notes.html('<p class="lead">Nothing of this agreement that is held here had been published by then.</p>')
elif area:
    notes.html(
        '<p class="lead">No paper of an agreement of {} was found, so there is nothing to put before its board.</p>',
        area["name"],
    )
elif not asked.text("area"):
    notes.html(
        '<p class="lead">What a partnership’s board has before it on the day it meets. Choose an area above, or '
        '<a href="/">find yours by town or ward</a>.</p>'
    )
