"""A document's content as a PDF: tagged for who hears it, the same bytes whenever it is made."""

import io
import json
from datetime import UTC, date, datetime, time
from pathlib import Path

import pikepdf
import typst
from pikepdf import Name

from data_pipeline.drawings import fonts
from data_pipeline.drawings.settable import all_settable

TEMPLATE = Path(__file__).with_name("card.typ").read_bytes()


def pdf(content: dict, day: date, template: bytes = TEMPLATE, pictures: dict[str, bytes] | None = None) -> bytes:
    """A document as PDF/UA-1. `day`: of the data, which is the day of the file; `pictures`: files by their names."""
    data = json.dumps(all_settable(content), ensure_ascii=False).encode()
    made = typst.compile(
        {"main.typ": template, "data.json": data, **(pictures or {})},
        font_paths=fonts.faces(),
        pdf_standards="ua-1",
        timestamp=datetime.combine(day, time(), UTC),
    )
    forget()
    return with_row_headings(made)


def forget() -> None:
    """Let typst forget what it laid out, which it keeps for about ten more documents: of cards 320 MB, with this 65.

    Documents with nothing in them count, and take next to no time.
    """
    for _ in range(10):
        typst.compile(b"", font_paths=fonts.faces(), format="svg")


def with_row_headings(made: bytes) -> bytes:
    """The same file with the first cell of every row as its heading, which typst cannot be told from Python."""
    with pikepdf.open(io.BytesIO(made)) as file:
        _head_rows(file.Root.StructTreeRoot)
        whole = io.BytesIO()
        file.save(whole, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return whole.getvalue()


def _head_rows(of: pikepdf.Object) -> None:
    kids = elements(of)
    if of.get("/S") == Name.TR and kids and kids[0].S == Name.TD:
        kids[0].S = Name.TH
        kids[0].A = pikepdf.Dictionary(O=Name.Table, Scope=Name.Row)
    for kid in kids:
        _head_rows(kid)


def elements(of: pikepdf.Object) -> list[pikepdf.Object]:
    """The elements of the structure that stand in one, in their order."""
    kids = of.get("/K", [])
    kids = kids if isinstance(kids, pikepdf.Array) else [kids]
    return [kid for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
