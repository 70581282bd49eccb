"""Who leads the targets of an agreement, and who helps: each target under every body that shares it."""

from data_pipeline.queries.asking import Rows

NOT_DECLARED = None


def partners(rows: Rows, leads: dict[str, Rows]) -> dict[str | None, Rows]:
    """The targets of each body that leads or helps with any, those of most first; under None those without a lead.

    `rows`: of queries.standing; `leads`: of queries.lead_bodies. A target stands once under each body that shares it,
    and under one of the keys at least, so that no choice of them leaves it out.
    """
    found: dict[str | None, dict[str, dict]] = {}
    for row in rows:
        for body in (*led_by(row, leads), *helped_by(row)):
            found.setdefault(body, {})[row["target"]] = row
    order = sorted(found, key=lambda body: (body is NOT_DECLARED, -len(found[body]), body or ""))
    return {body: list(found[body].values()) for body in order}


def led_by(row: dict, leads: dict[str, Rows]) -> list[str | None]:
    """The bodies that its paper names as its lead; None where it names nobody."""
    return list(dict.fromkeys(body["body"] for body in leads.get(row["lead_partner"]) or [])) or [NOT_DECLARED]


def helped_by(row: dict) -> list[str]:
    return [name.strip() for name in (row["contributing_partners"] or "").split(";") if name.strip()]
