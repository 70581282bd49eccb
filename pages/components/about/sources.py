"""Every file read: whose, on what terms, and how many of its rows were kept."""

from markupsafe import Markup

from data_pipeline import queries
from pages.components.markup import notes, tables
from pages.serving import links


def sources(cursor: queries.Connection, as_of: str | None) -> Markup:
    """Every file read, kind by kind, and how much of what the papers print is used."""
    rows = queries.sources(cursor)
    series = [row for row in rows if row["kind"] == "series"]
    lead = Markup(
        '<p class="lead">{} rows of published figures were read from {} files: {} kept, {} set aside.</p>'
    ).format(
        f"{sum(row['rows_read'] for row in series):,}",
        len(series),
        f"{sum(row['rows_kept'] for row in series):,}",
        f"{sum(row['rows_set_aside'] for row in series):,}",
    )
    kinds = (("series", "Figures"), ("definition", "Definitions"), ("boundary", "Boundaries"))
    files = [_files(title, [row for row in rows if row["kind"] == kind]) for kind, title in kinds]
    packs = _agreements(rows, queries.missing_sheets(cursor))
    return notes.join([lead, packs, *files, _found_in_papers(queries.figures_found(cursor), as_of)])


def _files(title: str, rows: list[dict]) -> Markup:
    return notes.heading(title) + tables.markup(
        f"{title}: files and where they come from",
        ("What", "Publisher and licence", "Caveat", "Read", "Kept", "Set aside", "File and checksum"),
        [
            (
                f"{row['title']} ({row['indicator']})" if row["indicator"] else row["title"],
                f"{row['publisher']}. {row['licence']}.",
                row["caveat"],
                f"{row['rows_read']:,}",
                f"{row['rows_kept']:,}",
                f"{row['rows_set_aside']:,}",
                Markup('{} <code title="sha256 {}">{}</code>').format(row["file"], row["sha256"], row["sha256"][:12]),
            )
            for row in rows
        ],
        numbers=(3, 4, 5),
    )


def _agreements(rows: list[dict], missing: dict[str, list[str]]) -> Markup:
    """The agreement packs, each with all its files as one, and the sheets that nobody filled in."""
    packs: dict[str, list[dict]] = {}
    for row in rows:
        if row["kind"] == "agreement":
            packs.setdefault(row["file"].split("/")[1].split(",")[0], []).append(row)
    return notes.heading("Agreements") + tables.markup(
        "Agreement packs: what they are and how many of their rows were kept",
        ("What", "Published by", "On what terms", "Caveat", "Rows read", "Kept", "Folder", "Sheets it lacks"),
        [
            (
                files[0]["title"] or "An agreement that was set aside",
                files[0]["publisher"],
                files[0]["licence"],
                files[0]["caveat"],
                f"{sum(row['rows_read'] for row in files):,}",
                f"{sum(row['rows_kept'] for row in files):,}",
                f"agreements/{name}",
                ", ".join(missing.get(files[0]["source_id"].split("/")[0], [])).replace("_", " ") or None,
            )
            for name, files in packs.items()
        ],
        numbers=(4, 5),
    )


def _found_in_papers(found: dict, as_of: str | None) -> Markup:
    """How much was looked for and found in the papers of agreements, and how much of it is not used here."""
    return notes.heading("Found in the papers of agreements") + Markup(
        "<p>{} figures of {} places were found in {} papers. {} are here: in the packs, among the national figures, or "
        "in the note beside a figure that its paper compares. {}, each for a reason.</p>"
    ).format(
        f"{found['figures']:,}", found["places"], found["papers"], f"{found['figures'] - found['left_out']:,}",
        notes.link(links.page("about_the_data", section="left_out", as_of=as_of), f"{found['left_out']} are left out"),
    )  # fmt: skip


def left_out(cursor: queries.Connection, as_of: str | None) -> Markup:
    """Every figure that was found in the papers of agreements and is not used here, with the reason."""
    lead = Markup(
        '<p class="lead">What was found in the papers of agreements and is not used here, each with its reason.</p>'
    )
    return lead + tables.markup(
        "Figures that were found and are left out",
        ("Place", "Measure", "Period", "What it is", "Figure", "Why it is left out", "Paper"),
        [
            (
                row["area_name"], " · ".join(filter(None, (row["indicator"], row["title"]))), row["period"],
                row["measure"], row["value"], row["reason"], notes.paper(row["source_url"], row["source_title"]),
            )
            for row in queries.figures_left_out(cursor)
        ],
        is_stacked=True,
    )  # fmt: skip
