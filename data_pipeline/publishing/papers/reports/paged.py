"""A report as a PDF, set by typst; and how large the type is that fills one page."""

import json
from pathlib import Path

import typst

from data_pipeline.drawings import fonts
from data_pipeline.drawings.settable import all_settable, settable
from data_pipeline.publishing.papers import typesetting
from data_pipeline.publishing.papers.parts import AUTHOR
from data_pipeline.publishing.papers.reports.report import Heading, Paragraph, Paragraphs, Part, Pictures, Report, Table

TEMPLATE = Path(__file__).with_name("report.typ").read_bytes()


def pdf(report: Report) -> bytes:
    """PDF/UA-1, the same bytes for the same report."""
    content, pictures = set_out(report)
    return typesetting.pdf(content, report.day, TEMPLATE, pictures)


def size_that_fits(report: Report) -> float:
    """The type, in points, in which all that a report of one page says fills it."""
    content, pictures = set_out(report)
    files = {"main.typ": TEMPLATE, "data.json": json.dumps(all_settable(content)).encode(), **pictures}
    return json.loads(typst.query(files, "<size>", field="value", one=True, font_paths=fonts.faces()))


def set_out(report: Report) -> tuple[dict, dict[str, bytes]]:
    """What the template takes, and the files of the pictures in it."""
    pictures: dict[str, bytes] = {}
    content = {
        "title": report.title,
        "author": AUTHOR,
        "description": report.kicker,
        "kicker": report.kicker,
        "marks": list(report.marks),
        "parts": [_part(part, start, pictures) for part, start in report.starts()],
        "sources": [
            {"title": one.title, "address": one.leads_to, "address-shown": one.leads_to and _shown(one.leads_to)}
            for one in report.sources
        ],
        "address": report.address,
        "address-shown": _shown(report.address),
        "address-label": report.address_label,
        "is-one-page": report.is_one_page,
        "contents": report.contents,
        "size": report.size,
        "smaller": report.smaller,
    }
    return content, pictures


def _part(part: Part, start: int, pictures: dict[str, bytes]) -> dict:
    if isinstance(part, Heading):
        return {"kind": "heading", "text": part.text, "level": part.level, "new-page": part.is_on_new_page}
    if isinstance(part, Paragraphs):
        items = [_paragraph(one) for one in part.items]
        return {"kind": "paragraphs", "form": part.form, "start": start, "items": items}
    if isinstance(part, Table):
        rows = [{"cells": list(row.cells), "sources": list(row.sources)} for row in part.rows]
        heads, widths = part.laid_out()
        is_sourced = part.has_sources
        return {
            "kind": "table",
            "title": part.title,
            "sourced": is_sourced,
            "heads": heads,
            "widths": widths,
            "rows": rows,
        }
    assert isinstance(part, Pictures)
    found = []
    for picture in part.shown:
        name = f"picture-{len(pictures) + 1}.svg"
        pictures[name] = settable(picture.svg).encode()
        found.append({"file": name, "alt": picture.alt})
    return {"kind": "pictures", "pictures": found}


def _paragraph(one: Paragraph) -> dict:
    return {
        "label": one.label,
        "said": [{"text": said.text, "sources": list(said.sources)} for said in one.said],
    }


def _shown(address: str) -> str:
    """An address as it is printed, with room to break the line after its slashes and signs."""
    return address.split("://")[-1]
