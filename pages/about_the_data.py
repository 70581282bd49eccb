"""Sources, coverage, problems, methods and words: all read from the warehouse."""

import streamlit as st

from data_pipeline import queries
from pages.components.about import about
from pages.components.finding import pickers
from pages.components.judgements import worked
from pages.serving import database

st.set_page_config(page_title="About the data")
st.html("<h1>About the data</h1>")
SECTIONS = {
    "sources": "Sources",
    "coverage": "Coverage",
    "problems": "Problems found",
    "methods": "Methods",
    "glossary": "Glossary",
    "downloads": "Downloads",
}
section = pickers.choose("Section", "section", SECTIONS, default="sources", width=260)
st.html(f"<h2>{SECTIONS[section]}</h2>")
with database.cursor() as cursor:
    if section == "sources":
        about.sources(queries.sources(cursor))
    elif section == "coverage":
        about.coverage(queries.coverage(cursor), queries.reporting_years(cursor))
    elif section == "problems":
        about.problems(queries.issues(cursor), queries.mapped_codes(cursor))
    elif section == "methods":
        example = queries.series(cursor)[0]
        about.methods(example, queries.map_classes(cursor, example["series_id"]))
        rules = queries.judgement_rules(cursor)
        worked.direction_sums(queries.worked_directions(cursor), rules)
        worked.comparison_sums(queries.worked_comparisons(cursor), rules)
        worked.outlook_sums(queries.worked_outlooks(cursor), queries.outlook_record(cursor))
        worked.sentence_rules()
        about.worked_sums(queries.rating_words(cursor), queries.worked_sums(cursor))
    elif section == "glossary":
        about.glossary(queries.glossary(cursor))
    else:
        about.downloads(queries.series(cursor))
