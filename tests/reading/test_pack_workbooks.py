"""A pack as a workbook is read as the same pack in a folder."""

import re
import shutil
from pathlib import Path

import pytest
import xlsxwriter

from data_pipeline.reading import packs
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.pack_workbooks import write_workbook


@pytest.fixture(scope="module", autouse=True)
def _read_once():
    with p.remembering():
        yield


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return w.write(tmp_path / "data")


@pytest.fixture
def pack(data: Path) -> Path:
    return p.write(data)


def without_noughts(rows: list[tuple[int, dict]]) -> list[tuple[int, dict]]:
    """A spreadsheet program keeps 18.0% as 18%."""
    return [
        (number, {name: re.sub(r"^(-?\d+)\.0(%?)$", r"\1\2", cell) if cell else cell for name, cell in row.items()})
        for number, row in rows
    ]


@pytest.mark.parametrize("as_program", [True, False], ids=["as a program stores cells", "all as text"])
def test_a_workbook_is_read_as_the_same_folder(as_program, pack, data):
    sheets = {**p.SHEETS, "commentary": p.COMMENTARY_ROWS}
    book = write_workbook(data / "agreements" / "book.xlsx", sheets, as_program)
    shutil.rmtree(pack / "commentary")
    folder = {sheet.name: without_noughts(sheet.rows) for sheet in packs.read(pack)}
    read = packs.read(book)
    assert [fault for sheet in read for fault in sheet.faults] == []
    workbook = {sheet.name: without_noughts(sheet.rows) for sheet in read}
    (commentary,) = workbook.pop("commentary")
    assert workbook == folder
    assert {name: cell for name, cell in commentary[1].items() if cell} == p.COMMENTARY_ROWS[0]


def test_a_percentage_in_a_column_of_numbers_is_its_number(data):
    sheets = {"agreement": p.SHEETS["agreement"], "outturns": [p.SHEETS["outturns"][0] | {"lower": "16.5%"}]}
    (_, outturns) = packs.read(write_workbook(data / "agreements" / "book.xlsx", sheets))
    assert (outturns.rows[0][1]["value"], outturns.rows[0][1]["lower"]) == ("19.5%", "16.5")


def test_a_workbook_of_faults_names_the_sheet_and_the_row_as_the_program_shows_it(data):
    sheets = {
        "agreement": p.SHEETS["agreement"],
        "risks": [p.SHEETS["risks"][0], {}, {"risk": "R2", "what": "", "owner": "A board"}],
        "Notes to self": [{"what": "remember"}],
    }
    book = write_workbook(data / "agreements" / "book.xlsx", sheets)
    found = [(fault.file, fault.row, fault.column, fault.problem) for sheet in packs.read(book)
             for fault in sheet.faults]  # fmt: skip
    where = "agreements/book.xlsx, sheet"
    assert found == [
        (f"{where} risks", 4, "what", "this is missing"),
        (f"{where} Notes to self", None, None, "no sheet of a pack is called so"),
    ]


def test_an_empty_sheet_of_another_name_is_no_fault(data):
    book = data / "agreements" / "book.xlsx"
    book.parent.mkdir()
    with xlsxwriter.Workbook(str(book)) as made:
        page = made.add_worksheet("agreement")
        page.write_row(0, 0, ["area_code", "title"])
        page.write_row(1, 0, [w.BARSETSHIRE, "Agreement"])
        made.add_worksheet("Sheet2")
    assert [sheet.faults for sheet in packs.read(book)] == [[]]


def test_a_folder_and_a_workbook_of_one_name_are_two_packs_and_the_first_is_kept(pack, data):
    write_workbook(data / "agreements" / "barsetshire.xlsx", {"agreement": p.SHEETS["agreement"]})
    with p.read(data, wanted=p.BALANCE) as con:
        rows = con.execute("select pack, count(*) from marts.pack_agreement group by all").fetchall()
        assert p.unbalanced(con) == []
    assert rows == [("barsetshire", 1)]
    found = [issue[:3] for issue in p.issues(data) if issue[5] == "set aside"]
    assert found == [("agreement_published_twice", "agreements/barsetshire.xlsx, sheet agreement", 2)]
