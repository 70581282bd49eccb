"""What is too much to read is refused by name, before it is read; what only just is not is read."""

import os
import sys
from itertools import pairwise

import duckdb
import openpyxl
import pytest

from data_pipeline import __main__ as command_line
from data_pipeline import sql
from data_pipeline.building import warehouse
from data_pipeline.problems import Refused
from data_pipeline.reading import (
    bounds,
    csv_files,
    grids,
    line_ends,
    packs,
    printed_values,
    surveys,
    typed_rows,
    workbooks,
)
from data_pipeline.reading.workbooks import worker
from data_pipeline.sql import Sql
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.layout_files import write_ods, write_xlsx

HEADER = "area_code,period,value,lower,upper,status,note\n"
ROW = f"{w.BARCHESTER},2010-04-01/P1Y,12.5,,,,\n"
needs_pipes = pytest.mark.skipif(sys.platform == "win32", reason="no such files")


@pytest.fixture
def data(tmp_path):
    return w.write(tmp_path / "data")


@pytest.fixture
def pack(data):
    return p.write(data)


@pytest.fixture
def read_rows(tmp_path):
    """Read a CSV file of figures: the number and the figure of each row, in order, and what does not fit."""

    def reading(path):
        with sql.building(tmp_path / "building") as con:
            problems = csv_files.scan(
                con, path, path.name, HEADER.strip().split(","), "t", Sql("c3 as value, 7 as number, 8 as line")
            )
            return con.execute("select source_row, value from t order by rowid").fetchall(), problems

    return reading


def said(pack) -> list[tuple]:
    return [(fault.file.split("/")[-1], fault.problem) for sheet in packs.read(pack) for fault in sheet.faults]


def checked(path, data, capsys) -> str:
    """What `check` prints of a file or a pack that it refuses."""
    assert command_line.main(["check", str(path), "--data", str(data)]) == 1
    printed = capsys.readouterr()
    assert len(printed.out + printed.err) < 5000
    return printed.out + printed.err


# Whole files


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "xls", "json"])
def test_a_file_of_five_gigabytes_is_refused_unread(kind, data, tmp_path, capsys):
    path = tmp_path / f"sparse.{kind}"
    with path.open("wb") as file:
        file.truncate(5 << 30)
    assert f"sparse.{kind}: the file is larger than" in checked(path, data, capsys)


@pytest.mark.parametrize(
    "file", ["indicators/ni_901.csv", "definitions/themes.csv", "boundaries/districts_2011.geojson"]
)
def test_a_build_with_a_file_of_five_gigabytes_is_refused_by_its_name(file, data):
    with (data / file).open("r+b") as opened:
        opened.truncate(5 << 30)
    with pytest.raises(Refused) as refused:
        warehouse.build(data)
    assert [(problem.file, "is larger than" in problem.problem) for problem in refused.value.problems] == [(file, True)]


@pytest.mark.parametrize("file", ["targets.csv", "commentary/year-end-economy.md", "map.geojson"])
def test_a_file_of_a_pack_that_is_too_large_is_named_and_the_rest_is_read(file, pack):
    with (pack / file).open("ab") as opened:
        opened.truncate(5 << 30)
    assert said(pack) == [(file.split("/")[-1], "the file is larger than 5 MB, and is not read")]
    assert sum(len(sheet.rows) for sheet in packs.read(pack)) > 20


def test_the_files_of_a_pack_are_bounded_together(pack, monkeypatch):
    size = sum(file.stat().st_size for file in pack.rglob("*.*"))
    monkeypatch.setattr(bounds, "PACK", size)
    assert said(pack) == []
    monkeypatch.setattr(bounds, "PACK", size - 1)
    assert len(said(pack)) == 1


@needs_pipes
@pytest.mark.parametrize("name", ["targets.csv", "commentary/more.md", "map.geojson"])
def test_a_pipe_in_a_pack_is_named_and_nobody_waits_for_it(name, pack):
    (pack / name).unlink(missing_ok=True)
    os.mkfifo(pack / name)
    assert (name.split("/")[-1], "this is no file that can be read") in said(pack)


