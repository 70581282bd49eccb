"""Which theme of which place an address means, and by which measure its map is coloured."""

from typing import NamedTuple

from data_pipeline import queries
from pages.components.drawings import gap_chart
from pages.components.finding import asked, pickers
from pages.components.markup import notes
from pages.components.promises import promise_rows
from pages.components.surfaces import on_page
from pages.serving import database, links


class Place(NamedTuple):
    """What is shown: `scope`, whose districts are set side by side, and `own`, the one area in it that is meant."""

    scope: dict
    own: dict | None

    @property
    def area(self) -> dict:
        return self.own or self.scope


class Theme(NamedTuple):
    """`name` as it is shown. `code`: of a policy area of the agreement of the place; None for one of the four."""

    name: str
    code: str | None


def place() -> Place:
    """England, a region or a county; of one area the county or region around it, and that area."""
    scopes = {row["area_code"]: row for row in database.lasting(queries.map_scopes)}
    names = {code: notes.named(row) for code, row in scopes.items()}
    given = asked.text("county")
    scope = asked.area(given, names) if given else None
    own = None if scope else asked.place(given) if given else None
    if asked.text("area") and own is None:
        own = asked.place(asked.text("area"))
        if own is None and asked.area(asked.text("area"), names) is None:
            asked.unknown("the area", asked.text("area"), None, "which is not known here")
    around = gap_chart.around(own)[0] if own else None
    if scope is None:
        default = around or queries.ENGLAND
        if given and own is None:
            asked.unknown("the place", given, names[default])
        scope = default
    elif own and scope not in (own["area_code"], own["county_code"], own["region_code"], queries.ENGLAND):
        own = None  # Another place was chosen since.
    if own and own["area_code"] == scope:
        own = None
    on_page().select("Place", "county", names, scope, asked.area, width=230)
    whole = database.lasting(queries.area, scope) or scopes[scope]
    return Place(whole, own)


def theme(chosen: Place, as_of: str | None) -> Theme:
    """One of the four themes, or a policy area of the agreement of the place."""
    themes = database.lasting(queries.themes)
    agreement = promise_rows.agreement(chosen.area if "agreement_area_code" in chosen.area else None, as_of)
    own = database.lasting(queries.pack_sheet, "policy_areas", agreement["area_code"]) if agreement else []
    areas = {row["policy_area"]: row["name"] for row in own}
    options = {name: name for name in themes.values()}
    options |= {code: f"{name} (a policy area of {agreement['area_name']})" for code, name in areas.items()}

    def understand(written: str, known: dict) -> str | None:
        by_name = {name: code for code, name in areas.items()} | {code: name for code, name in themes.items()}
        key = asked.option(written, known) or asked.option(written, by_name)
        return by_name.get(key, key)

    found = pickers.choose("Theme", "theme", options, _theme_of_measure() or next(iter(options)), understand, width=360)
    return Theme(areas[found], found) if found in areas else Theme(found, None)


def _theme_of_measure() -> str | None:
    """The theme of the measure that an address brings along, where it names no theme."""
    series = {row["indicator"]: row for row in database.lasting(queries.series)}
    name = asked.indicator(asked.text("indicator") or "", series)
    return series[name]["laa_theme"] if name else None


def measure(rows: list[dict], series: dict[str, dict]) -> dict | None:
    """The series by which the map is coloured: what is asked for, else the first with figures of districts."""
    titles = {row["indicator"]: f"{series[row['series_id']]['series_title']} ({row['indicator']})" for row in rows}
    in_order = sorted(rows, key=lambda row: (not row["with_figure"], row["by_number"]))
    default = next((row["indicator"] for row in in_order), None)
    written = asked.text("indicator")
    other = next((row for row in series.values() if written and asked.indicator(written, [row["indicator"]])), None)
    if other and other["indicator"] not in titles:
        notes.html(
            '<p class="not-known" role="note">The address asks for the measure <b>{}</b> ({}), which belongs to '
            '<a href="{}">{}</a>. Shown instead: {}.</p>',
            other["indicator"], other["series_title"], links.here(theme=other["laa_theme"]), other["laa_theme"],
            titles.get(default, "the theme, of which no figure is held for this year"),
        )  # fmt: skip
        name = on_page().select("Measure", "indicator", titles, default, asked.indicator, width=420)
    else:
        name = pickers.choose("Measure", "indicator", titles, default, asked.indicator, width=420)
    return next((series[row["series_id"]] for row in rows if row["indicator"] == name), None)
