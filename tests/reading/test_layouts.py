"""Readers of published layouts: each reads its own, drops nothing, and says what is wrong with the rest."""

import csv
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data_pipeline import sql
from data_pipeline.problems import Refused
from data_pipeline.reading import csv_files, grids, layouts
from data_pipeline.reading.layouts import tidy
from tests.worlds import figures as w
from tests.worlds import layout_files
from tests.worlds.layout_files import PerCent

SCANNED = ("els", "fingertips", "by_name", "wide", "tidy")
IN_GRIDS = ("lg_inform", "committee")


@pytest.fixture(scope="module", autouse=True)
def _one_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """To open a database takes longer than to read a small file into it."""
    global database
    with sql.building(tmp_path_factory.mktemp("scratch")) as database:
        yield


def read(path: Path, layout: str | None = None, columns: str = "*") -> tuple[list[tuple], list]:
    """The rows of a file in the order of the file, and the problems."""
    with database.cursor() as con:
        problems = layouts.known()[layout or layouts.recognise(path)].read(con, path, path.name, "found")
        return con.execute(f"select {columns} from found order by source_row, measure").fetchall(), problems


@pytest.fixture
def write(tmp_path):
    def write_file(content: str | bytes, name: str = "published.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write_file


# What each layout gives


def test_a_file_in_the_folder_is_a_reader_and_each_offers_the_same():
    files = {path.stem for path in Path(layouts.__file__).parent.glob("*.py")} - {"__init__"}
    assert set(layouts.known()) == files == {*layout_files.CSV, "workbook"}
    for reader in layouts.known().values():
        assert callable(reader.recognise) and callable(reader.read) and reader.__doc__


@pytest.mark.parametrize("layout", layout_files.CSV)
def test_a_layout_is_recognised_by_its_reader_and_no_other(layout, write):
    sample = layouts.sample(write(layout_files.CSV[layout]))
    assert [name for name, reader in layouts.known().items() if reader.recognise(sample)] == [layout]


@pytest.mark.parametrize("layout", layout_files.CSV)
def test_the_table_has_the_same_columns_whatever_the_layout(layout, write):
    with database.cursor() as con:
        layouts.known()[layout].read(con, write(layout_files.CSV[layout]), "a file", "found")
        kinds = dict(con.execute("select column_name, column_type from (describe found)").fetchall())
    assert set(kinds) == set(layouts.COLUMNS)
    assert {kind for name, kind in kinds.items() if name not in layouts.NUMBERS} == {"VARCHAR"}


@pytest.mark.parametrize("layout", layout_files.CSV)
@pytest.mark.parametrize(
    "save",
    [
        lambda content: b"\xef\xbb\xbf" + content,
        lambda content: content.replace(b"\n", b"\r\n"),
        lambda content: content.rstrip(b"\n"),
        lambda content: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"),
        lambda content: content.replace(b"\n", b"\r"),
        lambda content: content.replace(b"\n", b"\r\n", 2),
        lambda content: content.replace(b"\n", b"\r\r\n"),
    ],
    ids=[
        "byte order mark",
        "Windows line ends",
        "no last line end",
        "as Windows saves it",
        "as an old Mac",
        "line ends of two kinds",
        "line ends translated twice",
    ],
)
def test_the_marks_a_spreadsheet_leaves_change_nothing(save, layout, write):
    content = layout_files.CSV[layout].encode()
    assert read(write(save(content))) == read(write(content))


def test_explore_local_statistics(write):
    rows, problems = read(
        write(layout_files.ELS), columns="source_row, measure, part, area_code, value, lower, upper, status, note"
    )
    lost = "Lost umbrellas | Percentage | %"
    assert rows == [
        (2, lost, None, w.ENGLAND, "12.5", "12.1", "12.9", "", None),
        (3, lost, None, w.CASTERBRIDGE, "13", "11", "15", "p", None),
        (4, lost, None, w.COKETOWN_2013, None, None, None, "x", None),
        (5, lost, "Of two together", w.BARCHESTER, "9", None, None, None, None),
        (6, lost, None, "W06000901", "8", None, None, "", None),
        (7, "Found umbrellas | Percentage | %", None, w.ENGLAND, "2.5", None, None, "", None),
    ]
    assert problems == []


CARD = """{"ess-beta-metadata": {
    "shared": {"sourceDate": "20/01/2011", "sourceOrg": "Nobody"}, "A": {"label": "Umbrellas"}
}}"""


def test_the_card_beside_a_file_says_when_it_was_published(write):
    path = write(layout_files.ELS)
    write(CARD, "published.json")
    rows, _ = read(path, columns="distinct published_on, measure, source_row")
    assert {published_on for published_on, *_ in rows} == {"2011-01-20"}
    described = layouts.known()["els"].describe(path)
    assert (described["sourceOrg"], described["label"]) == ("Nobody", "Umbrellas")


@pytest.mark.parametrize(
    "card", ["", "[]", "{", '{"ess-beta-metadata": 3}', CARD.replace("20/01/2011", "2011'; drop table found; --")]
)
def test_a_card_that_says_no_date_changes_nothing(card, write):
    path = write(layout_files.ELS)
    write(card, "published.json")
    assert {row[0] for row in read(path, columns="published_on, source_row, measure")[0]} == {None}


def test_fingertips(write):
    rows, problems = read(
        write(layout_files.FINGERTIPS),
        columns="measure, part, area_code, value, lower, upper, numerator, denominator, status",
    )
    all_people, women = "Bitten by geese | Persons | All ages", "Bitten by geese | Female | All ages"
    assert rows == [
        (all_people, None, w.ENGLAND, "20.5", "20.1", "20.9", "410", "2000", None),
        (all_people, None, w.CASTERBRIDGE, "25", "22", "28", "25", "100", None),
        (
            all_people, "District deprivation: Most deprived fifth", w.CASTERBRIDGE, "35", "30", "40", "7", "20", None,
        ),
        (women, None, w.CASTERBRIDGE, "26", "22", "30", "13", "50", None),
        (all_people, None, w.BARCHESTER, None, None, None, None, None, "c"),
        (all_people, None, w.SILVERBRIDGE, None, None, None, None, None, None),
        (all_people, None, "E05000901", "3", "1", "5", "1", "30", None),
    ]  # fmt: skip
    assert problems == []


def test_fingertips_trimmed_by_others_in_any_order_of_columns(write):
    columns = "part, area_code, value, reason, status"
    expected = [
        (None, w.CASTERBRIDGE, "25", None, None),
        ("Most deprived quintile", w.CASTERBRIDGE, "31", None, None),
        (None, w.BARCHESTER, "NA", "not available", "x"),
    ]
    assert read(write(layout_files.TRIMMED), columns=columns)[0] == expected
    backwards = "\n".join(",".join(reversed(line.split(","))) for line in layout_files.TRIMMED.splitlines())
    assert read(write(backwards), columns=columns)[0] == expected


def test_names_with_a_misleading_code_beside_them(write):
    rows, _ = read(write(layout_files.BY_NAME), columns="measure, area_code, area_name, value, status")
    burnt = "Old hats thrown away | Burnt | Percentage (%)"
    assert rows == [
        (burnt, w.WESSEX, None, "40", "Normal value"),
        (burnt, None, "Casterbridge UA", "41.5", "Normal value"),
        (burnt, None, "Coketown MBC", "42", "Provisional value"),
        (burnt, None, "Five Towns Hat Authority", "43", "Normal value"),
        (burnt, None, None, "44", "Normal value"),
        ("Old hats thrown away | Buried | Percentage (%)", None, "CASTERBRIDGE", "58.5", "Normal value"),
    ]


UNITS = [
    # a layout, its header, rows that differ in the unit alone, their measures
    (
        "els", layout_files.ELS.splitlines()[0],
        [f"{w.CASTERBRIDGE},,,Geese,2010,12,Rate,per 1000,,,,", f"{w.COKETOWN},,,Geese,2010,12,Rate,per 100000,,,,",
         f"{w.ENGLAND},,,Geese,2010,12,Rate,Rate,,,,"],
        ["Geese | Rate | per 1000", "Geese | Rate | per 100000", "Geese | Rate"],
    ),
    (
        "by_name", "Year,Series,Region,Council,Units,Unit multiplier,Observation status,GeoCode,Value",
        ["2010,Hats,,Casterbridge,Number,Units,,,9000", "2010,Hats,,Coketown,Number,Thousands,,,9",
         "2010,Hats,,Barchester,Percentage (%),Units,,,9"],
        ["Hats | Number", "Hats | Number | Thousands", "Hats | Percentage (%)"],
    ),
    (
        "els", "areacd,indicator,period,observation,measure,unit,unit_multiplier",
        [f"{w.CASTERBRIDGE},Geese,2010,9,Count,Number,", f"{w.COKETOWN},Geese,2010,9,Count,Number,Thousands"],
        ["Geese | Count | Number", "Geese | Count | Number | Thousands"],
    ),
    (
        "fingertips", "area_code,period,value,indicator,units,multiplier",
        [f"{w.CASTERBRIDGE},2010,9,Geese,Number,", f"{w.COKETOWN},2010,9,Geese,Number,Thousands"],
        ["Geese | Number", "Geese | Number | Thousands"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("layout", "header", "rows", "measures"), UNITS, ids=[layout for layout, *_ in UNITS])
def test_figures_in_another_unit_are_another_measure(layout, header, rows, measures, write):
    found, problems = read(write("\n".join([header, *rows]) + "\n"), columns="measure, source_row")
    assert [measure for measure, _ in found] == measures
    assert problems == []


def test_one_column_for_each_measure(write):
    rows, _ = read(write(layout_files.WIDE), columns="source_row, measure, area_code, period, value")
    smoke, head = "Railway Smoke:kt soot", "Smoke per Head, All:kg"
    assert rows == [
        (2, smoke, w.CASTERBRIDGE, "2009", "178.9"), (2, head, w.CASTERBRIDGE, "2009", "1.5"),
        (3, smoke, "CKT", "2009", "201.2"), (3, head, "CKT", "2009", "1.9"),
        (4, smoke, w.CASTERBRIDGE, "2010", None), (4, head, w.CASTERBRIDGE, "2010", "1.4"),
    ]  # fmt: skip


def test_areas_down_and_periods_across(write):
    rows, problems = read(
        write(layout_files.LG_INFORM),
        columns="file_row, file_column, area_code, area_name, period_data, value, number, reason, status",
    )
    name = "Barchester City Council"
    assert rows == [
        (5, "2008/09", w.CASTERBRIDGE, None, None, "12.3%", "12.3", None, None),
        (5, "2009/10", w.CASTERBRIDGE, None, None, "1,234", "1234.0", None, None),
        (5, "to Feb 11", w.CASTERBRIDGE, None, None, "n/a", None, "not applicable", "z"),
        (5, "Smarch 2010", w.CASTERBRIDGE, None, None, "1", None, None, None),
        (6, "2008/09", w.COKETOWN_2013, None, None, "<5", None, "suppressed", "c"),
        (6, "2009/10", w.COKETOWN_2013, None, "2009", "55.7 (for 2009)", "55.7", None, None),
        (6, "to Feb 11", w.COKETOWN_2013, None, None, "4.1%94", None, "two numbers", None),
        (6, "Smarch 2010", w.COKETOWN_2013, None, None, "1", None, None, None),
        (7, "2008/09", None, name, None, "7", None, None, None),
        (7, "2009/10", None, name, None, "8", None, None, None),
        (7, "to Feb 11", None, name, None, "", None, None, None),
        (7, "Smarch 2010", None, name, None, "1", None, None, None),
    ]
    assert problems == []


def test_a_committees_table(write):
    rows, problems = read(
        write(layout_files.COMMITTEE), columns="measure, period, period_data, value, number, reason, status"
    )
    lost, clocks, bands = "NI 901 Lost pupils", "NI 902 Clockmakers", "NI 903 Bandstands"
    assert rows == [
        (f"{lost} | baseline", None, None, "12.3%", "12.3", None, None),
        (f"{lost} | target", "08/09", None, "£1,234", "1234.0", None, None),
        (f"{lost} | target", "09/10", None, "TBC", None, "to be confirmed", "x"),
        (f"{lost} | target", "10/11", None, "None set", None, "not set", "x"),
        (f"{lost} | actual", "10/11", "2009", "55.7 (for 2009)", "55.7", None, None),
        (f"{clocks} | baseline", None, None, "n/a", None, "not applicable", "z"),
        (f"{clocks} | target", "08/09", None, "tba", None, "to be confirmed", "x"),
        (f"{clocks} | target", "09/10", None, "<5", None, "suppressed", "c"),
        (f"{clocks} | target", "10/11", None, "#", None, "suppressed", "c"),
        (f"{clocks} | actual", "10/11", None, "48.5% (TBC by CSD)", "48.5", None, None),
        (f"{bands} | baseline", None, None, "*", None, "suppressed", "c"),
        (f"{bands} | target", "08/09", None, "#DIV/0!", None, "error", None),
        (f"{bands} | target", "09/10", None, "4.1%94", None, "two numbers", None),
        (f"{bands} | target", "10/11", None, "reduce by 10%", None, "a change, not a level", None),
        (f"{bands} | actual", "10/11", None, "1,234 (p)", "1234.0", None, "p"),
    ]
    assert problems == []
    notes = [note for (note,) in read(write(layout_files.COMMITTEE), columns="note")[0]]
    assert notes[9] == "Status: Amber; Lead: Clerk; Comment: A comment, with a comma; marked to be confirmed"


BOOKS = {"xlsx": layout_files.write_xlsx, "xls": layout_files.write_xls, "ods": layout_files.write_ods}


@pytest.mark.parametrize("suffix", BOOKS)
def test_a_workbook_with_titles_merged_headers_footnotes_and_old_codes(suffix, tmp_path):
    path = BOOKS[suffix](tmp_path / f"book.{suffix}", layout_files.SHEETS)
    rows, problems = read(path, columns="file_row, measure, area_code, area_name, period, value, reason")
    homes, wound = "Local Authority | Households All", "Local Authority | Households Per cent wound up"
    assert rows == [
        (5, homes, "00XA", None, None, "4782", None),
        (5, wound, "00XA", None, None, "0.025", None),
        (6, homes, "00XB", None, None, "67697", None),
        (6, wound, "00XB", None, None, "n/a", "not applicable"),
        (7, homes, "00XZ", None, None, "1200", None),
        (7, wound, "00XZ", None, None, "0.5", None),
        (3, "County", None, "Barsetshire", "2009", "12", None),
        (3, "County", None, "Barsetshire", "2010", "13.5", None),
        (4, "County", None, "Loamshire", "2009", "14", None),
        (4, "County", None, "Loamshire", "2010", "15", None),
    ]
    assert problems == []


@pytest.mark.parametrize("suffix", BOOKS)
def test_figures_of_a_workbook_shown_in_per_cent_are_read_as_shown(suffix, tmp_path):
    shares = {"00XA": PerCent(0.485), "00XB": PerCent(0), "00XC": "n/a", "00XD": "12.5% (p)"}
    sheets = {"LA": [["LA Code", "Share"], *map(list, shares.items())]}
    rows, problems = read(BOOKS[suffix](tmp_path / f"book.{suffix}", sheets), columns="area_code, value, number")
    assert rows == [
        ("00XA", "48.5%", "48.5"),
        ("00XB", "0%", "0.0"),
        ("00XC", "n/a", None),
        ("00XD", "12.5% (p)", "12.5"),
    ]
    assert problems == []


def test_a_figure_not_in_per_cent_in_a_column_that_is_is_set_aside(tmp_path):
    """Whether 40 is 40% or 4000%, nobody can tell; nought is nought."""
    sheets = {"LA": [["LA Code", "Homes", "Share"], ["00XA", 7, PerCent(0.485)], ["00XB", 8, 40], ["00XC", 9, 0]]}
    rows, (problem,) = read(layout_files.write_xlsx(tmp_path / "book.xlsx", sheets), columns="area_code, value")
    assert rows == [("00XA", "7"), ("00XA", "48.5%"), ("00XB", "8"), ("00XC", "9"), ("00XC", "0")]
    assert (problem.row, problem.column, problem.value) == (3, "Share", "40")


def long(further: str, *rows: str, layout: str = "els") -> str:
    """A long file of one measure and year, with further columns: of each row an area, a value and the rest."""
    cells = [row.split(",", 2) for row in rows]
    if layout == "wide":
        return f"Year,area code,Smoke:kt,Soot:kt,{further}\n" + "".join(
            f"2010,{area},{value},{value},{rest}\n" for area, value, rest in cells
        )
    header = f"areacd,areanm,indicator,period,observation,{further}\n"
    if layout == "fingertips":
        header = f"area_code,area_name,indicator,period,value,{further}\n"
    return header + "".join(f"{area},Somewhere,Geese,2010,{value},{rest}\n" for area, value, rest in cells)


A, B, C = w.CASTERBRIDGE, w.COKETOWN, w.BARCHESTER
TOLD_APART = [
    # what it shows, further columns, rows, the column and the parts of the rows
    ("two words", "Sector", [f"{A},1,Domestic", f"{A},2,Transport", f"{B},3,Domestic", f"{B},4,Transport"],
     "Sector", ["Domestic", "Transport"] * 2),
    ("a place with one of them", "Sex", [f"{A},1,Male", f"{A},2,Female", f"{B},3,Male"],
     "Sex", ["Male", "Female", "Male"]),
    ("one place", "Sex", [f"{A},1,Male", f"{A},2,Female"], "Sex", ["Male", "Female"]),
    ("an empty cell, too", "Sex", [f"{A},1,Male", f"{A},2,", f"{B},3,Male", f"{B},4,"], "Sex", ["Male", "(blank)"] * 2),
    ("figures that are equal once", "Sex", [f"{A},1,Male", f"{A},1,Female", f"{B},3,Male", f"{B},4,Female"],
     "Sex", ["Male", "Female"] * 2),
    ("two columns", "Sex,Age", [f"{A},{n},{sex},{age}" for n, (sex, age) in enumerate(
        [("Male", "5"), ("Male", "10"), ("Female", "5"), ("Female", "10")])],
     "Sex, Age", ["Male | 5", "Male | 10", "Female | 5", "Female | 10"]),
    ("one of two columns that say the same", "Sex,Gender", [f"{A},1,Male,M", f"{A},2,Female,F"],
     "Sex", ["Male", "Female"]),
    ("one that tells apart and one that does not", "Unit group,Sex", [f"{A},1,Hats,Male", f"{A},2,Hats,Female"],
     "Sex", ["Male", "Female"]),
    ("a row published twice beside them", "Sex",
     [f"{A},1,Male", f"{A},2,Female", f"{B},3,Male", f"{B},4,Female", f"{C},5,Male", f"{C},6,Male"],
     "Sex", ["Male", "Female", "Male", "Female", "Male", "Male"]),
]  # fmt: skip


@pytest.mark.parametrize("layout", ["els", "fingertips", "wide"])
@pytest.mark.parametrize(("further", "rows", "column", "parts"), [case[1:] for case in TOLD_APART],
                         ids=[case[0] for case in TOLD_APART])  # fmt: skip
def test_a_further_column_that_tells_rows_apart_gives_each_its_part(further, rows, column, parts, layout, write):
    if layout == "fingertips":  # Which takes sex and age for measures.
        further, column = (names.replace("Sex", "Kind").replace("Age", "Band") for names in (further, column))
    found, problems = read(write(long(further, *rows, layout=layout)), layout, "part, part_column, source_row, measure")
    each = 2 if layout == "wide" else 1
    assert [part for part, *_ in found] == [part for part in parts for _ in range(each)]
    assert {name for _, name, *_ in found} == {column}
    assert problems == []


NOT_APART = [
    ("nothing differs", "Sector", [f"{A},1,Domestic", f"{A},2,Domestic"]),
    ("a comment", "Comment", [f"{A},1,old", f"{A},2,new"]),
    ("a rank", "Place in list", [f"{A},1,3", f"{A},2,4"]),
    ("something for every row", "Clerk", [f"{area},{n},clerk {area} {n}" for area in (A, B, C) for n in (1, 2)]),
    ("no contradiction", "Sector", [f"{A},1,Domestic", f"{B},2,Transport"]),
    ("equal figures", "Sector", [f"{A},1,Domestic", f"{A},1,Transport"]),
    ("one pair of three", "Sector", [f"{A},1,Domestic", f"{A},2,Transport", f"{B},1,Domestic", f"{B},2,Domestic",
                                     f"{C},1,Domestic", f"{C},2,Domestic"]),
]  # fmt: skip


@pytest.mark.parametrize(("further", "rows"), [case[1:] for case in NOT_APART], ids=[case[0] for case in NOT_APART])
def test_a_further_column_that_divides_nothing_changes_nothing(further, rows, write):
    found, problems = read(write(long(further, *rows)), "els", "part, part_column, source_row, measure")
    assert {row[:2] for row in found} == {(None, None)}
    assert problems == []


# What is wrong with a file


@pytest.mark.parametrize("layout", layouts.known())
@pytest.mark.parametrize("content", [None, b"", b"\n\n", b"\xff\xfea\x00", b"\x00" * 100, b"one line"], ids=repr)
def test_a_file_that_cannot_be_trusted_is_refused_by_name(content, layout, tmp_path):
    path = tmp_path / ("published.xlsx" if layout == "workbook" else "published.csv")
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(Refused) as refusal:
        read(path, layout)
    (problem,) = refusal.value.problems
    assert problem.file == path.name and problem.what_to_do


@pytest.mark.parametrize("layout", layout_files.CSV)
def test_a_file_with_a_header_and_no_rows_is_refused(layout, write):
    lines = layout_files.CSV[layout].splitlines()
    header = next(place for place, line in enumerate(lines) if line.count(",") > 1)
    with pytest.raises(Refused, match="a header and no rows"):
        read(write("\n".join(lines[: header + 1]) + "\n"), layout)


@pytest.mark.parametrize("layout", layout_files.CSV)
def test_a_file_that_is_not_utf_8_is_refused(layout, write):
    with pytest.raises(Refused, match="not UTF-8"):
        read(write(layout_files.CSV[layout].encode().rstrip(b"\n") + b"\xe9\n"), layout)


@pytest.mark.parametrize("layout", [layout for layout in SCANNED if layout != "tidy"])
def test_a_header_with_one_name_twice_is_refused(layout, write):
    header, rest = layout_files.CSV[layout].split("\n", 1)
    first, _, *others = header.split(",")
    with pytest.raises(Refused, match="this name twice"):
        read(write(",".join([first, first.upper(), *others]) + "\n" + rest), layout)


@pytest.mark.parametrize("layout", layout_files.CSV)
def test_a_row_cut_short_is_set_aside_and_the_others_are_kept(layout, write):
    lines = layout_files.CSV[layout].replace("Casterbridge, City of", "Casterbridge").splitlines()
    target = _line_to_damage(lines)
    column = "file_row" if layout in IN_GRIDS else "source_row"
    before, _ = read(write("\n".join(lines)), layout, columns=column)
    lines[target] = ",".join(lines[target].split(",")[:2])
    after, (problem,) = read(write("\n".join(lines)), layout, columns=column)
    assert problem.row == target + 1
    assert problem.value == lines[target]
    assert after == [row for row in before if row != (target + 1,)] != before


@pytest.mark.parametrize("layout", layout_files.CSV)
def test_blank_lines_do_not_shift_the_rows_after_them(layout, write):
    lines = layout_files.CSV[layout].splitlines()
    target = _line_to_damage(lines)
    lines[target:target] = ["", ""]
    column = "file_row" if layout in IN_GRIDS else "source_row"
    rows, problems = read(write("\n".join(lines)), layout, columns=column)
    plain, _ = read(write(layout_files.CSV[layout]), layout, columns=column)
    assert rows == [(number + 2 if number > target else number,) for (number,) in plain]
    assert problems == []


@pytest.mark.parametrize("layout", [layout for layout in SCANNED if layout != "tidy"])
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=repr)
def test_a_line_break_in_a_heading_moves_no_row(end, layout, write):
    header, rest = layout_files.CSV[layout].split("\n", 1)
    names = next(csv.reader([header]))
    plain = read(write(layout_files.CSV[layout] + "cut,short\n"), layout)
    broken = ",".join(f'"{name.replace(" ", end)}"' for name in names) + f',"A{end}note"'
    rows = rest.replace("\n", ",\n") + "cut,short\n"
    found, (problem,) = read(write(broken + end + rows.replace("\n", end)), layout)
    assert found == plain[0]
    assert (problem.row, problem.value) == (plain[1][0].row, "cut,short")


CELL = f"area_code,period,value,indicator\n{w.CASTERBRIDGE},2010,7,see\rnotes\n{w.COKETOWN},2010,8,see notes\n"
WHOLE = CELL.replace("\r", " ")
RETURNS = [
    # a file with a return alone in it; its rows
    (CELL, [(2, "see notes"), (3, "see notes")]),
    (CELL.replace("\n", "\r\n"), [(2, "see notes"), (3, "see notes")]),
    (CELL.replace("see\rnotes", '"see\rnotes"'), [(2, "see notes"), (3, "see notes")]),
    (CELL.replace("see\rnotes\n", "see notes\r"), [(2, "see notes"), (3, "see notes")]),
    (WHOLE.replace("indicator\n", "indicator\r"), [(2, "see notes"), (3, "see notes")]),
    (WHOLE.removesuffix("\n") + "\r", [(2, "see notes"), (3, "see notes")]),
]


@pytest.mark.parametrize(("content", "rows"), RETURNS, ids=lambda given: repr(given)[-60:])
def test_a_return_alone_ends_a_line_between_whole_rows_and_is_a_space_inside_a_cell(content, rows, write):
    found, problems = read(write(content), "fingertips", "source_row, measure")
    assert (found, problems) == (rows, [])


def test_a_heading_whose_quotation_mark_is_never_closed_is_refused_by_name(write):
    rows = "".join(f"{w.CASTERBRIDGE},{year},7,Geese\n" for year in range(1900, 2020))
    with pytest.raises(Refused, match="quotation mark of the header is never closed"):
        read(write('area_code,period,value,"indicator\n' + rows), "fingertips")


def test_a_line_that_names_a_group_inside_a_table_is_set_aside_and_a_footnote_is_not(write):
    lines = layout_files.LG_INFORM.splitlines()
    lines.insert(5, "Loamland")
    rows, (problem,) = read(write("\n".join(lines)), "lg_inform")
    assert (problem.row, problem.value) == (6, "Loamland")
    assert len(rows) == 12


def test_a_sheet_of_figures_without_a_header_is_set_aside_row_by_row(tmp_path):
    sheets = {"Figures": [["Casterbridge", 1, 2], ["Coketown", 3, 4]], "Good": layout_files.SHEETS["County"]}
    rows, problems = read(layout_files.write_xlsx(tmp_path / "book.xlsx", sheets))
    assert [problem.row for problem in problems] == [1, 2]
    assert len(rows) == 4


def test_a_quotation_mark_that_is_never_closed_sets_aside_what_it_swallows(write):
    """Not one row of it is kept as half of another; the length that a series declares then refuses the file."""
    content = layout_files.ELS.replace('"Casterbridge, City of"', '"Casterbridge')
    rows, (problem,) = read(write(content), columns="source_row")
    assert rows == [(2,)]
    assert problem.row == 3
    assert len(problem.value) <= 500


def _line_to_damage(lines: list[str]) -> int:
    return next(
        place
        for place, line in enumerate(lines)
        if line.count(",") > 1 and (w.CASTERBRIDGE in line or "Coketown" in line or "NI 902" in line)
    )


# What mangling does: rows read are rows kept and rows set aside, always


def mangle(text: str, seed: int) -> bytes:
    """Flip bytes, cut and repeat lines, swap cells: one to four times."""
    chance = random.Random(seed)
    content = text.encode()
    for _ in range(chance.randint(1, 4)):
        lines = content.split(b"\n")
        line = chance.randrange(len(lines))
        kind = chance.choice(("flip", "cut", "drop", "repeat", "blank", "swap", "end"))
        if kind == "flip" and content:
            place = chance.randrange(len(content))
            content = content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
            continue
        if kind == "cut":
            lines[line] = lines[line][: chance.randrange(len(lines[line]) + 1)]
        elif kind == "drop":
            del lines[line]
        elif kind == "repeat":
            lines.insert(line, lines[line])
        elif kind == "blank":
            lines.insert(line, b"")
        elif kind == "swap":
            cells = lines[line].split(b",")
            chance.shuffle(cells)
            lines[line] = b",".join(cells)
        else:
            lines = lines[: line + 1]
        content = b"\n".join(lines)
    return content


@pytest.mark.parametrize("layout", SCANNED)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=60)
def test_of_a_mangled_file_every_line_is_kept_or_set_aside(layout, seed, tmp_path_factory):
    content = mangle(layout_files.CSV[layout].replace('"', ""), seed)
    path = tmp_path_factory.mktemp("mangled") / "published.csv"
    path.write_bytes(content)
    try:
        rows, problems = read(path, layout, columns="distinct source_row, measure")
    except Refused as refusal:
        assert all(problem.what_to_do for problem in refusal.problems)
        return
    # A quotation mark or a return inside a line makes records of several lines, or several of one.
    assume(not set(b'"\r') & set(content))
    lines = [number for number, line in enumerate(content.split(b"\n"), start=1) if line and number > 1]
    kept = {number for number, _ in rows}
    aside = [problem.row for problem in problems]
    assert sorted([*kept, *aside]) == lines


@pytest.mark.parametrize("layout", IN_GRIDS)
@given(seed=st.integers(0, 10**9))
@settings(max_examples=150)
def test_of_a_mangled_table_every_row_is_kept_set_aside_or_beside_the_table(layout, seed, tmp_path_factory):
    path = tmp_path_factory.mktemp("mangled") / "published.csv"
    path.write_bytes(mangle(layout_files.CSV[layout], seed))
    try:
        rows, problems = read(path, layout, columns="file_row, measure, source_row")
    except Refused as refusal:
        assert all(problem.what_to_do for problem in refusal.problems)
        return
    # A column left out is named beside its heading.
    kept, aside = {number for number, *_ in rows}, {problem.row for problem in problems if not problem.column}
    told = [(problem.row, problem.column, problem.problem) for problem in problems]
    assert len(told) == len(set(told))
    # Mangled headings may make two tables of one, side by side, of which one reads a row and the other cannot.
    halves = (
        "names no area in the column",
        "no column names the areas",
        "both sides of the figures",
        "both name areas",
    )
    assert all(any(half in words for half in halves) for row, column, words in told if row in kept and not column)
    inside = kept | aside
    for row in grids.rows_of_csv(path, "a file"):
        is_footnote = row.number > max(inside, default=0) and row.filled == 1
        assert row.number in inside or row.number < min(inside, default=0) or is_footnote


@given(seed=st.integers(0, 10**9))
@settings(max_examples=100)
def test_a_mangled_workbook_is_read_or_refused(seed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("mangled")
    chance = random.Random(seed)
    sheets = {name: [list(row) for row in rows] for name, rows in layout_files.SHEETS.items()}
    for _ in range(chance.randint(1, 5)):
        row = chance.choice([row for rows in sheets.values() for row in rows if row])
        row[chance.randrange(len(row))] = chance.choice(["", "x", 3, "2009/10", "LA Code", "TBC", -1.5])
    path = layout_files.write_xlsx(folder / "book.xlsx", sheets)
    try:
        rows, problems = read(path, columns="file_row, measure, source_row")
    except Refused as refusal:
        assert all(problem.what_to_do for problem in refusal.problems)
    else:
        assert len(rows) == len({number for *_, number in rows})
        assert all(problem.row for problem in problems)
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 20)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path.write_bytes(content[: chance.randint(len(content) // 2, len(content))])
    try:
        read(path)
    except Refused as refusal:
        assert re.search("workbook|no rows", refusal.problems[0].problem)


# Cells as they stand in a file; of those in the second line some could be read in two ways, or are told of.
PLAIN_CELLS = ("a", "", " b ", '""', '"a,b"', '"two\nlines"', '"says ""x"""', "é", "1|2", "a=b", "it's (so)")
OTHER_CELLS = ('a"b', ' "a"', '"a" ', '"a" b', '"', "=1+1", "a,b", "\x07", "x" * 90, "a\rb", "\u200bb", "a\n", "x,y\n")


def test_a_small_list_of_ours_is_read_as_a_large_one_is(tmp_path, monkeypatch):
    """Python reads what is small and plain: rows, nulls, numbers and faults are those of DuckDB, or it leaves it."""
    chance, columns, left = random.Random(2010), ("one", "two"), []
    scan = csv_files.scan
    monkeypatch.setattr(csv_files, "scan", lambda *given, **values: (left.append(1), scan(*given, **values))[1])

    def told(limit: int) -> tuple:
        monkeypatch.setattr(tidy, "SMALL", limit)
        with database.cursor() as con:
            try:
                faults = tidy.read_listed(con, path, path.name, columns, "main.listed")
            except Refused as refused:
                return str(refused)
            return con.execute("from main.listed order by source_row").fetchall(), list(map(str, faults))

    path, different, small = tmp_path / "listed.csv", [], tidy.SMALL
    for number in range(files := 6 * len(OTHER_CELLS)):
        lines = [chance.choices(PLAIN_CELLS, k=2) for _ in range(chance.randint(0, 3))]
        if number % 2:
            lines.append([chance.choice(PLAIN_CELLS), OTHER_CELLS[number % len(OTHER_CELLS)]])
        text = chance.choice(["", "\ufeff"]) + "\n".join(["one,two", *map(",".join, lines)]) + chance.choice(["\n", ""])
        path.write_bytes(text.replace("\n", chance.choice(["\n", "\n", "\n", "\r\n"])).encode())
        if told(small) != told(0):
            different.append(text)
    assert different == []
    assert files < len(left) < 1.8 * files, "Python reads some, and leaves some"
