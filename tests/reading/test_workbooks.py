"""Workbooks of three kinds: the same text from each, as a person sees it; whatever is damaged is refused."""

import json
import random
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from data_pipeline import __main__ as command_line
from data_pipeline.problems import Refused
from data_pipeline.reading import pack_cells, packs, periods, printed_values, workbooks
from tests.running import PROJECT
from tests.worlds import figures as w
from tests.worlds import hidden_parts
from tests.worlds.hidden_parts import change_part
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


def seen(path: Path) -> dict[str, workbooks.Rows]:
    """The rows of each sheet of a workbook in which nothing is hidden."""
    book = workbooks.read(path, "book")
    assert book.hidden == []
    return book.sheets


@kinds
def test_a_cell_is_read_as_it_is_shown_and_a_row_keeps_its_number(kind, tmp_path):
    assert seen(write(tmp_path, kind)) == {
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
    assert seen(tmp_path / "book.xlsx") == {"one": [(1, [shown])]}


def refusal(path: Path) -> str:
    """What is found wrong with a workbook that is refused."""
    with pytest.raises(Refused) as refused:
        seen(path)
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
    with pytest.raises(Refused):
        workbooks.names(path, "book")


def test_what_a_sheet_says_of_its_own_size_is_not_believed(tmp_path):
    whole = seen(write(tmp_path, ".xlsx"))
    path = change_part(
        tmp_path / "book.xlsx",
        "xl/worksheets/sheet2.xml",
        lambda text: re.sub('dimension ref="[^"]*"', 'dimension ref="B2"', text),
    )
    assert seen(path) == whole


def test_a_space_in_the_last_cell_of_a_sheet_makes_it_no_larger(tmp_path):
    book = openpyxl.Workbook()
    book.active["B2"], book.active["XFD1048576"] = "here", " "
    book.save(tmp_path / "book.xlsx")
    assert seen(tmp_path / "book.xlsx") == {"Sheet": [(2, ["", "here"])]}


def test_cells_and_rows_kept_once_for_many_are_many(tmp_path):
    path = write(tmp_path, ".ods", {"one": [["a", "b"], ["c"]]})
    twice = '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="3" '
    change_part(path, "content.xml", lambda text: text.replace("<table:table-row><table:table-cell ", twice, 1))
    assert seen(path) == {"one": [(1, ["a", "a", "a", "b"]), (2, ["a", "a", "a", "b"]), (3, ["c"])]}


@pytest.mark.parametrize("number", ["x", "", "0.4.8"])
def test_a_figure_that_is_none_is_refused_and_not_blank(number, tmp_path):
    path = write(tmp_path, ".ods")
    change_part(path, "content.xml", lambda text: text.replace('office:value="0.485"', f'office:value="{number}"'))
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
    try:
        assert packs.is_pack(path) in (True, False)
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
    path = change_part(write(tmp_path_factory.mktemp("damaged"), kind), part, damage)
    try:
        packs.read(path)
    except Refused as refused:
        assert all(problem.what_to_do for problem in refused.problems)


def raised_xlsx(path: Path, rows: list[list]) -> Path:
    """A cell is text, or its runs: text, and the line where it is not the usual one."""
    lines = {"super": "superscript", "sub": "subscript"}
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([
            CellRichText([TextBlock(InlineFont(vertAlign=lines.get(line)), text) for text, line in cell])
            if isinstance(cell, list) else cell
            for cell in row
        ])  # fmt: skip
    book.active.title = "one"
    book.save(path)
    return path


def raised_shared(path: Path, rows: list[list]) -> Path:
    """The same with the texts kept once for all cells, as Excel does."""
    with xlsxwriter.Workbook(str(path)) as book:
        page = book.add_worksheet("one")
        fonts = {"super": book.add_format({"font_script": 1}), "sub": book.add_format({"font_script": 2})}
        plain = book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, list):
                    page.write_rich_string(
                        number, place, *(part for text, line in cell for part in (fonts.get(line, plain), text))
                    )
                else:
                    page.write(number, place, cell)
    return path


def raised_xls(path: Path, rows: list[list]) -> Path:
    book = xlwt.Workbook()
    page = book.add_sheet("one")
    fonts = {None: xlwt.Font(), "super": xlwt.Font(), "sub": xlwt.Font()}
    fonts["super"].escapement, fonts["sub"].escapement = 1, 2
    for number, row in enumerate(rows):
        for place, cell in enumerate(row):
            if isinstance(cell, list):
                page.write_rich_text(number, place, [(text, fonts[line]) for text, line in cell])
            else:
                page.write(number, place, cell)
    book.save(str(path))
    return path


