"""What is off track, hidden, missing or late: what the papers say of it, and once what they do not."""

from datetime import date

from data_pipeline.words.figures import day, listed, partial_day, upper_first
from data_pipeline.words.headlines.promises import line
from data_pipeline.words.promises import is_led, lead, partners_of
from data_pipeline.words.scrutiny import enquiry

NONE = "None published."
NONE_OF = "none"  # In an address: of no lead, of no theme.
NO_FIGURE = "No figure printed"
NO_EXCEPTION = "By what had been published, no target can be called off track, hidden, missing or late."
GOOD, UNSAID = "On track, close or kept", "Cannot be said, or dropped"
OF_WHICH = "of which nobody can say, or that were dropped"
# What the papers may say of an exception: how its absence is told.
KINDS = {
    "said": "causes or barriers",
    "actions": "actions",
    "risks": "risks",
    "decisions": "recommendations or decisions",
}


def told(pairs: list[tuple[dict, dict]], papers: dict[str, list[dict]], on: date) -> list[dict]:
    """Each exception in texts: why it is one, who leads and helps, what the papers say is done, risked and needed.

    `pairs`: of queries.exceptions; `papers`: `said`, `actions`, `risks` and `decisions`, of the whole agreement; `on`:
    the day of the meeting. A partnership writes of a policy area: `said`, the row of what it wrote last, is with the
    first exception of the area, and `said_at` the number of that one.
    """
    by_area = {row["policy_area"]: row for row in sorted(papers["said"], key=lambda row: row["date"])}
    all_told, carried = [], {}
    for number, (found, row) in enumerate(pairs, start=1):
        said = by_area.get(row["policy_area"]) if row["policy_area"] else None
        at = carried.setdefault(row["policy_area"], number) if said else None
        about = {"number": number, "said": said if at == number else None, "said_at": at}
        all_told.append(_told(found, row, papers, day(on)) | about)
    return all_told


def named(found: dict, row: dict) -> dict:
    """What an exception is called, why it is one, and who leads."""
    return {"title": found["title"], **enquiry.reasons(found["reasons"]), "lead": lead(row)}


def _told(found: dict, row: dict, papers: dict[str, list[dict]], on: str) -> dict:
    mine = {
        kind: [one for one in papers[kind] if one["target"] == row["target"]]
        for kind in ("actions", "risks", "decisions")
    }
    return {
        **named(found, row),
        "target": row["target"],
        "contributors": contributors(row),
        "partnership": row["partnership"],
        "actions": [action(one, on) for one in mine["actions"]],
        "risks": [risk(one) for one in mine["risks"]],
        "needed": [decision(one) for one in mine["decisions"] if one["waits"]],
        "decided": [decision(one) for one in mine["decisions"] if not one["waits"]],
    }


def by_body(rows: list[dict], leads: dict[str, list[dict]]) -> dict[str | None, list[dict]]:
    """The targets of each body that leads or helps with any, those of most first; under None those without a lead.

    `rows`: of queries.standing; `leads`: of queries.lead_bodies. A target stands once under each body that shares it,
    and under one of the keys at least, so that no choice of them leaves it out.
    """
    found: dict[str | None, dict[str, dict]] = {}
    for row in rows:
        led_by = [body["body"] for body in leads.get(row["lead_partner"]) or []] or [None]
        for body in (*led_by, *partners_of(row)):
            found.setdefault(body, {})[row["target"]] = row
    order = sorted(found, key=lambda body: (body is None, -len(found[body]), body or ""))
    return {body: list(found[body].values()) for body in order}


def written(row: dict) -> str:
    """Who wrote of a policy area, and when."""
    return f"{row['author']}, {day(row['date'])}"


def missing(kinds: list[str]) -> str:
    """Once for the page: what was published of none of them. 'The papers found by then print no risks.'"""
    if not kinds:
        return ""
    return f"The papers found that had been published by then print {listed([f'no {KINDS[kind]}' for kind in kinds])}."


def counts(exceptions: int, on_track: int, others: int) -> str:
    """Where every target is on the page: '5 exceptions, 7 more on track, close or kept and 3 ...: 15 in all.'"""
    total = exceptions + on_track + others
    if not total:
        return "No target had been published by then."
    parts = [
        f"{exceptions or 'no'} exception{'' if exceptions == 1 else 's'}",
        f"{on_track} {'more ' if exceptions else ''}on track, close or kept" if on_track else "",
        f"{others} of which nobody can say or that {'was' if others == 1 else 'were'} dropped" if others else "",
    ]
    return f"{upper_first(listed([part for part in parts if part]))}: {total} target{'' if total == 1 else 's'} in all."


