"""Directions of travel and comparisons as they stand in a line, and the sums that open below them."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import meanings, templates
from pages.serving import links


def methods() -> str:
    """Where every rule is explained."""
    return links.page("about_the_data", section="methods")


def verdict_badge(status: str, told: str) -> Markup:
    """A status as word, symbol and colour; 'better probable' and 'better unsure' have its symbol in outline."""
    return marked(status, words.ratings.symbol(status), told)


def marked(style: str, symbol: str, told: str) -> Markup:
    """A badge: a word with its symbol, in the colours of `style`."""
    return Markup('<span class="badge {}"><span class="symbol" aria-hidden="true">{}</span>{}</span>').format(
        style, symbol, told
    )


def change_badge(status: str) -> Markup:
    """A change since the agreement began, as `words.figures.change_status` names it."""
    style, _, told = words.cards.change(status, meanings.verdicts())
    return verdict_badge(style, told)


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


def beside(rows: dict[str, dict], area: dict, series: dict) -> list[tuple[str, str, str, str]]:
    """How a figure stands beside some comparators: for each its status, symbol, words, and the figure they are of."""
    return words.comparisons.beside(rows, area, series, meanings.verdicts())


def sums(row: dict | None, rows: dict[str, dict], area: dict, series: dict) -> list[tuple[str, str | None, list[str]]]:
    """The sums of one figure's direction and comparisons: for each its title, the name of its rule, its lines."""
    called, parts = words.comparisons.names(area), []
    if row is not None:
        lines = words.directions.direction_sum(row, series, meanings.verdicts())
        parts.append(("Direction of travel", row["rule"], lines))
    for comparator, compared in rows.items():
        lines = words.comparisons.comparison_sum(compared, series, called[comparator])
        parts.append((f"Beside {called[comparator]}", compared["rule"], lines))
    return parts


def exceptions(rows: list[dict], compared: dict[str, dict[str, dict]]) -> Markup:
    """For a councillor: the measures clearly unlike England, and those far from similar areas, good and bad.

    `rows`: lines of the card with the cards of their series; `compared` as queries.comparisons gives them.
    """
    found = words.comparisons.exceptions(rows, compared, meanings.verdicts())
    return templates.markup("judgements/exceptions", **found)
