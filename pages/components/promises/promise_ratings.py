"""How a promise stands and its outlook, as badges, and the sums behind them."""

from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import meanings, templates


def rating_badge(rated: dict | None) -> Markup:
    """Our rating as word, symbol and colour, with the period it is for; nothing where nothing was promised."""
    if rated is None:
        return Markup("")
    return _badge(*words.ratings.rated(rated))


def standing_badge(rated: dict | None) -> Markup:
    """Whether a promise that is over was kept; our rating of one that is not."""
    if rated is None or not rated["is_over"]:
        return rating_badge(rated)
    style, symbol, word, note = words.ratings.stands(rated, meanings.verdicts())
    return _badge(f"end {style}", symbol, word, note)


def _badge(style: str, symbol: str, word: str, note: str) -> Markup:
    return Markup(
        '<span class="badge {}"><span class="symbol" aria-hidden="true">{}</span>{}</span> '
        '<span class="period">{}</span>'
    ).format(style, symbol, word, note)


def outlook_badge(rated: dict | None, row: dict | None) -> Markup:
    """How it looks for the end, of a promise that is not over: never mixed with the rating of now."""
    if row is None or rated is None or rated["is_over"]:
        return Markup("")
    status, told = words.outlooks.outlook(row, meanings.verdicts())
    symbol = words.ratings.SYMBOLS.get(status, "?")
    return Markup(
        '<span class="outlook {}"><span class="by">By the end:</span> '
        '<span class="symbol" aria-hidden="true">{}</span> {}</span>'
    ).format(status, symbol, told)


def why(rated: dict | None, outlook: dict | None = None, promise: dict | None = None) -> Markup:
    """The sums behind a rating and an outlook, folded. `promise`: whose outlook it is."""
    if rated is None:
        return Markup("")
    return templates.markup("promises/why", rated=rated, outlook=outlook, promise=promise)