def raised_ods(names: dict[str | None, str]) -> Callable[[Path, list[list]], Path]:
    def write(path: Path, rows: list[list]) -> Path:
        runs = {}
        for row in rows:
            for place, cell in enumerate(row):
                if isinstance(cell, list):
                    row[place] = f"@{len(runs)}@"
                    runs[row[place]] = "".join(
                        text if line is None and not names[None]
                        else f'<text:span text:style-name="{names[line]}">{text}</text:span>' for text, line in cell
                    )  # fmt: skip

        def spell(text: str) -> str:
            for mark, spans in runs.items():
                text = text.replace(mark, spans)
            return text

        return hidden_parts.in_ods(spell)(path, {"one": rows})

    return write


RAISED = {
    "xlsx": (".xlsx", raised_xlsx),
    "xlsx shared": (".xlsx", raised_shared),
    "xls": (".xls", raised_xls),
    "ods super": (".ods", raised_ods({None: "", "super": "raised", "sub": "lowered"})),
    "ods share": (".ods", raised_ods({None: "bold", "super": "third", "sub": "dropped"})),
    "ods by its parent": (".ods", raised_ods({None: "bold", "super": "small", "sub": "lowered"})),
}
raised = pytest.mark.parametrize("way", RAISED.values(), ids=RAISED)


def with_runs(way, folder: Path, rows: list[list]) -> Path:
    kind, write = way
    return write(folder / f"book{kind}", [list(row) for row in rows])


SAID = [
    ([("12.3", None), ("1", "super")], "12.3 [note 1]"),
    ([("48.5%", None), ("2", "super")], "48.5% [note 2]"),
    ([("2010/11", None), ("2", "super")], "2010/11 [note 2]"),
    ([("1,234", None), ("(3)", "super")], "1,234 [note 3]"),
    ([("12.3", None), ("1,2", "super")], "12.3 [note 1, 2]"),
    ([("12.3", None), ("1", "sub")], "12.3 [note 1]"),
    ([("12", None), ("1", "super"), (" homes", None)], "12 [note 1] homes"),
    ([("Middlesbrough", None), ("3", "super")], "Middlesbrough [note 3]"),
    ([("1", "super"), ("12.3", None)], "¹12.3"),
    ([("10", None), ("6", "super")], "10⁶"),
    ([("per km", None), ("2", "super")], "per km²"),
    ([("CO", None), ("2", "sub"), (" per head", None)], "CO₂ per head"),
    ([("the 31", None), ("st", "super")], "the 31st"),
    ([("12.3", None), ("r", "super")], "12.3r"),
    ([("12", None), (".3", None)], "12.3"),
]


@raised
def test_a_digit_off_the_line_is_none_of_the_number(way, tmp_path):
    book = seen(with_runs(way, tmp_path, [[runs] for runs, _ in SAID]))
    assert [cells for _, cells in book["one"]] == [[said] for _, said in SAID]


@pytest.mark.parametrize("shown", ["1", "12.3"])
def test_a_cell_that_is_raised_as_a_whole_is_no_number(shown, tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "book.xlsx")) as book:
        book.add_worksheet("one").write_number(0, 0, float(shown), book.add_format({"font_script": 1}))
    xls, raised = xlwt.Workbook(), xlwt.easyxf("font: escapement superscript")
    xls.add_sheet("one").write(0, 0, float(shown), raised)
    xls.save(str(tmp_path / "book.xls"))
    cell = f'office:value-type="float" office:value="{shown}"'
    ods = hidden_parts.in_ods(lambda text: text.replace(cell, f'{cell} table:style-name="note"'))(
        tmp_path / "book.ods", {"one": [[float(shown) if "." in shown else int(shown)]]}
    )
    for path in (tmp_path / "book.xlsx", tmp_path / "book.xls", ods):
        ((_, (cell,)),) = seen(path)["one"]
        assert not re.search(r"[0-9]", cell), path.suffix


def test_a_run_in_no_known_style_is_kept_apart_from_a_number(tmp_path):
    spell = hidden_parts.in_ods(
        lambda text: text.replace("@", "<text:span>1</text:span>").replace("~", "<text:span>way</text:span>")
    )
    assert seen(spell(tmp_path / "book.ods", {"one": [["60@", "half~"]]})) == {"one": [(1, ["60 1", "halfway"])]}


@raised
def test_a_pack_with_footnotes_has_its_figures_without_them(way, tmp_path):
    note = ("2", "super")
    rows = [
        ["indicator", "period", [("value", None), note], "lower"],
        ["NI 901", [("2009/10", None), note], [("48.5%", None), note], 16.5],
        ["NI 901", "2010/11", "49%", [("16.5", None), note]],
    ]
    path = with_runs(way, tmp_path, rows)
    sheet = packs.Sheet("book", "outturns", "book", b"")
    pack_cells.check(sheet, seen(path)["one"])
    assert [(row["period"], row["value"], row["lower"]) for _, row in sheet.rows] == [
        ("2009/10 [note 2]", "48.5% [note 2]", "16.5")
    ]
    assert printed_values.parse("48.5% [note 2]").number == 48.5
    assert periods.parse("2009/10 [note 2]").label == "2009/10"
    assert [(fault.row, fault.column, fault.value) for fault in sheet.faults] == [(3, "lower", "16.5 [note 2]")]


