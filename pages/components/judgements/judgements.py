"""Directions of travel and comparisons as they stand in a line, and the sums that open below them."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import meanings, notes, templates
from pages.serving import links

ON_CARDS = ("similar", "england")  # Beside its region and its county a figure stands on its own page.


def methods() -> str:
    """Where every rule is explained."""
    return links.page("about_the_data", section="methods")


def verdict_badge(status: str, told: str) -> Markup:
    """A status as word, symbol and colour; 'better probable' and 'better unsure' have its symbol in outline."""
    return Markup('<span class="badge {}"><span class="symbol" aria-hidden="true">{}</span>{}</span>').format(
        status, notes.SYMBOLS[status.split()[0]], told
    )


def change_badge(status: str) -> Markup:
    """A change since the agreement began, as `words.figures.change_status` names it."""
    told = meanings.verdicts()["change"][status]
    return verdict_badge(told["status"], told["word"])


def direction(row: dict | None) -> Markup:
    """Which way the figures went, with the years it is about; why not, where nobody can tell."""
    if row is None:
        return Markup("")
    verdicts = meanings.verdicts()
    status, told = words.directions.direction(row, verdicts)
    why_not = words.directions.why_not(row, verdicts)
    if why_not:
        return Markup('<span class="quiet">{}: {}</span>').format(told, why_not)
    return Markup('{}<span class="quiet">{}</span>').format(verdict_badge(status, told), words.directions.span(row))


def names(area: dict) -> dict[str, str]:
    """What the comparators of an area are called."""
    named = {"england": "England", "region": area.get("region"), "county": area.get("county_name")}
    return {**named, "similar": words.comparisons.SIMILAR}


def beside(rows: dict[str, dict], area: dict, series: dict) -> list[tuple[str, str, str, str]]:
    """How a figure stands beside some comparators: for each its status, symbol, words, and the figure they are of."""
    called, short = names(area), {**series, "unit": series["unit"] if series["unit"] in ("%", "£") else ""}
    said, verdicts = [], meanings.verdicts()
    for comparator in ON_CARDS:
        row = rows.get(comparator)
        if row is None or row["words"] is None:
            continue
        status = words.comparisons.comparison_status(row, verdicts)
        text = notes.sentence(words.comparisons.comparison(row, called[comparator], verdicts))
        said.append((status, notes.SYMBOLS[status], text, words.comparisons.comparison_figure(row, short)))
    return said


def sums(row: dict | None, rows: dict[str, dict], area: dict, series: dict) -> list[tuple[str, str | None, list[str]]]:
    """The sums of one figure's direction and comparisons: for each its title, the name of its rule, its lines."""
    called, parts = names(area), []
    if row is not None:
        lines = words.directions.direction_sum(row, series, meanings.verdicts())
        parts.append(("Direction of travel", row["rule"], lines))
    for comparator, compared in rows.items():
        lines = words.comparisons.comparison_sum(compared, series, called[comparator])
        parts.append((f"Beside {called[comparator]}", compared["rule"], lines))
    return parts


def exceptions(rows: list[dict], compared: dict[str, dict[str, dict]], area: dict) -> Markup:
    """For a councillor: the measures clearly unlike England, and those far from similar areas, good and bad.

    `rows`: lines of the card with the cards of their series; `compared` as queries.comparisons gives them.
    """
    tested = [row for row in rows if _of(compared, row, "england").get("p_value") is not None]
    unlike = [row for row in tested if _of(compared, row, "england")["is_exception"]]
    far = [row for row in rows if (_of(compared, row, "similar").get("words") or "").startswith(("much ", "a person"))]
    return templates.markup(
        "judgements/exceptions",
        tested=len(tested),
        unlike=[_exception(row, _of(compared, row, "england"), area) for row in unlike],
        far=[_exception(row, _of(compared, row, "similar"), area) for row in far],
    )


def _of(compared: dict[str, dict[str, dict]], row: dict, comparator: str) -> dict:
    return compared.get(row["series_id"], {}).get(comparator, {})


def _exception(row: dict, compared: dict, area: dict) -> tuple[dict, str, str, str, str]:
    verdicts = meanings.verdicts()
    status = words.comparisons.comparison_status(compared, verdicts)
    told = words.comparisons.comparison(compared, names(area)[compared["comparator"]], verdicts)
    return row, status, notes.SYMBOLS[status], told, words.comparisons.comparison_figure(compared, row)