@needs_pipes
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_pipe_or_a_device_is_no_file(kind, data, tmp_path, capsys):
    os.mkfifo(tmp_path / f"pipe.{kind}")
    (tmp_path / f"zero.{kind}").symlink_to("/dev/zero")
    for name in ("pipe", "zero"):
        assert "this is no file that can be read" in checked(tmp_path / f"{name}.{kind}", data, capsys)


def test_a_folder_of_too_many_files_is_refused(pack, data, monkeypatch, capsys):
    monkeypatch.setattr(bounds, "IN_A_FOLDER", len(list(pack.iterdir())) - 1)
    assert bounds.listed.__defaults__
    monkeypatch.setattr(bounds.listed, "__defaults__", (bounds.IN_A_FOLDER,))
    assert "the folder holds more than" in checked(pack, data, capsys)


def test_a_build_of_too_many_files_is_refused(data, monkeypatch):
    monkeypatch.setattr(bounds, "FILES", 3)
    with pytest.raises(Refused, match="the folder holds more than 3 files"):
        warehouse.build(data)


# Sheets of packs


def test_a_sheet_of_too_many_rows_or_columns_is_not_read(pack, monkeypatch):
    monkeypatch.setattr(bounds, "PACK_ROWS", len(p.SHEETS["outturns"]))
    assert said(pack) == []
    monkeypatch.setattr(bounds, "PACK_ROWS", len(p.SHEETS["outturns"]) - 1)
    monkeypatch.setattr(bounds, "PACK_COLUMNS", len(packs.columns("targets")) - 1)
    assert [file for file, _ in said(pack)] == ["targets.csv", "outturns.csv"]
    assert "rows, and nothing of it is read" in said(pack)[1][1]


def test_of_a_sheet_of_too_many_faults_the_first_are_named(pack, data, monkeypatch):
    monkeypatch.setattr(bounds, "PACK_FAULTS", 3)
    p.append(pack, "outturns", *({"indicator": "NI 901", "lower": "low"} for _ in range(50)))
    (sheet,) = [sheet for sheet in packs.read(pack) if sheet.name == "outturns"]
    assert sheet.rows == []
    assert [fault.problem for fault in sheet.faults[:4]] == ["this is not a number"] * 4
    assert "more than 3 cells of the sheet are faulty" in sheet.faults[4].problem
    with p.read(data, wanted=p.BALANCE) as con:
        assert p.unbalanced(con) == []


@pytest.mark.parametrize("column", ["value", "period", "period_data"])
def test_a_sheet_of_too_many_texts_that_are_no_numbers_is_not_read(column, pack, data, monkeypatch):
    """Each takes a thousand times as long as a number; numbers are not counted, nor the same text again."""
    (sheet,) = [sheet for sheet in packs.read(pack) if sheet.name == "outturns"]
    read = ("value", "period", "period_data")
    texts = {cells[name] for _, cells in sheet.rows for name in read} - {None}
    texts = {text for text in texts if not printed_values.CLEAN.fullmatch(text)}
    monkeypatch.setattr(bounds, "PACK_WORDS", 20)
    row = {"indicator": "NI 901", "period": min(texts), "value": "1.5"}
    p.append(pack, "outturns", *(row | {"value": f"{number}.5%"} for number in range(50)))
    p.append(pack, "outturns", *(row | {"value": f"about {number} or so"} for number in range(20 - len(texts))))
    assert said(pack) == []
    p.append(pack, "outturns", row | {column: "a text like no other"})
    problem = "more than 20 of its figures and periods are each written in their own way"
    assert said(pack) == [("outturns.csv", f"{problem}, and nothing of it is read")]
    with p.read(data, wanted=p.BALANCE) as con:
        assert p.unbalanced(con) == []


def test_of_too_many_hidden_rows_the_first_are_named(tmp_path, monkeypatch):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "risks"
    for number in range(1, 8):
        page.append(["risk", "what"] if number == 1 else [f"R{number}", "shown"])
        page.row_dimensions[number].hidden = 1 < number < 7
    agreement = book.create_sheet("agreement")
    agreement.append(["area_code"])
    book.save(tmp_path / "book.xlsx")
    monkeypatch.setattr(bounds, "PACK_FAULTS", 5)
    (sheet,) = [sheet for sheet in packs.read(tmp_path / "book.xlsx") if sheet.name == "risks"]
    assert len(sheet.rows + sheet.faults) > 5 and "nothing of it" not in str(sheet.faults)
    monkeypatch.setattr(bounds, "PACK_FAULTS", 4)
    (sheet,) = [sheet for sheet in packs.read(tmp_path / "book.xlsx") if sheet.name == "risks"]
    assert sheet.rows == []
    assert [fault.row for fault in sheet.faults] == [None, 2, 3, 4, 5]
    assert "more than 4 of its rows and columns are hidden" in sheet.faults[0].problem
    assert sheet.rows_read == 4


