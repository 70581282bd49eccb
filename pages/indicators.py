"""All indicators: to browse by theme and block, and to search by number, words and abbreviations."""

from pages.components.finding import asked, search
from pages.components.indicators import listed
from pages.components.markup import notes
from pages.components.surfaces import on_page
from pages.serving import database

on_page().title("Indicators: Local Area Report Card")
notes.html("<h1>National indicators</h1>{}", database.lasting(listed.lead))
field = on_page().slot()
text = asked.text("q")
said = listed.found(text) if text else ""
with field:
    search.measures(said)
if not text:
    listed.everything()
