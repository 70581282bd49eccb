"""What an address asks for: one rule on every page.

A value is understood however it is written: a code of any vintage or a name, 'ni151', '2009-10', '30/06/2010'. What
is not understood is named on the page, beside what is shown instead; it is never silently something else. An address is
never rewritten: only a visitor's choice is written into it, so one step is one entry in the browser's history.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime

from dateutil.relativedelta import relativedelta

from data_pipeline import queries
from pages.components.markup import notes
from pages.serving import database, links

YEARS = re.compile(r"(\d{4})\s*[/\-–—_ ]\s*(\d{2}|\d{4})")
# How a day may be written, and how far it then reaches.
DAYS = {
    "%Y-%m-%d": relativedelta(),
    "%Y/%m/%d": relativedelta(),
    "%d/%m/%Y": relativedelta(),
    "%d.%m.%Y": relativedelta(),
    "%d-%m-%Y": relativedelta(),
    "%d %B %Y": relativedelta(),
    "%d %b %Y": relativedelta(),
    "%Y-%m": relativedelta(months=1, days=-1),
    "%m/%Y": relativedelta(months=1, days=-1),
    "%B %Y": relativedelta(months=1, days=-1),
    "%Y": relativedelta(years=1, days=-1),
}


def text(name: str) -> str | None:
    """What the address gives for `name`, as far as anybody may write; None where it gives nothing."""
    return links.given(name)


def area(written: str, known: Iterable[str]) -> str | None:
    """The code in `known` that a code of any vintage or a name stands for; None where it stands for none of them."""
    code = next((code for code in known if code.lower() == written.lower()), None)
    meant = code or database.lasting(queries.area_meant, written)
    return meant if meant in known else None


def place(written: str) -> dict | None:
    """The area with a card that is written so, as queries.area gives it; an own code is looked up and asks nothing."""
    return database.lasting(queries.areas_by_code).get(written) or database.lasting(queries.area, written)


def indicator(written: str, known: Iterable[str]) -> str | None:
    """The indicator in `known` that is written so: 'ni151', 'NI_151' and 'NI 0151' are 'NI 151'."""
    return next((name for name in known if _letters(name) == _letters(written)), None)


def _letters(name: str) -> str:
    return re.sub(r"(?<=\D)0+(?=\d)", "", re.sub(r"[\W_]+", "", name.upper()))


def year(written: str, known: Iterable[str]) -> str | None:
    """The reporting year in `known` that is written so: '2009-10' and '2009/2010' are '2009/10'."""
    found = YEARS.fullmatch(written)
    if not found or int(found[2][-2:]) != (int(found[1]) + 1) % 100:
        return None
    label = f"{found[1]}/{found[2][-2:]}"
    return label if label in known else None


def day(written: str) -> str | None:
    """A day as '2010-06-30': of 'June 2010' its last. None where it is no day, and where it has not come yet."""
    for form, reaches in DAYS.items():
        try:
            start = datetime.strptime(written, form).date()
        except ValueError:
            continue
        return (start + reaches).isoformat() if start <= date.today() else None
    return None


def last_by(written: str, known: Iterable[str]) -> str | None:
    """Of some days the last that had come by the day that is written."""
    by = day(written)
    return max((one for one in known if by and one <= by), default=None)


def option(written: str, known: Iterable[str]) -> str | None:
    """A word of a list, in any case."""
    return next((name for name in known if name.lower() == written.lower()), None)


def of(
    name: str,
    what: str,
    options: dict[str, str],
    default: str | None = None,
    understand: Callable[[str, Iterable[str]], str | None] = option,
    instead: str | None = None,
) -> str | None:
    """The option that the address asks for by `name`, else `default`. What it asks for in vain is named on the page.

    `what`: 'the year', for naming it; `instead`: what is shown where nothing is understood, if not the default.
    """
    written = text(name)
    found = understand(written, options) if written else None
    if written and found is None:
        unknown(what, written, instead or options.get(default))
    return default if found is None else found


def unknown(what: str, written: str, instead: str | None, why: str = "which is not known here") -> None:
    """Name what the address asks for and the page does not have, with what is shown instead."""
    shown = f"Shown instead: {instead}." if instead else "Please choose."
    notes.html(
        '<p class="not-known" role="note">The address asks for {} <b>{}</b>, {}. {}</p>', what, written, why, shown
    )
