"""Many measures by a few places: each figure, and how it stands beside England."""

from markupsafe import Markup

from data_pipeline import queries, words
from pages.components.comparing import choosing
from pages.components.markup import meanings, notes, tables
from pages.serving import database, links

WIDEST = 13  # Places that a table has room for.
CELL = Markup('<b>{}</b> <span class="stands {}"><span class="symbol" aria-hidden="true">{}</span>&nbsp;{}</span>')
SAYS = words.comparing.standing


def show(area: dict, group: choosing.Group, rows: list[dict], year: str) -> None:
    """Of a county its districts, else the place itself and the group, if they are not too many."""
    districts = {row["area_code"]: row["name"] for row in database.lasting(queries.districts, area["area_code"])}
    names = districts or {area["area_code"]: area["name"], **group.names}
    notes.html("<h2>{}</h2>", f"The districts of {area['name']}" if districts else f"{area['name']} and {group.called}")
    if len(names) > WIDEST:
        notes.html("<p>{}</p>", words.comparing.groups.too_wide(len(names)))
        return
    theme, _ = choosing.theme(rows, "places", is_counted=False)
    found = database.lasting(queries.rug, year, *names)
    shown = [
        series
        for series in database.lasting(queries.series)
        if series["laa_theme"] == theme
        and any(row["value"] is not None for row in found.get(series["series_id"], {}).values())
    ]
    if not shown:
        notes.html("<p>{}</p>", SAYS.no_figures(theme, year))
        return
    notes.html("<p>{}</p>", SAYS.RUG)
    body = [
        (_measure(series, found, area, year), *_cells(series, found[series["series_id"]], names)) for series in shown
    ]
    caption = f"{theme}, {year}: {len(shown)} measures by {len(names)} places, each beside England"
    with_links = [notes.link(links.page("compare", area=code, year=year), name) for code, name in names.items()]
    columns = ("Measure", *names.values())
    table = tables.markup(caption, columns, body, is_stacked=True, headings=("Measure", *with_links))
    notes.html('<div class="rug">{}</div>', table)
    if without := [text for series in shown for text in SAYS.without(series, found[series["series_id"]], names)]:
        with notes.folded("Why some have no figure"):
            notes.html("{}", notes.bullets(without))


def _measure(series: dict, found: dict[str, dict[str, dict]], area: dict, year: str) -> Markup:
    """A measure with its period, and which way is better."""
    periods = {row["period_label"]: None for row in found[series["series_id"]].values() if row["value"] is not None}
    address = links.page("indicator", indicator=series["indicator"], area=area["area_code"], year=year)
    return Markup('{} <span class="quiet">{}</span>').format(
        notes.link(address, series["series_title"]),
        " · ".join([*periods, words.figures.GOOD_WAY.get(series["polarity"], "Neither way is better.")]),
    )


def _cells(series: dict, figures: dict[str, dict], names: dict[str, str]) -> list[Markup | str | None]:
    """The figure of each place with its standing; why there is none."""
    return [_cell(series, figures[code]) if code in figures else None for code in names]


def _cell(series: dict, row: dict) -> Markup:
    if row["value"] is None:
        return Markup('<span class="quiet">none</span>')
    figure = words.figures.short_figure(row["value"], series["unit"], series["decimals"])
    return CELL.format(figure, *SAYS.cell(row, series["is_complete"], meanings.verdicts()))
