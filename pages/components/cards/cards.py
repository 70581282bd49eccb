"""The report card: a balanced headline, then a card for each theme with a line for each measure."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.cards.lines import line
from pages.components.judgements import judgements
from pages.components.markup import meanings, notes, templates
from pages.serving import database


def figures(area: dict, year: str, has_agreement: bool, as_of: str | None) -> None:
    """The published national figures of one area in one year: a balanced headline, then a card for each theme."""
    code = area["area_code"]
    with database.cursor() as cursor:
        lines = {row["series_id"]: row for row in queries.report_card(cursor, code, year)}
        runs = queries.runs_of_area(cursor, code, as_of)
        directions = queries.directions_by_series(cursor, code, year)
        compared = queries.comparisons(cursor, code, year, words.comparisons.ON_CARDS)
    # Asked once for all areas of a year: a year is one of a few.
    counts = database.lasting(queries.card_counts_of_year, year).get(code, {})
    headlines = database.lasting(queries.headlines_of_year, year).get(code, [])
    rows = [
        {**series, **lines[series["series_id"]]}
        for series in database.lasting(queries.series)
        if series["series_id"] in lines
    ]
    card = [_summary(area, year, counts[None], rows, headlines, has_agreement)]
    card.append(_reading(rows, directions))
    card.append(judgements.exceptions([row for row in rows if row["value"] is not None], compared))
    for name in database.lasting(queries.themes).values():
        own = [row for row in rows if row["laa_theme"] == name]
        card.append(
            templates.markup(
                "cards/theme",
                name=name,
                year=year,
                tally=words.figures.tally(counts[name]) if name in counts and year != words.cards.START else "",
                lines=[
                    line(row, area, runs[key], directions.get(key), compared.get(key, {}))
                    for row in own
                    if row["value"] is not None and (key := row["series_id"])
                ],
                missing=[(row, words.cards.missing(row)) for row in own if row["value"] is None],
                methods=judgements.methods(),
            )
        )
    notes.html("{}", notes.join(card))


def _summary(
    area: dict, year: str, counts: dict, rows: list[dict], headlines: list[dict], has_agreement: bool
) -> Markup:
    """First screen: one sentence, the biggest improvements and shortfalls, what to do next."""
    by_series = {row["series_id"]: row for row in rows}
    listed = {
        kind: [
            (row, words.figures.headline(row, told))
            for told in headlines
            if told["kind"] == kind and (row := by_series[told["series_id"]])
        ]
        for kind in ("improvement", "shortfall")
    }
    is_county = area["area_type"] == "county"
    examples = [row["area_code"] for row in database.lasting(queries.agreements) if row["is_example"]]
    return templates.markup(
        "cards/summary",
        area=area,
        year=year,
        lead=words.cards.lead(year, counts),
        headlines=[(kind, f"Biggest {kind}s", found) for kind, found in listed.items()],
        no_headline=words.cards.no_headline(year),
        caution=words.cards.caution(area, has_agreement),
        example=None if has_agreement else next(iter(examples), None),
        untested=words.cards.untested(counts),
        around=area["area_code"] if is_county else area["county_code"] or area["region_code"],
        around_name=area["name"] if is_county else area["county_name"] or area["region"],
        districts=database.lasting(queries.districts, area["area_code"]) if is_county else [],
    )


def _reading(rows: list[dict], directions: dict[str, dict]) -> Markup:
    """What holds for every line, said once for the card: the figures beside, and why a direction is not told."""
    known = [
        directions[row["series_id"]] for row in rows if row["value"] is not None and row["series_id"] in directions
    ]
    untold = words.directions.untold(known, meanings.verdicts())
    return templates.markup("cards/reading", untold=untold) if known else Markup("")
