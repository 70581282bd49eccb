"""Every figure to take away, and what the words mean."""

import json

import streamlit as st
from markupsafe import Markup

from data_pipeline.publishing import open_data
from pages.components.markup import notes, tables, templates
from pages.serving import links
from pages.serving.answers import exports


def downloads(series: list[dict]) -> None:
    """Every figure, as open data."""
    templates.show("about/downloads", series=[(row, links.download(row["indicator"])) for row in series])
    folder = exports.folder()
    if folder is None:
        st.html("<p>The whole tables are being prepared for download. Please reload this page in a minute.</p>")
        return
    tables.plain(
        "Whole tables",
        ("Table", "One row for", "CSV", "Parquet"),
        [
            (
                resource["name"],
                notes.sentence(resource["description"].removeprefix("one row per ")),
                _file(resource["path"]),
                _file(resource["path"].replace(".csv", ".parquet")),
            )
            for resource in json.loads((folder / open_data.PACKAGE).read_text(encoding="utf-8"))["resources"]
        ],
    )
    st.html(
        '<p><a href="/data/datapackage.json" download>datapackage.json</a> describes every column '
        "(Frictionless Data Package).</p>"
    )


def _file(name: str) -> Markup:
    return Markup('<a href="/data/{0}" download>{0}</a>').format(name)


def glossary(rows: list[dict]) -> None:
    tables.plain(
        "Glossary",
        ("Word", "Stands for", "Meaning", "Used in"),
        [(row["term"], row["expansion"], row["definition"], f"{row['document']}, line {row['line']}") for row in rows],
    )
