"""One promise on the page of its indicator: what was promised, what happened, every figure ever printed of it."""

from data_pipeline import queries, words
from pages.components.drawings import charts, promise_chart
from pages.components.indicators import levels
from pages.components.judgements import standing
from pages.components.markup import meanings, notes
from pages.components.promises import (
    promise_districts,
    promise_facts,
    promise_links,
    promise_papers,
    promise_ratings,
    promise_rows,
)
from pages.components.scrutiny import timeline
from pages.components.sharing import said, share
from pages.serving import database, links


def lead(area: dict, indicator: str, as_of: str | None) -> None:
    """The promise of the whole place, in a sentence, above the map of its districts."""
    rows, _ = promise_rows.of(area, indicator, as_of)
    for row in rows:
        if row["area_code"] == row["agreement_code"]:
            notes.html(
                '<p class="lead">{} as a whole. {} <a href="{}">The whole story</a>.</p>',
                area["name"],
                words.promises.promise(row),
                links.page("indicator", indicator=indicator, area=row["agreement_code"]),
            )


def show(area: dict, rows: list[dict], points: list[dict], as_of: str | None) -> share.Said:
    """The promise of this place; without one the whole area's, else its districts'.

    Returns what there is to take along of the first of them.
    """
    own = queries.promises_of_place(area, rows)
    told = [_story(row, queries.points_of_promise(row, points), len(own) > 1, as_of) for row in own]
    levels.show(rows[0]["indicator"], queries.levels_of_points(points, area["area_code"]))
    promise_districts.show(rows, points, as_of)
    promise_papers.sources(rows[0], points)
    return said.promise(area, own[0], told[0], as_of)


def _story(row: dict, points: list[dict], is_one_of_many: bool, as_of: str | None) -> list[words.paragraphs.Clause]:
    """Returns the sentences of its paragraph."""
    place = row["area_name"]
    title = row["title"] if is_one_of_many else "What was promised, and what happened"
    notes.html(
        '<h2>{}</h2><p class="kicker">{} · {} · {}</p>',
        notes.unbroken(title), place, words.promises.KINDS[row["kind"]][0],
        words.promises.led_by(row) or "Nobody leads",
    )  # fmt: skip
    for other in row["related"]:
        there = links.page("indicator", indicator=other["other_indicator"], area=row["agreement_code"])
        notes.html(
            "<p>The same thing is also measured as {}. {}</p>",
            notes.link(there, other["other_title"]), promise_facts.COUNTED_OTHERWISE,
        )  # fmt: skip
    mine = row["judgement"]
    known = database.lasting(queries.prospects, row["agreement_code"], as_of).get(row["target"], {})
    ahead, directions = known.get("outlook"), known.get("directions", [])
    found = words.promise_paragraphs.clauses(row, mine, ahead, next(iter(directions), None), meanings.verdicts())
    standing.told(found, f", as known on {words.figures.edition(row['edition'])}")
    if row["published_rating"]:
        notes.html(
            '<p class="theirs">They said: “{}”. <span class="quiet">In the paper of the figure{}</span></p>',
            row["published_rating"],
            f", {words.figures.partial_day(row['published_on'])}" if row["published_on"] else "",
        )
    notes.html(
        '<div class="rated">{}{}{}</div>',
        promise_ratings.standing_badge(mine),
        promise_ratings.outlook_badge(mine, ahead),
        promise_ratings.why(mine, ahead, row),
    )
    if chart := promise_chart.of(row, points, ahead, as_of):
        choices = {"indicator": row["indicator"], "area": row["area_code"], "target": row["target"]}
        charts.show(chart, f"promise_{row['target'] or row['indicator']}", choices)
    timeline.show(timeline.of_promise(row, as_of), chart)
    promise_links.show(row, as_of)
    for direction in directions:
        standing.direction(direction, words.outlooks.scale(row))
    promise_papers.hindsight(row, as_of)
    with notes.folded("Every figure printed, with its paper", is_open=len(points) <= 8):
        promise_papers.figures(row, points)
    return found
