"""Sources, coverage, problems, methods and words: all read from the warehouse."""

from data_pipeline import words
from pages.components.about import downloads, findings, sources, worked
from pages.components.finding import pickers
from pages.components.markup import notes
from pages.components.sharing import share
from pages.components.surfaces import on_page
from pages.serving import database

on_page().title("About the data")
notes.html("<h1>About the data</h1>")
SECTIONS = {
    "sources": "Sources",
    "left_out": "Figures left out",
    "coverage": "Coverage",
    "problems": "Problems found",
    "methods": "Methods",
    "glossary": "Glossary",
    "downloads": "Downloads",
}
# Nothing on this page is for one visitor: each section is written once for each build, and day that its links lead to.
WRITTEN = {
    "sources": sources.sources,
    "left_out": sources.left_out,
    "coverage": findings.coverage,
    "problems": findings.problems,
    "methods": worked.methods,
    "glossary": downloads.glossary,
    "downloads": downloads.measures,
}
section = pickers.choose("Section", "section", SECTIONS, "sources", width=260)
if section == "glossary":
    on_page().explain_nothing()
share.show(share.Said(words.messages.about(SECTIONS[section])))
notes.html("<h2>{}</h2>", SECTIONS[section])
notes.html("{}", database.shared(WRITTEN[section], pickers.as_of()))
if section == "problems":
    if many := database.shared(findings.many):
        findings.show_many(many)
    notes.html("{}", database.shared(findings.mapped))
elif section == "downloads":
    notes.html("{}", downloads.whole_tables())
