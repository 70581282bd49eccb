"""One indicator: what was promised, what it means, its trend, its spread, its map, and every figure to take away."""

import contextlib

from data_pipeline import queries, words
from pages.components.answerable import measure
from pages.components.finding import asked, pickers
from pages.components.indicators import facts, headings, series_story
from pages.components.markup import notes
from pages.components.promises import promise_rows, promise_story
from pages.components.scrutiny import timeline
from pages.components.sharing import share
from pages.components.surfaces import on_page
from pages.serving import database

series = {row["indicator"]: row for row in database.lasting(queries.series)}
titles = {name: f"{row['series_title']} ({name})" for name, row in series.items()}

as_of = pickers.as_of()
heading = on_page().slot()
if asked.text("indicator"):
    pickers.fold("measure, place or year")
with on_page().row():
    place_for_measure = on_page().slot(width=460)
    code = pickers.area(instead="England", width=330)
    area = asked.place(code) if code else None
    promised = {name: f"{title} ({name})" for name, title in promise_rows.measures(area, as_of).items()}
    options = titles | {name: title for name, title in promised.items() if name not in titles}
    defined = database.lasting(queries.catalogue)
    written = asked.text("indicator")
    if written and not asked.indicator(written, options):  # The page says of it what there is to say.
        named = asked.indicator(written, defined) or written
        options = {named: f"{defined[named]['title']} ({named})" if named in defined else named} | options
    with place_for_measure:
        name = pickers.choose("Measure", "indicator", options, "NI 55", asked.indicator, width=460)
    year = pickers.year(as_of, width=130) if name in series and not (area and area["is_example"]) else None
    agreement = promise_rows.agreement(area)
    if agreement:
        pickers.edition(agreement["area_code"], as_of, width=300)

rows, points = promise_rows.of(area, name, as_of)
on_page().title(headings.page_title(area, name, rows, series.get(name)))
with heading:
    if area:
        notes.example_banner(area)
    card = database.lasting(queries.indicator, name)
    headings.heading(name, rows, series.get(name), card)
told = share.Said(words.messages.SITE)
if rows:
    told = promise_story.show(area, rows, points, as_of)
if name in series and year is None and not (area and area["is_example"]):
    notes.html('<p class="lead">{}</p>', pickers.NO_YEAR)
elif name in series and not (area and area["is_example"]):
    of_series = series_story.show(area, series[name], year, points, as_of)
    told = told._replace(xlsx=of_series.xlsx, facts=of_series.facts) if rows else of_series
elif not rows:
    headings.without_figures(name, defined.get(name), name in series)
    if area:
        timeline.show(timeline.of_series(area, name, as_of), None)
if name in defined:
    with notes.folded(f"About the indicator {name}") if name in series or rows else contextlib.nullcontext():
        facts.show(name)
with heading:
    share.show(told)
if rows or name in series or card:
    measure.show(area, name)
