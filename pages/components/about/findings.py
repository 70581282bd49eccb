"""For which places and years there are figures, and every row set aside, doubted or moved to another code."""

import streamlit as st
from markupsafe import Markup

from data_pipeline import queries
from pages.components.markup import notes, tables, templates
from pages.components.surfaces import on_page

LONGEST_PLAIN_TABLE = 200
COLUMNS = {
    "file": "File", "source_row": "Row", "column_name": "Column", "value": "Found", "problem": "Problem",
    "what_to_do": "What to do", "severity": "So it was", "row_count": "Rows alike",
}  # fmt: skip
CAPTION = "Every row set aside or doubted, with what to do"


def coverage(cursor: queries.Connection, as_of: str | None) -> Markup:
    """For how many districts each measure has a figure, year by year."""
    rows, shown = queries.coverage(cursor), sorted(queries.reporting_years(cursor))
    cells = {(row["series_title"], row["reporting_year"]): row["districts"] for row in rows}
    titles = list(dict.fromkeys(row["series_title"] for row in rows))
    lead = templates.markup("about/coverage", districts=queries.place_counts(cursor)["districts"])
    return lead + tables.markup(
        "Districts with a figure, by measure and reporting year",
        ("Measure", *shown),
        [(title, *(cells.get((title, year)) for year in shown)) for title in titles],
        numbers=range(1, len(shown) + 1),
    )


def many(cursor: queries.Connection) -> list[dict]:
    """The rows of the table of problems, where they are too many for one that anything can read."""
    issues = queries.issues(cursor)
    return [] if len(issues) <= LONGEST_PLAIN_TABLE else [
        {title: issue[name] for name, title in COLUMNS.items()} for issue in issues
    ]  # fmt: skip


def problems(cursor: queries.Connection, as_of: str | None) -> Markup:
    """Every row set aside or doubted: how many, and each of them unless they are `many`."""
    issues = queries.issues(cursor)
    rows = {(issue["file"], issue["source_row"]) for issue in issues}
    # An issue of many rows alike names the first of them.
    count = len(rows) + sum(issue["row_count"] - 1 for issue in issues)
    if not rows:
        return Markup('<p class="lead">No row was set aside and none was doubted.</p>')
    verb = "row was" if count == 1 else "rows were"
    lead = Markup('<p class="lead">{} {} set aside or doubted while loading.</p>').format(f"{count:,}", verb)
    if len(issues) > LONGEST_PLAIN_TABLE:
        return lead
    return lead + tables.markup(
        CAPTION, list(COLUMNS.values()), [[issue[name] for name in COLUMNS] for issue in issues]
    )


def show_many(rows: list[dict]) -> None:
    """What `many` found: to scroll and to sort; without Streamlit the first of them."""
    if on_page().is_live:
        on_page().settle()
        st.dataframe(rows, hide_index=True, alt=CAPTION)
        return
    tables.plain(CAPTION, list(COLUMNS.values()), [list(row.values()) for row in rows[:LONGEST_PLAIN_TABLE]])
    notes.html('<p class="quiet">The first {} of {:,} are shown here.</p>', LONGEST_PLAIN_TABLE, len(rows))


def mapped(cursor: queries.Connection) -> Markup:
    """Every figure that came under another area's code."""
    return templates.markup("about/mapped_codes") + tables.markup(
        "Area codes that were mapped",
        ("Published under", "Shown for", "Evidence", "Measures", "Figures"),
        [
            (row["published_code"], row["area"], row["area_evidence"], row["series"], f"{row['figures']:,}")
            for row in queries.mapped_codes(cursor)
        ],
        numbers=(3, 4),
    )
