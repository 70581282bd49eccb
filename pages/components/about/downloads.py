"""Every figure to take away, and what the words mean."""

import json

from markupsafe import Markup

from data_pipeline import queries
from data_pipeline.publishing import open_data
from pages.components.markup import meanings, notes, tables, templates
from pages.serving import links
from pages.serving.answers import exports


def measures(cursor: queries.Connection, as_of: str | None) -> Markup:
    """One file for each measure."""
    series = [(row, links.download(row["indicator"])) for row in queries.series(cursor)]
    return templates.markup("about/downloads", series=series)


def whole_tables() -> Markup:
    """The open data of the build, or that it is not there yet."""
    folder = exports.folder()
    if folder is None:
        return Markup("<p>The whole tables are being prepared for download. Please reload this page in a minute.</p>")
    table = tables.markup(
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
    return table + Markup(
        '<p><a href="/data/datapackage.json" download>datapackage.json</a> describes every column '
        "(Frictionless Data Package).</p>"
    )


def _file(name: str) -> Markup:
    return Markup('<a href="/data/{0}" download>{0}</a>').format(name)


def glossary(cursor: queries.Connection, as_of: str | None) -> Markup:
    """Every word, each with an address of its own on the page."""
    words = [(row, _used(row)) for row in meanings.glossary(cursor).values()]
    return templates.markup("about/glossary", words=words)


def _used(row: dict) -> Markup | str | None:
    """Where a word stands, or who says what it means."""
    return f"{row['document']}, line {row['line']}" if row["line"] else notes.paper(row["source_url"], row["document"])
