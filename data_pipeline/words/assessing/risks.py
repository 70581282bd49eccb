"""What could stop a promise from being kept, who answers for that, and why partners departed from a target."""

from data_pipeline.words.figures import day

NOBODY = "Nobody is named"
NO_THEME = "Of no theme"
WHY = (
    "A partner may have good reasons to depart from what was promised (Strong and prosperous communities, 2006, "
    "paragraph 5.43). Our rating stands beside each as everywhere."
)


def summary(rows: list[dict]) -> str:
    """'8 risks are published. Nobody is named who answers for 2 of them.'"""
    count, ownerless = len(rows), sum(row["owner"] is None for row in rows)
    told = "1 risk is published" if count == 1 else f"{count} risks are published"
    if not ownerless:
        return f"{told}, {'with who answers for it' if count == 1 else 'each with who answers for it'}."
    return f"{told}. Nobody is named who answers for {'it' if count == 1 else f'{ownerless} of them'}."


def departures(rows: list[dict]) -> str:
    """'2 reasons are published. They change no rating.'"""
    return f"{'1 reason is' if len(rows) == 1 else f'{len(rows)} reasons are'} published. They change no rating."


def how_bad(row: dict) -> str | None:
    """'Likelihood: High. Impact: Medium.', in the words of the papers."""
    told = [f"{name}: {row[key]}." for name, key in (("Likelihood", "likelihood"), ("Impact", "impact")) if row[key]]
    return " ".join(told) or None


def reviewed(row: dict) -> str | None:
    return f"Last looked at {day(row['reviewed_on'])}" if row["reviewed_on"] else None


def by_theme(rows: list[dict]) -> dict[str, list[dict]]:
    """The risks under the themes they concern, in the order of the rows; what concerns none stands last."""
    found: dict[str, list[dict]] = {}
    for row in rows:
        found.setdefault(row["theme_name"] or NO_THEME, []).append(row)
    return found
