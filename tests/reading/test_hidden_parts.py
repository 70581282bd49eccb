"""What nobody sees in a workbook is named with its place and read by nobody: rows, columns and sheets."""

from pathlib import Path

import openpyxl
import pytest

from data_pipeline import __main__ as command_line
from data_pipeline.reading import packs, workbooks
from data_pipeline.reading.workbooks import Hidden
from tests.worlds import figures as w
from tests.worlds import hidden_parts as hidden
from tests.worlds import packs as p
from tests.worlds.pack_workbooks import write_workbook

FIGURES = [
    ["Area code", "Umbrellas", "Bandstands"],
    [w.CASTERBRIDGE, 12, 7],
    [w.COKETOWN_2013, 987, 8],
    [w.BARCHESTER, 14, 9],
]
BOOK = {"Figures": FIGURES, "Old workings": [["Area code", "Hats"], [w.CASTERBRIDGE, 555]]}
TEXT = [(number, [str(cell) for cell in row]) for number, row in enumerate(FIGURES, 1)]
SECOND = [(1, ["Area code", "Hats"]), (2, [w.CASTERBRIDGE, "555"])]


def ways(of: dict):
    return pytest.mark.parametrize("way", of.values(), ids=of)


def written(way, folder: Path, sheets: dict = BOOK) -> Path:
    kind, write = way
    return write(folder / f"book{kind}", sheets)


@ways(hidden.ROWS)
def test_a_hidden_row_is_named_and_not_read(way, tmp_path):
    book = workbooks.read(written(way, tmp_path), "book")
    assert book.hidden == [Hidden("Figures", row=3)]
    assert book.sheets == {"Figures": [TEXT[0], TEXT[1], TEXT[3]], "Old workings": SECOND}


@ways(hidden.COLUMNS)
def test_a_hidden_column_is_named_and_blank(way, tmp_path):
    book = workbooks.read(written(way, tmp_path), "book")
    assert book.hidden == [Hidden("Figures", column="B")]
    assert book.sheets["Figures"] == [(number, [cells[0], "", cells[2]]) for number, cells in TEXT]


@ways(hidden.SHEETS)
def test_a_hidden_sheet_is_named_and_has_no_rows(way, tmp_path):
    book = workbooks.read(written(way, tmp_path), "book")
    assert book.hidden == [Hidden("Old workings")]
    assert book.sheets == {"Figures": TEXT, "Old workings": []}


@ways(hidden.SEEN)
def test_what_is_low_or_narrow_or_in_an_open_group_is_seen(way, tmp_path):
    assert workbooks.read(written(way, tmp_path), "book") == workbooks.Workbook(
        {"Figures": TEXT, "Old workings": SECOND}, []
    )


@ways({name: way for of in (hidden.ROWS, hidden.COLUMNS, hidden.SHEETS) for name, way in of.items()})
def test_what_is_hidden_and_empty_is_no_fault(way, tmp_path):
    sheets = {"Figures": [["Area code", ""], [w.CASTERBRIDGE, ""], ["", ""]], "Old workings": [[""]]}
    assert workbooks.read(written(way, tmp_path, sheets), "book").hidden == []


SAID = {
    "row": (", row 3: this row of the sheet 'Figures' is hidden", [w.COKETOWN_2013]),
    "column": (", column B: this column of the sheet 'Figures' is hidden", ["Umbrellas", "value 12", "value 987"]),
    "sheet": (": the sheet 'Old workings' is hidden", ["Hats", "555"]),
}


# Above, every way of hiding is read; what is said of it does not depend on the way.
@pytest.mark.parametrize(
    ("ways", "what"), [(hidden.ROWS, "row"), (hidden.COLUMNS, "column"), (hidden.SHEETS, "sheet")], ids=SAID
)
def test_reading_a_published_workbook_names_what_is_hidden_and_shows_none_of_it(ways, what, tmp_path, capsys):
    data, path = w.write(tmp_path / "data"), written([*ways.values()][-1], tmp_path)
    assert command_line.main(["read", str(path), "--data", str(data)]) == 1
    said = capsys.readouterr().out
    place, secrets = SAID[what]
    assert f"set aside: {path.name}{place}" in said
    assert "value 7" in said
    assert [secret for secret in secrets if secret in said] == []


@pytest.mark.parametrize(
    ("ways", "what"), [(hidden.ROWS, "row"), (hidden.COLUMNS, "column"), (hidden.SHEETS, "sheet")], ids=SAID
)
def test_checking_a_published_workbook_names_what_is_hidden(ways, what, tmp_path, capsys):
    data, path = w.write(tmp_path / "data"), written(next(iter(ways.values())), tmp_path)
    assert command_line.main(["check", str(path), "--data", str(data)]) == 1
    assert SAID[what][0] in capsys.readouterr().out


PACK = {"agreement": p.SHEETS["agreement"], "outturns": p.SHEETS["outturns"][:3]}


def hide(path: Path, sheet: str, **what) -> Path:
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    if "row" in what:
        page.row_dimensions[what["row"]].hidden = True
    elif "column" in what:
        page.column_dimensions[what["column"]].hidden = True
    else:
        page.sheet_state = "veryHidden"
    book.save(path)
    return path


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return write_workbook(tmp_path / "book.xlsx", PACK)


def test_a_hidden_row_of_a_pack_is_set_aside_by_name(book):
    _, outturns = packs.read(hide(book, "outturns", row=3))
    assert [number for number, _ in outturns.rows] == [2, 4]
    assert outturns.rows_read == 3
    (fault,) = outturns.faults
    assert (fault.file, fault.row, fault.column) == ("agreements/book.xlsx, sheet outturns", 3, None)
    assert fault.problem == "this row of the sheet 'outturns' is hidden"


def test_a_hidden_column_of_a_pack_is_not_read(book):
    _, outturns = packs.read(hide(book, "outturns", column="F"))  # lower
    assert {row["lower"] for _, row in outturns.rows} == {None}
    assert [(fault.row, fault.column) for fault in outturns.faults] == [(None, "F")]


def test_a_hidden_sheet_of_a_pack_is_not_read(book):
    _, outturns = packs.read(hide(book, "outturns"))
    assert (outturns.rows, [fault.problem for fault in outturns.faults]) == ([], ["the sheet 'outturns' is hidden"])


def test_below_a_hidden_heading_nothing_is_read(book):
    _, outturns = packs.read(hide(book, "outturns", row=1))
    assert (outturns.rows, [fault.row for fault in outturns.faults]) == ([], [1])


def test_a_pack_whose_agreement_is_hidden_is_still_a_pack(book):
    assert packs.is_pack(hide(book, "agreement"))
    agreement, _ = packs.read(book)
    assert (agreement.rows, len(agreement.faults)) == ([], 1)


def test_what_is_hidden_in_a_pack_reaches_no_page(tmp_path):
    data = w.write(tmp_path / "data")
    p.add_statuses(data)
    sheets = {**p.SHEETS, "outturns": [*p.SHEETS["outturns"], {"indicator": "LI 3", "period": "2008/09",
              "value": "987654"}]}  # fmt: skip
    last = len(sheets["outturns"]) + 1
    hide(write_workbook(data / "agreements" / "book.xlsx", sheets), "outturns", row=last)
    with p.read(data) as con:
        assert p.unbalanced(con) == []
        kept = con.execute("select value from marts.pack_outturns").fetchall()
        named = con.execute(
            "select file, source_row, value, severity from meta.issues where problem like '%hidden%'"
        ).fetchall()
    assert len(kept) == len(p.SHEETS["outturns"])
    assert named == [("agreements/book.xlsx, sheet outturns", last, None, "set aside")]
