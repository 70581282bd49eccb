"""What to ask before trusting a colour: targets that need checking, and words that differ from figures."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.agreements import group_cards
from pages.components.markup import notes, tables
from pages.components.promises import promise_ratings
from pages.serving import database, links


def show(agreement: dict, as_of: str | None) -> None:
    """The findings about targets with whom to ask; then where the published status and our rating differ."""
    code = agreement["area_code"]
    findings = database.lasting(queries.target_audit, code, as_of)
    promises = database.lasting(queries.standing, code, as_of)
    rated = [row["judgement"] for row in promises if row["judgement"]]
    notes.html('<p class="lead tally">{}</p>', group_cards.tally(promises))
    notes.html('<p class="lead">{}</p>', words.tallies.audit(findings))
    for is_in_doubt, title, about in (
        (True, "Targets that cannot be judged as they stand", "These get no rating: the finding is about the target."),
        (False, "What is missing beside a target", "The target itself may be sound; this is wanting around it."),
    ):
        mine = [row for row in findings if row["is_target_in_doubt"] == is_in_doubt]
        notes.html('<h2>{}</h2><p class="quiet">{}</p>', title, about if mine else "None found.")
        if mine:
            tables.plain(
                title, ("Target", "Finding", "What was found", "Whom to ask"), [_finding(row) for row in mine],
                is_stacked=True,
            )  # fmt: skip
    differ = [row for row in rated if row["disagreement"]]
    said = [
        row for row in rated if row["published_verdict"] in ("good", "middling", "bad") and row["value"] is not None
    ]
    notes.html(
        '<h2>Where their words and our rating differ</h2><p class="quiet">{}</p>',
        words.tallies.disagreement(len(differ), len(said)),
    )
    if differ:
        tables.plain(
            "Where their words and our rating differ",
            ("Target", "They said", "Our rating", "Their word is", "Whom to ask"),
            [_difference(row) for row in differ],
            is_stacked=True,
        )


def _finding(row: dict) -> tuple:
    return _link(row), notes.sentence(row["finding"]), row["detail"], row["ask"]


def _difference(row: dict) -> tuple:
    lead = row["lead_partner"] if row["lead_partner"] not in (None, "not published") else "the partnership's board"
    return (
        _link(row),
        f"“{row['published_rating']}”",
        promise_ratings.rating_badge(row) + promise_ratings.why(row),
        row["disagreement"],
        lead,
    )


def _link(row: dict) -> Markup:
    return notes.link(links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]), row["title"])
