"""Pickers whose choice lives in the address as a code, so that any view can be shared."""

from collections.abc import Callable
from datetime import date

from data_pipeline import queries, words
from pages.components.finding import asked
from pages.components.markup import notes
from pages.components.surfaces import on_page
from pages.serving import database


def choose(
    label: str,
    name: str,
    options: dict[str, str],
    default: str | None = None,
    understand: Callable = asked.option,
    **extra,
) -> str | None:
    """A select box for `?name=code`: what the address asks for, however it is written there.

    `options`: code -> the words shown; `understand`: a function of `asked`. Returns the chosen code, or None while
    there is none.
    """
    return on_page().select(label, name, options, asked.of(name, _the(label), options, default, understand), **extra)


# What an address asks for, where the label of a picker is no noun.
PHRASES = {
    "Where": "a map of",
    "Drawn as": "the drawing",
    "Since": "changes since",
    "Show": "the view",
    "Grouped by": "the grouping",
}


def fold(what: str = "place or year") -> None:
    """Before the pickers: fold them into one line, until somebody wants another place or year.

    Streamlit puts no picker into markup, so what is folded stands beside the fold (see style.css).
    """
    notes.html('<details class="change"><summary>Change {}</summary></details>', what)


def _the(label: str) -> str:
    return PHRASES.get(label) or f"the {label.lower()}"


def switch(label: str, name: str, options: dict[str, str], default: str) -> str:
    """A row of buttons for `?name=code`: like `choose`, for a few views of one thing."""
    return on_page().switch(label, name, options, asked.of(name, _the(label), options, default))


def area(instead: str | None = None, **extra) -> str | None:
    """Any area with a card, by name. `instead`: what is shown for an area that is not known, named on the page."""
    options = database.lasting(_area_names)
    written = asked.text("area")
    code = asked.area(written, options) if written else None
    meant = database.lasting(queries.area_meant, written) if written and code is None else None
    if written and code is None and instead and meant != queries.ENGLAND:
        why = "which has no card of its own" if meant else "which is not known here"
        asked.unknown("the area", written, instead, why)
    elif code and (evidence := asked.place(written)["evidence"]):
        notes.html('<p class="not-known quiet">{}</p>', f"{evidence}.")
    return on_page().select("Area", "area", options, code, asked.area, placeholder="Type or choose a place", **extra)


def map_scope(options: dict[str, str], **extra) -> str:
    """Where a map is drawn: England, a region or a county. An area that is one district has no map of its own."""
    written = asked.text("county")
    place = asked.place(written) if written and not asked.area(written, options) else None
    if place is None:
        scope = asked.of("county", PHRASES["Where"], options, queries.ENGLAND, asked.area)
        return on_page().select("Where", "county", options, scope, asked.area, **extra)
    why = "which is one area and has no map of its own"
    asked.unknown("a map of", place["name"], f"England, with {place['name']} outlined", why)
    return on_page().select("Where", "county", options, queries.ENGLAND, asked.area, **extra)


def outlined() -> str | None:
    """The area to outline on a map: the one that the address names, be it that it asks for a map of it."""
    named = (asked.text(name) for name in ("area", "county"))
    found = (asked.place(written) for written in named if written)
    return next((place["area_code"] for place in found if place), None)


def year(day: str | None, **extra) -> str | None:
    """A reporting year that had ended by `day`, the latest first; the agreements' last unless another is chosen."""
    years = database.lasting(queries.reporting_years, day)
    default = "2010/11" if "2010/11" in years else next(iter(years), None)
    written = asked.text("year")
    if written and (later := asked.year(written, database.lasting(queries.reporting_years, None))) not in (
        None,
        *years,
    ):
        asked.unknown(
            "the year", later, default, f"which had not ended by {words.figures.day(date.fromisoformat(day))}"
        )
        return on_page().select("Year", "year", {year: year for year in years}, default, **extra)
    return choose("Year", "year", {year: year for year in years}, default, asked.year, **extra)


ALL, NONE = "all", "none"


def theme(names: set[str | None], unplaced: str | None = None) -> str:
    """One of these themes, by name or code; ALL of them, which is what is chosen where there are not two.

    `unplaced`: what is said of what belongs to none of them, where NONE may be chosen, too.
    """
    options = {ALL: "All themes", **{name: name for name in sorted(filter(None, names))}}
    if unplaced and None in names:
        options[NONE] = unplaced
    if len(options) < 3:
        return ALL
    codes = database.lasting(queries.themes)
    return choose(
        "Theme", "theme", options, ALL,
        lambda written, known: asked.option(codes.get(written.upper(), written), known), width=300,
    )  # fmt: skip


def as_of() -> str | None:
    """The day of `?as_of=2010-06-30`: what was published later is to be left out. None for the latest word.

    What is no day is named by the frame, once for every page.
    """
    written = asked.text("as_of")
    return asked.day(written) if written else None


NO_YEAR = "No reporting year since the agreements began had ended by then, so there is no national figure to show."
LATEST = "latest"


def edition(agreement_code: str, day: str | None, label: str = "As known on", name: str = "as_of", **extra) -> None:
    """The editions of an agreement to choose from by `?name=`, and the day of the address if it is none of them."""
    found = {row["edition"].isoformat(): _edition(row) for row in database.lasting(queries.editions, agreement_code)}
    last = next(iter(found))
    own = {day: f"{words.figures.day(date.fromisoformat(day))}: the day asked for"} if day and day not in found else {}
    options = {LATEST: f"The latest: {found.pop(last)}", **own, **found}
    on_page().select(label, name, options, LATEST if day in (None, last) else day, **extra)


def _edition(row: dict) -> str:
    """'29 July 2009: Year-end performance report 2008/09'."""
    papers = "; ".join(row["papers"][:1]) + (f" and {len(row['papers']) - 1} more" if len(row["papers"]) > 1 else "")
    return f"{words.figures.edition(row['edition'])}{': ' if papers else ''}{papers}"


def _area_names(cursor) -> dict[str, str]:
    return {row["area_code"]: notes.named(row) for row in queries.areas(cursor)}
