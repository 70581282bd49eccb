"""A line for each promise: where it started, what was due, what happened, who leads it, what they called it."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import templates
from pages.components.promises import promise_facts, promise_ratings
from pages.serving import links

HEADS = ("Promise", "Started at", "Due by then", "What happened", "Final target", "How it stands, and their word")
FIGURES = tuple(zip(HEADS[1:5], ("baseline", "milestone", "", "final"), strict=True))
# What was due by then may be missing only because nothing is known of then.
LEFT_OUT = {"baseline": "where it started", "": "what happened", "final": "a final target"}
NO_PERIOD = "period not printed"
FLAGS = {"is_removed": "Removed", "is_changed": "Changed", "is_pre_agreement": "Before the 2008 agreement"}


def table(promises: list[dict], changes: list[dict]) -> Markup:
    """A line for each promise, from the baseline to the final target, and what its owners called it.

    What is alike in every line is said once below them. `promises`: each with its `national`, where one is to stand
    beside it.
    """
    if not promises:
        return Markup('<p class="quiet">No target is published here.</p>')
    shown = [(label, which) for label, which in FIGURES if _is_printed(which, promises)]
    left_out = [column for column in FIGURES if column not in shown]
    unsaid = _unsaid(promises)
    lines = [_line(row, queries.changes_of_promise(row, changes), shown, is_judged=not unsaid) for row in promises]
    heads = [head for head in HEADS if head not in dict(left_out)]
    if all(row["kind"] == "no target" for row in promises):
        heads[0] = "Measure"
    if not (has_ratings := any(line["rating"] or line["outlook"] or line["theirs"] for line in lines)):
        heads.pop()
    told = [LEFT_OUT[which] for _, which in left_out if which in LEFT_OUT]
    if lines and not any(line["is_led"] for line in lines) and any(line["led_by"] for line in lines):
        lines = [{**line, "led_by": ""} for line in lines]
        told.append("who leads")
    notes = [unsaid] if unsaid else []
    if any(figure["text"] is None for line in lines for figure in line["figures"]):
        notes.append("A dash means that we found none published.")
    if has_ratings and any(line["theirs"] for line in lines) and not all(line["theirs"] for line in lines):
        notes.append("Where “They said” is missing, we found no word of theirs.")
    return templates.markup(
        "promises/lines", heads=heads, left_out=told, lines=lines, has_ratings=has_ratings, notes=" ".join(notes)
    )


def _is_printed(which: str, promises: list[dict]) -> bool:
    """Whether a column says anything of any of them."""
    return any(words.promises.printed(row, which) is not None for row in promises)


def _unsaid(promises: list[dict]) -> str:
    """Where nobody can say of any of them what became of it, all for one reason: that, once; else nothing."""
    judged = [row["judgement"] for row in promises if words.tallies.sort_of(row) != "without" and row["judgement"]]
    reasons = {row["end_why"] if row["is_over"] and row["end_code"] == "cannot be said" else None for row in judged}
    is_alike = len(promises) > 1 and len(reasons) == 1 and not any(_theirs(row) for row in promises)
    if not is_alike or None in reasons or any(row["value"] is not None for row in judged):
        return ""
    return f"Whether any of these was kept cannot be said: {words.figures.lower_first(reasons.pop())}."


def _theirs(row: dict) -> str | None:
    return row["published_rating"] or row["published_change"]


def _line(row: dict, changes: list[dict], shown: list[tuple[str, str]], is_judged: bool) -> dict:
    """What the line of one promise shows."""
    # What has no target stands beside those that have one, and is not judged.
    judged = row["judgement"] if is_judged and words.tallies.sort_of(row) != "without" else None
    ahead = row.get("outlook")
    return {
        "row": row,
        "address": links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]),
        "where": row["area_name"] if row["area_code"] != row["agreement_code"] else None,
        "code": f"{row['indicator']} · " if row["is_national"] or not row["indicator"].startswith("local ") else "",
        "kind": words.promises.KINDS[row["kind"]][0],
        "flags": [word for name, word in FLAGS.items() if row[name]],
        "led_by": words.promises.led_by(row),
        "is_led": words.promises.is_led(row),
        "facts": promise_facts.facts_of(row, changes),
        "figures": [_figure(label, row, which) for label, which in shown],
        "rating": promise_ratings.standing_badge(judged),
        "outlook": promise_ratings.outlook_badge(judged, ahead),
        "national": row.get("national"),
        "theirs": _theirs(row),
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
        # What a dash means stands once below the table.
        "missing": "–" if row["has_target"] or not which else "No target",
        "is_number": value is not None,
        "when": f"{period}, {status}" if is_qualified else period or (NO_PERIOD if value is not None else None),
        "newer": f"{row['newer_as_published']}, {row['newer_period_label']}" if is_newer else None,
    }
