"""The pack of a board's meeting as slides: where we stand, an exception a slide, what is to be agreed, what is due."""

from data_pipeline import words
from data_pipeline.publishing.papers.boards import agenda_parts, pack_report
from data_pipeline.publishing.papers.fact_sheet import Draw
from data_pipeline.publishing.papers.reports.deck import Deck, Line, Slide

SAYS, TOLD, OF = words.documents.board, words.boards.exceptions, words.boards.meeting


def deck(pack: dict, site: str, page: str, draw: Draw) -> Deck:
    """What the slides say; `pack`: of meeting_pack.made_of; `page`: the address of the page that says the same."""
    area, on = pack["area"], pack["on"]
    where = f"{SAYS.WHERE} {site}{page}"
    return Deck(
        title=SAYS.title(area["name"], on),
        kicker=SAYS.kicker(pack["agreement"]["edition"]),
        marks=pack_report.marks(pack),
        slides=(_stands(pack, where), *_exceptions(pack, where, draw), *_lists(pack, where)),
        foot=SAYS.foot(area["name"], on, area["is_example"]),
        day=on,
        carried=SAYS.CARRIED,
        more=SAYS.MORE,
    )


def _stands(pack: dict, where: str) -> Slide:
    answer, counts, dated = pack_report.standing(pack)
    editions = SAYS.editions(pack["agreement"]["edition"], pack["papers"])
    missing = TOLD.missing(pack["missing"]) if pack["rows"] else ""
    lines = tuple(Line(text) for text in (answer, counts, dated, missing) if text)
    return Slide(SAYS.STANDS, lines, (*(line.text for line in lines), editions, where))


def _exceptions(pack: dict, where: str, draw: Draw) -> list[Slide]:
    """Each with its chart, why it is one, what stands in the way, what is needed, and who leads."""
    found = []
    for told, (_, row) in zip(pack["told"], pack["pairs"], strict=True):
        # A slide stands alone: what was said of a whole policy area stands on each of its slides.
        said = told | {"said": pack["told"][told["said_at"] - 1]["said"]} if told["said_at"] else told
        chart = draw("promise", row["indicator"], row["target"], row["area_code"])
        found.append(Slide(SAYS.heading(told), _three(said, row), (*_notes(said, row), where), chart))
    return found


def _three(told: dict, row: dict) -> tuple[Line, ...]:
    question, grounds = told["asked"][0]
    label, causes = pack_report.barrier(told)[0]
    return (
        Line(" ".join(filter(None, (question, grounds))), f"{SAYS.names(told)}."),
        Line(" ".join(causes) or TOLD.NONE, label),
        Line(" ".join(told["needed"]) or TOLD.NONE, SAYS.NEEDED),
        Line(f"{words.promises.led_by(row)}."),
    )


def _notes(told: dict, row: dict) -> list[str]:
    """Everything that the pack says of an exception, and whose figures they are."""
    said = [f"{told['title']}.", f"{SAYS.FIGURES} {TOLD.its_figures(row)}."]
    for name, asked in zip(told["names"], told["asked"], strict=True):
        said.append(" ".join(filter(None, (f"{name}.", *asked))))
    said += [" ".join((label, *(texts or [TOLD.NONE]))) for label, texts in pack_report.facts(told)]
    papers = [" ".join(filter(None, paper)) for paper in pack_report.papers_of(row)]
    return [*said, f"{SAYS.SOURCES} {'; '.join(papers)}."] if papers else said


def _lists(pack: dict, where: str) -> list[Slide]:
    """What is to be agreed, which actions are late, which figures are due."""
    waits = agenda_parts.waiting(pack) or [SAYS.NO_DECISION]
    on = words.figures.day(pack["on"])
    late = [TOLD.action(row, on) for row in pack["actions"] if row["is_overdue"]]
    due = [SAYS.is_due(row, OF.expected(row, pack["on"])) for row in pack["due"]]
    lists = [
        (SAYS.AGREED, [OF.ROLE, *waits], [OF.agreed(pack["decisions"], pack["answers"])]),
        (SAYS.OVERDUE, late, [OF.actions(pack["actions"])]),
        (SAYS.DUE, due, [OF.due(pack["due"]), OF.NO_NEXT, OF.EXPECTED]),
    ]
    return [
        Slide(title, tuple(map(Line, texts)), (*notes, *texts, where), is_list=True)
        for title, texts, notes in lists
        if texts
    ]
