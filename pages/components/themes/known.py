"""What is known of a theme at all: measures with and without figures, promises found, and who answers for it."""

from data_pipeline import queries, words
from pages.components.markup import templates
from pages.components.promises import promise_rows
from pages.components.sharing.share import Said
from pages.components.themes.choosing import Place
from pages.serving import database, links

WIDE = ("region", "country")


def scope_of(place: Place) -> dict:
    """Where promises are counted: of one area the agreement it was in, else the region or England."""
    area = place.area
    return database.lasting(queries.area, area["agreement_area_code"]) if area.get("agreement_area_code") else area


def lead(place: Place, theme: str, year: str, rows: list[dict]) -> list[str]:
    """The first sentences: of one area the counts of its card, of a region or England the like; and its districts."""
    code = place.area["area_code"]
    if place.area["area_type"] in WIDE:
        counts = database.lasting(queries.theme_counts, code, theme, year)
    else:
        counts = database.lasting(queries.card_counts_of_year, year)[code][theme]
    measured = sum(row["with_figure"] > 0 for row in rows)
    districts = None if place.own or not rows else (measured, rows[0]["districts"])
    return words.themes.coverage.lead(place.area["name"], year, counts, districts)


def views(theme: str) -> str:
    """What is held of what people think themselves; the same everywhere."""
    rows = database.lasting(queries.theme_coverage, queries.ENGLAND)
    return words.themes.coverage.views(next(row for row in rows if row["theme"] == theme))


def shared(place: Place, theme: str, sentences: list[str], chosen: tuple[str, str] | None, as_of: str | None) -> Said:
    """What there is to take along: what became of it, and the workbook of the map of `chosen`, a measure and a year."""
    area, year = place.area, chosen and f", {chosen[1]}"
    before = f"{words.messages.opening(area['is_example'], as_of)}{theme}{year or ''}. "
    of = f"map/{place.scope['area_code']}"
    xlsx = chosen and links.paper(of, "xlsx", indicator=chosen[0], year=chosen[1], as_of=as_of)
    return Said(words.messages.fitted(sentences, before), xlsx=xlsx)


def coverage(place: Place, theme: str, year: str | None) -> None:
    """The four themes side by side, and of this one what there are no figures of."""
    scope = scope_of(place)
    rows = database.lasting(queries.theme_coverage, scope["area_code"])
    this = next(row for row in rows if row["theme"] == theme)
    templates.show(
        "themes/coverage",
        place=scope["name"],
        this=this,
        rows=[(row, links.here(theme=row["theme"], indicator=None)) for row in rows],
        total={name: sum(row[name] for row in rows) for name in ("national_set", "national_held", "promises")},
        without=database.lasting(queries.measures_without_figures, theme),
        year=year,
        said=words.themes.coverage,
    )


def answering(place: Place, theme: str, code: str | None, as_of: str | None) -> None:
    """The partnership and the portfolio holder of a theme, where a pack publishes them."""
    agreement = promise_rows.agreement(place.area if "agreement_area_code" in place.area else None, as_of)
    if agreement is None:
        templates.show("themes/answering", partnerships=[], agreement=None, is_wide=place.area["area_type"] in WIDE)
        return
    themes = {name: one for one, name in database.lasting(queries.themes).items()}
    own = database.lasting(queries.pack_sheet, "policy_areas", agreement["area_code"])
    mine = [row for row in own if row["policy_area"] == code or (code is None and row["theme"] == themes[theme])]
    found = list(dict.fromkeys((row["partnership"], row["name"]) for row in mine if row["partnership"]))
    templates.show("themes/answering", partnerships=found, agreement=agreement, is_wide=False)
