"""What kind of body answers for a national measure, and how sure that is."""

NOT_KNOWN = "Which kind of body reported this measure is not in the papers found."
WHERE_TWO = {
    "every": " Where there are two councils, each had a figure of its own.",
    "county": " Where there are two councils, the figure was the county’s.",
    "council": "",
    "other": " They are not run by the council.",
}


def line(row: dict) -> str:
    """Who reported a measure, and where there are two councils which: 'Reported by councils. ...'.

    `row`: of queries.indicator_bodies.
    """
    body = row["body"]
    return f"It was reported by {body}.{WHERE_TWO[row['tier']]}" if body else NOT_KNOWN


def reading(row: dict) -> str:
    """That no paper says it; nothing where one does."""
    return "Who reported it is inferred: no paper that we found says so." if row["is_body_inferred"] else ""


def duty(row: dict) -> str:
    """That such bodies had to help agree targets, and in which partnership they met; nothing where neither is known."""
    told = []
    if row["partner"]:
        told.append(f"lists such bodies among those that must help to agree targets (line {row['partner_line']})")
    if row["partnership"]:
        told.append(f"names {row['partnership']} for such matters (line {row['partnership_line']})")
    return f"The White Paper of 2006 {', and '.join(told)}." if told else ""
