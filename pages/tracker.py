"""What scrutiny committees asked in one area, of whom, by when an answer was due, and what came of it."""

from pages.components.finding import answers, asked, pickers
from pages.components.markup import notes
from pages.components.promises import promise_rows
from pages.components.scrutiny import cases, exchanges
from pages.components.surfaces import on_page

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

name = area["name"] if area else "What councillors asked"
on_page().title(f"{notes.example_prefix(area)}{name}: what councillors asked" if area else name)
if asked.text("area") and not code:
    with heading:
        answers.unknown_area(asked.text("area"))
else:
    with heading:
        if area:
            notes.example_banner(area)
        notes.html("<h1>{}</h1>", f"What councillors asked in {name}, and what came of it" if area else name)
    if agreement:
        cases.ways(agreement["area_code"], as_of)
        exchanges.show(agreement, as_of)
        cases.show(agreement["area_code"], as_of, *cases.HEADINGS)
    elif area:
        notes.html(
            '<p class="lead">No paper of an agreement here was found, so nothing that scrutiny asked is known.</p>'
        )
    exchanges.elsewhere(agreement["area_code"] if agreement else None)
