"""The map of areas, with the same rows as a sortable table beside it."""

from urllib.parse import quote

from data_pipeline import queries, words
from pages.components.drawings import charts
from pages.components.markup import meanings, notes, templates
from pages.components.surfaces import on_page
from pages.serving import database, links


def figure_map(
    layer: str, scope: str, series: dict, year: str, caption: str, shape: str | None = None, chosen: str | None = None
) -> None:
    """Draw one series in one year for the areas of `layer`, on its own boundaries or those of `shape`.

    `scope`: the county, region or England that they are in. `caption` says what the map shows, in words. `chosen`: the
    area to outline. Areas are links to their cards. Below are the files of it.
    """
    choices = {"county": scope, "indicator": series["indicator"], "year": year}
    found, names, known = database.shared(drawn, layer, series["indicator"], year)
    _show(
        shape or layer,
        names,
        choices,
        **found,
        columns=["Place", _unit_heading(series["unit"]), "Since 2007/08"],
        link=links.page("report_card", year=year),
        caption=caption,
        alt=f"{caption}. {known} of {len(names)} places have a figure.",
        labels=len(names) <= 16,
        chosen=chosen,
    )
    charts.tools("map", choices)


def drawn(cursor: queries.Connection, layer: str, indicator: str, year: str) -> tuple[dict, list[str], int]:
    """What travels to the browser for one map: rows, the words they share, and the classes.

    With it the name of each row, which the browser has from the boundaries, and how many have a figure.
    """
    series = next(row for row in database.lasting(queries.series) if row["indicator"] == indicator)
    unit, decimals = series["unit"], series["decimals"]
    rows = database.shared(queries.area_map, layer, indicator, year)
    classes = database.lasting(queries.map_classes, series["series_id"])
    # Words that many places share travel once, and each row points at them.
    said = [_word(row) for row in rows]
    told = {word: number for number, word in enumerate(dict.fromkeys(said))}
    found = {
        "rows": [
            [
                row["area_code"],
                None if row["value"] is None else words.figures.short_figure(row["value"], unit, decimals),
                row["map_class"],
                told[word],
            ]
            for row, word in zip(rows, said, strict=True)
        ],
        "words": list(told),
        "classes": [{"label": _limits(row, unit, decimals)} for row in classes],
    }
    return found, [row["name"] for row in rows], sum(row["value"] is not None for row in rows)


def promise_map(agreement_code: str, measure: dict, year: str, as_of: str | None) -> None:
    """Draw the districts' outturns of one measure of an agreement; figures as the paper prints them."""
    found, names, known = promised(agreement_code, measure["indicator"], year, as_of)
    caption = f"{measure['title']}, {year}, by district"
    choices = {"county": agreement_code, "indicator": measure["indicator"], "year": year}
    _show(
        agreement_code,
        names,
        choices,
        **found,
        columns=["Place", "As printed", "Measured over"],
        link=links.page("report_card"),
        caption=caption,
        alt=f"{caption}. {known} of {len(names)} districts have a figure.",
        labels=True,
    )
    charts.tools("map", choices)


def promised(agreement_code: str, indicator: str, year: str, as_of: str | None) -> tuple[dict, list[str], int]:
    """The districts' outturns of one measure of an agreement, as `drawn` gives published figures."""
    rows = database.lasting(queries.promise_map, agreement_code, indicator, year, as_of)
    classes = database.lasting(queries.promise_map_classes, agreement_code, indicator)
    said = [row["missing_reason"] or row["period_label"] for row in rows]
    told = list(dict.fromkeys(said))
    found = {
        "rows": [
            [
                row["area_code"],
                row["value_as_published"] if row["value"] is not None else None,
                row["map_class"],
                told.index(word),
            ]
            for row, word in zip(rows, said, strict=True)
        ],
        "words": told,
        "classes": [{"label": _limits(row, "", row["decimals"])} for row in classes],
    }
    return found, [row["name"] for row in rows], sum(row["value"] is not None for row in rows)


def by(layer: str) -> str:
    """What the areas of a layer are."""
    return "by agreement area" if layer == "agreement" else "by district"


def places_title(districts: int) -> str:
    return f"Map of the {districts} districts and boroughs of England from 2009 to 2013"


def place_map(districts: int) -> None:
    """Draw every district of England to choose from, without figures."""
    caption = places_title(districts)
    _show("england", [], {}, link=links.page("report_card"), caption=caption, alt=caption, classes=[], columns=[])


def _show(layer: str, names: list[str], choices: dict[str, str | None], **data: object) -> None:
    """`data` as assets/map.js takes it, with the name of each of its rows: of what is drawn, a table says the same.

    `choices`: what an address asks for to have a picture of it, which is there where there is no script.
    """
    drawn = {
        "geometry": links.geometry(layer, database.lasting(queries.fingerprint)),
        "hint": "Choose a place to open its report card.",
        "script": links.asset("map.js"),
        **data,
    }
    rows = None if on_page().is_live else _lines(names, drawn)
    picture = links.page("drawing/map.svg", **choices)
    templates.show("drawings/map", drawn=drawn, data=templates.data(drawn), rows=rows, picture=picture)


def _lines(names: list[str], data: dict) -> list[tuple]:
    """The rows of the table as the script writes them: where each leads, its name, its figure, what is said of it."""
    joined = "&" if "?" in data["link"] else "?"
    lines = [
        (f"{data['link']}{joined}area={quote(code)}", name, text, data["words"][word])
        for name, (code, text, _, word) in zip(names, data.get("rows", []), strict=True)
    ]
    return sorted(lines, key=lambda line: line[1])


def _word(row: dict) -> str:
    """What is said of a place beside its figure: its change, or why it has no figure."""
    if row["value"] is None:
        return notes.sentence(row["missing_reason"])
    status = words.figures.change_status(row)
    return meanings.verdicts()["change"][status]["word"] if status else "–"


def _limits(row: dict, unit: str, decimals: int) -> str:
    """'9.7% to 12.1%'; a class of one figure is that figure."""
    low, high = (words.figures.short_figure(row[limit], unit, decimals) for limit in ("lower_limit", "upper_limit"))
    return low if low == high else f"{low} to {high}"


def _unit_heading(unit: str) -> str:
    return {"%": "Per cent", "£": "Pounds a week"}.get(unit, words.figures.upper_first(unit))
