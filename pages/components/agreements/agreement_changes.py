"""What changed between two editions of an agreement, each change with its cause."""

from collections.abc import Callable
from datetime import date
from itertools import groupby

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.finding import asked, pickers
from pages.components.markup import meanings, notes, tables, templates
from pages.components.promises import promise_ratings
from pages.serving import database, links


def show(agreement: dict, as_of: str | None) -> None:
    """The ratings that changed since an edition to choose, and why; then every change, day by day."""
    editions = [row["edition"] for row in database.lasting(queries.editions, agreement["area_code"])]
    earlier = [day for day in editions if day < agreement["edition"]]
    if not earlier:
        notes.html('<p class="lead">{}</p>', words.editions.first(agreement))
        return
    options = {day.isoformat(): words.figures.edition(day) for day in earlier}
    year_before = agreement["edition"] - relativedelta(years=1)
    default = next((day for day in earlier if day <= year_before), earlier[-1])
    since = pickers.choose("Since", "since", options, default.isoformat(), asked.last_by, width=230)
    changes = database.lasting(queries.changes, agreement["area_code"], since, as_of)
    rated = words.editions.rating_changes(changes)
    notes.html(
        '<p class="lead">{}</p>',
        words.editions.tally(date.fromisoformat(since), agreement["edition"], changes, rated, meanings.verdicts()),
    )
    ratings(agreement, rated, since, as_of)
    notes.html("<h2>Every change, the latest first</h2>")
    for day, of_day in groupby(changes, key=lambda row: row["edition"]):
        notes.html("{}", _day(day, list(of_day)))


def ratings(
    agreement: dict, rated: list[dict], since: str, as_of: str | None, sums: Callable = promise_ratings.why
) -> None:
    """The ratings that changed since a day, and why, if any did. `sums`: what is folded below each rating."""
    if rated:
        before, now = (
            {row["target"]: row for row in database.lasting(queries.ratings, agreement["area_code"], day)}
            for day in (since, as_of)
        )
        tables.plain(
            "Ratings that changed, and why",
            ("Promise", "Rating before", "Rating now", "Because"),
            [_rating(row, before.get(row["target"]), now.get(row["target"]), sums) for row in rated],
            is_stacked=True,
        )


def _rating(row: dict, before: dict | None, now: dict | None, sums: Callable) -> tuple:
    return (
        notes.link(links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]), row["title"]),
        promise_ratings.rating_badge(before) + sums(before) or "not yet promised",
        promise_ratings.rating_badge(now) + sums(now) or "no longer promised",
        notes.bullets(map(words.editions.change, row["changes"])),
    )


def _day(day: date, changes: list[dict]) -> Markup:
    """One edition: its papers and what each changed, folded under how much that is."""
    titles = ((row["source_title"] or row["source_url"], row["source_url"]) for row in changes)
    papers = [(title, url) for title, url in dict.fromkeys(titles) if title or url]
    return templates.markup("agreements/edition", day=day, papers=papers, changes=changes)
