"""The published national figures of one place in one year, on a page of paper."""

from datetime import date

from data_pipeline import queries, words
from data_pipeline.drawings import fonts
from data_pipeline.drawings.sparkline import sparkline
from data_pipeline.publishing.papers.parts import badge, box, boxes, cell, labelled, lines, table, version

SIMILAR, ENGLAND = words.comparisons.ON_CARDS
RUN = "Over the years"
RUN_SIZE = (100, 17)  # px: flatter than on screen, so that a line of the table stays two lines of type high.


def made_of(con: queries.Connection, area: dict, year: str, as_of: str | None) -> dict:
    """What the card says is made of: rows with a figure and without one, what they are beside, what surely changed."""
    code = area["area_code"]
    found = {row["series_id"]: row for row in queries.report_card(con, code, year)}
    rows = [{**card, **found[card["series_id"]]} for card in queries.series(con) if card["series_id"] in found]
    return {
        "area": area,
        "year": year,
        "rows": [row for row in rows if row["value"] is not None],
        "missing": [row for row in rows if row["value"] is None],
        "runs": queries.runs_of_area(con, code, as_of),
        "counts": queries.card_counts(con, code, year)[None],
        "changes": queries.sure_changes_of_year(con, year).get(code, []),
        "compared": queries.comparisons(con, code, year, words.comparisons.ON_CARDS),
        "directions": queries.directions_by_series(con, code, year),
        "agreement": queries.agreement(con, area["agreement_area_code"]),
        "districts": queries.districts(con, code),
        "verdicts": queries.verdicts(con),
    }


def day_of(card: dict) -> date | None:
    """The last day that any figure of the card is about; None where it has no figure."""
    return max((row["period_end"] for row in card["rows"]), default=None)


def content(card: dict, as_of: str | None) -> dict:
    """What the page says; `card` as `made_of` has it."""
    area, year, counts = card["area"], card["year"], card["counts"]
    has_agreement = bool(card["agreement"]) and not card["agreement"]["is_little"]
    warned = [words.cards.caution(area, has_agreement), words.cards.untested(counts)]
    whose = [f"part of the {area['county_name']} agreement"] if area["county_code"] else []
    return {
        "title": f"{area['name']}: report card {year}",
        "description": words.cards.lead(year, counts),
        "name": area["name"],
        "kicker": " · ".join([*words.cards.facts(area), *whose]),
        "what": words.cards.of_year(year),
        "marks": [labelled(None, words.cards.known_on(as_of))] if as_of else [],
        "lead": words.cards.lead(year, counts),
        "more": [" ".join(text for text in warned if text)],
        "versions": _versions(card),
        "foot": _foot(card),
    }


def _versions(card: dict) -> list[dict]:
    """With the small charts, where there is room for them in letters that can be read; the names of what is missing go
    before they do."""
    headlines, standing_out, around = _headlines(card), _standing_out(card), _around(card)
    top = [headlines, *_tables(card, has_runs=True)]
    return [
        version([*top, standing_out, around], smallest=8),
        version([*top, around], smallest=6.5),
        version(top, smallest=6.25),
        version([headlines, *_tables(card, has_runs=False), around], smallest=6.5),
        version([headlines], smallest=6),
    ]


def _tables(card: dict, has_runs: bool) -> list[dict | None]:
    """Every measure with a figure: those that got better, those that did not, those with nothing to be set beside."""
    changed = [row for row in card["rows"] if words.figures.change_status(row)]
    better = [row for row in changed if words.figures.change_status(row).startswith("better")]
    others = [row for row in changed if row not in better]
    alone = [row for row in card["rows"] if row not in changed]
    start = card["year"] == words.cards.START
    without = f"Figures for {card['year']}" if start else "No figure for 2007/08 to set beside these"
    return [
        _table(card, title, rows, has_since, has_runs)
        for title, rows, has_since in (
            ("What got better", better, True), ("What did not get better", others, True), (without, alone, False),
        )
    ]  # fmt: skip


