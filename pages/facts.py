"""What the source documents print: each fact as published, with its source, its date, and what there is to doubt."""

from data_pipeline import queries, words
from pages.components.finding import asked, pickers
from pages.components.involving import facts
from pages.components.markup import templates
from pages.components.sharing import share
from pages.components.surfaces import on_page
from pages.serving import database

ALL = "all"

on_page().title("Facts from the documents")
choices = database.lasting(queries.fact_choices)
text = asked.text("q")
templates.show("involving/facts", counts=database.lasting(queries.fact_counts), text=text or "")
share.show(share.Said(words.involving.facts.MESSAGE))
with on_page().row():
    place = pickers.choose("Place", "area", {ALL: "Everywhere"} | choices["places"], ALL, asked.area, width=260)
    document = pickers.choose("Paper", "document", {ALL: "All papers"} | choices["documents"], ALL, width=330)
    # Who asks for something is answered from all topics; who does not begins with what is nearest to people.
    first = next(iter(choices["topics"]), ALL)
    default = ALL if text or place != ALL or document != ALL else first
    topic = pickers.choose("Topic", "topic", {ALL: "All topics"} | choices["topics"], default, width=300)
facts.show(*(None if choice == ALL else choice for choice in (topic, document, place)), text)
