"""Directions of travel and comparisons as they stand in a line, and the sums that open below them."""

from markupsafe import Markup, escape

from data_pipeline import words
from pages.components.markup import notes
from pages.serving import links

ON_CARDS = ("similar", "england")  # Beside its region and its county a figure stands on its own page.


def methods() -> str:
    """Where every rule is explained."""
    return links.page("about_the_data", section="methods")


def verdict_badge(status: str, told: str) -> Markup:
    """A status as word, symbol and colour; 'better probable' has the symbol of better, in outline."""
    return Markup('<span class="badge {}"><span class="symbol" aria-hidden="true">{}</span>{}</span>').format(
        status, notes.SYMBOLS[status.split()[0]], told
    )


def change_badge(status: str) -> Markup:
    """A change since the agreement began, as `words.figures.change_status` names it."""
    return verdict_badge(status, words.figures.STATUS_WORDS[status])


def direction(row: dict | None) -> Markup:
    """Which way the figures went, with the years it is about; why not, where nobody can tell."""
    if row is None:
        return Markup("")
    status, told = words.directions.direction(row)
    why_not = words.directions.why_not(row)
    if why_not:
        return Markup('<span class="quiet">{}: {}</span>').format(told, why_not)
    return Markup('{}<span class="quiet">{}</span>').format(verdict_badge(status, told), words.directions.span(row))


def names(area: dict) -> dict[str, str]:
    """What the comparators of an area are called."""
    named = {"england": "England", "region": area.get("region"), "county": area.get("county_name")}
    return {**named, "similar": words.comparisons.SIMILAR}


def beside(rows: dict[str, dict], area: dict, series: dict) -> Markup:
    """How a figure stands beside some comparators, a short line for each."""
    called, short = names(area), {**series, "unit": series["unit"] if series["unit"] in ("%", "£") else ""}
    items = []
    for comparator in ON_CARDS:
        row = rows.get(comparator)
        if row is None or row["words"] is None:
            continue
        status = words.comparisons.comparison_status(row)
        text = notes.sentence(words.comparisons.comparison(row, called[comparator]))
        items.append(
            Markup(
                '<li class="{}"><span class="symbol" aria-hidden="true">{}</span><span>{} <i>{}</i></span></li>'
            ).format(status, notes.SYMBOLS[status], text, words.comparisons.comparison_figure(row, short))
        )
    if not items:
        return Markup('<span class="quiet">Too few places to compare with</span>')
    return Markup('<ul class="beside">{}</ul>').format(notes.join(items))


def how(
    row: dict | None, rows: dict[str, dict], area: dict, series: dict, rules: dict[str, str] | None = None
) -> Markup:
    """The sums of one figure's direction and comparisons, each with the name of its rule; with `rules` in words too.

    Written out, each text escaped: a card has dozens, and `format` is slow.
    """
    called, parts = names(area), []
    if row is not None:
        parts.append(("Direction of travel", row["rule"], words.directions.direction_sum(row, series)))
    for comparator, compared in rows.items():
        lines = words.comparisons.comparison_sum(compared, series, called[comparator])
        parts.append((f"Beside {called[comparator]}", compared["rule"], lines))
    said = []
    for title, rule, lines in parts:
        told = f": {escape(rules[rule])}" if rules and rule else ""
        by = f"<li>Rule <code>{escape(rule)}</code>{told}</li>" if rule else ""
        said.append(f"<div><p><b>{escape(title)}</b></p><ul>{notes.each('li', lines)}{by}</ul></div>")
    return Markup(
        f'<div class="how">{"".join(said)}<p><a href="{escape(methods())}">All rules in plain words</a></p></div>'
    )


def exceptions(rows: list[dict], compared: dict[str, dict[str, dict]], area: dict) -> Markup:
    """For a councillor: the measures clearly unlike England, and those far from similar areas, good and bad.

    `rows`: lines of the card with the cards of their series; `compared` as queries.comparisons gives them.
    """
    tested = [row for row in rows if _of(compared, row, "england").get("p_value") is not None]
    unlike = [row for row in tested if _of(compared, row, "england")["is_exception"]]
    far = [row for row in rows if (_of(compared, row, "similar").get("words") or "").startswith(("much ", "a person"))]
    if tested:
        found = notes.join(_exception(row, _of(compared, row, "england"), area) for row in unlike)
        said = Markup("<ul>{}</ul>").format(found) if unlike else Markup("<p>None is clearly unlike England.</p>")
        rule = (
            f"{len(tested)} of the measures could be tested. A list of many tests would hold some that only chance put "
            "there, so by the rule of Benjamini and Hochberg it is cut where about one in ten may still be chance."
        )
    else:
        said = Markup("<p>No measure here could be tested against England: none has an interval or counts.</p>")
        rule = ""
    positions = notes.join(_exception(row, _of(compared, row, "similar"), area) for row in far)
    similar = Markup("<ul>{}</ul>").format(positions) if far else Markup("<p>None lies far from its similar areas.</p>")
    return Markup(
        '<details class="exceptions"><summary>What stands out beside other places: {}</summary>'
        "<h3>Clearly unlike England</h3>{}<p class=quiet>{}</p><h3>Far from similar areas</h3>{}"
        "<p class=quiet>Far means three typical distances or more from their middle. It is a place among ten, "
        "not a test.</p></details>"
    ).format(_count(len(unlike), len(far)), said, rule, similar)


def _of(compared: dict[str, dict[str, dict]], row: dict, comparator: str) -> dict:
    return compared.get(row["series_id"], {}).get(comparator, {})


def _count(unlike: int, far: int) -> str:
    if not unlike and not far:
        return "nothing"
    return f"{unlike} clearly unlike England, {far} far from similar areas"


def _exception(row: dict, compared: dict, area: dict) -> Markup:
    status = words.comparisons.comparison_status(compared)
    return Markup(
        '<li class="{}"><a href="#{}">{}</a>: <span class="symbol" aria-hidden="true">{}</span> {} ({})</li>'
    ).format(
        status, row["series_id"], row["series_title"], notes.SYMBOLS[status],
        words.comparisons.comparison(compared, names(area)[compared["comparator"]]),
        words.comparisons.comparison_figure(compared, row),
    )  # fmt: skip
