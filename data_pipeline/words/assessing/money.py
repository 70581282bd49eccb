"""The money behind an agreement: amounts by route and year, with sums that add up as they are printed."""

from typing import NamedTuple

from data_pipeline.words.figures import listed

# By route, in the order of the White Paper of 2006 (paragraph 5.46): what it is called, and what it means.
ROUTES = {
    "general grant": ("General grant", "Comes with no purpose: partners decide what it is spent on."),
    "LAA grant": ("Grant through the agreement", "Comes for the agreement as a whole, or for the purpose it names."),
    "separate": ("Separate grants and budgets", "Comes outside the agreement, for the purpose it names."),
}
CAUTION = (
    "Only the grants and pooled budgets that the papers name. It is not all that is spent in the place, and much of it "
    "may be spent on one purpose only."
)
NOT_SPLIT = (
    "Money that is not ringfenced may be spent on anything, so nobody can say which promise it paid for: it is laid to "
    "no theme here."
)
NO_CAUSE = "That money and results stand side by side does not say that the one brought about the other."


class Line(NamedTuple):
    """A grant or budget, or a sum of some: what it is called, what is to be known of it, an amount for each year."""

    name: str
    about: str
    amounts: tuple[str | None, ...]


def pounds(amount: float) -> str:
    return f"£{amount:,.0f}".replace("£-", "−£")


def years(rows: list[dict]) -> list[str]:
    """The years there is money of, the oldest first."""
    return sorted({row["year"] for row in rows})


def summary(rows: list[dict]) -> str:
    """'£21,480,000 in 2008/09 and £22,110,000 in 2009/10.'"""
    of = years(rows)
    return f"{in_years(total('', rows, of), of)}."


def in_years(line: Line, of: list[str]) -> str:
    """'£21,480,000 in 2008/09 and £22,110,000 in 2009/10'."""
    return listed([f"{amount} in {year}" for year, amount in zip(of, line.amounts, strict=True) if amount])


def lines(rows: list[dict], of: list[str]) -> list[Line]:
    """A line for each grant or budget, in the order of the rows; what is given twice for a year is added up."""
    return [Line(name, about(mine[0]), _amounts(mine, of)) for name, mine in _by(rows, "stream").items()]


def total(name: str, rows: list[dict], of: list[str]) -> Line:
    """The sum of some rows for each year."""
    return Line(name, "", _amounts(rows, of))


def by_route(rows: list[dict]) -> dict[str, list[dict]]:
    """The rows of each route, in the order of the routes."""
    found = _by(rows, "route")
    return {route: found[route] for route in ROUTES if route in found}


def routes(rows: list[dict]) -> tuple[list[str], list[Line]]:
    """The years of some money, and a line for each route, with the sum of all of them last."""
    of = years(rows)
    lines = [total(ROUTES[route][0], mine, of) for route, mine in by_route(rows).items()]
    return of, [*lines, total("All routes", rows, of)]


def about(row: dict) -> str:
    """'Ringfenced for Learning and growing up, and held by Exampleshire County Council.'"""
    purpose = f" for {row['policy_area_name']}" if row["policy_area_name"] else ""
    told = [f"Ringfenced{purpose}" if row["ringfenced"] else "Not ringfenced", "pooled" if row["pooled"] else ""]
    held = f"held by {row['partner']}" if row["partner"] else ""
    return f"{listed([part for part in (*told, held) if part])}."


def rounding(rows: list[dict], of: list[str]) -> str:
    """By how much the lines as printed differ from the sum as printed, in the years in which they do; else nothing."""
    told = []
    for year in of:
        mine = [row for row in rows if row["year"] == year]
        printed = [_printed(sum(row["amount"] for row in same)) for same in _by(mine, "stream").values()]
        apart = _printed(sum(row["amount"] for row in mine)) - sum(printed)
        if apart:
            told.append(f"by {pounds(abs(apart))} in {year}")
    return f"Rounded to whole pounds, the lines differ from their sum {listed(told)}." if told else ""


def not_split(rows: list[dict], of: list[str]) -> str:
    """How much of each year's money may be spent on anything, and why it stands beside no promise; else nothing."""
    free = [row for row in rows if not row["ringfenced"]]
    return f"Of that, {in_years(total('', free, of), of)} are not ringfenced. {NOT_SPLIT}" if free else ""


def bodies(rows: list[dict], judgements: list[dict]) -> list[tuple[str | None, list[dict], list[dict]]]:
    """Each body that holds money or whose use of resources was judged, with both; what nobody holds stands last."""
    held, graded = _by(rows, "partner"), _by([row for row in judgements if row["kind"] == "use of resources"], "body")
    names = sorted({**held, **graded}, key=lambda name: name is None)
    return [(name, held.get(name, []), graded.get(name, [])) for name in names]


def used(judgements: list[dict]) -> str:
    """Its grades by year, the oldest first, each as its scale words it: '2008/09: 3 performing well. 2009/10: ...'."""
    return " ".join(f"{row['year']}: {_grade(row)}." for row in reversed(judgements))


def _grade(row: dict) -> str:
    return row["grades"][row["grade_position"] - 1] if row["grade_position"] else row["score"] or "no grade"


def leads(body: str | None, promise: dict) -> bool:
    """Whether a body is named as the lead of a promise, alone or with another."""
    return body is not None and body in [name.strip() for name in (promise["lead_partner"] or "").split(";")]


def _amounts(rows: list[dict], of: list[str]) -> tuple[str | None, ...]:
    by_year = _by(rows, "year")
    return tuple(pounds(sum(row["amount"] for row in by_year[year])) if year in by_year else None for year in of)


def _printed(amount: float) -> int:
    return int(f"{amount:.0f}")


def _by(rows: list[dict], column: str) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found