def chosen(
    every: list[dict], leads: dict[str, list[dict]], partner: str | None, theme: str | None
) -> tuple[list[dict], list[str]]:
    """Of all targets those of a partner and of a theme, NONE_OF for those without any, and in words which.

    All, and no words, where neither is given. `leads`: of queries.lead_bodies.
    """
    rows, which = every, []
    if partner:
        body = None if partner == NONE_OF else partner
        rows = by_body(every, leads).get(body, [])
        which.append(of_partner(body))
    if theme:
        name = None if theme == NONE_OF else theme
        rows = [row for row in rows if row["theme_name"] == name]
        which.append(of_theme(name))
    return rows, which


def of_partner(body: str | None) -> str:
    return f"that {body} leads or helps with" if body else "for which no lead is declared"


def of_theme(name: str | None) -> str:
    return f"of the theme {name}" if name else "of no theme"


def only(count: int, total: int, which: list[str]) -> str:
    """'Only 11 of 60 targets, those that Exampleshire Police leads or helps with. ...'; nothing where it is all."""
    if not which:
        return ""
    told = f"Only {count} of {total} targets, those {' and '.join(which)}."
    return f"{told} Money and objectives are of the whole agreement."


def more(count: int, what: str) -> str:
    """'15 targets on track or kept, which are no exceptions.'"""
    return f"{count} target{'' if count == 1 else 's'} {what}, no exception{'' if count == 1 else 's'}."


def aim(row: dict) -> str:
    """An objective, and the outcome that it serves."""
    return f"{row['title']} ({row['outcome']})" if row["outcome"] else row["title"]


def of_all(count: int, total: int) -> str:
    """'2 of 60 targets.'"""
    return f"{count} of {total} target{'' if total == 1 else 's'}."


def contributors(row: dict) -> str:
    return "; ".join(partners_of(row)) or NONE


def has_partner(rows: list[dict]) -> bool:
    """Whether a lead or a contributor is published for any target."""
    return any(is_led(row) for row in rows)


def its_figures(row: dict) -> str:
    """The figures of a target, as its agreement's card has them."""
    return line(row) if row["value_as_published"] else NO_FIGURE


def standing(told: tuple[str, str, str, str]) -> str:
    """How a target stands, with what is to be known of that: 'Behind (2009/10)'. `told`: of ratings.stands or rated."""
    _, _, word, note = told
    return f"{word} ({note})" if note else word


def action(row: dict, told_on: str) -> str:
    """One action: its words, who does it, by when, and how it stands on the day."""
    parts = [f"“{row['what']}”", f"{row['owner']}." if row["owner"] else "", stands(row, told_on)]
    return " ".join(part for part in (*parts, result(row)) if part)


def stands(row: dict, told_on: str) -> str:
    """'Due 30 April 2010; done 20 September 2010.'"""
    due = f"due {partial_day(row['due'])}" if row["due"] else ""
    if row["done_on"]:
        return f"{upper_first('; '.join(part for part in (due, 'done ' + partial_day(row['done_on'])) if part))}."
    if row["is_overdue"]:
        count = f"{row['days_late']:,} day{'' if row['days_late'] == 1 else 's'}"
        return f"{upper_first(due)}: {count} overdue on {told_on}."
    return f"{upper_first(due)}." if due else "No day is printed."


def result(row: dict) -> str:
    return f"What came of it: “{row['result']}”" if row["result"] else ""


def risk(row: dict) -> str:
    """'“Too few social workers stay.” Likelihood: Medium. Impact: High. Answered for by ...'"""
    graded = " ".join(
        f"{name}: {row[key]}." for name, key in (("Likelihood", "likelihood"), ("Impact", "impact")) if row[key]
    )
    owner = f"{row['owner']} answers for it." if row["owner"] else "Nobody is named who answers for it."
    done = f"What is done: “{row['mitigation']}”" if row["mitigation"] else ""
    looked = f"Looked at on {day(row['reviewed_on'])}." if row["reviewed_on"] else ""
    return " ".join(part for part in (f"“{row['what']}”", graded, owner, done, looked) if part)


def decision(row: dict) -> str:
    """One recommendation or decision as published; of a recommendation whether anybody had agreed to it."""
    told = f"{partial_day(row['date'])}, {row['body']}: “{row['decision']}”"
    return f"{told} {WAITS}" if row["waits"] else told


WAITS = "No agreement to it had been published by then."
