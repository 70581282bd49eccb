"""Workbooks of three kinds in which something is hidden, in every way that a program hides it."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import xlwt

from tests.worlds.layout_files import write_ods, write_xls, write_xlsx

STYLES = """<office:automatic-styles xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
<style:style style:name="unseen" style:family="table"><style:table-properties table:display="false"/></style:style>
<style:style style:name="flat" style:family="table-row">
<style:table-row-properties style:row-height="0cm"/></style:style>
<style:style style:name="narrow" style:family="table-column">
<style:table-column-properties style:column-width="0.001in"/></style:style>
<style:style style:name="wide" style:family="table-column">
<style:table-column-properties style:column-width="2.258cm"/></style:style>
<style:style style:name="bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="raised" style:family="text">
<style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="third" style:family="text">
<style:text-properties style:text-position="33% 58%"/></style:style>
<style:style style:name="small" style:family="text" style:parent-style-name="raised">
<style:text-properties fo:font-size="6pt"/></style:style>
<style:style style:name="lowered" style:family="text">
<style:text-properties style:text-position="sub 58%"/></style:style>
<style:style style:name="dropped" style:family="text">
<style:text-properties style:text-position="-33% 58%"/></style:style>
<style:style style:name="note" style:family="table-cell">
<style:text-properties style:text-position="super 58%"/></style:style>
</office:automatic-styles>"""


def change_part(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The workbook with one of its parts changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            after.writestr(name, change(content) if name == part else content)
    path.write_bytes(changed.getvalue())
    return path


def in_xlsx(change: Callable[[openpyxl.Workbook], None]) -> Callable[[Path, dict], Path]:
    def write(path: Path, sheets: dict) -> Path:
        book = openpyxl.load_workbook(write_xlsx(path, sheets))
        change(book)
        book.save(path)
        return path

    return write


def in_xml(change: Callable[[str], str]) -> Callable[[Path, dict], Path]:
    """The first sheet of an .xlsx with its XML changed."""
    return lambda path, sheets: change_part(write_xlsx(path, sheets), "xl/worksheets/sheet1.xml", change)


def in_xls(change: Callable[[xlwt.Workbook], None]) -> Callable[[Path, dict], Path]:
    return lambda path, sheets: write_xls(path, sheets, change)


def in_ods(change: Callable[[str], str]) -> Callable[[Path, dict], Path]:
    def write(path: Path, sheets: dict) -> Path:
        with_styles = lambda text: change(text).replace("<office:body>", f"{STYLES}<office:body>")  # noqa: E731
        return change_part(write_ods(path, sheets), "content.xml", with_styles)

    return write


def attributes(**cells) -> Callable:
    """Set attributes of what it is called with: `attributes(hidden=True)(row)`."""

    def do(thing) -> None:
        for name, value in cells.items():
            setattr(thing, name, value)

    return do


def row_of_ods(number: int, before: str, after: str = "", attribute: str = "") -> Callable[[str], str]:
    """Around, and in, the row of the first sheet that has this number."""

    def do(text: str) -> str:
        rows = list(re.finditer(r"<table:table-row>.*?</table:table-row>", text))
        found = rows[number - 1]
        row = found[0].replace("<table:table-row", f"<table:table-row {attribute}", 1)
        return f"{text[: found.start()]}{before}{row}{after}{text[found.end() :]}"

    return do


def columns_of_ods(columns: str) -> Callable[[str], str]:
    return lambda text: re.sub(r'(<table:table table:name="[^"]*">)', rf"\1{columns}", text, count=1)


def sheet_of_ods(number: int) -> Callable[[str], str]:
    def do(text: str) -> str:
        found = list(re.finditer("<table:table ", text))[number - 1]
        return f'{text[: found.end()]}table:style-name="unseen" {text[found.end() :]}'

    return do


NARROW = '<cols><col min="2" max="2" width="0" customWidth="1"/></cols>'
A_COLUMN = "<table:table-column/>"
# Of each way: the third row of the first sheet; its second column; its second sheet.
ROWS = {
    "xlsx hidden": (".xlsx", in_xlsx(lambda book: attributes(hidden=True)(book.worksheets[0].row_dimensions[3]))),
    "xlsx no height": (".xlsx", in_xml(lambda text: text.replace('<row r="3"', '<row r="3" ht="0" customHeight="1"'))),
    "xlsx group": (".xlsx", in_xlsx(lambda book: book.worksheets[0].row_dimensions.group(3, 3, hidden=True))),
    "xls hidden": (".xls", in_xls(lambda book: attributes(hidden=True)(book.get_sheet(0).row(2)))),
    "xls no height": (
        ".xls", in_xls(lambda book: attributes(height=0, height_mismatch=True)(book.get_sheet(0).row(2)))
    ),
    "ods collapsed": (".ods", in_ods(row_of_ods(3, "", attribute='table:visibility="collapse"'))),
    "ods filtered": (".ods", in_ods(row_of_ods(3, "", attribute='table:visibility="filter"'))),
    "ods no height": (".ods", in_ods(row_of_ods(3, "", attribute='table:style-name="flat"'))),
    "ods group": (
        ".ods", in_ods(row_of_ods(3, '<table:table-row-group table:display="false">', "</table:table-row-group>"))
    ),
    "ods group in a group": (
        ".ods",
        in_ods(row_of_ods(3, '<table:table-row-group table:display="false"><table:table-row-group>',
               "</table:table-row-group></table:table-row-group>")),
    ),
}  # fmt: skip
COLUMNS = {
    "xlsx hidden": (".xlsx", in_xlsx(lambda book: attributes(hidden=True)(book.worksheets[0].column_dimensions["B"]))),
    "xlsx no width": (".xlsx", in_xml(lambda text: text.replace("<sheetData>", f"{NARROW}<sheetData>"))),
    "xlsx group": (".xlsx", in_xlsx(lambda book: book.worksheets[0].column_dimensions.group("B", "B", hidden=True))),
    "xls hidden": (".xls", in_xls(lambda book: attributes(hidden=True)(book.get_sheet(0).col(1)))),
    "xls no width": (".xls", in_xls(lambda book: attributes(width=0)(book.get_sheet(0).col(1)))),
    "ods collapsed": (
        ".ods", in_ods(columns_of_ods(f'{A_COLUMN}<table:table-column table:visibility="collapse"/>{A_COLUMN}'))
    ),
    "ods no width": (
        ".ods", in_ods(columns_of_ods(f'{A_COLUMN}<table:table-column table:style-name="narrow"/>{A_COLUMN}'))
    ),
    "ods group": (
        ".ods",
        in_ods(columns_of_ods(f'{A_COLUMN}<table:table-column-group table:display="false">{A_COLUMN}'
                              f"</table:table-column-group>{A_COLUMN}")),
    ),
}  # fmt: skip
SHEETS = {
    "xlsx hidden": (".xlsx", in_xlsx(lambda book: attributes(sheet_state="hidden")(book.worksheets[1]))),
    "xlsx very hidden": (".xlsx", in_xlsx(lambda book: attributes(sheet_state="veryHidden")(book.worksheets[1]))),
    "xls hidden": (".xls", in_xls(lambda book: attributes(visibility=1)(book.get_sheet(1)))),
    "xls very hidden": (".xls", in_xls(lambda book: attributes(visibility=2)(book.get_sheet(1)))),
    "ods hidden": (".ods", in_ods(sheet_of_ods(2))),
}
# What looks like it and is not: a low row, a narrow column, an open group.
SEEN = {
    "xlsx": (
        ".xlsx",
        in_xlsx(lambda book: (
            attributes(height=4)(book.worksheets[0].row_dimensions[3]),
            attributes(width=1)(book.worksheets[0].column_dimensions["B"]),
            book.worksheets[0].row_dimensions.group(2, 3),
        )),
    ),
    "xls": (
        ".xls",
        in_xls(lambda book: (
            attributes(height=80, height_mismatch=True, level=1)(book.get_sheet(0).row(2)),
            attributes(width=256)(book.get_sheet(0).col(1)),
        )),
    ),
    "ods": (
        ".ods",
        in_ods(lambda text: columns_of_ods('<table:table-column table:style-name="wide"'
               ' table:number-columns-repeated="3"/>')(row_of_ods(3, "<table:table-row-group>",
               "</table:table-row-group>", 'table:visibility="visible"')(text))),
    ),
}  # fmt: skip
