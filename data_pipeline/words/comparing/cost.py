"""What a child in care cost beside how many of them were moved often, in words: neither is the other's cause."""

from statistics import median

from data_pipeline.words.assessing.money import pounds
from data_pipeline.words.figures import figure, listed

TITLE = "Cost beside performance"
COLUMNS = ("Council", "Spent, net", "Children in care", "For each child", "Three or more placements", "By chance")
AXES = ("Spent on children looked after for each child in care, £", "% with three or more placements in the year")
MIDDLE = "The middle of all councils"
CAUTION = (
    "Cost alone is not value. Value for money, a district council told the consultation of 2008, is not just the cost "
    "but also quality, performance and what those who use a service say of it (summary of responses, section 1.5.2, "
    "line 1106)."
)
HOW = (
    "Net spending on children looked after, as the council returned it to government, divided by its children in care "
    "on 31 March, who are those that NI 62 counts. The pounds are those of that year, and no other year is mixed in. "
    "Fewer placements are better; neither more nor less spending is. Children need more in some places than in others, "
    "few are counted in most, and neither figure explains the other."
)
WHY_NOT = {
    "withheld": "so few were moved often that the publisher withholds the number",
    "no child in care": "no child was in care, and nothing can be divided by none",
    "no count": "the number of children in care is not published",
    "no figure": "no figure of placements is published",
    "nothing returned": "every line of the return is nought",
}


def lead(name: str, mine: dict, known: list[dict]) -> str:
    """How the council stands on both, beside the middle of all; `known`: every council with both, itself among them."""
    if mine["not_computable"]:
        return f"For {name} no cost can be worked out: {WHY_NOT[mine['not_computable']]}."
    cost, share = (median(row[column] for row in known) for column in ("net_per_child", "moved_share"))
    return (
        f"In {mine['reporting_year']} {name} spent {pounds(mine['net_per_child'])} for each child in care: "
        f"{pounds(mine['net'])} for {mine['children']:,.0f} children. In the middle of {len(known)} councils it was "
        f"{pounds(cost)}. {percent(mine['moved_share'])} of these children had three or more placements in the year, "
        f"{_chance(mine)}; in the middle it was {percent(share)}."
    )


def percent(share: float) -> str:
    return figure(share, "%", 1)


def _chance(row: dict) -> str:
    counted = f"{row['moved_children']:,.0f} of {row['children']:,.0f}" if row["moved_children"] is not None else ""
    if row["counted_lower"] is None:
        return f"{counted}, and how far that could be chance is not known".removeprefix(", and ")
    return f"{counted}, of which chance alone could make anything from {between(row)}"


def between(row: dict) -> str | None:
    """'5.7% to 11.8%': where the share may lie, by its counts."""
    if row["counted_lower"] is None:
        return None
    return f"{percent(row['counted_lower'])} to {percent(row['counted_upper'])}"


def line(row: dict) -> tuple[str | None, ...]:
    """Cells under COLUMNS."""
    children = None if row["children"] is None else f"{row['children']:,.0f}"
    each = pounds(row["net_per_child"]) if row["net_per_child"] is not None else "Not computable"
    moved = None if row["moved_share"] is None else percent(row["moved_share"])
    return row["name"], pounds(row["net"]), children, each, moved, between(row)


def missing(rows: list[dict]) -> str:
    """Which councils have no cost, by the reason; nothing where each has."""
    by_reason: dict[str, list[str]] = {}
    for row in rows:
        if row["not_computable"]:
            by_reason.setdefault(row["not_computable"], []).append(row["name"])
    told = [f"{listed(names)} ({WHY_NOT[why]})" for why, names in by_reason.items()]
    return f"Not computable for {'; '.join(told)}." if told else ""


def alt(name: str, known: list[dict]) -> str:
    """What the picture shows."""
    costs, shares = ([row[column] for row in known] for column in ("net_per_child", "moved_share"))
    return (
        f"{len(known)} councils by what a child in care cost, from {pounds(min(costs))} to {pounds(max(costs))}, and "
        f"by the share with three or more placements, from {percent(min(shares))} to {percent(max(shares))}. {name} "
        "stands out. The table below has its figures and those of the places beside it."
    )


def other_year(year: str, years: list[str]) -> str:
    return f"For {year} spending and placements are not both held. They are for {listed(years)}:"


def of_county(council: str) -> str:
    return f"{council} answered for children in care here, so what stands below is of the whole county."
