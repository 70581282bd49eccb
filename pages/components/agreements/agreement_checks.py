"""What to ask before trusting a colour: targets that need checking, and words that differ from figures."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.agreements import group_cards
from pages.components.assessing import own_word
from pages.components.markup import notes, tables
from pages.serving import database, links


def show(agreement: dict, as_of: str | None) -> None:
    """The findings about targets with whom to ask; then where the published status and our rating differ."""
    code = agreement["area_code"]
    findings = database.lasting(queries.target_audit, code, as_of)
    promises = database.lasting(queries.standing, code, as_of)
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
    notes.html(
        '<h2>Where their words and our rating differ</h2><p class="quiet">{}</p>',
        words.assessing.whole.compared(promises),
    )
    own_word.differences(promises)


def _finding(row: dict) -> tuple:
    return _link(row), notes.sentence(row["finding"]), row["detail"], row["ask"]


def _link(row: dict) -> Markup:
    return notes.link(links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]), row["title"])