@pytest.mark.parametrize("end", ["", "x" * 200_000])
def test_a_quotation_mark_that_is_never_closed_is_named(end, pack):
    path = pack / "risks.csv"
    path.write_text(path.read_text() + 'R2,"never closed\n' + "R3,what\n" * 3 + end)
    assert said(pack) == [("risks.csv", "the file cannot be read as CSV")]


TOP = "---\ntheme: EDE\nedition: E\ndate: 2011-06-30\nauthor: A board\n"
LAUGHS = "a: &a [x, x]\n" + "".join(f"{n}: &{n} [{', '.join([f'*{m}'] * 9)}]\n" for m, n in pairwise("abcdefghij"))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TOP + LAUGHS + "---\n\n## Challenges\n\nFew.\n", "the block at the top cannot be read"),
        (TOP + "more: " + "[" * 4000 + "\n---\n", "the block at the top cannot be read"),
        (TOP + "x: y\n" * 5000 + "---\n", "the block at the top cannot be read"),
        (TOP + "---\n" + "## Challenges\n" * 50, "there are more than 20 headings, and nothing of it is read"),
        (TOP + "---\n\n## " + "\t " * 60_000 + "\n", "there is text above the first heading"),
    ],
    ids=["a billion laughs", "a deep list", "a long block", "many headings", "blanks without end"],
)
def test_a_commentary_that_would_take_for_ever_is_named(text, says, pack):
    (pack / "commentary" / "year-end-economy.md").write_text(text)
    assert ("year-end-economy.md", says) in said(pack)


def test_a_map_nested_too_deeply_is_named(pack):
    (pack / "map.geojson").write_text("[" * 200_000)
    assert said(pack) == [("map.geojson", "the map cannot be read")]


# Published figures


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (HEADER + '"never closed\n' + ROW * 5000, "a quotation mark is never closed"),
        (HEADER + f"{w.BARCHESTER},2010\n" * 11_000, "more than 10,000 of its rows do not have 7 columns"),
        (HEADER + "x" * 1_100_000 + ROW, "a line is longer than 1,000,000 letters"),
        ("code,year," + ",".join(f"M{n}:kt" for n in range(1000)) + "\n2010\n", "the header has 1,002 columns"),
        (HEADER + "".join(f"{w.BARCHESTER},2010,x{n}y,,,,\n" for n in range(1200)), "no numbers, each in its own way"),
        (HEADER + "".join(f"{w.BARCHESTER},x{n}y,1,,,,\n" for n in range(1200)), "more than 1,000 different periods"),
    ],
    ids=["open quote", "unfit rows", "long line", "wide", "words", "periods"],
)
def test_a_file_of_figures_that_would_take_too_long_is_refused(text, says, data, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bounds, "WORDS", 1000)
    monkeypatch.setattr(bounds, "PERIODS", 1000)
    (tmp_path / "one.csv").write_text(text)
    assert says in checked(tmp_path / "one.csv", data, capsys)


def test_a_quotation_mark_inside_a_word_refuses_no_file(data, tmp_path, capsys):
    (tmp_path / "one.csv").write_text(HEADER + ROW + f'{w.BARCHESTER},2009-04-01/P1Y,12.5,,,,5" of rain\n')
    assert command_line.main(["check", str(tmp_path / "one.csv"), "--data", str(data)]) == 0


def test_rows_of_figures_with_a_text_that_no_page_can_show_are_set_aside(data, tmp_path, capsys):
    notes = ["\x1b[31mred", "a\u202eb", "=HYPERLINK(1)", "-HYPERLINK(1)", "x" * 90, "word " * 1100, "Z" + "\u0301" * 9]
    rows = "".join(f"{w.BARCHESTER},{2000 + n}-04-01/P1Y,12.5,,,,{note}\n" for n, note in enumerate(notes))
    (tmp_path / "one.csv").write_text(HEADER + ROW + rows, encoding="utf-8")
    printed = checked(tmp_path / "one.csv", data, capsys)
    assert "8 rows read, 1 kept, 7 set aside" in printed
    for said in ("control character", "direction", "formula", "a word of more", "5,000 letters", "more than 4 marks"):
        assert said in printed
    assert "\x1b" not in printed


