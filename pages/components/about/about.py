"""The sections of the page about the data."""

import json

import streamlit as st
from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import notes, tables
from pages.serving import database, links

LONGEST_PLAIN_TABLE = 200


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


def coverage(rows: list[dict], years: list[str]) -> None:
    """For how many districts each measure has a figure, year by year."""
    st.html(
        '<p class="lead">How many of the 326 districts and boroughs have a figure, by reporting year. '
        "A dash means that nothing was published; nothing has been filled in.</p>"
        "<p>Crime and community measures are thin: burglary and robbery for one year, the crime domain of the 2010 "
        "deprivation indices, and road and youth justice figures from after the agreements.</p>"
    )
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
    st.html(
        "<h3>Figures that came under another code</h3><p>Councils were recoded and merged after the agreements. "
        "A figure printed under a later code is given to the area it stands for, with the evidence below. "
        "A merged council's figure is never given to the districts that it swallowed.</p>"
    )
    tables.plain(
        "Area codes that were mapped",
        ("Published under", "Shown for", "Evidence", "Measures", "Figures"),
        [
            (row["published_code"], row["area"], row["area_evidence"], row["series"], f"{row['figures']:,}")
            for row in mapped
        ],
        numbers=(3, 4),
    )


def worked_sums(told: list[dict], sums: list[dict]) -> None:
    """Every rating with its meaning, and one real sum for each, worked out from the warehouse just now."""
    notes.html("<h3>The ratings</h3>")
    tables.plain(
        "Ratings", ("Rating", "What it means"), [(f"{row['symbol']} {row['rating']}", row["meaning"]) for row in told]
    )
    notes.html("<h3>A worked sum for each</h3>")
    for row in sums:
        where = f"{row['area_name']} ({notes.EXAMPLE.lower()})" if row["is_example"] else row["area_name"]
        link = links.page("indicator", indicator=row["indicator"], area=row["agreement_code"])
        notes.html(
            '<p><b>{}</b>: <a href="{}">{}</a>, {}</p><ol class="sum">{}</ol>',
            row["rating"], link, row["title"], where, notes.each("li", words.ratings.why(row)),
        )  # fmt: skip


def glossary(rows: list[dict]) -> None:
    tables.plain(
        "Glossary",
        ("Word", "Stands for", "Meaning", "Used in"),
        [(row["term"], row["expansion"], row["definition"], f"{row['document']}, line {row['line']}") for row in rows],
    )


def downloads(series: list[dict]) -> None:
    """Every figure, as open data."""
    items = notes.join(
        Markup('<li><a href="{}" download>{}</a> ({})</li>').format(
            links.download(row["indicator"]), row["series_title"], row["indicator"]
        )
        for row in series
    )
    notes.html(
        '<p class="lead">Free to use again, on the terms of each source.</p><h3>One measure, every place and year (CSV)'
        "</h3><ul>{}</ul>",
        items,
    )
    package = database.DATA / "exports" / "datapackage.json"
    if not package.is_file():
        return
    tables.plain(
        "Whole tables",
        ("Table", "One row for", "CSV", "Parquet"),
        [
            (
                resource["name"],
                notes.sentence(resource["description"].removeprefix("one row per ")),
                Markup('<a href="/data/{0}" download>{0}</a>').format(resource["path"]),
                Markup('<a href="/data/{0}" download>{0}</a>').format(resource["path"].replace(".csv", ".parquet")),
            )
            for resource in json.loads(package.read_text(encoding="utf-8"))["resources"]
        ],
    )
    st.html(
        '<p><a href="/data/datapackage.json" download>datapackage.json</a> describes every column '
        "(Frictionless Data Package).</p>"
    )


