"""For which places and years there are figures, and every row set aside, doubted or moved to another code."""

import streamlit as st

from pages.components.markup import notes, tables, templates

LONGEST_PLAIN_TABLE = 200


def coverage(rows: list[dict], years: list[str], districts: int) -> None:
    """For how many districts each measure has a figure, year by year."""
    templates.show("about/coverage", districts=districts)
    shown = sorted(years)
    cells = {(row["series_title"], row["reporting_year"]): row["districts"] for row in rows}
    titles = list(dict.fromkeys(row["series_title"] for row in rows))
    tables.plain(
        "Districts with a figure, by measure and reporting year",
        ("Measure", *shown),
        [(title, *(cells.get((title, year)) for year in shown)) for title in titles],
        numbers=range(1, len(shown) + 1),
    )


def problems(issues: list[dict], mapped: list[dict]) -> None:
    """Every row set aside or doubted, and every figure that came under another area's code."""
    rows = {(issue["file"], issue["source_row"]) for issue in issues}
    # An issue of many rows alike names the first of them.
    count = len(rows) + sum(issue["row_count"] - 1 for issue in issues)
    if not rows:
        st.html('<p class="lead">No row was set aside and none was doubted.</p>')
    else:
        verb = "row was" if count == 1 else "rows were"
        notes.html('<p class="lead">{} {} set aside or doubted while loading.</p>', f"{count:,}", verb)
        columns = {
            "file": "File", "source_row": "Row", "column_name": "Column", "value": "Found", "problem": "Problem",
            "what_to_do": "What to do", "severity": "So it was", "row_count": "Rows alike",
        }  # fmt: skip
        caption = "Every row set aside or doubted, with what to do"
        if len(issues) <= LONGEST_PLAIN_TABLE:
            tables.plain(caption, list(columns.values()), [[issue[name] for name in columns] for issue in issues])
        else:
            shown = [{title: issue[name] for name, title in columns.items()} for issue in issues]
            st.dataframe(shown, hide_index=True, alt=caption)
    templates.show("about/mapped_codes")
    tables.plain(
        "Area codes that were mapped",
        ("Published under", "Shown for", "Evidence", "Measures", "Figures"),
        [
            (row["published_code"], row["area"], row["area_evidence"], row["series"], f"{row['figures']:,}")
            for row in mapped
        ],
        numbers=(3, 4),
    )
