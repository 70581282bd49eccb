"""A paper of lines of enquiry for a scrutiny committee: what to ask, on what grounds, of whom, what was said before."""

from dataclasses import dataclass
from datetime import date

from data_pipeline import queries, words
from data_pipeline.drawings import svg
from data_pipeline.drawings.describing import axes
from data_pipeline.publishing.papers import evidence
from data_pipeline.publishing.papers.fact_sheet import Draw
from data_pipeline.publishing.papers.reports.report import (
    Heading,
    Paragraph,
    Paragraphs,
    Part,
    Picture,
    Pictures,
    Report,
    Row,
    Said,
    Sources,
    Table,
    points,
)

SAYS, ASKS, WHOM = words.documents.pack, words.scrutiny.enquiry, words.scrutiny.witnesses
WIDTH, HEIGHT = 700, 270  # px, of a chart.
WIDTHS = (36, 26, 38)


@dataclass(frozen=True)
class Chosen:
    """What a visitor chose: the names of lines in order (none: the first that the rules find), questions of their own,
    and other wordings of lines, by their names.
    """

    theme: str | None = None
    district: str | None = None
    ask: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    say: tuple[tuple[str, str], ...] = ()


FIRST = Chosen()


def made_of(con: queries.Connection, area: dict, year: str | None, as_of: str | None, chosen: Chosen) -> dict:
    """What the paper is made of: its lines, each with all that is known of its measure."""
    code = area["area_code"]
    agreement = queries.agreement(con, area["agreement_area_code"], as_of)
    of = agreement["area_code"] if agreement else None
    found = queries.enquiries(con, code, of, year, as_of, chosen.district)
    found = [line for line in found if chosen.theme in (None, line["theme_name"])]
    by_name = {line["line"]: line for line in found}
    wanted = list(dict.fromkeys(chosen.ask))
    lines = [by_name[name] for name in wanted if name in by_name]
    if not wanted:
        lines = found[: int(queries.threshold(con, "lines_of_enquiry"))]
    known = [_known(con, area, line, year, as_of) for line in lines]
    return {
        "area": area,
        "year": year,
        "as_of": as_of,
        "agreement": agreement,
        "district": queries.area(con, chosen.district) if chosen.district else None,
        "chosen": chosen,
        "found": len(found),
        "lost": len(wanted) - len(lines) if wanted else 0,
        "lines": list(zip(lines, known, _all_told(con, lines), strict=True)),
        "titles": {row["url"]: row["title"] for row in queries.pack_sheet(con, "documents", of, as_of)} if of else {},
        "well": queries.went_well(con, code, of, year, as_of),
    }


def _all_told(con: queries.Connection, lines: list[dict]) -> list[dict]:
    """Each line in texts, as its page has it."""
    bodies, measures = queries.lead_bodies(con), queries.indicator_bodies(con)
    councils, duties = queries.councils(con), queries.council_duties(con)
    return [
        ASKS.told(line, *WHOM.whom(line, bodies, measures.get(line["indicator"]), councils[line["area_code"]], duties))
        for line in lines
    ]


def _known(con: queries.Connection, area: dict, line: dict, year: str | None, as_of: str | None) -> dict | None:
    """All that is known of the measure of a line, where it is of one."""
    if not line["indicator"] or not (line["target"] or line["series_id"]):
        return None
    place = area if line["area_code"] == area["area_code"] else queries.area(con, line["area_code"])
    found = evidence.made_of(con, place, line["indicator"], year, as_of, line["target"])
    # A line of national figures speaks of those, whatever was promised of the same measure.
    return found if line["target"] else {**found, "promise": None}


def day_of(pack: dict) -> date | None:
    """The last day that any of its figures, or papers, is of."""
    days = [evidence.day_of(known) for _, known, _ in pack["lines"] if known]
    edition = pack["agreement"]["edition"] if pack["agreement"] else date.min
    return max(filter(None, [*days, None if edition == date.min else edition]), default=None)


def report(pack: dict, site: str, page: str, draw: Draw) -> Report:
    """What the paper says; `page`: the address of the page that says the same, below `site`.

    `draw`: gives the chart of a kind ('promise', 'trend') of a measure, a target and a place, or None.
    """
    area, agreement, chosen = pack["area"], pack["agreement"], pack["chosen"]
    sources = Sources()
    place = f"{pack['district']['name']}, in {area['name']}" if pack["district"] else area["name"]
    is_dated = agreement is not None and agreement["edition"] != date.min
    edition = words.figures.day(agreement["edition"]) if is_dated else None
    marks = words.cards.marks(area)
    marks += [words.cards.known_on(pack["as_of"])] if pack["as_of"] else []
    parts = [*_purpose(pack, place, site, sources), *_summary(pack)]
    for number in range(1, len(pack["lines"]) + 1):
        parts += _line(pack, number, site, sources, draw)
    parts += _own(chosen) + _well(pack, site, sources) + _witnesses(pack, sources)
    return Report(
        title=SAYS.title(place),
        kicker=SAYS.kicker(chosen.theme, SAYS.dated(edition, pack["year"])),
        marks=tuple(marks),
        parts=tuple(parts),
        sources=sources.listed(),
        day=day_of(pack) or date(1980, 1, 1),
        address=f"{site}{page}",
        address_label=SAYS.WHERE,
        cover=SAYS.COVER,
    )


