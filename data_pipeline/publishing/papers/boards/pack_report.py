"""The pack of a board's meeting as a document: where we stand, the exceptions, then all else that its page says."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from data_pipeline import words
from data_pipeline.drawings import svg
from data_pipeline.drawings.describing import axes
from data_pipeline.publishing.papers import evidence, published
from data_pipeline.publishing.papers.boards import agenda_parts, evidence_parts
from data_pipeline.publishing.papers.fact_sheet import Draw
from data_pipeline.publishing.papers.reports.report import (
    LARGE,
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
    plain,
)

SAYS, TOLD, OF = words.documents.board, words.boards.exceptions, words.boards.meeting
WIDTH, HEIGHT = 480, 230  # px, of a chart: its letters are as large as the text.
WIDTHS = (34, 22, 34, 26)


def report(pack: dict, site: str, page: str, draw: Draw) -> Report:
    """What the pack says; `pack`: of meeting_pack.made_of; `page`: the address of the page that says the same."""
    area, agreement, sources = pack["area"], pack["agreement"], Sources()
    parts = [
        *_stands(pack, site, sources),
        *_exceptions(pack, sources, draw),
        *agenda_parts.of(pack),
        *evidence_parts.of(pack, site, sources),
    ]
    return Report(
        title=SAYS.title(area["name"], pack["on"]),
        kicker=SAYS.kicker(agreement["edition"]),
        marks=marks(pack),
        parts=tuple(parts),
        sources=sources.listed(),
        day=pack["on"],
        address=f"{site}{page}",
        address_label=SAYS.WHERE,
        contents=SAYS.CONTENTS,
        size=LARGE,
    )


def marks(pack: dict) -> tuple[str, ...]:
    """What must be read before anything else: that it is an example, or not of all targets."""
    return (*words.cards.marks(pack["area"]), *filter(None, [pack["only"]]))


def standing(pack: dict) -> tuple[str, str, str]:
    """Where they stand, how the pack divides the targets, of which day it is: the words of the page."""
    since = pack["since"] and date.fromisoformat(pack["since"])
    return (
        words.headlines.promises.answer(words.tallies.tallies(pack["counted"], pack["verdicts"])),
        TOLD.counts(len(pack["pairs"]), len(pack["good"]), len(pack["others"])),
        OF.dated(pack["on"], pack["agreement"]["edition"], since),
    )


def _stands(pack: dict, site: str, sources: Sources) -> list[Part]:
    answer, counts, dated = standing(pack)
    rules = evidence.rules(site, sources)
    said = Paragraphs((Paragraph((Said(answer, rules),)), Paragraph((Said(counts, rules),)), Paragraph((Said(dated),))))
    parts: list[Part] = [Heading(SAYS.STANDS), said]
    if pack["told"]:
        rows = [
            Row((SAYS.heading(told), SAYS.names(told), TOLD.its_figures(row), told["lead"]))
            for told, (_, row) in zip(pack["told"], pack["pairs"], strict=True)
        ]
        parts.append(Table(SAYS.SUMMARY, SAYS.HEADS, WIDTHS, tuple(rows)))
    return parts


def _exceptions(pack: dict, sources: Sources, draw: Draw) -> list[Part]:
    """Each with why it is one, its chart, what the papers say of it; once, what none of them says."""
    if not pack["rows"]:  # Where no target is known nothing can be an exception.
        return []
    parts: list[Part] = [Heading(SAYS.EXCEPTIONS, is_on_new_page=bool(pack["told"]))]
    if missing := TOLD.missing(pack["missing"]):
        parts.append(plain(missing))
    if not pack["told"]:
        parts.append(plain(TOLD.NO_EXCEPTION))
    has_partner = TOLD.has_partner([row for _, row in pack["pairs"]])
    for told, (_, row) in zip(pack["told"], pack["pairs"], strict=True):
        # The first stands below the heading of them all, which begins the page.
        parts.append(Heading(SAYS.heading(told), 3, is_on_new_page=told["number"] > 1))
        parts.append(Paragraphs((*_why(told, row, sources), *_facts(told, pack["missing"], has_partner))))
        if chart := draw("promise", row["indicator"], row["target"], row["area_code"]):
            drawn = replace(axes.of_height(chart, HEIGHT), title="")  # Which is the heading.
            parts.append(Pictures((Picture(svg.sheet(drawn, [], WIDTH), drawn.alt),)))
    return parts


def _why(told: dict, row: dict, sources: Sources) -> list[Paragraph]:
    """Why it is an exception: the questions of the page, with what they rest on."""
    rests = tuple(sorted({sources.cite(*paper) for paper in papers_of(row)}))
    items = []
    for name, (question, grounds) in zip(told["names"], told["asked"], strict=True):
        said = (Said(question, rests), *([Said(grounds, rests)] if grounds else []))
        items.append(Paragraph(said, f"{name}."))
    return items


def papers_of(row: dict) -> list[tuple[str, str | None]]:
    """The papers that print what was promised, and what happened: their titles and addresses."""
    printed = {
        (row["source_title"], row["source_url"]),
        (row["outturn_source_title"], row["outturn_source_url"]),
    }
    return sorted((title or url, url) for title, url in printed if title or url)


def _facts(told: dict, missing: Sequence[str], has_partner: bool) -> list[Paragraph]:
    return [
        Paragraph(tuple(map(Said, texts or [TOLD.NONE])), label) for label, texts in facts(told, missing, has_partner)
    ]


def facts(told: dict, missing: Sequence[str] = (), has_partner: bool = True) -> list[tuple[str, list[str]]]:
    """What the papers say of an exception, by what it is; nothing under what they do not say.

    `missing`: what they say of no exception, and is said once for all; `has_partner`: whether anybody leads any.
    """
    found = [(SAYS.LEADS, [told["lead"]]), (SAYS.HELP, [told["contributors"]])] if has_partner else []
    found += [(SAYS.PARTNERSHIP, [told["partnership"]])] if told["partnership"] else []
    found += [] if "said" in missing else barrier(told)
    found += [] if "actions" in missing else [(SAYS.DONE, told["actions"])]
    found += [] if "risks" in missing else [(SAYS.RISK, told["risks"])]
    found += [] if "decisions" in missing else [(SAYS.NEEDED, told["needed"])]
    return [*found, (SAYS.DECIDED, told["decided"])] if told["decided"] else found


def barrier(told: dict) -> list[tuple[str, list[str]]]:
    """What stands in the way and what is being done, in the partnership's own words, where they stand first."""
    if told["said"] is None:
        return [(SAYS.CAUSE, [SAYS.said_at(told["said_at"])] if told["said_at"] else [])]
    row, by = told["said"], SAYS.by(TOLD.written(told["said"]))
    wrong, doing = (published.points(row[name] or "") for name in ("challenges", "what_is_being_done"))
    found = [(SAYS.CAUSE, [*(wrong or [TOLD.NONE]), by])]
    return [*found, (SAYS.DOING, doing)] if doing else found
