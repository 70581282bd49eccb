"""What a councillor may ask about one place: lines of enquiry found in the figures, to choose from and take away."""

from pages.components.finding import answers, asked, pickers
from pages.components.markup import notes
from pages.components.promises import promise_rows
from pages.components.scrutiny import choosing, enquiries, exchanges
from pages.components.sharing import share
from pages.components.surfaces import on_page

as_of = pickers.as_of()
heading = on_page().slot()
year, by, theme = None, "sure", pickers.ALL
if asked.text("area"):
    pickers.fold("place, district or theme")
with on_page().row():
    code = pickers.area(width=330)
    area = asked.place(code) if code else None
    agreement = promise_rows.agreement(area, as_of)
    if area:
        district = choosing.district(area)
        if not area["is_example"]:
            year = pickers.year(as_of, width=130)
        if agreement:
            pickers.edition(agreement["area_code"], as_of, width=300)
        found = enquiries.found(area, agreement, year, as_of, district)
        theme = pickers.theme({line["theme_name"] for line in found})
        by = choosing.order(found)

on_page().title(f"{notes.example_prefix(area)}{area['name']}: what to ask" if area else "What to ask")
with heading:
    if asked.text("area") and not code:
        answers.unknown_area(asked.text("area"))
    elif area is None:
        notes.html("<h1>What to ask</h1>")
    else:
        notes.example_banner(area)
        notes.html("<h1>What to ask in {}</h1>", district["said"] if district else area["name"])
        lines = [line for line in found if theme in (pickers.ALL, line["theme_name"])]
        share.show(enquiries.lead(area, lines, year, as_of, district, theme))
if area:
    enquiries.show(area, agreement, lines, year, as_of, district, theme, by)
elif not asked.text("area"):
    notes.html(
        '<p class="lead">Questions for a scrutiny committee, found in the published figures of a place. Choose an area '
        'above, or <a href="/">find yours by town or ward</a>.</p>'
    )
    exchanges.elsewhere(None)