@raised
def test_a_published_workbook_with_footnotes_has_its_figures_without_them(way, tmp_path, capsys):
    note = ("2", "super")
    rows = [
        [[("Area", None), note], "2009/10", [("2010/11", None), note]],
        ["Casterbridge", [("12.3", None), note], 13],
        [[("Barchester", None), note], 14, [("15.5", None), note]],
    ]
    data = w.write(tmp_path / "data")
    assert command_line.main(["read", str(with_runs(way, tmp_path, rows)), "--data", str(data)]) == 0
    said = capsys.readouterr().out
    found = re.findall(r"area (\w+), period ([^,]*), value ([^,\n]*), number ([^,\n]*)", said)
    assert found == [
        (w.CASTERBRIDGE, "2009/10", "12.3 [note 2]", "12.3"),
        (w.BARCHESTER, "2010/11 [note 2]", "15.5 [note 2]", "15.5"),
    ]
    assert "4 rows read, 4 kept, 0 set aside" in said


# What a workbook may take


def repeated(path: Path, rows: int, columns: int) -> Path:
    """One cell that says that it stands in so many rows and columns."""
    many = f'<table:table-row table:number-rows-repeated="{rows}"><table:table-cell'
    columns_repeated = f' table:number-columns-repeated="{columns}"'
    return change_part(
        write_ods(path, {"one": [["a"]]}),
        "content.xml",
        lambda text: text.replace("<table:table-row><table:table-cell", many + columns_repeated, 1),
    )


def test_a_cell_that_stands_everywhere_is_refused_and_one_in_every_row_is_not(tmp_path):
    assert "characters" in refusal(repeated(tmp_path / "book.ods", 1_048_576, 16_384))
    assert len(seen(repeated(tmp_path / "rows.ods", 100_000, 1))["one"]) == 100_000
    assert "100,000 rows" in refusal(repeated(tmp_path / "more.ods", 100_001, 1))


@pytest.mark.parametrize("kind", [".xlsx", ".ods"])
def test_a_workbook_that_would_unpack_to_too_much_is_not_unpacked(kind, tmp_path):
    path = write(tmp_path, kind)
    content = bytearray(path.read_bytes())
    first = content.index(b"PK\x01\x02")
    content[first + 24 : first + 28] = (2_000_000_000).to_bytes(4, "little")
    path.write_bytes(content)
    assert "2,000 MB" in refusal(path)


def test_a_workbook_that_takes_too_long_is_given_up_and_the_next_is_read(tmp_path, monkeypatch):
    slow = repeated(tmp_path / "slow.ods", 1_048_576, 10)
    monkeypatch.setattr(workbooks, "MOST_SECONDS", 0.01)
    assert refusal(slow) == "it takes more than 0.01 s"
    with pytest.raises(Refused):
        workbooks.names(slow, "book")
    monkeypatch.undo()
    assert "outturns" in workbooks.names(write(tmp_path, ".xlsx"), "book")


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
@pytest.mark.parametrize(
    ("work", "code"),
    [("bytearray(worker.MOST_MEMORY)", 1), ("max(itertools.repeat(0))", -getattr(signal, "SIGXCPU", 0))],
)
def test_a_workbook_that_takes_too_much_memory_or_work_ends_its_process(work, code, tmp_path):
    program = (
        "import itertools; from data_pipeline.reading.workbooks import worker;"
        f"worker.MOST_SECONDS = 1; worker._opened = lambda path: {work}; worker.main()"
    )
    question = json.dumps(["read", str(write(tmp_path, ".xlsx"))]) + "\n"
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, input=question, capture_output=True, text=True, cwd=PROJECT, check=False)
    assert (ended.returncode, ended.stdout) == (code, "")


def test_one_process_reads_many_workbooks_and_another_takes_its_place(tmp_path):
    book = write(tmp_path, ".xlsx")
    first = workbooks._running()
    assert workbooks.names(book, "book")
    assert workbooks._running() is first
    first.kill()
    first.wait()
    assert workbooks.names(book, "book")


@pytest.mark.parametrize("change", [
    ('r="A2"', 'r="A9"'), ('row r="2"', 'row r="1"'), ('row r="2"', 'row r="9999999"'), ('r="B2"', 'r="ZZZ2"'),
])  # fmt: skip
def test_cells_that_stand_where_no_cell_can_are_refused(change, tmp_path):
    path = change_part(write(tmp_path, ".xlsx"), "xl/worksheets/sheet2.xml", lambda text: text.replace(*change))
    assert refusal(path)


def test_two_sheets_of_one_name_are_refused(tmp_path):
    path = write(tmp_path, ".ods")
    change_part(path, "content.xml", lambda text: text.replace('name="Sheet3"', 'name="outturns"'))
    assert "one name" in refusal(path)
