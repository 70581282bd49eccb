"""What a council spent on children's services, in words: nothing is claimed across a change of lines or of prices."""

from data_pipeline.words.assessing.money import pounds
from data_pipeline.words.figures import figure, listed

TITLE = "What was spent on children’s services"
CARE = "Children looked after"
CHANGED = "2009/10"  # From this year on the return has other lines.
# Councils of a kind, as they are counted.
KINDS = {
    "county": "county councils",
    "unitary": "unitary councils",
    "metropolitan": "metropolitan boroughs",
    "london_borough": "London boroughs",
}
MEANS = (
    "Net is what is left of the spending when the council’s income for the service is taken off; gross is before that. "
    "The pounds are those of each year: no rise in prices is taken out."
)
BROKEN = (
    "The return to government has other lines from 2009/10 on, so nothing is said here of a change from the year "
    "before. Children’s centres have a line of their own only in 2010/11."
)
CAUTION = (
    "It is spending of the council, not of the agreement, and it is laid to no theme and no promise. Neither more nor "
    "less of it is better, and what children need differs from place to place."
)
BLANK = "every line of the council’s return is nought: that is a return without figures, and no year without spending"


def summary(rows: list[dict]) -> str:
    """'£11,901,778 net on children looked after in 2010/11.' `rows`: of queries.childrens_spending, at least one."""
    care = [row for row in rows if row["service"] == CARE]
    last = care[-1] if care else rows[-1]
    return (
        f"{pounds(last['net'])} net on {last['service'][0].lower()}{last['service'][1:]} in {last['reporting_year']}."
    )


def on_card(place: str) -> str:
    """Where it stands, for who reads of it in a paper."""
    return f"It stands by service and year on the card of {place}."


def years(rows: list[dict]) -> list[str]:
    return sorted({row["reporting_year"] for row in rows})


def heads(rows: list[dict]) -> tuple[str, ...]:
    """The heads of the table: each year, then what stands beside other councils, in the last year."""
    of = years(rows)
    named = [f"{year}, other lines" if year < CHANGED <= of[-1] else year for year in of]
    places = max(row["places"] for row in rows if row["reporting_year"] == of[-1])
    kind = KINDS[rows[0]["area_type"]]
    return ("Service", *named, f"For each resident, {of[-1]}", f"The middle half of {places} {kind}")


def lines(rows: list[dict]) -> list[tuple[str, list[tuple[str, str] | None], str | None, str | None]]:
    """For each service: net and gross of each year, or None without a line; for each resident; the middle half."""
    of = years(rows)
    found = []
    for service in dict.fromkeys(row["service"] for row in rows):
        by_year = {row["reporting_year"]: row for row in rows if row["service"] == service}
        amounts = [(pounds(row["net"]), pounds(row["gross"])) if (row := by_year.get(year)) else None for year in of]
        last = by_year.get(of[-1]) or {"net_per_resident": None, "lower_quartile": None}
        found.append((service, amounts, _each(last["net_per_resident"]), _half(last)))
    return found


def _each(amount: float | None) -> str | None:
    return None if amount is None else figure(amount, "£", 2)


def _half(row: dict) -> str | None:
    """'£44.10 to £64.91'."""
    return (
        f"{_each(row['lower_quartile'])} to {_each(row['upper_quartile'])}"
        if row["lower_quartile"] is not None
        else None
    )


def residents(rows: list[dict]) -> str:
    """What the spending is divided by, or that it is divided by nothing."""
    people = rows[0]["population_2008"]
    if people is None:
        return "No number of residents is held for 2008, so nothing is said for each resident."
    return f"For each resident: divided by the {people:,.0f} residents of 2008, for how many were children is not held."


def doubts(rows: list[dict]) -> list[str]:
    """What is odd in the returns, said where it is shown."""
    told = []
    if blank := sorted({row["reporting_year"] for row in rows if row["is_blank"]}):
        told.append(f"In {listed(blank)} {BLANK}.")
    for row in rows:
        if row["net"] < 0:
            told.append(f"{row['service']}, {row['reporting_year']}: more came in than was spent.")
        elif row["net"] > row["gross"]:
            told.append(f"{row['service']}, {row['reporting_year']}: net is more than gross, as returned.")
    return told


def source(row: dict) -> str:
    return f"Source: {row['publisher']}. {row['licence']}."


def elsewhere(council: str) -> str:
    """For a district: whose spending it is."""
    return f"{council} answered for children’s services here: "
