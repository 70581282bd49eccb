"""How one agreement was assessed: what its partners, inspectors and government published, and no mark for the whole."""

from data_pipeline import queries
from pages.components.assessing import whole
from pages.components.finding import answers, asked, pickers
from pages.components.markup import notes
from pages.components.promises import promise_rows
from pages.components.surfaces import on_page
from pages.serving import database

as_of = pickers.as_of()
heading = on_page().slot()
if asked.text("area"):
    pickers.fold("place or day")
with on_page().row():
    code = pickers.area(width=330)
    area = asked.place(code) if code else None
    agreement = promise_rows.agreement(area)
    if agreement:
        pickers.edition(agreement["area_code"], as_of, width=300)

title = "How the agreement was assessed"
on_page().title(f"{notes.example_prefix(area)}{area['name']}: how the agreement was assessed" if area else title)
with heading:
    if asked.text("area") and not code:
        answers.unknown_area(asked.text("area"))
    else:
        if area:
            notes.example_banner(area)
        whose = agreement["area_name"] if agreement else area["name"] if area else None
        notes.html("<h1>{}</h1>", f"How the agreement of {whose} was assessed" if whose else title)
if agreement and (known := database.lasting(queries.agreement, agreement["area_code"], as_of)):
    if agreement["area_code"] != area["area_code"]:
        notes.html("<p>{} was in the agreement of {}.</p>", area["name"], agreement["area_name"])
    whole.show(known, as_of)
elif agreement:
    notes.html('<p class="lead">Nothing of this agreement that is held here had been published by then.</p>')
elif area:
    notes.html(
        '<p class="lead">No paper of an agreement of {} was found, so nothing of how it was assessed is known.</p>',
        area["name"],
    )
elif not asked.text("area"):
    notes.html('<p class="lead">Choose an area above, or <a href="/">find yours by town or ward</a>.</p>')
