"""What changed between two editions, in words."""

from collections import Counter
from datetime import date

from data_pipeline.words.figures import edition
from data_pipeline.words.promises import titled
from data_pipeline.words.ratings import Verdicts


def first(agreement: dict) -> str:
    """Of an agreement of which there is no earlier edition."""
    return f"This is the first edition that is held here ({edition(agreement['edition'])}): there is none before it."


def counted(changes: list[dict], verdicts: Verdicts) -> str:
    """'104 new figures, 2 figures revised'. A figure of two promises is one figure."""
    things = {
        (row["cause"], row["what"], row["indicator"], row["area_code"], row["period_label"], row["edition"])
        + ((row["target"],) if row["what"] != "outturn" else ())
        for row in changes
    }
    counts = Counter(cause for cause, *_ in things)
    told = ((counts[cause], row) for cause, row in verdicts["edition cause"].items() if counts[cause])
    parts = [f"{count} {row['word'] if count == 1 else row['many']}" for count, row in told]
    return ", ".join(parts) or "nothing changed"


def tally(since: date, until: date, changes: list[dict], rated: list[dict], verdicts: Verdicts) -> str:
    """'From 29 July 2009 to 29 July 2010: 104 new figures, 2 figures revised. 24 ratings changed.'"""
    span = f"From {edition(since)} to {edition(until)}: {counted(changes, verdicts)}."
    if not changes:
        return span
    ratings = {0: "No rating changed", 1: "One rating changed"}.get(len(rated), f"{len(rated)} ratings changed")
    return f"{span} {ratings}."


def rating_changes(changes: list[dict]) -> list[dict]:
    """The promises whose rating at the end is another than at the start, each with what moved it, oldest first.

    `changes`: as queries.changes gives them. Each: target, title with its place, indicator, agreement_code, before and
    now (codes of ratings, None where there was no promise), changes.
    """
    by_target: dict[str, list[dict]] = {}
    for row in reversed(changes):
        if row["target"]:
            by_target.setdefault(row["target"], []).append(row)
    of_all = [row for row in reversed(changes) if not row["target"] and row["what"] == "close_share"]
    found = []
    for rows in by_target.values():
        before, now = rows[0]["previous_rating_code"], rows[-1]["rating_code"]
        if before != now:
            about = {name: rows[-1][name] for name in ("target", "indicator", "agreement_code")}
            moved = [row for row in rows if row["previous_rating_code"] != row["rating_code"]]
            found.append({**about, "title": titled(rows[-1]), "before": before, "now": now, "changes": moved + of_all})
    return found


def named(row: dict) -> str | None:
    """What changed: a target, or a measure without one, with its place where that is not the whole area.

    None where it is of no measure, as a rule of ours.
    """
    return titled(row | {"title": row["title"] or row["indicator"]}) if row["indicator"] else None


def change(row: dict) -> str:
    """One change with its cause: 'New figure for 2008/09: 21.9% (28 May 2009).'"""
    period = f" for {row['period_label']}" if row["period_label"] else ""
    was, became = row["was_as_published"] or "nothing", row["became_as_published"] or "nothing"
    said = {
        "new data": f"New figure{period}: {became}",
        "revision": f"Figure{period} revised from {was} to {became}",
        "target changed": f"{row['what'].capitalize()}{period} changed from {was} to {became}",
        "promise added": f"Promise added, with the final target {became}",
        "promise removed": f"Promise removed; its final target was {was}",
        "lead changed": f"Lead changed from {was} to {became}",
        "boundary changed": f"Boundary changed: the figure{period} is not comparable with those before it",
        "rule changed": {
            "outturn": f"Definition changed: the figure{period} is not comparable with those before it",
            "close_share": f"Our rule changed: close begins at {became} of what was due, before at {was}",
            "tolerance": f"The partnership's tolerance changed from {was} to {became}",
            "polarity": f"The good direction changed from {was} to {became}",
        }.get(row["what"], f"Rule changed from {was} to {became}"),
    }
    return f"{said[row['cause']]} ({edition(row['edition'])})."
