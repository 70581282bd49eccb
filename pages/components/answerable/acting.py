"""One thing that a resident can do, chosen for the card that it stands on."""

import re

from markdown_it import MarkdownIt
from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import templates
from pages.serving import database, links

FAR = ("missed", "backwards", "behind")  # Ratings of a promise that there is something to ask about, worst first.
_markdown = MarkdownIt("zero").enable(["list", "emphasis"])


def of_figures(area: dict, year: str, rows: list[dict]) -> Markup:
    """For a card of national figures: the question that its worst sure measure raises, and where to take part.

    `rows`: its lines with the cards of their series. What surely got worse comes before what is surely behind England.
    """
    lines, code = {row["series_id"]: row for row in rows}, area["area_code"]
    changes = database.lasting(queries.sure_changes_of_year, year).get(code, [])
    worse = [(change["series_id"], "since start") for change in changes if change["kind"] == "worse"]
    behind = [(name, "behind England") for name in database.lasting(queries.surely_behind, year).get(code, [])]
    if not worse and not behind:
        return _shown(words.answerable.acting.GENERAL, None, None)
    series_id, reason = [*worse, *behind][0]
    row = lines[series_id]
    return _shown(words.answerable.acting.question(row, reason), row, row["laa_theme"])


def of_promises(agreement: dict, promises: list[dict], groups: list[dict], headlines: list[dict]) -> Markup:
    """For the card of an agreement: what its partnership asks of people, else the question of a promise not kept.

    `promises`, `groups`: of queries.agreement_card; `headlines`: of queries.best_and_worst.
    """
    row = _first_missed(agreement, promises, headlines)
    asked = words.answerable.acting.of_promise(row) if row else words.answerable.acting.OF_PROMISES
    return _shown(asked, row, row["theme_name"] if row else None, _theirs(groups, row))


def _shown(
    question: words.answerable.acting.Question, row: dict | None, theme: str | None, theirs: str | None = None
) -> Markup:
    actions = database.lasting(queries.local_action)
    action = actions.get(theme) or actions[None]
    address = row and links.page("indicator", indicator=row["indicator"], area=row["area_code"])
    councillor = next(row["address"] for row in database.lasting(queries.redress) if row["address"])
    return templates.markup(
        "answerable/acting", question=question, address=address, action=action, theirs=theirs, councillor=councillor
    )


def _first_missed(agreement: dict, promises: list[dict], headlines: list[dict]) -> dict | None:
    """The biggest shortfall that is no chance, else the first promise of the whole place that is missed."""
    by_target = {row["target"]: row for row in promises if row["target"]}
    for told in headlines:
        if told["kind"] == "shortfall":
            return by_target[told["target"]]
    far = [
        row
        for row in promises
        if (judged := row["judgement"])
        and judged["rating_code"] in FAR
        and not judged["could_be_chance"]
        and row["value"] is not None
        and row["area_code"] == agreement["area_code"]
    ]
    return min(far, key=lambda row: (FAR.index(row["judgement"]["rating_code"]), row["position"]), default=None)


def _theirs(groups: list[dict], row: dict | None) -> str | None:
    """The first thing that a partnership asks of people, where the missed promise is, else wherever it asks any."""
    mine = [group for group in groups if row and any(own["target"] == row["target"] for own in group["promises"])]
    for group in [*mine, *groups]:
        latest = max((said["date"] for said in group["commentary"]), default=None)
        for said in group["commentary"]:
            if said["date"] == latest and (points := _points(said["how_you_can_help"] or "")):
                return points[0]
    return None


def _points(text: str) -> list[str]:
    """What a text says point by point, without its marks of emphasis."""
    parts = [
        "".join(part.content or " " for part in token.children if part.type in ("text", "softbreak"))
        for token in _markdown.parse(text)
        if token.type == "inline"
    ]
    return [re.sub(r"\s+", " ", part).strip() for part in parts if part.strip()]
