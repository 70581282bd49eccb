"""The top of an agreement's card: what was promised, how it stands, and what the whole hides."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.agreements import agreement_nationals
from pages.components.judgements import judgements
from pages.components.markup import meanings, templates
from pages.serving import links

STYLES = {"success": "improvement", "shortfall": "shortfall"}


def first(
    area: dict, agreement: dict, rows: list[dict], listed: list[dict], nationals: agreement_nationals.Nationals
) -> Markup:
    """What became of the promises in a sentence whose parts add up to them, and those that went best and worst.

    `listed` as queries.best_and_worst gives them. Where nothing is known of any, national figures of
    the place.
    """
    by_target = {row["target"]: row for row in rows if row["target"]}
    whose = "" if area["area_code"] == agreement["area_code"] else f"The {agreement['area_name']} agreement: "
    answer, more, boxes = words.headlines.promises.answer(words.tallies.tallies(rows, meanings.verdicts())), "", []
    for kind, style in STYLES.items() if listed else ():
        found = [by_target[row["target"]] for row in listed if row["kind"] == kind]
        shown = [(*_named(row), _badge(row), f"{words.headlines.promises.line(row)}.") for row in found]
        boxes.append((style, words.headlines.promises.title(kind, len(found)), shown))
    if not listed:
        more, boxes = agreement_nationals.said_first(nationals)
    return templates.markup("cards/first", answer=f"{whose}{answer}", more=more, boxes=boxes)


def _named(row: dict) -> tuple[str, str]:
    return links.page("indicator", indicator=row["indicator"], area=row["agreement_code"]), row["title"]


def _badge(row: dict) -> Markup:
    status, symbol, word, _ = words.ratings.stands(row["judgement"], meanings.verdicts())
    return judgements.marked(status, symbol, word)


def about(agreement: dict, rows: list[dict]) -> Markup:
    """What kinds of promise there are, from when to when the agreement ran, what it was to lead to."""
    return templates.markup(
        "agreements/about",
        agreement=agreement,
        kinds=words.tallies.kinds(rows),
        figures=words.tallies.figures(rows),
    )


def masked(rows: list[dict]) -> Markup:
    """The districts that the headline figure hides."""
    return templates.markup("agreements/masked", rows=rows) if rows else Markup("")


def own_figures(area: dict, agreement: dict, rows: list[dict], own: list[dict]) -> Markup:
    """What the agreement's papers say of one district, beside the whole area."""
    whole = {row["indicator"]: row for row in rows if row["area_code"] == agreement["area_code"]}
    targets = {row["indicator"]: row for row in rows if row["area_code"] == area["area_code"]}
    lines = []
    for name in dict.fromkeys([*targets, *(point["indicator"] for point in own)]):
        about = targets.get(name) or whole.get(name) or {}
        county = whole.get(name, {})
        lines.append(
            {
                "indicator": name,
                "title": about.get("title") or name,
                "own": next((point for point in own if point["indicator"] == name), None),
                "target": about.get("final_as_published") or about.get("milestone_as_published")
                if name in targets
                else None,
                "whole": county if county.get("value_as_published") else None,
            }
        )
    return templates.markup("agreements/own_figures", area=area, agreement=agreement, lines=lines)