def test_a_grid_of_too_many_cells_in_a_row_is_refused(tmp_path):
    (tmp_path / "one.csv").write_text("a" + "," * 1000 + "\n")
    with pytest.raises(Refused, match="the row has 1,001 cells"):
        grids.rows_of_csv(tmp_path / "one.csv", "one.csv")


def test_a_survey_counts_across_its_pieces(tmp_path, monkeypatch):
    path = tmp_path / "one.csv"
    path.write_bytes("a,b\r\né,1\r\n\r\n3,4\r\n\r\n".encode())
    for size in (1, 2, 3, 7, 1000):
        monkeypatch.setattr(surveys, "PIECE", size)
        found = surveys.survey(path, "one.csv")
        assert (found.has_several_endings, found.has_open_quote, found.is_odd) == (False, False, False)
    assert surveys.blank_lines(path, 3) == [3]
    path.write_bytes(b"a,b\n1,2\n3,\xe9\n")
    for size in (1, 3, 1000):
        monkeypatch.setattr(surveys, "PIECE", size)
        with pytest.raises(Refused, match="row 3: the file is not UTF-8 text"):
            surveys.survey(path, "one.csv")


# What takes the square of its length takes a minute or an hour for any of these, and else no time at all.
RETURNS = "\r" * 200_000


@pytest.mark.parametrize(
    ("content", "mended"),
    [
        (f"a,b\n1,{RETURNS}2\n", "a,b\n1, 2\n"),
        (f"a,b\n1,{RETURNS}\n", "a,b\n1,\n"),
        (f"a,b\n1,2{RETURNS}", "a,b\n1,2"),
        (f"a,b\n1,x\ry\n{'x' * 400_000},1\n", f"a,b\n1,x y\n{'x' * 400_000},1\n"),
        ("1,2\r3,4\n" * 50_000, "1,2\n3,4\n" * 50_000),
        (f'a,b\n1,"{"x" * 200_000}\ry"\n', f'a,b\n1,"{"x" * 200_000} y"\n'),
    ],
    ids=["in a cell", "at an end", "at the end", "a long line without", "in each line", "a long cell"],
)
def test_any_number_of_returns_is_mended(content, mended):
    assert line_ends.with_one_ending(content.encode(), 2) == mended.encode()


def test_any_number_of_returns_is_taken_into_lines():
    assert line_ends.lines(f"a{RETURNS}b") == ["a\r", *RETURNS[1:], "b"]
    assert line_ends.lines(f"a{RETURNS}\nb") == [f"a{RETURNS}\n", "b"]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "\r\r\n"], ids=repr)
