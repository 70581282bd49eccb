"""What stands in a board's pack after its targets: money, how old things are, what is to come, what all rests on."""

from dataclasses import replace

from data_pipeline import words
from data_pipeline.publishing.papers.boards.agenda_parts import table, titled
from data_pipeline.publishing.papers.reports.report import (
    Heading,
    Paragraph,
    Paragraphs,
    Part,
    Row,
    Said,
    Sources,
    plain,
)

SAYS, TOLD, OF = words.documents.board, words.boards.exceptions, words.boards.meeting
MONEY, SPENDING = words.assessing.money, words.assessing.spending
AHEAD, EVIDENCE = words.boards.timetable, words.boards.evidence


def of(pack: dict, site: str, sources: Sources) -> list[Part]:
    """Money, ages, what is to come, themes, evidence, papers; each only where there is any."""
    return [
        *money(pack["money"]),
        *_spending(pack, site, sources),
        *_ages(pack),
        *_to_come(pack),
        *_coverage(pack),
        *_evidence(pack, sources),
        *_papers(pack),
    ]


def money(rows: list[dict]) -> list[Part]:
    """The money of the agreement by route and year."""
    if not rows:
        return []
    years, lines = MONEY.routes(rows)
    cells = [(line.name, *(amount or "–" for amount in line.amounts)) for line in lines]
    said = plain(MONEY.summary(rows), MONEY.CAUTION)
    return [Heading(SAYS.MONEY), said, table(SAYS.MONEY, ("Route", *years), cells)]


def _spending(pack: dict, site: str, sources: Sources) -> list[Part]:
    """The way to what the council spent, below the money of the agreement where there is any."""
    if not pack["has_spending"]:
        return []
    area, day = pack["agreement"], pack["on"].isoformat()
    address = f"{site}/report_card?as_of={day}&area={area['area_code']}&view=figures#spending"
    said = Said(SPENDING.on_card(area["area_name"]), (sources.cite(SPENDING.TITLE, address),))
    return [Heading(SPENDING.TITLE, 3 if pack["money"] else 2), Paragraphs((Paragraph((said,)),))]


def _ages(pack: dict) -> list[Part]:
    if not (rows := pack["ages"]):
        return []
    targets = {row["target"]: row for row in pack["rows"]}
    cells = []
    for row in rows:
        mine = targets[row["target"]]
        figure = words.promises.with_period(words.promises.printed(mine), mine["period_label"])
        days = f"{row['days']:,}{f'. {SAYS.LATE}' if row['is_stale'] else ''}"
        printed = f"{figure}, printed {words.figures.edition(row['said_by'])}"
        cells.append((titled(mine), printed, days, TOLD.lead(mine)))
    return [Heading(SAYS.AGES), plain(OF.ages(rows)), table(SAYS.AGES, SAYS.OF_AGES, cells)]


def _to_come(pack: dict) -> list[Part]:
    """What has a day to come, and what waits for agreement without one."""
    rows, waits = pack["to_come"], [row for row in pack["decisions"] if row["waits"]]
    if not rows and not waits:
        return []
    cells = [*map(AHEAD.line, rows), *map(AHEAD.waits, waits)]
    said = plain(AHEAD.summary(rows, waits), AHEAD.LEVELS)
    return [Heading(AHEAD.TITLE), said, table(AHEAD.TITLE, AHEAD.COLUMNS, cells)]


def _coverage(pack: dict) -> list[Part]:
    """How many targets each theme has."""
    if not any((counts := pack["coverage"]).values()):
        return []
    cells = [(name or EVIDENCE.NO_THEME, f"{count:,}") for name, count in counts.items()]
    said = plain(EVIDENCE.coverage(counts), EVIDENCE.NEUTRAL)
    return [Heading(EVIDENCE.COVERAGE), said, table(EVIDENCE.COVERAGE, EVIDENCE.OF_COVERAGE, cells)]


def _evidence(pack: dict, sources: Sources) -> list[Part]:
    """Every paper of the agreement with its age, and which are due to be looked at again."""
    if not (rows := pack["evidence"]):
        return []
    on, days = pack["on"], pack["evidence_days"]
    lines = []
    for row in rows:
        *cells, age = (cell or "–" for cell in EVIDENCE.told(row, on))
        due = f". {EVIDENCE.DUE}." if EVIDENCE.is_due(row, on, days) else ""
        lines.append(Row((row["title"], *cells, f"{age}{due}"), (sources.cite(row["title"], row["url"]),)))
    said = plain(EVIDENCE.summary(rows, on, days), EVIDENCE.rule(days))
    listed = replace(table(EVIDENCE.TITLE, EVIDENCE.COLUMNS, []), rows=tuple(lines))
    return [Heading(EVIDENCE.TITLE), said, listed]


def _papers(pack: dict) -> list[Part]:
    said = SAYS.editions(pack["agreement"]["edition"], pack["papers"])
    return [Heading(SAYS.PAPERS), plain(said, SAYS.OWN_PAPERS)]