def _purpose(pack: dict, place: str, site: str, sources: Sources) -> list[Part]:
    chosen = pack["chosen"]
    rules = evidence.rules(site, sources)
    counted = SAYS.chosen(len(pack["lines"]), pack["found"], bool(chosen.ask), pack["lost"])
    told = ((Said(SAYS.purpose(place)),), (Said(counted, rules), Said(SAYS.HOW, rules)))
    return [Heading(SAYS.PURPOSE), Paragraphs(tuple(Paragraph(said) for said in told), "numbered")]


def _summary(pack: dict) -> list[Part]:
    """The lines on one table, before each by itself."""
    if not pack["lines"]:
        return []
    rows = [
        Row((SAYS.heading(number, line), SAYS.names(told), words.figures.upper_first(told["to"])))
        for number, (line, _, told) in enumerate(pack["lines"], 1)
    ]
    return [Heading(SAYS.LINES), Table(SAYS.SUMMARY, SAYS.HEADS, WIDTHS, tuple(rows))]


def _line(pack: dict, number: int, site: str, sources: Sources, draw: Draw) -> list[Part]:
    """One line: the question, what it rests on, whom to ask, what was said before, the chart, the figures, caveats."""
    line, known, told = pack["lines"][number - 1]
    cite = evidence.cited(known, site, sources) if known else None
    wording = dict(pack["chosen"].say).get(line["line"])
    items = [Paragraph((Said(wording),), SAYS.REWORDED)] if wording else []
    for row, name, (question, grounds) in zip(line["reasons"], told["names"], told["asked"], strict=True):
        rests = _rests(row, cite, pack["titles"], sources)
        # A question in other words leaves the figures of the first among its grounds.
        label = SAYS.EVIDENCE if wording else f"{SAYS.QUESTION} {name}."
        items.append(Paragraph((Said(question, rests),), label))
        items += [Paragraph((Said(grounds, rests),), SAYS.EVIDENCE)] if grounds else []
    law = (sources.cite(SAYS.LAW),)
    items.append(Paragraph(tuple(Said(text, law) for text in told["whom"]), SAYS.ASK))
    parts: list[Part] = [Heading(SAYS.heading(number, line), 3), Paragraphs(tuple(items), "numbered")]
    if line["asked"] or line["actions"]:
        rows = [*line["asked"], *line["actions"]]
        before = zip(rows, told["before"], strict=True)
        said = [Said(f"{what}. {text}", _paper(row, pack["titles"], sources)) for row, (what, text) in before]
        parts += [Heading(SAYS.BEFORE, 4), points(*said)]
    if line["elsewhere"] and cite and known["series"]:
        said = [Said(text, cite("series")) for text in told["elsewhere"]]
        parts += [Heading(SAYS.ELSEWHERE, 4), points(*said)]
    return parts + (_figures(line, known, cite, draw) if known else [])


def _rests(row: dict, cite, titles: dict[str, str], sources: Sources) -> tuple[int, ...]:
    """What a reason rests on: national figures, the paper that prints it, or what was asked."""
    if "series_id" in row:
        return cite("series", "rules")
    if "exchange" in row or "action" in row:
        return _paper(row, titles, sources)
    if cite is None:
        return (sources.cite(row["source_title"] or row["title"], row["source_url"]),)
    own = (sources.cite(row["source_title"], row["source_url"]),) if row["source_title"] else cite("target")
    return tuple(sorted({*own, *cite("", "rules")}))


def _paper(row: dict, titles: dict[str, str], sources: Sources) -> tuple[int, ...]:
    """The paper that prints what was asked, or what was to be done."""
    return (sources.cite(titles.get(row["source_url"], SAYS.PAPER), row["source_url"]),)


def _figures(line: dict, known: dict, cite, draw: Draw) -> list[Part]:
    """The chart with its table, and how far they may be trusted."""
    kind = "promise" if known["promise"] else "trend"
    chart = (
        draw(kind, line["indicator"], line["target"], line["area_code"])
        if known["promise"] or known["series"]
        else None
    )
    found: list[Part] = []
    if chart:
        drawn = axes.of_height(chart, HEIGHT)
        found.append(Pictures((Picture(svg.sheet(drawn, [], WIDTH), drawn.alt),)))
    table = evidence.table(SAYS.FIGURES, known, cite)
    limits, unknown = evidence.limits(known, cite)
    return [*found, *([table] if table.rows else []), Heading(SAYS.CAVEATS, 4), points(*limits, *unknown)]


def _own(chosen: Chosen) -> list[Part]:
    if not chosen.own:
        return []
    return [Heading(SAYS.OWN), Paragraphs(tuple(Paragraph((Said(text),)) for text in chosen.own), "numbered")]


def _well(pack: dict, site: str, sources: Sources) -> list[Part]:
    """The other side: what was kept, and what surely got better."""
    page = f"{site}/report_card?area={pack['area']['area_code']}"
    rests = (sources.cite(f"The card of {pack['area']['name']}, with the source of each figure", page),)
    return [Heading(SAYS.WELL), Paragraphs((Paragraph((Said(ASKS.went_well(**pack["well"]), rests),)),))]


def _witnesses(pack: dict, sources: Sources) -> list[Part]:
    """Each once, with the duty that bound it to answer."""
    told = dict.fromkeys(text for _, _, told in pack["lines"] for text in told["whom"])
    law = (sources.cite(SAYS.LAW),)
    return [Heading(SAYS.WITNESSES), points(*(Said(text, law) for text in told))] if told else []
