"""The papers that an agreement rests on, and how its targets lie over the themes, in words: how old, how many."""

from datetime import date

from data_pipeline.words.figures import age, listed, partial_day

TITLE, COVERAGE = "Evidence base", "Targets by theme"
COLUMNS = ("Paper", "What it is", "Whose", "Dated", "Age")
OF_COVERAGE, NO_THEME, DUE = ("Theme", "Targets"), "Of no theme", "Due"
NEEDS = ("needs assessment", "plan", "strategy")  # What a board rests on; the other papers follow.
NEUTRAL = "More targets are not better: a theme may be looked after by plans that are no part of the agreement."


def in_order(rows: list[dict]) -> list[dict]:
    """Needs assessments, plans and strategies first, then the other papers; of each the oldest first, undated last."""

    def place(row: dict) -> tuple:
        kind = NEEDS.index(row["kind"]) if row["kind"] in NEEDS else len(NEEDS)
        return kind, row["date_by"] or date.max

    return sorted(rows, key=place)


def is_due(row: dict, on: date, days: int) -> bool:
    """Whether a paper that others rest on is older than so many days: it is due to be looked at again."""
    return row["kind"] in NEEDS and row["date_by"] is not None and (on - row["date_by"]).days > days


def summary(rows: list[dict], on: date, days: int) -> str:
    """'12 papers, 1 needs assessment and 1 plan among them. 1 is due to be looked at again.'"""
    kinds = [(kind, sum(row["kind"] == kind for row in rows)) for kind in NEEDS[:2]]
    among = listed([f"{count or 'no'} {kind}{'' if count == 1 else 's'}" for kind, count in kinds])
    due = sum(is_due(row, on, days) for row in rows)
    told = f"{len(rows)} paper{'' if len(rows) == 1 else 's'}, {among} among them."
    return f"{told} {due} {'is' if due == 1 else 'are'} due to be looked at again." if due else told


def rule(days: int) -> str:
    return (
        f"Due: a needs assessment, plan or strategy dated more than {days:,} days before the meeting. The threshold is "
        "ours, and says nothing of whether it still holds."
    )


def told(row: dict, on: date) -> tuple[str | None, ...]:
    """The cells after the paper's own: what it is, whose, when, how old."""
    when = partial_day(row["date"]) if row["date"] else None
    return row["kind"], row["publisher"], when, age(row["date_by"], on) if row["date_by"] else None


def coverage(counts: dict[str, int]) -> str:
    """'52 targets in 4 themes.' and which theme has none; `counts`: of every theme, and under None of no theme."""
    bare = [name for name, count in counts.items() if not count]
    total, covered = sum(counts.values()), sum(bool(count) for name, count in counts.items() if name)
    told = f"{total} target{'' if total == 1 else 's'} in {covered} of the four themes."
    return f"{told} None in {listed(bare)}." if bare else told
