"""Which council answers for a place: one, or a county's and a district's, and who took over since."""

from data_pipeline.words.answerable import cited
from data_pipeline.words.figures import listed, upper_first
from data_pipeline.words.promises import NO_LEAD

OWN_HEADS = (
    "Police, health service and job centres are not run by the council. By law they had to help agree the targets that "
    "concern them (Local Government and Public Involvement in Health Act 2007, sections 104 and 106)."
)
OF_LONDON = "the Mayor of London sets strategies for all of London"
MAYOR = (
    "The Mayor of London", "strategies for all of London, among them transport, economic development and planning",
    ["White Paper of 2006, line 1673"],
)  # fmt: skip


def line(council: dict, duties: list[dict]) -> str:
    """Who answers for a place, in a sentence or two. `council`: a row of queries.councils; `duties` in their order.

    'Hampshire County Council answers for schools and social care; Fareham Borough Council for housing and planning.'
    """
    if council["tier"] in ("single", "london"):
        return _of_one(council)
    county, district = ((_duties(duties, tier, in_line=True)) for tier in ("county", "district"))
    own = council["council"] if council["tier"] == "district" else "its district councils"
    top = council["county_council"]
    if council["later"] and council["is_district_only"]:
        return (
            f"{upper_first(top)} answers for {county}. {upper_first(own)} answered for {district} until "
            f"{council['replaced_on'].year}; {_later(council)} does now."
        )
    if council["later"]:
        return _taken_over(council, f"{top} and {own}")
    return f"{upper_first(top)} answers for {county}; {own} for {district}."


def _of_one(council: dict) -> str:
    if council["later"]:
        return _taken_over(council, council["council"])
    own = upper_first(council["council"])
    if council["tier"] == "london":
        return f"{own} answers for what a council does here; {OF_LONDON}."
    return f"{own} answers for all that a council does here."


def _taken_over(council: dict, before: str) -> str:
    answer, each = ("answers", "") if len(council["later"]) == 1 else ("answer", ", each in its part")
    return (
        f"{upper_first(_later(council))} {answer} now for all that a council does here{each}. Until "
        f"{council['replaced_on'].year} it was {before}."
    )


def _later(council: dict) -> str:
    # A name with a comma of its own cannot stand in a list with commas.
    return " and ".join(council["later"])


def shares_title(council: dict) -> str:
    """Over `shares`: whether it still is so."""
    if council["later"] and not council["is_district_only"]:
        return f"Who answered for what until {council['replaced_on'].year}"
    return "Who answers for what"


def shares(council: dict, duties: list[dict]) -> list[tuple[str, str, list[str]]]:
    """Where not all is with one council: who has which duties, and what says so. Nothing elsewhere."""
    if council["tier"] in ("single", "london"):
        return [MAYOR] if council["tier"] == "london" else []
    district = council["council"] if council["tier"] == "district" else "its district councils"
    return [
        (upper_first(name), _duties(duties, tier), _sources(duties, tier))
        for name, tier in ((council["county_council"], "county"), (district, "district"))
    ]


def _duties(duties: list[dict], tier: str, in_line: bool = False) -> str:
    return listed([row["duty"] for row in duties if row["tier"] == tier and (row["is_in_line"] or not in_line)])


def _sources(duties: list[dict], tier: str) -> list[str]:
    """Each law once, and each line of a document."""
    rows = [row for row in duties if row["tier"] == tier]
    return list(filter(None, dict.fromkeys([*(row["law"] for row in rows), *map(cited.paper, rows)])))


def leads(rows: list[dict]) -> str:
    """How many targets of an agreement have a lead: 'Its papers name who leads on 6 of 7 targets.'

    `rows`: queries.lead_partners; empty where an agreement has no target.
    """
    whole = sum(row["targets"] for row in rows)
    named = sum(row["targets"] for row in rows if row["lead_partner"])
    if not whole:
        return ""
    if not named:
        return f"{NO_LEAD} for any of its targets."
    if whole == 1:
        return "Its papers name who leads on its one target."
    which = f"{named} of {whole}" if named < whole else "both" if whole == 2 else f"all {whole}"
    return f"Its papers name who leads on {which} targets."


def lead(row: dict) -> str:
    """'Salford City Council: 6 targets'."""
    count = row["targets"]
    return f"{row['lead_partner'] or NO_LEAD}: {count} target{'' if count == 1 else 's'}"
