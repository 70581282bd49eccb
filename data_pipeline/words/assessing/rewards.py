"""Grant that is paid only if a target is met: what is at stake, and what was earned of it by our figures."""

from data_pipeline.words.assessing.money import pounds
from data_pipeline.words.figures import day, listed, upper_first

ABOUT = (
    "This grant hangs on targets. By our sum, a figure for the last period that is as good as the threshold earns the "
    "whole amount, and any other earns nothing. What was really paid is for the papers to say."
)
PERVERSE = (
    "Such a reward can work against its own purpose: some who answered the consultation on the guidance of 2008 saw in "
    "“performance based payments” the “risk that partners could focus on achieving certain performance levels at the "
    "cost of longer term improvements” (summary of responses, section 1.5.4)."
)
CHANCE = "It lies so near the threshold that it could be on the other side by chance."


def summary(rows: list[dict]) -> str:
    """'£1,050,000 is at stake on 3 targets. By our figures £420,000 was earned, £300,000 was not and ...'"""
    targets = "1 target" if len(rows) == 1 else f"{len(rows)} targets"
    at_stake = f"{pounds(_sum(rows))} is at stake on {targets}."
    settled = [row for row in rows if row["earned"] is not None]
    if not settled:
        return f"{at_stake} Whether it was earned is not yet known."
    lost, open_ = ([row for row in rows if row["earned"] == 0 < row["at_stake"]], _sum(rows) - _sum(settled))
    told = [
        f"{pounds(_sum(settled) - _sum(lost))} was earned",
        f"{pounds(_sum(lost))} was not" if lost else "",
        f"of {pounds(open_)} it is not yet known" if open_ else "",
    ]
    return f"{at_stake} By our figures {listed([part for part in told if part])}."


def figure(row: dict) -> str | None:
    """'6.87 in 2010/11. It lies so near the threshold that ...'; None where there is none for the last period."""
    if row["end_as_published"] is None:
        return None
    chance = f" {CHANCE}" if row["could_be_chance"] else ""
    return f"{row['end_as_published']} in {row['end_period_label']}.{chance}"


def earned(row: dict) -> str:
    """'£420,000', '£0: below the threshold', or that it is not known, and why."""
    if row["earned"] is None:
        told = "Not yet known" if row["end_as_published"] is None else "Cannot be said"
        return f"{told}. {upper_first(row['why_not'])}."
    return pounds(row["earned"]) if row["earned"] or not row["at_stake"] else "£0: the threshold was not reached"


def result(row: dict) -> str | None:
    """'“Paid in full” (29 July 2011)': what the papers say was paid."""
    if row["result"] is None:
        return None
    return f"“{row['result']}”" + (f" ({day(row['result_on'])})" if row["result_on"] else "")


def _sum(rows: list[dict]) -> int:
    """Of the amounts as they are printed, so that what is printed adds up."""
    return sum(int(f"{row['at_stake']:.0f}") for row in rows)