def methods(series: dict, classes: list[dict]) -> None:
    """How every number on the pages is made, in plain words, with a worked example from the warehouse."""
    limits = ", ".join(
        words.figures.short_figure(row["upper_limit"], series["unit"], series["decimals"]) for row in classes
    )
    notes.html(
        """
        <h3>Which year a figure belongs to</h3>
        <p>Agreements counted from April to March. A figure belongs to the reporting year that holds most of its
        last twelve months: calendar 2010, the school year 2010/11 and the three years 2008 to 2010 all belong to
        2010/11. Each figure shows the period it was really measured over.</p>
        <h3>Better and worse</h3>
        <p>A change is the figure less the figure for 2007/08, the year before the agreements. It is better or worse
        by the good direction of the series, which is not always that of the indicator it stands for. Differences
        are worked out before rounding. Percentages differ by percentage points.</p>
        <h3>Could it be chance?</h3>
        <p>A figure moves a little every year by chance alone. Where the publisher prints counts, 95% intervals or the
        size of a sample, a change can be tested. Where only values are printed, nobody can tell: “Better” and “Worse”
        then say which way the figure moved, and that it could be chance. The change since 2007/08 is between two
        figures, and is tested as two figures are.</p>
        <h3>Direction of travel</h3>
        <p>The direction is of the latest five yearly figures up to the year of the card; what came later is not used.
        Two figures: are they further apart than chance would put them once in 20 times? Three or four: does the
        straight line through them rise or fall, each figure weighing by how sure it is? “Probably” means once in five
        to once in 20. Five: the recent trend of the public health site Fingertips, which asks for once in 500 and that
        no single figure decides; our own test at once in 20 stands beside it. Because Fingertips asks for more, a
        change since 2007/08 can be clear while five years together show no clear change. Averages that share years are
        not tested. A figure for other borders, of another length of time, or that its publisher says cannot be set
        beside earlier ones begins a new series.</p>
        <h3>What was promised</h3>
        <p>Targets, milestones and outturns of an agreement are shown as its papers print them, with the paper. “What
        happened” is the latest outturn published; of one period, the word published last. “Due by then” is the
        milestone for the very same period: from the same paper if it prints both, else the one that was valid when
        the period ended. A figure that a later paper changed stays visible as changed. Nothing is called kept or
        broken where target and outturn do not share measure, place and period; what the publisher called it is in
        quotation marks. A worked example is marked as one and is in no comparison, map or total of England.</p>
        <h3>How a promise is rated</h3>
        <p>The promised improvement is the distance from the baseline to the final target, the good way. A figure is
        held against what was due for its own period: the milestone; past the end, the final target; between agreed
        milestones a straight line, which is said to be ours. Where no baseline is published, the figure before stands
        in, and that is said too. A promise to stay as it was is kept within the partnership's own tolerance, or
        within the figure's own noise. Ties go to the better class. Where a figure, a target and a period do not pair,
        nothing is rated. Where the 95% limits, the counts or the sample size are published, the rating says whether
        chance could have turned it. What a target cannot be (easier than its start, inside the noise of its survey,
        counted in another unit, missing) is a finding about the target. Ratings are counted, never averaged.</p>
        <h3>Beside other places</h3>
        <p>England, region and county are shown only as published, for the same series and the same period; a county
        is never the average of its districts. Where both sides publish counts or intervals, a test says whether the
        place differs from the comparator: better, worse, or no clear difference. Where only values exist, the words
        say where the place lies among the others, counted in typical distances from their middle: from half of one
        slightly better or worse, from one and a half better or worse, from three much. That is a place, not a test.
        Similar areas are the ten most alike in size, density and deprivation. With fewer than four others nothing is
        compared. A rank is only ever two places, between which the true one lies 95 times in 100. A list of exceptions
        is stricter than a single test, because among many tests some are clear by chance: it is cut where a tenth may
        be (Benjamini and Hochberg).</p>
        <h3>The gap between the worst-off and the average</h3>
        <p>The worst-off are the tenth of a county's, a region's or England's districts (at least one) that were the
        most deprived in 2007. Deprivation chooses them and not the measure: places chosen for a bad year would seem to
        catch up by chance alone. Their average is weighted by all who lived there in 2008, and set beside the figure
        published for the whole, or where none is, beside the average of all districts weighted in the same way. Both
        years are of the same districts. A change no larger than rounding could make is none.
        We say which side moved, because a gap also narrows when others get worse. Where every figure has an
        interval, the change is tested at 95%. Of an agreement the worst districts are chosen afresh each
        year by their own figures, since the deprivation of a worked example's is not known, and nothing is
        tested. A number of things has no gap: a district always has less of it than the whole.</p>
        <h3>The biggest improvements and shortfalls</h3>
        <p>Sizes are divided by how far apart places usually are (1.4826 times the median distance from the median of
        that year), so that pounds and percentages can be set side by side. A shortfall is a change for the worse or a
        distance behind England, whichever is larger. As many of each are shown, three at the most. Changes that could
        be chance are left out.</p>
        <h3>Map colours</h3>
        <p>Five classes by natural breaks (Fisher and Jenks) over every place and year of a series, so one colour means
        the same in any year. For {} the classes end at {}. Hatching means that there is no figure; it never means
        zero.</p>
        <h3>Councils that have changed</h3>
        <p>Places are those of April 2009 to March 2013. Six were given new codes after small boundary changes: their
        later figures are shown for them. Three later councils cover exactly the area of an old county: their figures
        are shown for the county. A merged council's figure is never copied to the districts that it replaced.</p>
        """,
        series["series_title"].lower(),
        limits,
    )
