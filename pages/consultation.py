"""What the Government asked about its guidance in 2007 and 2008, what it was told, and what it answered."""

from data_pipeline import words
from pages.components.involving import consultation
from pages.components.markup import notes
from pages.components.sharing import share
from pages.components.surfaces import on_page
from pages.serving import database

on_page().title("The consultation of 2008")
notes.html("<h1>The consultation of 2008</h1>")
share.show(share.Said(words.involving.consultation.MESSAGE))
# Nothing here is for one visitor.
notes.html("{}", database.shared(consultation.whole))
