"""Whom to ask, in words: the body, how the law bound it to answer a committee, and what it said last."""

from data_pipeline.words.answerable import councils, measures
from data_pipeline.words.figures import listed, partial_day, upper_first
from data_pipeline.words.promises import NO_LEAD

# How a body answers scrutiny, by the law that binds it: a council by section 21B of the Local Government Act 2000, a
# partner by regulation 10 of SI 2009/1919 (section 22A of that Act), the police by regulations 5 and 7 of SI 2009/942.
DUTIES = {
    "council": "its executive answers the committee, and within two months its recommendations",
    "20 working days": (
        "by law to give a committee what it asks in writing about a target that it agreed to; the White Paper of 2006 "
        "proposed 20 working days for this, and the law sets no time"
    ),
    "police law": (
        "the police answer to scrutiny of crime and disorder under another law: what is asked by the day that the "
        "committee names, and its recommendations within 28 days, or as soon after as they reasonably can"
    ),
    None: "no law that is held here names it, so it answers of its own will",
}
ASK_THE_BOARD = f"{NO_LEAD}: ask the board of the partnership."
NO_PORTFOLIO = "Which councillor holds which portfolio is not published in the papers found."


def whom(
    line: dict, bodies: dict[str, list[dict]], body: dict | None, council: dict, duties: list[dict]
) -> tuple[str, list[str]]:
    """Whom a line is put to, by name, and how the law bound each to answer, a sentence each.

    `bodies`: of queries.lead_bodies; `body`: of queries.indicator_bodies; `council`: a row of queries.councils;
    `duties`: of queries.council_duties.
    """
    told = of_promise(line, bodies) if line["target"] else of_measure(body, councils.line(council, duties))
    return named(line, bodies, body, council), told


def named(line: dict, bodies: dict[str, list[dict]], body: dict | None, council: dict) -> str:
    """Whom a line is put to, by name: the lead of a promise, the body that reported a measure."""
    if line["target"]:
        found = list(dict.fromkeys(row["body"] for row in bodies.get(line["lead_partner"]) or []))
        return listed(found) if found else "the board of the partnership"
    if body and body["tier"] == "other" and body["body"]:
        return body["body"]
    if body and body["tier"] == "county" and council["county_council"]:
        return council["county_council"]
    return council["council"] or council["county_council"]


def of_promise(line: dict, bodies: dict[str, list[dict]]) -> list[str]:
    """Whom to ask about a promise, a sentence each. `bodies`: of queries.lead_bodies."""
    named = bodies.get(line["lead_partner"]) or []
    told: dict[str, list[str]] = {}
    for row in named:
        told.setdefault(row["body"], []).append(DUTIES[row["answers"]])
    return [f"{body}: {'; '.join(how)}." for body, how in told.items()] or [ASK_THE_BOARD]


def of_measure(body: dict | None, council: str) -> list[str]:
    """Whom to ask about a national measure. `body`: of queries.indicator_bodies; `council`: a line on who answers."""
    told = [council]
    if body and body["body"]:
        told.insert(0, measures.line(body))
        if body["answers"] in ("20 working days", "police law"):
            told.insert(1, f"{upper_first(DUTIES[body['answers']])}.")
    return told


def said_before(line: dict) -> list[tuple[str, str]]:
    """What was asked and answered, and what was to be done, the latest last: what it is, and its words."""
    told = []
    for row in line["asked"]:
        answer = f" Answer: “{row['response']}”" if row["response"] else " No answer was found."
        told.append(
            (f"Scrutiny, {partial_day(row['asked_on'])}", f"“{row['text']}”{answer if row['kind'] != 'report' else ''}")
        )
    for row in line["actions"]:
        done = (
            f"done {partial_day(row['done_on'])}"
            if row["done_on"]
            else f"due {partial_day(row['due'])}"
            if row["due"]
            else ""
        )
        result = f" What came of it: “{row['result']}”" if row["result"] else ""
        owner = f", {row['owner']}" if row["owner"] else ""
        told.append((f"Action{owner}{', ' + done if done else ''}", f"“{row['what']}”{result}"))
    return told
