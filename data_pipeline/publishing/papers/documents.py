"""Which documents there are, and one of them as the bytes of its file."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote, urlencode

from data_pipeline import queries, spreadsheets, words
from data_pipeline.publishing.papers import (
    agreement_card,
    evidence,
    fact_sheet,
    figures_card,
    scrutiny_pack,
    typesetting,
    workbooks,
)
from data_pipeline.publishing.papers.boards import annual_report, meeting_pack, pack_report
from data_pipeline.publishing.papers.boards.meeting_pack import Only
from data_pipeline.publishing.papers.fact_sheet import Draw
from data_pipeline.publishing.papers.parts import AUTHOR
from data_pipeline.publishing.papers.reports import paged, plain
from data_pipeline.publishing.papers.reports.report import Report
from data_pipeline.publishing.papers.scrutiny_pack import Chosen

WHERE = "This card, with the sum behind every judgement:"
REPORTS = ("annual", "board", "facts", "scrutiny")
NEVER = date(1980, 1, 1)  # Of a document that is of no day.


@dataclass(frozen=True)
class Asked:
    """What a document is of: `what` (a card of 'figures' or of an 'agreement', an 'indicator', a 'map', or one of
    REPORTS), and of which place.

    `indicator`: of an indicator, a map or a fact sheet. `as_of`: the day as of which, which of a board is that of its
    meeting; None for the last word. `chosen`: of scrutiny, which lines; `only`: of a board, whose targets.
    """

    what: str
    code: str
    year: str | None = None
    as_of: str | None = None
    indicator: str | None = None
    chosen: Chosen = scrutiny_pack.FIRST
    only: Only = meeting_pack.ALL


def page_of(asked: Asked) -> str:
    """The address of the page that shows the same: '/report_card?area=E06000044&view=figures&year=2010/11'."""
    year, as_of, chosen = asked.year, asked.as_of, asked.chosen
    page, choices = {
        "figures": ("report_card", {"area": asked.code, "view": "figures", "year": year}),
        "agreement": ("report_card", {"area": asked.code, "view": "card"}),
        "indicator": ("indicator", {"indicator": asked.indicator, "area": asked.code, "year": year}),
        "facts": ("indicator", {"indicator": asked.indicator, "area": asked.code, "year": year}),
        "scrutiny": (
            "scrutiny",
            {"area": asked.code, "district": chosen.district, "theme": chosen.theme, "year": year},
        ),
        "annual": ("assessments", {"area": asked.code}),
        "board": ("board", {"area": asked.code, "on": as_of, "partner": asked.only.partner, "theme": asked.only.theme}),
        "map": ("district_map", {"county": asked.code, "indicator": asked.indicator, "year": year}),
    }[asked.what]
    dated = {} if "on" in choices else {"as_of": as_of}
    given = [(name, value) for name, value in {**choices, **dated}.items() if value is not None]
    given += [("ask", name) for name in chosen.ask]
    return f"/{page}?{urlencode(given, quote_via=quote, safe='/')}"


def pdf(con: queries.Connection, asked: Asked, site: str, draw: Draw | None = None) -> bytes:
    """A card on one page of A4, or a report. `site`: what every address of ours begins with, 'https://report.example.org'.

    `draw`: gives the charts of a report, which are described where pages have theirs.
    """
    if asked.what in REPORTS:
        return paged.pdf(report(con, asked, site, draw))
    said, day, _ = _card(con, asked)
    address = f"{site}{page_of(asked)}"
    shown = address.split("://")[-1]
    where = {"author": AUTHOR, "address": address, "address-shown": shown, "address-label": WHERE}
    return typesetting.pdf({**said, **where}, day or NEVER)


def docx(con: queries.Connection, asked: Asked, site: str, draw: Draw) -> bytes:
    """A report as a Word document."""
    from data_pipeline.publishing.papers.reports import word  # Here, because most processes do without.

    return word.docx(report(con, asked, site, draw))


def pptx(con: queries.Connection, asked: Asked, site: str, draw: Draw) -> bytes:
    """What is before a board as slides."""
    from data_pipeline.publishing.papers.boards import meeting_slides
    from data_pipeline.publishing.papers.reports import slides  # Here, because most processes do without.

    pack = meeting_pack.made_of(con, queries.area(con, asked.code), asked.as_of, asked.only)
    return slides.pptx(meeting_slides.deck(pack, site, page_of(asked), draw))


def txt(con: queries.Connection, asked: Asked, site: str, draw: Draw) -> bytes:
    """A report as plain text."""
    return plain.txt(report(con, asked, site, draw))


def xlsx(con: queries.Connection, asked: Asked, site: str, draw: Draw | None = None) -> bytes:
    """What a page shows as a workbook."""
    title, day, notes, sheets = (_of_card if asked.what in ("figures", "agreement") else _of_measure)(con, asked)
    notes = [*notes, ("Its page", f"{site}{page_of(asked)}")]
    return spreadsheets.workbook_of(title, day or NEVER, notes, sheets)


MAKERS = {"pdf": pdf, "xlsx": xlsx, "docx": docx, "pptx": pptx, "txt": txt}


def report(con: queries.Connection, asked: Asked, site: str, draw: Draw) -> Report:
    """What a document that goes on from top to bottom says."""
    area = queries.area(con, asked.code)
    if asked.what == "annual":
        return annual_report.report(annual_report.made_of(con, area, asked.year, asked.as_of), site, page_of(asked))
    if asked.what == "board":
        return pack_report.report(meeting_pack.made_of(con, area, asked.as_of, asked.only), site, page_of(asked), draw)
    if asked.what == "scrutiny":
        pack = scrutiny_pack.made_of(con, area, asked.year, asked.as_of, asked.chosen)
        return scrutiny_pack.report(pack, site, page_of(asked), draw)
    sheet = evidence.made_of(con, area, asked.indicator, asked.year, asked.as_of)
    return fact_sheet.report(sheet, site, page_of(asked), draw)


def _card(con: queries.Connection, asked: Asked) -> tuple[dict, date | None, dict]:
    """What a card says, its day, and what it is made of."""
    if asked.what == "agreement":
        card = agreement_card.made_of(con, queries.agreement(con, asked.code, asked.as_of), asked.as_of)
        return agreement_card.content(card, asked.as_of), agreement_card.day_of(card), card
    card = figures_card.made_of(con, queries.area(con, asked.code), asked.year, asked.as_of)
    return figures_card.content(card, asked.as_of), figures_card.day_of(card), card


def _of_card(con: queries.Connection, asked: Asked) -> tuple[str, date | None, list, list]:
    said, day, card = _card(con, asked)
    is_figures = asked.what == "figures"
    notes = [((mark["label"] or "To know").rstrip("."), mark["text"]) for mark in said["marks"]]
    notes += [("What", f"{said['name']}. {said['what']}."), ("In a sentence", said["lead"])]
    notes += [("What to know", text) for text in said["more"] if text]
    notes += [(line["label"].rstrip(":"), line["text"]) for line in said["foot"]]
    sheets = workbooks.of_figures(con, card, asked.as_of) if is_figures else workbooks.of_agreement(card)
    return said["title"], day, notes, sheets


def _of_measure(con: queries.Connection, asked: Asked) -> tuple[str, date | None, list, list]:
    """An indicator at a place and around it, or a map."""
    series = next(row for row in queries.series(con) if row["indicator"] == asked.indicator)
    if asked.what == "map":
        place = next(row for row in queries.map_scopes(con) if row["area_code"] == asked.code)
        sheets = workbooks.of_map(con, asked.code, series, asked.year)
    else:
        place = queries.area(con, asked.code) or {"area_code": queries.ENGLAND, "name": "England"}
        around = [
            (place.get(f"{kind}_code"), place.get(name))
            for kind, name in (("county", "county_name"), ("region", "region"))
        ]
        named = dict([(place["area_code"], place["name"]), *around, (queries.ENGLAND, "England")])
        places = {code: name for code, name in named.items() if code}
        sheets = workbooks.of_indicator(con, series, places, asked.year, asked.as_of)
    day = min(series["last_period_end"], date.fromisoformat(asked.as_of)) if asked.as_of else series["last_period_end"]
    notes = [("To know", words.cards.known_on(asked.as_of))] if asked.as_of else []
    notes += [
        ("What", f"{series['series_title']} ({series['indicator']}): {place['name']}, {asked.year}."),
        ("How near", f"{words.figures.upper_first(words.cards.BASIS[series['basis']])}."),
        ("Good direction", words.figures.GOOD_WAY.get(series["polarity"], "Neither way is better.")),
        ("Caveat", series["caveat"] or "None."),
        ("Sources", f"{series['publisher']}. {series['licence']}."),
        ("Day of the data", f"Figures measured up to {words.figures.day(day)}."),
    ]
    title = f"{series['series_title']}: {place['name']}, {asked.year}"
    return title, day, notes, sheets
