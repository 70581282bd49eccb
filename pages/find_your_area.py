"""Landing page: type a place, or pick it on the map."""

from data_pipeline import queries, words
from pages.components.drawings import maps
from pages.components.finding import answers, asked, search
from pages.components.markup import notes
from pages.components.sharing import share
from pages.components.surfaces import on_page
from pages.serving import database

on_page().title("Find your area: Local Area Report Card")
question, picture = on_page().halves()
with question:
    notes.html(
        "<h1>Is your area keeping its promises?</h1>"
        '<p class="lead">From 2008 to 2011 every council in England and its partners had a Local Area Agreement with '
        "government. Find your area to see what was measured there, what got better and what did not.</p>"
    )
    field = on_page().slot()
    text = asked.text("place")
    said = answers.find(text) if text else ""
    with field:
        search.field(said)
    answers.agreements(database.lasting(queries.agreements))
    districts = database.lasting(queries.place_counts)["districts"]
    share.show(share.Said(words.messages.site(districts)))
with picture:
    maps.place_map(districts)
