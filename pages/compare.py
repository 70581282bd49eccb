"""One place beside others: which measures are surely better or worse there, drawn, and what cannot be compared."""

from data_pipeline import words
from pages.components.comparing import choosing, cost, radar, rug, spine, swarm
from pages.components.finding import answers, asked, pickers
from pages.components.markup import notes
from pages.components.sharing import share
from pages.components.surfaces import on_page

# Each view of a comparison: what it is called, and what shows it.
VIEWS = {
    "measures": ("Measure by measure", spine.show),
    "places": ("Measures by places", rug.show),
    "all": ("All places as dots", swarm.show),
    "radar": ("Radar", radar.show),
    "cost": ("Cost beside performance", cost.show),
}
LABELS = {name: label for name, (label, _) in VIEWS.items()}

as_of = pickers.as_of()
heading = on_page().slot()
year, group, view = None, None, "measures"
if asked.text("area"):
    pickers.fold("place, year or what it is beside")
with on_page().row():
    code = pickers.area(width=330)
    area = asked.place(code) if code else None
    if area and not area["is_example"]:
        group = choosing.group(area)
        year = pickers.year(as_of, width=130)
        view = asked.of("view", "the view", LABELS, view)

rows = group.rows(area, year) if group and year else []
on_page().title(f"{notes.example_prefix(area)}{area['name']} beside other places" if area else "Beside other places")
with heading:
    if asked.text("area") and not code:
        answers.unknown_area(asked.text("area"))
    elif area is None:
        notes.html("<h1>Beside other places</h1>")
    else:
        notes.example_banner(area)
        notes.html("<h1>{} beside other places</h1>", area["name"])
        if rows:
            notes.html(
                '<p class="kicker">{} · {}</p>',
                year,
                words.comparing.groups.named(group.called, [*group.names.values()]),
            )
    if rows:
        lead = words.comparing.standing.lead(area["name"], group.called, rows, year)
        share.show(share.Said(words.messages.fitted(lead, words.messages.opening(False, as_of))))
        notes.html('<p class="lead">{}</p>', " ".join(lead))
if rows:
    choosing.form(area, group)
    choosing.links_to("Show", "view", LABELS, view, indicator=None, theme=None)
    VIEWS[view][1](area, group, rows, year)
elif group:
    notes.html('<p class="lead">{}</p>', pickers.NO_YEAR)
elif area:
    notes.html(
        '<p class="lead">A worked example has no published national figures, so there is nothing to compare.</p>'
    )
elif not asked.text("area"):
    notes.html(
        '<p class="lead">The published figures of a place beside those of similar places, or of any you choose. Choose '
        'an area above, or <a href="/">find yours by town or ward</a>.</p>'
    )