@pytest.mark.parametrize("size", [14, 17, 1000])
def test_a_file_is_mended_piece_by_piece_as_it_is_whole(size, end, tmp_path, monkeypatch):
    monkeypatch.setattr(line_ends, "MENDED", size)
    rows = ["1,2", "3,x\ry" if "\n" in end else "3,xy", '5,"a b"', "7,8"]
    (tmp_path / "one.csv").write_bytes(end.join(['"a', 'b",c', *rows]).encode())
    pieces = line_ends.mended(tmp_path / "one.csv", "one.csv", 2, 2, "\n" in end)
    assert b"".join(pieces) == b'a header of one line\n1,2\n3,x y\n5,"a b"\n7,8'.replace(
        b"x y", b"x y" if "\n" in end else b"xy"
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize("before", [HEADER + ROW, "Table 1\nSome council,\n"], ids=["figures", "grid"])
def test_more_blank_lines_than_are_counted_are_refused(before, end, data, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(bounds, "BLANK", 20)
    path = tmp_path / "one.csv"
    path.write_bytes((before + "\n" * 50 + ROW).replace("\n", end).encode())
    if before == HEADER + ROW:
        assert "more than 20 of its lines are blank" in checked(path, data, capsys)
    else:
        with pytest.raises(Refused, match="more than 20 of its lines are blank"):
            grids.rows_of_csv(path, "one.csv")


def test_a_file_to_be_mended_is_no_larger_than_one_that_can_be(data, tmp_path, capsys, monkeypatch):
    path = tmp_path / "one.csv"
    path.write_bytes((HEADER + ROW).encode() + ROW.replace("2010", "2009").encode().replace(b"\n", b"\r\n"))
    monkeypatch.setattr(bounds, "MENDED", path.stat().st_size)
    assert command_line.main(["check", str(path), "--data", str(data)]) == 0
    monkeypatch.setattr(bounds, "MENDED", path.stat().st_size - 1)
    assert "its lines end in several ways" in checked(path, data, capsys)


def test_rows_with_a_blank_line_after_each_keep_their_numbers(read_rows, tmp_path):
    """And a row that does not fit: the header is line 1, and the rows are lines 2, 4, 6 (unfit), 8, ..."""
    lines = [f"{w.BARCHESTER},2010,{number},,,,\n\n" for number in range(20_000)]
    lines[2] = "x,y\n\n"
    (tmp_path / "one.csv").write_text(HEADER + "".join(lines))
    rows, problems = read_rows(tmp_path / "one.csv")
    assert rows == [(2 * number + 2, str(number)) for number in range(20_000) if number != 2]
    assert [problem.row for problem in problems] == [6]


# Workbooks


@pytest.mark.parametrize(
    ("limit", "most", "says"),
    [
        ("CELLS", 5, "rows and cells, and no more than 5"),
        ("PARTS", 1, "sheets and parts"),
        ("UNPACKED", 99, "are opened"),
    ],
)
@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_a_workbook_of_too_much_is_refused_before_it_is_read(write, limit, most, says, tmp_path, monkeypatch):
    suffix = ".xlsx" if write is write_xlsx else ".ods"
    path = write(tmp_path / f"book{suffix}", {"one": [["a", "b"], ["c", "d"]]})
    monkeypatch.setattr(bounds, limit, most)
    with pytest.raises(ValueError, match=says):
        worker._opened(path)


def test_rows_of_more_texts_than_are_told_of_are_not_counted_one_by_one(read_rows, tmp_path, monkeypatch):
    monkeypatch.setattr(bounds, "UNREADABLE", 5)
    lines = [f"{w.BARCHESTER},2010,{number}{chr(0) * (number < 5)},,,,\n" for number in range(8)]
    (tmp_path / "one.csv").write_text(HEADER + "".join(lines))
    rows, problems = read_rows(tmp_path / "one.csv")
    assert rows == [(7, "5"), (8, "6"), (9, "7")]
    assert [problem.row for problem in problems] == [2, 3, 4, 5, 6]
    (tmp_path / "one.csv").write_text(HEADER + "".join(lines) + lines[0])
    with pytest.raises(Refused, match="more than 5 of its rows are like that"):
        read_rows(tmp_path / "one.csv")


def test_rows_are_put_into_a_table_some_at_a_time(monkeypatch):
    monkeypatch.setattr(typed_rows, "AT_ONCE", 2)
    with duckdb.connect() as con:
        typed_rows.create(con, "t", {"a": "bigint", "b": "varchar"})
        typed_rows.insert(con, "t", {"a": "bigint", "b": "varchar"}, ((n, None if n else "x") for n in range(5)))
        assert con.execute("from t").fetchall() == [(0, "x"), (1, None), (2, None), (3, None), (4, None)]


def test_a_formula_of_a_workbook_is_read_as_its_value_and_one_as_text_is_refused(tmp_path):
    book = openpyxl.Workbook()
    page = book.active
    page.title = "risks"
    page.append(["risk", "what"])
    page["A2"], page["B2"] = "R1", "=1+1"
    page["A3"], page["B3"] = "R2", "=HYPERLINK(1)"
    page["B3"].data_type = "s"
    book.save(tmp_path / "book.xlsx")
    rows = workbooks.read(tmp_path / "book.xlsx", "book").sheets["risks"]
    # openpyxl works nothing out: a formula without a value is a blank cell.
    assert rows[1:] == [(2, ["R1"]), (3, ["R2", "=HYPERLINK(1)"])]
