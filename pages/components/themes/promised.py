"""A theme or a policy area of one agreement: what was promised of it, by district on the map, and the gaps."""

from markupsafe import Markup

from data_pipeline import queries
from pages.components.agreements import group_cards
from pages.components.drawings import maps
from pages.components.finding import asked, pickers
from pages.components.judgements import gaps
from pages.components.markup import notes
from pages.components.promises import promise_lines, promise_links, promise_story
from pages.components.themes.choosing import Place, Theme
from pages.serving import database, links


def group(agreement_code: str, theme: Theme, as_of: str | None) -> dict | None:
    """The promises of a theme, or of a policy area, as the card of the agreement groups them."""
    made_of = database.shared(queries.agreement_card, agreement_code, "policy" if theme.code else "theme", as_of)
    return next((found for found in made_of["groups"] if found["name"] == theme.name), None)


def choose(found: dict | None, agreement_code: str, as_of: str | None) -> tuple[str, str] | None:
    """Of the measures that a map of the districts can show, one and its year."""
    drawn = database.lasting(queries.promise_maps, agreement_code, as_of)
    titles = {
        row["indicator"]: row["title"] for row in (found or {"promises": []})["promises"] if row["indicator"] in drawn
    }
    if not titles:
        return None
    indicator = pickers.choose("Measure", "indicator", titles, next(iter(titles)), asked.indicator, width=420)
    years = {year: year for year in drawn[indicator]}
    year = pickers.choose("Year", "year", years, drawn[indicator][0], asked.year, width=130)
    return indicator, year


def show(
    place: Place, found: dict | None, chosen: tuple[str, str] | None, agreement_code: str, as_of: str | None
) -> None:
    """The map of the measure chosen, every promise with what people think themselves first, and the gaps."""
    if found is None:
        return
    changes = database.lasting(queries.overtaken, agreement_code, as_of)
    if chosen:
        indicator, year = chosen
        title = next(row["title"] for row in found["promises"] if row["indicator"] == indicator)
        notes.html('<h2 id="map">{}, by district</h2>', notes.unbroken(title))
        promise_story.lead(database.lasting(queries.area, agreement_code), indicator, as_of)
        maps.promise_map(agreement_code, {"indicator": indicator, "title": title}, year, as_of)
    notes.html("<h2>Every promise</h2>")
    everything = database.lasting(queries.standing, agreement_code, as_of)
    promise_links.crossing(everything, found["name"])
    asked_of_people = [row for row in found["promises"] if row["is_survey"]]
    rest = [row for row in found["promises"] if not row["is_survey"]]
    if asked_of_people:
        notes.html("<h3>What people think themselves, from surveys</h3>{}", _table(asked_of_people, changes))
        notes.html("<h3>What is counted</h3>{}", _table(rest, changes) if rest else "Nothing else.")
    else:
        notes.html('<p class="quiet">None of these asks people what they think.</p>{}', _table(rest, changes))
    mine = {row["indicator"] for row in found["promises"]}
    known = [row for row in database.lasting(queries.promise_gaps, agreement_code, as_of) if row["indicator"] in mine]
    notes.html("{}", gaps.of_promises(known) or Markup("<p>No gap between districts is known for these promises.</p>"))
    address = links.page("report_card", area=agreement_code, view="card", by="theme")
    notes.html('<p class="next"><a href="{}">The whole card of this agreement</a></p>', address)


def _table(rows: list[dict], changes: list[dict]) -> Markup:
    return promise_lines.table(rows, changes)


def tally(found: dict | None) -> str:
    """What became of the promises of a theme, counted as on the card."""
    return group_cards.tally(found["promises"]) if found and found["promises"] else "Nothing is promised here."
