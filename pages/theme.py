"""One of the four themes, or a policy area of an agreement, in one place: measures by places, map, gaps, coverage."""

from data_pipeline import queries, words
from pages.components.drawings import maps
from pages.components.finding import pickers
from pages.components.indicators import readings
from pages.components.judgements import gaps
from pages.components.markup import notes
from pages.components.promises import promise_rows
from pages.components.sharing import share
from pages.components.surfaces import on_page
from pages.components.themes import choosing, known, measures, promised
from pages.serving import database, links

as_of = pickers.as_of()
heading = on_page().slot()
year, chosen, rows, found, drawn = None, None, [], None, None
series = {row["series_id"]: row for row in database.lasting(queries.series)}
pickers.fold("theme, place or measure")
with on_page().row():
    place = choosing.place()
    theme = choosing.theme(place, as_of)
    agreement = promise_rows.agreement(place.area if "agreement_area_code" in place.area else None, as_of)
    is_promised = bool(agreement) and (theme.code is not None or place.scope["is_example"])
    if is_promised:
        found = promised.group(agreement["area_code"], theme, as_of)
        drawn = promised.choose(found, agreement["area_code"], as_of)
    elif year := pickers.year(as_of, width=130):
        sort = pickers.switch("Sorted", "sort", {name: label for name, (label, _) in measures.SORTS.items()}, "worst")
        order = measures.SORTS[sort][1]
        rows = database.lasting(queries.theme_measures, place.scope["area_code"], theme.name, year, order)
        chosen = choosing.measure(rows, series)

area, scope = place.area, place.scope
on_page().title(f"{notes.example_prefix(area)}{theme.name}: {area['name']}{f', {year}' if year else ''}")
with heading:
    notes.example_banner(area)
    around = f"in {scope['name']}" if place.own else None
    what = f"policy area of the {agreement['area_name']} agreement" if theme.code else "theme of the agreements"
    notes.html(
        '<h1>{}</h1><p class="kicker">{}</p>',
        theme.name, notes.join(filter(None, (area["name"], around, year, what)), " · "),
    )  # fmt: skip
    if is_promised:
        sentences = [promised.tally(found)]
    else:
        sentences = known.lead(place, theme.name, year, rows) if year else [pickers.NO_YEAR]
    notes.html('<p class="lead">{}</p>', " ".join(sentences))
    known.answering(place, theme.name, theme.code, as_of)
    share.show(known.shared(place, theme.name, sentences, chosen and (chosen["indicator"], year), as_of))
if is_promised:
    promised.show(place, found, drawn, agreement["area_code"], as_of)
elif year:
    if chosen:
        layer = database.lasting(queries.map_layer, scope["area_code"], chosen["series_id"])
        kind = "agreement area" if layer == "agreement" else "district"
        notes.html('<h2 id="map">{}, by {}</h2>', notes.unbroken(chosen["series_title"]), kind)
        whole = database.lasting(queries.figure_of, scope["area_code"], chosen["series_id"], year)
        mapped = database.shared(queries.area_map, layer, chosen["indicator"], year)
        readings.map_reading(mapped, chosen, year, layer, scope["name"], whole)
        caption = f"{chosen['series_title']}, {year}, by {kind}: {scope['name']}"
        own = place.own and place.own["area_code"]
        maps.figure_map(layer, scope["area_code"], chosen, year, caption, chosen=own)
    notes.html("<h2>Every measure, place by place</h2>")
    measures.show(place, theme.name, rows, series, year, known.views(theme.name))
    gaps.of_theme(scope, chosen, [series[row["series_id"]] for row in rows], year, as_of)
    notes.html('<p class="quiet">{}</p>', words.themes.coverage.GROUPS)
if theme.code is None:
    known.coverage(place, theme.name, year)
if chosen:
    notes.html(
        '<p><a class="go" href="{}" download>Download this theme <span>CSV: all figures of these places</span></a></p>',
        links.theme_download(scope["area_code"], theme.name, year),
    )