def _headlines(card: dict) -> dict | None:
    """What the page of the card says first, too."""
    rows = {row["series_id"]: row for row in card["rows"]}
    found = [
        box(badge(kind, words.ratings.symbol(kind), ""), title, [(row["series_title"], told) for row, told in listed])
        for kind, title, listed in words.headlines.measures.sides(card["year"], card["counts"], rows, card["changes"])
    ]
    return boxes(*found) if found else None


def _table(card: dict, title: str, rows: list[dict], has_since: bool, has_runs: bool) -> dict | None:
    """One table of measures; `has_since`: with the change since 2007/08."""
    columns = [("Measure", 48 if has_since else 66, _measure), (card["year"], 22 if has_since else 28, _figure)]
    columns += [("Since 2007/08", 36, _since)] if has_since else []
    columns += [("Over the years", 22, _run)] if has_runs else []
    columns += [("Most similar areas", 27, _similar), ("England", 29 if has_since else 36, _england)]
    said = [[shown(card, row) for _, _, shown in columns] for row in rows]
    return table(title, [head for head, _, _ in columns], [share for _, share, _ in columns], said) if rows else None


def _measure(_: dict, row: dict) -> dict:
    return cell(row["series_title"], quiet=row["indicator"].replace(" ", "\xa0"))


def _figure(card: dict, row: dict) -> dict:
    number, unit = words.figures.figure_and_unit(row["value"], row["unit"], row["decimals"])
    period = row["period_label"] if row["period_label"] != card["year"] else ""
    return cell(unit, strong=number, quiet=period)


def _run(card: dict, row: dict) -> dict:
    drawn = sparkline(row, *card["runs"][row["series_id"]], *RUN_SIZE, family=fonts.FAMILY)
    return cell(drawn=drawn) if drawn else cell(quiet=words.cards.ONE_YEAR)


def _since(card: dict, row: dict) -> dict:
    status, since = words.cards.since_start(row)
    return cell(since, status=badge(*words.cards.change(status, card["verdicts"])), is_apart=True)


def _similar(card: dict, row: dict) -> dict:
    return _beside(card, row, SIMILAR)


def _england(card: dict, row: dict) -> dict:
    return _beside(card, row, ENGLAND)


def _beside(card: dict, row: dict, comparator: str) -> dict:
    beside = card["compared"].get(row["series_id"], {}).get(comparator)
    if beside is None or beside["words"] is None:
        return cell("–")
    status = words.comparisons.comparison_status(beside, card["verdicts"])
    told = words.comparisons.in_column(beside, card["verdicts"])
    figure = words.comparisons.comparison_figure(
        beside, {**row, "unit": row["unit"] if row["unit"] in ("%", "£") else ""}
    )
    return cell(quiet=figure, status=badge(status, words.ratings.symbol(status), told))


def _standing_out(card: dict) -> dict | None:
    found = words.comparisons.exceptions(card["rows"], card["compared"], card["verdicts"])
    items = [
        (f"{label}:", "; ".join(f"{row['series_title']}, {told} ({figure})" for row, _, _, told, figure in found[name]))
        for name, label in (("unlike", "Clearly unlike England"), ("far", "Far from similar areas"))
        if found[name]
    ]
    return (
        lines("What stands out beside other places", [(label, f"{text}.") for label, text in items]) if items else None
    )


def _around(card: dict) -> dict | None:
    items = []
    if card["districts"]:
        names = words.figures.listed([row["name"] for row in card["districts"]])
        items.append(("Its districts, each with a card of its own:", f"{names}."))
    if card["missing"]:
        names = "; ".join(row["series_title"] for row in card["missing"])
        items.append((f"No figure for {card['year']}:", f"{names}."))
    return lines("What else there is to know", items) if items else None


def _foot(card: dict) -> list[dict]:
    rows, day = card["rows"], day_of(card)
    publishers = "; ".join(dict.fromkeys(row["publisher"] for row in rows))
    licences = "; ".join(dict.fromkeys(row["licence"] for row in rows))
    said = [
        labelled("How to read it:", f"{words.cards.MIDDLE} {words.cards.SMALL_CHARTS}"),
        labelled("Caveats:", words.cards.CAVEATS),
    ]
    if rows:
        said.append(labelled("Sources:", f"{publishers}. {licences}."))
        said.append(labelled("Day of the data:", f"figures measured up to {words.figures.day(day)}."))
    return said
