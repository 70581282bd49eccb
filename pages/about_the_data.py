"""Sources, coverage, problems, methods and words: all read from the warehouse."""

import streamlit as st

from data_pipeline import queries
from pages.components.about import downloads, findings, sources, worked
from pages.components.finding import pickers
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
section = pickers.choose("Section", "section", SECTIONS, "sources", width=260)
st.html(f"<h2>{SECTIONS[section]}</h2>")
with database.cursor() as cursor:
    if section == "sources":
        sources.sources(queries.sources(cursor))
        sources.found_in_papers(queries.figures_found(cursor))
    elif section == "left_out":
        sources.left_out(queries.figures_left_out(cursor))
    elif section == "coverage":
        districts = queries.place_counts(cursor)["districts"]
        findings.coverage(queries.coverage(cursor), queries.reporting_years(cursor), districts)
    elif section == "problems":
        findings.problems(queries.issues(cursor), queries.mapped_codes(cursor))
    elif section == "methods":
        example = queries.series(cursor)[0]
        classes = queries.map_classes(cursor, example["series_id"])
        few = queries.threshold(cursor, "few_people")
        worked.methods(example, classes, queries.place_counts(cursor), few)
        worked.direction_sums(queries.worked_directions(cursor))
        worked.comparison_sums(queries.worked_comparisons(cursor))
        worked.outlook_sums(queries.worked_outlooks(cursor), queries.outlook_record(cursor))
        worked.sentence_rules(queries.rules(cursor, "figure", "promise"))
        worked.rating_sums(queries.rating_words(cursor), queries.worked_sums(cursor))
    elif section == "glossary":
        downloads.glossary(queries.glossary(cursor))
    else:
        downloads.downloads(queries.series(cursor))
