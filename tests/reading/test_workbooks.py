"""Workbooks of three kinds: the same text from each, as a person sees it; whatever is damaged is refused."""

import io
import random
import re
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from data_pipeline.problems import Refused
from data_pipeline.reading import packs, workbooks
from tests.worlds import figures as w
from tests.worlds.layout_files import PerCent, write_ods, write_xls, write_xlsx

WRITERS = {".xlsx": write_xlsx, ".xls": write_xls, ".ods": write_ods}
kinds = pytest.mark.parametrize("kind", WRITERS)
SHEETS = {
    "agreement": [
        ["area_code", "title", "signed_on", "is_example"],
        [w.BARSETSHIRE, "A title", date(2008, 6, 19), True],
    ],
    "outturns": [
        ["indicator", "period", "value", "lower"],
        ["NI 901", "2009/10", PerCent(0.485), PerCent(0.165)],
        ["", "", "", ""],
        ["NI 901", "2010/11", PerCent(0.07), ""],
        ["NI 902", "2010/11", 1234, -0.25],
        ["NI 903", "2010/11", 12.5, ""],
        ["NI 904", "2010/11", "40%", ""],
    ],
    "Sheet3": [],
}


def write(folder: Path, kind: str, sheets: dict[str, list[list]] = SHEETS) -> Path:
    return WRITERS[kind](folder / f"book{kind}", sheets)


@kinds
def test_a_cell_is_read_as_it_is_shown_and_a_row_keeps_its_number(kind, tmp_path):
    assert workbooks.sheets(write(tmp_path, kind), "book") == {
        "agreement": [
            (1, ["area_code", "title", "signed_on", "is_example"]),
            (2, [w.BARSETSHIRE, "A title", "2008-06-19", "yes"]),
        ],
        "outturns": [
            (1, ["indicator", "period", "value", "lower"]),
            (2, ["NI 901", "2009/10", "48.5%", "16.5%"]),
            (4, ["NI 901", "2010/11", "7%"]),
            (5, ["NI 902", "2010/11", "1234", "-0.25"]),
            (6, ["NI 903", "2010/11", "12.5"]),
            (7, ["NI 904", "2010/11", "40%"]),
        ],
        "Sheet3": [],
    }


@kinds
def test_a_pack_of_any_kind_has_its_percentages(kind, tmp_path):
    path = write(tmp_path, kind)
    assert packs.is_pack(path)
    _, outturns = packs.read(path)
    assert outturns.faults == []
    assert [(row["value"], row["lower"]) for _, row in outturns.rows] == [
        ("48.5%", "16.5"), ("7%", None), ("1234", "-0.25"), ("12.5", None), ("40%", None),
    ]  # fmt: skip


FORMATS = {
    "General": "0.485", "0.00": "0.485", "0%": "48.5%", "0.00%": "48.5%", "#,##0.0%": "48.5%",
    '0.0" %"': "0.485", r"0.0\%": "0.485", "0.0_%": "0.485", '[Red]0.0%;[Blue]-0.0%;"-"': "48.5%", 
    "[$-809]0.0%": "48.5%", '0.0%;"no % at all"': "48.5%",
}  # fmt: skip


