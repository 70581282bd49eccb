"""Every figure ever printed of a promise, its papers, and what earlier editions said of its end."""

from data_pipeline import queries, words
from pages.components.markup import meanings, notes, tables, templates
from pages.serving import database, links

WHAT = {
    "baseline": "Baseline",
    "milestone": "Milestone",
    "interim": "Interim milestone",
    "stretch": "Stretch milestone",
    "reward trigger": "Reward trigger",
    "final target": "Final target",
    "floor": "Floor",
    "outturn": "What happened",
}


def figures(row: dict, points: list[dict]) -> None:
    """As a table: every figure of one promise, as printed."""
    tables.plain(
        f"Every figure of this promise: {row['title']}, {row['area_name']}",
        ("What", "Period", "As printed", "Of it, a number", "Rating or status", "Printed", "Paper", "Note"),
        [_figure(point) for point in points],
        is_stacked=True,
    )


def _figure(point: dict) -> tuple:
    return (
        WHAT[point["what"]] + ("" if point["is_last_word"] else ", changed since"),
        point["period_label"] or point["period"] or "not printed",
        words.promises.as_printed(point["value_as_published"], point["value"], point["reason"], None),
        f"{point['value']:,.10g}" if point["value"] is not None else f"no: {point['reason'] or 'empty'}",
        " ".join(filter(None, _qualities(point))) or None,
        words.figures.partial_day(point["said_on"]) if point["said_on"] else None,
        notes.paper(point["source_url"], point["source_title"] or point["source_url"]),
        point["note"],
    )


def _qualities(point: dict) -> tuple[str, ...]:
    return (
        f"“{point['published_rating']}”" if point["published_rating"] else "",
        point["status"] if point["status"] not in (None, "published") else "",
        f"interval {point['lower']:g} to {point['upper']:g}" if point["lower"] is not None else "",
        f"{point['sample_size']:,} asked" if point["sample_size"] else "",
    )


def sources(row: dict, points: list[dict]) -> None:
    """The papers that the figures of a promise stand in."""
    found = {(point["source_title"] or point["source_url"], point["source_url"]) for point in points}
    templates.show(
        "promises/sources",
        papers=sorted(paper for paper in found if paper[0]),
        is_long=len(found) > 6,
        count=len(found),
        download=links.agreement_download(row["agreement_code"]),
    )


def hindsight(row: dict, as_of: str | None) -> None:
    """What earlier editions said of the end, beside what happened."""
    earlier = database.lasting(queries.hindsight, row["agreement_code"], row["target"], as_of) if row["target"] else []
    if earlier:
        notes.html(
            '<details class="printed"><summary>What we would have said earlier, and what happened</summary>'
            "{}</details>",
            notes.bullets(words.outlooks.hindsight(one, row, meanings.verdicts()) for one in earlier),
        )
