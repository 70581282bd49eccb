"""Workbooks of the kind .ods (OpenDocument), by their XML."""

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from data_pipeline.reading.workbooks import cells
from data_pipeline.reading.workbooks.sheets import MOST_COLUMNS, MOST_ROWS, NARROWEST, Sheet, trimmed

SPACES = {
    name: f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "style", "table", "text")
}
POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "px": 0.75}
LENGTH = re.compile(r"([0-9.]+)(pt|in|cm|mm|pc|px)")


def q(name: str) -> str:
    """A name as ElementTree has it: 'table:style-name'."""
    space, word = name.split(":")
    return SPACES[space] + word


OFFICE_VALUES = {"float": "value", "percentage": "value", "currency": "value", "date": "date-value",
                 "time": "time-value", "boolean": "boolean-value"}  # fmt: skip
# What groups rows or columns, and what may stand around them.
ROWS = {q(f"table:table-{name}") for name in ("row-group", "header-rows", "rows")}
COLUMNS = {q(f"table:table-{name}") for name in ("column-group", "header-columns", "columns")}
CELLS = {q("table:table-cell"), q("table:covered-table-cell")}
NO_WORDS = {q("office:annotation"), q("text:note")}
BLANKS = {q("text:s"): " ", q("text:tab"): "\t", q("text:line-break"): "\n"}


class Styles(dict):
    """The styles of a workbook, by family and name."""

    def property(self, family: str, name: str | None, wanted: str) -> str | None:
        """What a style, or one that it rests on, says of something; None where none does."""
        seen = set()
        while name and name not in seen and (family, name) in self:
            seen.add(name)
            style = self[family, name]
            for properties in style:
                if (said := properties.get(q(wanted))) is not None:
                    return said
            name = style.get(q("style:parent-style-name"))
        return None

    def line(self, family: str, name: str | None) -> int:
        """On which line text in a style is written: '33% 58%' and 'super' are above, '-33%' and 'sub' below."""
        position = (self.property(family, name, "style:text-position") or "0%").split()[0]
        if position == "super" or re.match(r"[1-9.]|0[.0]*[1-9]", position):
            return cells.RAISED
        return cells.LOWERED if position == "sub" or re.match(r"-[0.]*[1-9]", position) else cells.ON_THE_LINE

    def is_too_small(self, family: str, name: str | None, wanted: str) -> bool:
        length = LENGTH.fullmatch(self.property(family, name, wanted) or "")
        return length is not None and float(length[1]) * POINTS[length[2]] < NARROWEST


def sheets(path: Path) -> list[Sheet]:
    with zipfile.ZipFile(path) as parts:
        content = ElementTree.fromstring(parts.read("content.xml"))
        shared = parts.read("styles.xml") if "styles.xml" in parts.namelist() else None
    styles = Styles()
    for root in (ElementTree.fromstring(shared) if shared else None, content):
        for style in root.iter(q("style:style")) if root is not None else ():
            styles[style.get(q("style:family")), style.get(q("style:name"))] = style
    book = content.find(f"{q('office:body')}/{q('office:spreadsheet')}")
    if book is None:
        raise ValueError("it is no spreadsheet")
    return [_sheet(table, styles) for table in book.findall(q("table:table"))]


def _sheet(table: Element, styles: Styles) -> Sheet:
    hidden: list[tuple[int, int]] = []
    first = 0
    for column, is_hidden in _inside(table, COLUMNS, q("table:table-column"), False):
        count = _repeated(column, "columns")
        name = column.get(q("table:style-name"))
        if is_hidden or styles.is_too_small("table-column", name, "style:column-width"):
            hidden.append((first, first + count))
        first += count
    return Sheet(
        table.get(q("table:name")) or "",
        styles.property("table", table.get(q("table:style-name")), "table:display") == "false",
        _rows(table, styles),
        lambda place: any(start <= place < end for start, end in hidden),
    )


def _inside(element: Element, groups: set[str], wanted: str, is_hidden: bool) -> Iterator[tuple[Element, bool]]:
    """Every row, or column, of a table and of its groups, and whether it is hidden, by a group too."""
    for child in element:
        if child.tag in groups:
            yield from _inside(child, groups, wanted, is_hidden or child.get(q("table:display")) == "false")
        elif child.tag == wanted:
            yield child, is_hidden or child.get(q("table:visibility"), "visible") != "visible"


def _repeated(element: Element, what: str) -> int:
    return max(int(element.get(q(f"table:number-{what}-repeated")) or 1), 1)


def _rows(table: Element, styles: Styles) -> Iterator[tuple[int, bool, list[str]]]:
    number = 1
    for row, is_hidden in _inside(table, ROWS, q("table:table-row"), False):
        is_hidden = is_hidden or styles.is_too_small("table-row", row.get(q("table:style-name")), "style:row-height")
        found: list[str] = []
        for cell in row:
            if cell.tag in CELLS:
                found += [_text(cell, styles)] * min(_repeated(cell, "columns"), MOST_COLUMNS - len(found))
        found, repeated = trimmed(found), _repeated(row, "rows")
        if found:  # What is repeated down to the last row of the sheet is blank.
            last = min(number + repeated, MOST_ROWS + 1)
            yield from ((again, is_hidden, found) for again in range(number, last))
        number += repeated


def _text(cell: Element, styles: Styles) -> str:
    kind, line = cell.get(q("office:value-type")), styles.line("table-cell", cell.get(q("table:style-name")))
    if kind in OFFICE_VALUES:
        value = cell.get(q(f"office:{OFFICE_VALUES[kind]}"))
        if not value:
            raise ValueError(f"a cell that should hold a {kind} does not")
        return cells.joined([(cells.text(_value(kind, value), "0%" if kind == "percentage" else "0"), line)])
    return "\n".join(cells.joined(_runs(paragraph, styles, line)) for paragraph in cell.findall(q("text:p")))


def _value(kind: str, value: str) -> object:
    match kind:
        case "boolean":
            return value == "true"
        case "date":
            return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        case "time":
            return value
        case _:
            try:
                return Decimal(value)
            except ArithmeticError:
                raise ValueError(f"a cell that should hold a {kind} holds {value!r}") from None


def _runs(element: Element, styles: Styles, line: int) -> Iterator[tuple[str, int]]:
    """The text in an element, piece by piece, each with its line."""
    yield element.text or "", line
    for child in element:
        if child.tag in BLANKS:
            yield BLANKS[child.tag] * min(int(child.get(q("text:c")) or 1), 1000), line
        elif child.tag == q("text:span"):
            style = "text", child.get(q("text:style-name"))
            own = styles.line(*style) if style in styles else cells.UNKNOWN
            yield from _runs(child, styles, own or line)
        elif child.tag not in NO_WORDS:
            yield from _runs(child, styles, line)
        yield child.tail or "", line
