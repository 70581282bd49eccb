"""Every file read: whose, on what terms, and how many of its rows were kept."""

from markupsafe import Markup

from pages.components.markup import notes, tables
from pages.serving import links


def sources(rows: list[dict]) -> None:
    """Every file read: whose, on what terms, and how many of its rows were kept."""
    series = [row for row in rows if row["kind"] == "series"]
    notes.html(
        '<p class="lead">{} rows of published figures were read from {} files: {} kept, {} set aside.</p>',
        f"{sum(row['rows_read'] for row in series):,}",
        len(series),
        f"{sum(row['rows_kept'] for row in series):,}",
        f"{sum(row['rows_set_aside'] for row in series):,}",
    )
    agreements(rows)
    for kind, title in (("series", "Figures"), ("definition", "Definitions"), ("boundary", "Boundaries")):
        notes.html("<h3>{}</h3>", title)
        tables.plain(
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
                    Markup('{} <code title="sha256 {}">{}</code>').format(
                        row["file"], row["sha256"], row["sha256"][:12]
                    ),
                )
                for row in rows
                if row["kind"] == kind
            ],
            numbers=(3, 4, 5),
        )


def agreements(rows: list[dict]) -> None:
    """The agreement packs, each with all its files as one."""
    packs: dict[str, list[dict]] = {}
    for row in rows:
        if row["kind"] == "agreement":
            packs.setdefault(row["file"].split("/")[1].split(",")[0], []).append(row)
    notes.html("<h3>Agreements</h3>")
    tables.plain(
        "Agreement packs: what they are and how many of their rows were kept",
        ("What", "Published by", "On what terms", "Caveat", "Rows read", "Kept", "Folder"),
        [
            (
                files[0]["title"] or "An agreement that was set aside",
                files[0]["publisher"],
                files[0]["licence"],
                files[0]["caveat"],
                f"{sum(row['rows_read'] for row in files):,}",
                f"{sum(row['rows_kept'] for row in files):,}",
                f"agreements/{name}",
            )
            for name, files in packs.items()
        ],
        numbers=(4, 5),
    )


def found_in_papers(found: dict) -> None:
    """How much was looked for and found in the papers of agreements, and how much of it is not used here."""
    notes.html("<h3>Found in the papers of agreements</h3>")
    notes.html(
        "<p>{} figures of {} places were found in {} papers. {} are here: in the packs, among the national figures, or "
        "in the note beside a figure that its paper compares. {}, each for a reason.</p>",
        f"{found['figures']:,}", found["places"], found["papers"], f"{found['figures'] - found['left_out']:,}",
        notes.link(links.page("about_the_data", section="left_out"), f"{found['left_out']} are left out"),
    )  # fmt: skip


def left_out(rows: list[dict]) -> None:
    """Every figure that was found in the papers of agreements and is not used here, with the reason."""
    notes.html(
        '<p class="lead">What was found in the papers of agreements and is not used here, each with its reason.</p>'
    )
    tables.plain(
        "Figures that were found and are left out",
        ("Place", "Measure", "Period", "What it is", "Figure", "Why it is left out", "Paper"),
        [
            (
                row["area_name"], " · ".join(filter(None, (row["indicator"], row["title"]))), row["period"],
                row["measure"], row["value"], row["reason"], notes.paper(row["source_url"], row["source_title"]),
            )
            for row in rows
        ],
        is_stacked=True,
    )  # fmt: skip
