"""A line for each promise: where it started, what was due, what happened, who leads it, what they called it."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import templates
from pages.components.promises import promise_facts, promise_ratings
from pages.serving import links

HEADS = ("Promise", "Started at", "Due by then", "What happened", "Final target", "How it stands, and their word")
FIGURES = tuple(zip(HEADS[1:5], ("baseline", "milestone", "", "final"), strict=True))
FLAGS = {"is_removed": "Removed", "is_changed": "Changed", "is_pre_agreement": "Before the 2008 agreement"}


def table(promises: list[dict], changes: list[dict]) -> Markup:
    """A line for each promise, from the baseline to the final target, and what its owners called it."""
    if not promises:
        return Markup('<p class="quiet">No target is published here.</p>')
    lines = [_line(row, [change for change in changes if _is_of(change, row)]) for row in promises]
    return templates.markup("promises/lines", heads=HEADS, lines=lines)


def _is_of(change: dict, row: dict) -> bool:
    same = change["target"] == row["target"] if change["target"] else change["what"] == "outturn"
    return same and change["indicator"] == row["indicator"] and change["area_code"] == row["area_code"]


def _line(row: dict, changes: list[dict]) -> dict:
    """What the line of one promise shows."""
    theirs = row["published_rating"] or row["published_change"]
    # What has no target stands beside those that have one, and is not judged.
    judged = row["judgement"] if words.tallies.sort_of(row) != "without" else None
    ahead = row.get("outlook")
    return {
        "row": row,
        "address": links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]),
        "where": row["area_name"] if row["area_code"] != row["agreement_code"] else None,
        "code": f"{row['indicator']} · " if row["is_national"] or not row["indicator"].startswith("local ") else "",
        "kind": promise_facts.KINDS[row["kind"]][0],
        "flags": [word for name, word in FLAGS.items() if row[name]],
        "led_by": promise_facts.led_by(row),
        "facts": promise_facts.facts_of(row, changes),
        "figures": [_figure(label, row, which) for label, which in FIGURES],
        "rating": promise_ratings.standing_badge(judged),
        "outlook": promise_ratings.outlook_badge(judged, ahead),
        "theirs": f"“{theirs}”" if theirs else "nothing published",
        "why": promise_ratings.why(judged, ahead, row),
    }


def _figure(label: str, row: dict, which: str) -> dict:
    """A figure as the paper prints it, with its period; what the paper says instead; or that there is none."""
    prefix = f"{which}_" if which else ""
    value, period, status = row[f"{prefix}value"], row[f"{prefix}period_label"], row["status"]
    is_qualified = period and not which and status not in (None, "published") and value is not None
    is_newer = not which and row["newer_as_published"]
    return {
        "label": label,
        "text": words.promises.printed(row, which),
        "missing": "None published" if row["has_target"] or not which else "No target",
        "is_number": value is not None,
        "when": f"{period}, {status}" if is_qualified else period,
        "newer": f"{row['newer_as_published']}, {row['newer_period_label']}" if is_newer else None,
    }
