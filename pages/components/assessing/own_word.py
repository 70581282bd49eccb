"""What the partners themselves said of each target, beside our rating, and where the two differ."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import notes, tables
from pages.components.promises import promise_ratings
from pages.serving import links

SAYS = words.assessing.whole


def differences(promises: list[dict]) -> None:
    """Where their word and our rating differ, with whom to ask."""
    if differ := SAYS.differing_words(promises):
        tables.plain(
            "Where their words and our rating differ",
            ("Target", "They said", "Our rating", "Their word is", "Whom to ask"),
            [_difference(row) for row in differ],
            is_stacked=True,
        )


def others(promises: list[dict]) -> None:
    """Every target of which their word, where there is one, does not differ from our rating."""
    differ = {row["target"] for row in SAYS.differing_words(promises)}
    rows = [row for row in SAYS.targets(promises) if row["target"] not in differ]
    if not rows:
        return
    columns, cells = ("Target", "They said", "Our rating"), [_beside(row) for row in rows]
    if not differ:
        tables.plain("Every target", columns, cells, is_stacked=True)
        return
    which = f"The other {len(rows)} targets" if len(rows) > 1 else "The other target"
    with notes.folded(f"{which}, with their word and our rating"):
        tables.plain(which, columns, cells, is_stacked=True)


def _difference(row: dict) -> tuple:
    lead = row["lead_partner"] if row["lead_partner"] not in (None, "not published") else "the partnership's board"
    return (
        _named(row),
        f"“{row['published_rating']}”",
        promise_ratings.rating_badge(row) + promise_ratings.why(row),
        row["disagreement"],
        lead,
    )


def _beside(row: dict) -> tuple:
    said = f"“{row['published_rating']}”" if row["published_rating"] else "No word published"
    rating = "Removed on the way" if row["is_removed"] else promise_ratings.rating_badge(row["judgement"])
    kind = Markup('{} <span class="quiet">{}</span>').format(_named(row), words.promises.KINDS[row["kind"]][0])
    return kind, said, rating


def _named(row: dict) -> Markup:
    return notes.link(links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]), row["title"])
