"""What a measure was before something was asked and is since, whether that could be chance, and never why it is."""

from data_pipeline.words.figures import GOOD_WAY
from data_pipeline.words.ratings import Verdicts

NO_CAUSE = (
    "What a measure was before and is since stands beside what was asked. That does not say that one brought about the "
    "other. “More than chance” means that so much comes about by chance less than once in 20 times."
)


def since(row: dict, verdicts: Verdicts) -> str | None:
    """'1,468 in 2008/09, then 1,640 in 2010/11. Lower is better. ...'; None where no figure of it is held.

    `row`: what queries' `measured.since` gives, with measure and polarity.
    """
    before = f"{row['before_as_published']} in {row['before_label']}" if row["before_as_published"] else None
    latest = f"{row['since_as_published']} in {row['since_label']}" if row["since_as_published"] else None
    if row["measure"] is None or not (before or latest):
        return None
    if not latest:
        return f"{before}; no later figure is held."
    moved = f"{before}, then {latest}." if before else f"{latest}; no earlier figure is held."
    return " ".join(part for part in (moved, GOOD_WAY.get(row["polarity"], ""), _certainty(row, verdicts)) if part)


def _certainty(row: dict, verdicts: Verdicts) -> str:
    """Whether the change could be chance, as far as anybody can tell."""
    if row["has_break"]:
        return "It has been counted in another way since, so nobody can tell what changed."
    if not row["before_as_published"] or row["before_as_published"] == row["since_as_published"]:
        return ""
    if row["is_clear"] is None:
        why = verdicts["direction reason"][row["untested"]]["phrase"] if row["untested"] else "it is not tested"
        return f"Nobody can tell whether that is more than chance: {why}."
    return "That is more than chance." if row["is_clear"] else "That could be chance."