@pytest.mark.parametrize(("number_format", "shown"), FORMATS.items())
def test_a_per_cent_sign_counts_where_the_format_multiplies_by_it(number_format, shown, tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as book:
        book.add_worksheet("one").write_number(0, 0, 0.485, book.add_format({"num_format": number_format}))
    assert workbooks.sheets(tmp_path / "book.xlsx", "book") == {"one": [(1, [shown])]}


def refusal(path: Path) -> str:
    """What is found wrong with a workbook that is refused."""
    with pytest.raises(Refused) as refused:
        workbooks.sheets(path, "book")
    (problem,) = refused.value.problems
    assert (problem.file, problem.problem) == ("book", "the workbook cannot be read")
    assert problem.what_to_do
    return problem.value


@pytest.mark.parametrize("number_format", ["[>1]0;0%", "General;-0%"])
def test_a_format_that_shows_only_some_figures_in_per_cent_is_refused(number_format, tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as book:
        book.add_worksheet("one").write_number(0, 0, 0.485, book.add_format({"num_format": number_format}))
    assert number_format in refusal(tmp_path / "book.xlsx")


def test_a_kind_of_workbook_whose_formats_nobody_reads_is_refused(tmp_path):
    (tmp_path / "book.xlsb").write_bytes(b"PK")
    assert "per cent" in refusal(tmp_path / "book.xlsb")


@pytest.mark.parametrize(
    ("offset", "bits"), [(8, 0x01), (10, 99)], ids=["under a password", "packed in an unknown way"]
)
def test_a_workbook_whose_parts_cannot_be_unpacked_is_refused(offset, bits, tmp_path):
    """The flags and the method of packing of each part, in the list at the end of the file and before the part."""
    path = write(tmp_path, ".xlsx")
    content = bytearray(path.read_bytes())
    for mark, before in ((b"PK\x01\x02", offset), (b"PK\x03\x04", offset - 2)):
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + before] = bits
    path.write_bytes(content)
    refusal(path)
    assert workbooks.names(path) == []


def with_part(path: Path, part: str, change) -> Path:
    """The workbook with one of its parts changed."""
    changed = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(changed, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            after.writestr(name, change(content) if name == part else content)
    path.write_bytes(changed.getvalue())
    return path


def test_what_a_sheet_says_of_its_own_size_is_not_believed(tmp_path):
    whole = workbooks.sheets(write(tmp_path, ".xlsx"), "book")
    path = with_part(
        tmp_path / "book.xlsx",
        "xl/worksheets/sheet2.xml",
        lambda text: re.sub('dimension ref="[^"]*"', 'dimension ref="B2"', text),
    )
    assert workbooks.sheets(path, "book") == whole


def test_a_space_in_the_last_cell_of_a_sheet_makes_it_no_larger(tmp_path):
    book = openpyxl.Workbook()
    book.active["B2"], book.active["XFD1048576"] = "here", " "
    book.save(tmp_path / "book.xlsx")
    assert workbooks.sheets(tmp_path / "book.xlsx", "book") == {"Sheet": [(2, ["", "here"])]}


def test_cells_and_rows_kept_once_for_many_are_many(tmp_path):
    path = write(tmp_path, ".ods", {"one": [["a", "b"], ["c"]]})
    twice = '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3" '
    with_part(path, "content.xml", lambda text: text.replace("<table:table-row><table:table-cell ", twice, 1))
    assert workbooks.sheets(path, "book") == {"one": [(1, ["a", "a", "a", "b"]), (2, ["a", "a", "a", "b"]), (3, ["c"])]}


@pytest.mark.parametrize("number", ["x", "", "0.4.8"])
def test_a_figure_that_is_none_is_refused_and_not_blank(number, tmp_path):
    path = write(tmp_path, ".ods")
    with_part(path, "content.xml", lambda text: text.replace('office:value="0.485"', f'office:value="{number}"'))
    assert "percentage" in refusal(path)


@kinds
@settings(max_examples=80)
@given(seed=st.integers(0, 10**9))
def test_a_damaged_workbook_is_read_or_refused_and_ends_no_process(kind, seed, tmp_path_factory):
    path, chance = write(tmp_path_factory.mktemp("damaged"), kind), random.Random(seed)
    content = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 20))):
        content[chance.randrange(len(content))] = chance.choice((0, 127, 128, 255, chance.randrange(256)))
    path.write_bytes(content[: chance.choice((len(content), chance.randrange(len(content))))])
    assert packs.is_pack(path) in (True, False)
    try:
        packs.read(path)
    except Refused as refused:
        assert all(problem.what_to_do for problem in refused.problems)


@pytest.mark.parametrize("part", ["content.xml", "xl/worksheets/sheet2.xml", "xl/styles.xml", "xl/workbook.xml"])
@settings(max_examples=80)
@given(seed=st.integers(0, 10**9))
def test_a_workbook_with_a_damaged_part_is_read_or_refused(part, seed, tmp_path_factory):
    """Damage inside what is packed, which the checksums of the packing do not show."""
    chance = random.Random(seed)

    def damage(text: str) -> str:
        for _ in range(chance.choice((1, 1, 3))):
            at = chance.randrange(len(text))
            text = text[:at] + chance.choice(["", "9" * 12, "<", '"', "x", "-1"]) + text[at + chance.randrange(3) :]
        return text

    kind = ".ods" if part == "content.xml" else ".xlsx"
    path = with_part(write(tmp_path_factory.mktemp("damaged"), kind), part, damage)
    try:
        packs.read(path)
    except Refused as refused:
        assert all(problem.what_to_do for problem in refused.problems)
