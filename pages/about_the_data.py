"""Sources, coverage, problems, methods and words: all read from the warehouse."""

import streamlit as st

from pages.components.about import downloads, findings, sources, worked
from pages.components.finding import pickers
from pages.components.markup import notes
from pages.serving import database

st.set_page_config(page_title="About the data")
st.html("<h1>About the data</h1>")
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
st.html(f"<h2>{SECTIONS[section]}</h2>")
notes.html("{}", database.shared(WRITTEN[section], pickers.as_of()))
if section == "problems":
    if many := database.shared(findings.many):
        st.dataframe(many, hide_index=True, alt=findings.CAPTION)
    notes.html("{}", database.shared(findings.mapped))
elif section == "downloads":
    notes.html("{}", downloads.whole_tables())
