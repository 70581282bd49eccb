"""Which documents there are, and one of them as the bytes of its file."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from data_pipeline import queries
from data_pipeline.publishing.papers import agreement_card, figures_card, typesetting
from data_pipeline.publishing.papers.parts import AUTHOR

WHERE = "This card, with the sum behind every judgement:"


@dataclass(frozen=True)
class Asked:
    """What a document is of: `what` ('figures', 'agreement'), the code of its place, its year, and the day it is of."""

    what: str
    code: str
    year: str | None = None
    as_of: str | None = None


def made(con: queries.Connection, kind: str, asked: Asked, site: str) -> bytes:
    """The file, `kind` 'pdf'. `site`: what an address of ours begins with, 'https://report.example.org'."""
    if asked.what == "agreement":
        card = agreement_card.made_of(con, queries.agreement(con, asked.code, asked.as_of), asked.as_of)
        said, day = agreement_card.content(card, asked.as_of), agreement_card.day_of(card)
    else:
        card = figures_card.made_of(con, queries.area(con, asked.code), asked.year)
        said, day = figures_card.content(card, asked.as_of), figures_card.day_of(card)
    address = f"{site}{page_of(asked)}"
    shown = address.split("://")[-1]
    where = {"author": AUTHOR, "address": address, "address-shown": shown, "address-label": WHERE}
    return typesetting.pdf({**said, **where}, day)


def page_of(asked: Asked) -> str:
    """The address of the page that shows the same: '/report_card?area=E06000044&view=figures&year=2010/11'."""
    view = "card" if asked.what == "agreement" else "figures"
    choices = {"area": asked.code, "view": view, "year": asked.year, "as_of": asked.as_of}
    given = {name: value for name, value in choices.items() if value is not None}
    return f"/report_card?{urlencode(given, quote_via=quote, safe='/')}"
