"""The measures of a theme by places: for each its own figure, and its districts from the surely worse to the better."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.judgements import judgements
from pages.components.markup import meanings, templates
from pages.components.themes.choosing import Place
from pages.serving import database, links

SORTS = {
    "worst": ("Worst first", "worst_first"),
    "best": ("Best first", "best_first"),
    "gap": ("Widest gap first", "gap_first"),
    "number": ("By number", "by_number"),
}


def show(place: Place, theme: str, rows: list[dict], series: dict[str, dict], year: str, views: str) -> None:
    """The table, with what holds for all of it said once. `views`: what is known of what people think themselves."""
    scope = place.scope["area_code"]
    named = database.shared(queries.theme_places, scope, theme, year)
    own, compared = _own(place, rows, year)
    shown = [row for row in rows if row["with_figure"] or own.get(row["series_id"], {}).get("value") is not None]
    templates.show(
        "themes/measures",
        place=place.scope["name"],
        own=place.area["name"],
        year=year,
        views=views,
        chance=words.themes.standings.chance(shown),
        heads=(place.area["name"], *words.themes.standings.HEADS),
        lines=[_line(row, place, series[row["series_id"]], named, own, compared, year) for row in shown],
        missing=[(series[row["series_id"]], row["missing_reason"]) for row in rows if row not in shown],
    )


def _own(place: Place, rows: list[dict], year: str) -> tuple[dict[str, dict], dict]:
    """The lines of the place itself by series, and how its figures stand beside England."""
    code = place.area["area_code"]
    if place.area["area_type"] in ("region", "country"):
        return {row["series_id"]: row for row in rows}, {}
    with database.cursor() as cursor:
        lines = {row["series_id"]: row for row in queries.report_card(cursor, code, year)}
        return lines, queries.comparisons(cursor, code, year, ("england",))


def _line(row: dict, place: Place, series: dict, named: dict, own: dict, compared: dict, year: str) -> dict:
    """One measure: what the place has, and its districts in three columns."""
    mine = own.get(row["series_id"])
    places = named.get(row["series_id"], [])
    columns = words.themes.standings.columns(row, series, places, meanings.verdicts())
    notes = ("", words.themes.standings.without(row), "")
    status, since = words.cards.since_start({**series, **mine}) if mine and mine["value"] is not None else (None, "")
    return {
        "series": series,
        "address": links.page("indicator", indicator=series["indicator"], area=_answered(place), year=year),
        "map": f"{links.here(indicator=series['indicator'])}#map",
        "figure": _figure(mine["value"], series) if mine else None,
        "why": mine["missing_reason"] if mine else "no figure",
        "change": judgements.change_badge(status) if status else Markup(""),
        "since": since,
        "beside": judgements.beside(compared.get(row["series_id"], {}), place.area, series),
        "good": words.figures.GOOD_WAY.get(series["polarity"], "Neither way is better."),
        "columns": [
            ([(group, _places(group, series, year)) for group in column], notes[number])
            for number, column in enumerate(columns)
        ],
        "all": links.page("district_map", county=place.scope["area_code"], indicator=series["indicator"], year=year),
    }


def _answered(place: Place) -> str | None:
    """The area that the page of an indicator can be of: none for England and for a region."""
    return None if place.area["area_type"] in ("region", "country") else place.area["area_code"]


def _figure(value: float | None, series: dict) -> tuple[str, str] | None:
    return None if value is None else words.figures.figure_and_unit(value, series["unit"], series["decimals"])


def _places(group: words.themes.standings.Group, series: dict, year: str) -> list[tuple[str, str, str, str]]:
    """Of each place named its card, name, figure, and how far it lies from most where that is less or more."""
    return [
        (
            links.page("report_card", area=place["area_code"], year=year),
            place["name"],
            words.figures.short_figure(place["value"], series["unit"], series["decimals"]),
            words.themes.standings.degree(place),
        )
        for place in group.places
    ]
