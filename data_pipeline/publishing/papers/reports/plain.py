"""A report as plain text, for a message or for who hears it line by line."""

import textwrap

from data_pipeline.publishing.papers.reports.report import (
    SOURCES,
    Heading,
    Paragraph,
    Paragraphs,
    Pictures,
    Report,
    Said,
    Table,
    clean,
)

WIDTH = 78
UNDER = {1: "=", 2: "-"}


def txt(report: Report) -> bytes:
    """UTF-8, lines of at most 78 letters but for addresses and words that are longer."""
    blocks = [_heading(report.title, 1), _filled(report.kicker), *map(_filled, report.marks)]
    if report.contents:
        listed = [_filled(heading.text, f"{'  ' * (heading.level - 2)}- ") for heading in report.headings()]
        blocks += [_heading(report.contents, 2), "\n".join(listed)]
    for part, start in report.starts():
        blocks += _part(part, start)
    if report.sources:
        blocks.append(_heading(SOURCES, 2))
        listed = [" ".join(filter(None, (source.title, source.leads_to))) for source in report.sources]
        blocks.append("\n".join(_filled(text, f"[{number}] ") for number, text in enumerate(listed, 1)))
    blocks.append(_filled(f"{report.address_label} {report.address}"))
    return ("\n\n".join(filter(None, blocks)) + "\n").encode()


def _part(part: object, start: int) -> list[str]:
    if isinstance(part, Heading):
        return [_heading(part.text, part.level)]
    if isinstance(part, Paragraphs):
        marks = {"numbered": lambda at: f"{start + at}. ", "points": lambda at: "- "}.get(part.form, lambda at: "")
        filled = [_filled(_paragraph(one), marks(at)) for at, one in enumerate(part.items)]
        return ["\n".join(filled)] if part.form == "points" else filled
    if isinstance(part, Table):
        rows = [_filled(_row(part, row.cells, row.sources), "- ") for row in part.rows]
        return [_filled(f"Table: {part.title}"), "\n".join(rows)]
    assert isinstance(part, Pictures)
    return [_filled(f"[Picture: {picture.alt}]") for picture in part.shown]


def _row(table: Table, cells: tuple[str, ...], sources: tuple[int, ...]) -> str:
    """'Portsmouth. Figure: 71.9%; Measured over: 2010 [1]': each cell behind its heading."""
    first, *others = cells
    told = [f"{head}: {cell}" for head, cell in zip(table.heads[1:], others, strict=True) if cell]
    return f"{first}. {'; '.join(told)}{marked(sources)}"


def _paragraph(one: Paragraph) -> str:
    return " ".join(filter(None, (one.label, *map(_said, one.said))))


def _said(one: Said) -> str:
    return f"{one.text}{marked(one.sources)}"


def marked(sources: tuple[int, ...]) -> str:
    """' [1] [3]'."""
    return "".join(f" [{number}]" for number in sources)


def _heading(text: str, level: int) -> str:
    shown = _filled(text)
    return f"{shown}\n{UNDER[level] * max(map(len, shown.splitlines()))}" if level in UNDER else shown


def _filled(text: str, mark: str = "") -> str:
    return textwrap.fill(
        clean(text), WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
