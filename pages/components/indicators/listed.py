"""The list of all indicators, whole or as far as it fits what is typed."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.markup import meanings, templates
from pages.serving import database, links

LONGEST_ANSWER = 40  # Lines: who finds more than that types another word.


def lead(cursor: queries.Connection) -> Markup:
    """What the indicators are, and of how many figures are held."""
    national = [row for row in queries.catalogue(cursor).values() if row["is_national"] and not row["is_dropped"]]
    return Markup(
        '<p class="lead">From April 2008 government looked at what councils and their partners achieved by {} '
        "measures. Figures of {} are held here, and all {} can be looked up.</p>"
    ).format(len(national), sum(row["places"] > 0 for row in national), len(national))


def everything() -> None:
    """Every indicator by theme and block, folded, and what there is beside the national set."""
    rows = database.lasting(queries.catalogue).values()
    dropped = [row for row in rows if row["is_dropped"]]
    national = [row for row in rows if row["is_national"] and not row["is_dropped"]]
    themes = [
        (theme, [_block(name, block) for name, block in _by("theme_block", of_theme).items()])
        for theme, of_theme in sorted(_by("laa_theme", national).items())
    ]
    others = [_line(row) for row in rows if not row["is_national"]]
    agreements = [row for row in database.lasting(queries.agreements) if not row["is_example"]]
    templates.show("indicators/listed", themes=themes, others=others, dropped=dropped, agreements=agreements)


def _by(column: str, rows: list[dict]) -> dict[str, list[dict]]:
    """The rows of each value of a column, in the order in which they come."""
    found: dict[str, list[dict]] = {}
    for row in rows:
        found.setdefault(row[column], []).append(row)
    return found


def _block(name: str, rows: list[dict]) -> dict:
    held = sum(row["places"] > 0 for row in rows)
    return {"name": name, "count": len(rows), "held": held, "lines": [_line(row) for row in rows]}


def _line(row: dict) -> dict:
    return {
        "address": links.page("indicator", indicator=row["indicator"], area=links.given("area")),
        "name": row["indicator"],
        "title": row["title"],
        "held": words.indicators.held(row),
        "is_held": row["places"] > 0,
    }


def found(text: str) -> str:
    """The indicators and the words of the glossary that fit. Returns the answer in a sentence, to be announced."""
    with database.cursor() as cursor:
        fitting = queries.fitting(cursor, text[: links.LONGEST_SEARCH])
    known = database.lasting(queries.catalogue)
    lines = [_line(known[row["entry"]]) for row in fitting if row["kind"] == "measure"]
    told = database.lasting(meanings.glossary)
    terms = [told[row["entry"]] for row in fitting if row["kind"] == "word"][:3]
    said = words.indicators.counted(text, len(lines))
    templates.show(
        "indicators/found", said=said, lines=lines[:LONGEST_ANSWER], left=len(lines) - LONGEST_ANSWER, terms=terms
    )
    return said
