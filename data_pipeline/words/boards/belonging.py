"""Where one target belongs, in words: its partnership, its themes, the plans it appears in, the targets beside it."""

from data_pipeline.words.figures import listed, partial_day

TITLE = "Where it belongs: partners, themes, plans, related targets"
NO_CAUSE = "Which of them is a cause and which a symptom no paper found says; that they stand together is all."
NO_PLAN = "In no plan or strategy that was found."


def related(by: str, row: dict) -> str:
    """What some targets have in common: 'Of the same objective, “Cut burglary, theft and violence”'."""
    name = {"objective": row["objective"], "outcome": row["outcome"], "policy_area": row["policy_area_name"]}[by]
    return f"Of the same {by.replace('_', ' ')}{f', “{name}”' if name else ''}:"


def counted(row: dict) -> str:
    """Under which theme a target of two is counted."""
    return (
        f"Counted once, under {row['theme_name']}; by its policy area or outcome of {listed(row['other_themes'])}, too."
    )


def plan(row: dict) -> str:
    """What of a target stands in a plan, and of which day that is: 'its objective; 20 March 2008'."""
    when = f"; {partial_day(row['date'])}" if row["date"] else ""
    return f"{listed(row['what'])}{when}"


def crossing(count: int) -> str:
    """Before the targets of a theme that are counted under another."""
    return f"{count} more {'is' if count == 1 else 'are'} of this theme too, and counted under another:"
