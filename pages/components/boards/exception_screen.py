"""One exception on a screen for a projector: its verdict, its chart, and what happened, why and what is proposed.

Texts are cut to the room of a screen of 16 to 9, in lines as `lettering` counts them, so that nothing is hidden. Widths
and heights are in parts of the size of the letters.
"""

from markupsafe import Markup

from data_pipeline import queries, words
from data_pipeline.drawings import lettering, svg
from data_pipeline.drawings.describing.charts import Chart
from pages.components.agreements import group_cards
from pages.components.drawings import promise_chart
from pages.components.markup import templates
from pages.components.promises import promise_ratings

SAYS, TOLD = words.boards.screens, words.boards.exceptions
UNIT = 13  # px of a drawing that are as large as the letters beside it.
WIDE, TITLE, HALF = 43, 33, 21  # How wide is a screen, a title in its own letters, a chart and what stands beside it.
# How high is what stands below a title of one line and the verdict; a line of a title, of text, of a key.
TALL, TITLE_LINE, LINE, KEY_LINE = 18.4, 1.5, 1.25, 1.35
SIZES = (1.4, 1.2, 1)  # Of the letters of the three lines.
FACTS, LEAD = 5, 2  # Lines at most: of what happened, unless there is much room, and of who leads.


def of(told: dict, pair: tuple[dict, dict], points: list[dict], actions: list[dict], meeting: tuple) -> dict:
    """Its `title`, and what stands `inside`.

    `told`: of words.boards.exceptions; `pair`: of queries.exceptions; `points`: every figure of its indicator;
    `actions`: of the agreement; `meeting`: its day, in words too, and the address of the page for the board, to which
    leads what is cut.
    """
    (line, row), (day, on, address) = pair, meeting
    title, is_whole = lettering.fitted(f"{told['number']}. {line['title']}", 1, TITLE, 2)
    chart = promise_chart.of(row, queries.points_of_promise(row, points), None, day, is_marked=False)
    tall = TALL - TITLE_LINE * (len(lettering.wrapped(title, 1, TITLE)) - 1)
    said, badge = _said(told["said"]), promise_ratings.standing_badge(row["judgement"])
    mine = queries.in_order([one for one in actions if one["target"] == row["target"]])
    proposed = SAYS.proposed(told, mine, said, on)
    for size in SIZES:  # As large as it is whole in; what is whole in none, in the last.
        room = ((HALF if chart else WIDE) / size, int(tall / size / LINE) - 1)
        lines, is_all = _lines(told, SAYS.happened(line["reasons"]), said, proposed, room)
        if is_all:
            break
    inside = templates.markup(
        "presenting/exception",
        badge=badge,
        why=SAYS.reasons(line["reasons"], bool(badge)),
        chart=_drawn(chart, tall) if chart else None,
        key=[(Markup(svg.sample(drawn)), name) for drawn, name in svg.key(chart)] if chart else [],
        lines=lines,
        size=size,
        more=None if is_all and is_whole else f"{address}#exception-{told['number']}",
    )
    return {"title": title, "inside": inside}


def _drawn(chart: Chart, tall: float) -> Markup:
    """A chart as high as its key leaves room for."""
    rows, across = 1, 0.0
    for _, name in svg.key(chart):
        taken = 2.6 + lettering.width_of(name, 1) + 1
        rows, across = (rows + 1, taken) if across and across + taken > HALF else (rows, across + taken)
    return Markup(svg.bare(chart, HALF * UNIT, int((tall - rows * KEY_LINE - 0.5) * UNIT)))


def _said(row: dict | None) -> dict | None:
    """What a partnership wrote of a policy area, in texts."""
    if row is None:
        return None
    kinds = {"wrong": row["challenges"], "doing": row["what_is_being_done"]}
    told = {kind: group_cards.published(text).striptags() if text else None for kind, text in kinds.items()}
    return told | {"by": TOLD.written(row)}


def _lines(
    told: dict, happened: str, said: dict | None, proposed: tuple[str, str], room: tuple[float, int]
) -> tuple[list[dict], bool]:
    """What happened, its cause, what is proposed and who leads, in so many lines so wide, and whether that is all.

    Each: `name`, `text`, `by` (who said so, or who leads) and `address`, to where it leads.
    """
    wide, left = room
    facts = _fit("What happened", happened, "", wide, max(FACTS, left // 2))
    elsewhere = told["said_at"] if not told["said"] else None
    cause = (SAYS.as_said(elsewhere + 1), "") if elsewhere else SAYS.cause(said)
    lead = f"Leads: {lettering.fitted(told['lead'], 1, wide - 4, LEAD)[0]}"
    left -= facts["lines"]
    needed = _fit("Cause", *cause, wide, left)["lines"]
    proposal = _fit(*proposed, lead, wide, max(left - needed, left // 2))
    reason = _fit("Cause", *cause, wide, left - proposal["lines"])
    found = [facts, reason | {"address": f"#{elsewhere + 1}" if elsewhere else None}, proposal]
    return found, all(one["is_whole"] for one in found)


def _fit(name: str, text: str, by: str, wide: float, room: int) -> dict:
    """One of the lines, as much of it as `room` lines hold. `by` stands in lines of its own, and is not cut."""
    below = len(lettering.wrapped(by, 1, wide))
    cut, is_whole = lettering.fitted(f"{name}: {text}", 1, wide, max(1, room - below))
    taken = len(lettering.wrapped(cut, 1, wide)) + below
    is_whole = is_whole and taken <= room
    return {"name": name, "text": cut[len(name) + 2 :], "by": by, "lines": taken, "is_whole": is_whole, "address": None}
