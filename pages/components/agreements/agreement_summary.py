"""The top of an agreement's card: what was promised, how it stands, and what the whole hides."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import meanings, templates

HEADLINES = (("success", "improvement", "Biggest successes"), ("shortfall", "shortfall", "Biggest shortfalls"))


def summary(area: dict, agreement: dict, rows: list[dict], groups: list[dict], headlines: list[dict]) -> Markup:
    """First screen: what became of the promises in a sentence whose parts add up to them, and where to go next.

    Of the biggest shortfalls there are as many as of the biggest successes: `headlines` as queries.promise_headlines
    gives them.
    """
    by_target = {row["target"]: row for row in rows if row["target"]}
    return templates.markup(
        "agreements/summary",
        whose="" if area["area_code"] == agreement["area_code"] else f"The {agreement['area_name']} agreement: ",
        agreement=agreement,
        tally=words.tallies.sentence(words.tallies.tallies(rows, meanings.verdicts())),
        kinds=words.tallies.kinds(rows),
        figures=words.tallies.figures(rows),
        headlines=[
            (style, title, [by_target[line["target"]] for line in headlines if line["kind"] == kind])
            for kind, style, title in HEADLINES
        ],
        groups=groups,
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
