"""What the page of an indicator is about, what is measured, and what it says where there is nothing to show."""

from data_pipeline import words
from pages.components.markup import meanings, notes, templates


def title(name: str, promised: list[dict], series: dict | None) -> str:
    """What the page is about: what was promised, unless the series measures just that; without a promise the series."""
    if promised and (series is None or series["basis"] != "exact"):
        return promised[0]["indicator_title"] or promised[0]["title"]
    return series["series_title"] if series else name


def page_title(area: dict | None, name: str, promised: list[dict], series: dict | None) -> str:
    prefix = notes.example_prefix(area) if area else ""
    return f"{prefix}{title(name, promised, series)}: {area['name'] if area else 'England'}"


def heading(name: str, promised: list[dict], series: dict | None, card: dict | None) -> None:
    """The title of the page, which every page has once, and what its measure belongs to. `card`: of the indicator."""
    if series:
        _heading(title(name, promised, series), f"{name} · {series['laa_theme']}")
    elif promised:
        first = promised[0]
        code = name if first["is_national"] else "Local measure"
        _heading(title(name, promised, None), f"{code} · {first['theme_name'] or 'no theme'}")
        if first["definition"]:
            notes.html("<p>{}</p>", first["definition"])
    elif card:
        _heading(card["title"], f"{name} · {card['laa_theme'] or 'no theme'}")
    else:
        notes.html("<h1>We do not know that indicator</h1>")


def _heading(title: str, kicker: str) -> None:
    notes.html('<h1>{}</h1><p class="kicker">{}</p>', notes.unbroken(title), kicker)


def meaning(card: dict) -> None:
    """What the indicator is, which way is good, and how near the series comes to it."""
    unit = card["series_unit"]
    measured = f"Measured {unit}." if unit.startswith("per ") else f"Measured in {unit}."
    notes.html(
        '<p>{} {} The indicator of 2008 was “{}”. <span class="quiet">{}</span> {}{} {}</p>',
        {"%": "Measured in per cent.", "£": "Measured in pounds a week."}.get(unit, measured),
        words.figures.GOOD_WAY.get(card["series_polarity"], "Neither way is good."),
        card["title"],
        words.indicators.titled(card["title_status"]),
        words.cards.BASIS_MEANING[card["basis"]],
        f" {card['caveat']}" if card["caveat"] else "",
        words.figures.margin(card, meanings.verdicts()["direction reason"]),
    )


def outside_series(series: dict, year: str, kind: str, england: str | None) -> None:
    """Why a year cannot be shown by place. `kind`: 'district' or 'agreement area'; `england`: its figure, if any."""
    first, last = series["first_year"], series["last_year"]
    if first is None:
        text = "No figure of this series is published for any place."
    elif not first <= year <= last:
        span = f"only has figures for {first}" if first == last else f"runs from {first} to {last}"
        text = f"The series has no figures for {year}. It {span}."
    else:
        text = f"No {kind} has a figure of this series for {year}."
        if england is not None:
            text += f" England as a whole has {words.figures.figure(england, series['unit'], series['decimals'])}."
    notes.html('<p class="answer">{}</p>', text)


def without_figures(asked: str, card: dict | None, has_series: bool) -> None:
    """What is said first of an indicator that has no figures here, or that does not exist."""
    templates.show("indicators/without_figures", asked=asked, card=card, has_series=has_series)
