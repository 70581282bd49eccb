"""The report card: what it says first, then a fold for each theme with a line for each measure."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.answerable import acting, answering
from pages.components.cards import first_screen, spending
from pages.components.cards.lines import line
from pages.components.judgements import judgements
from pages.components.markup import meanings, notes, templates
from pages.serving import database


def figures(area: dict, year: str, has_agreement: bool, as_of: str | None) -> tuple[Markup, Markup]:
    """The published national figures of one area in one year: what is said first, and all that stands below it."""
    code = area["area_code"]
    with database.cursor() as cursor:
        lines = {row["series_id"]: row for row in queries.report_card(cursor, code, year)}
        runs = queries.runs_of_area(cursor, code, as_of)
        directions = queries.directions_by_series(cursor, code, year)
        compared = queries.comparisons(cursor, code, year, words.comparisons.ON_CARDS)
    # Asked once for all areas of a year: a year is one of a few.
    counts = database.lasting(queries.card_counts_of_year, year).get(code, {})
    rows = [
        {**series, **lines[series["series_id"]]}
        for series in database.lasting(queries.series)
        if series["series_id"] in lines
    ]
    first = first_screen.of_figures(area, year, counts[None], {row["series_id"]: row for row in rows})
    card = []
    for name in database.lasting(queries.themes).values():
        own = [row for row in rows if row["laa_theme"] == name]
        card.append(
            templates.markup(
                "cards/theme",
                name=name,
                year=year,
                tally=words.headlines.measures.theme(counts[name], year) if name in counts else "no measure held here",
                lines=[
                    line(row, area, runs[key], directions.get(key), compared.get(key, {}))
                    for row in own
                    if row["value"] is not None and (key := row["series_id"])
                ],
                missing=[(row, words.cards.missing(row)) for row in own if row["value"] is None],
                methods=judgements.methods(),
            )
        )
    card.append(judgements.exceptions([row for row in rows if row["value"] is not None], compared))
    card.append(_sureness(area, year, counts[None], rows, directions, has_agreement))
    card += [spending.fold(area, as_of), _around(area, year), answering.fold(area)]
    answered = [first, answering.line(area), acting.of_figures(area, year, rows)]
    return notes.join(answered), notes.join(card)


def _sureness(
    area: dict, year: str, counts: dict, rows: list[dict], directions: dict[str, dict], has_agreement: bool
) -> Markup:
    """What holds for every line, said once for the card: how sure it is, and what it does not say."""
    known = [
        directions[row["series_id"]] for row in rows if row["value"] is not None and row["series_id"] in directions
    ]
    examples = [row["area_code"] for row in database.lasting(queries.agreements) if row["is_example"]]
    return templates.markup(
        "cards/sureness",
        lead=words.cards.lead(year, counts),
        caution=words.cards.caution(area, has_agreement),
        example=None if has_agreement else next(iter(examples), None),
        untested=words.cards.untested(counts),
        untold=words.directions.untold(known, meanings.verdicts()) if known else "",
    )


def _around(area: dict, year: str) -> Markup:
    """Where one goes next: the place beside others, the map around it, and the districts of a county."""
    is_county = area["area_type"] == "county"
    return templates.markup(
        "cards/around",
        area=area["area_code"],
        year=year,
        around=area["area_code"] if is_county else area["county_code"] or area["region_code"],
        around_name=area["name"] if is_county else area["county_name"] or area["region"],
        districts=database.lasting(queries.districts, area["area_code"]) if is_county else [],
    )
