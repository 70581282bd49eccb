"""A pack as a folder and as a workbook: every cell that does not fit is named, every row is kept or set aside."""

import re
import shutil
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_pipeline import __main__ as command_line
from data_pipeline.building import warehouse
from data_pipeline.problems import Refused
from data_pipeline.reading import packs, workbooks
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.pack_faults import AGREEMENT, LAST, T1, T3, T5

many = settings(max_examples=30, suppress_health_check=list(HealthCheck))


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


def faults(pack: Path) -> list[tuple]:
    return [
        (fault.file.removeprefix("agreements/barsetshire/"), fault.row, fault.column, fault.value, fault.problem)
        for sheet in packs.read(pack)
        for fault in sheet.faults
    ]


# Cells

NOT_A_DATE, NOT_WHOLE, NOT_A_NUMBER = "this is not a date", "this is not a whole number", "this is not a number"
NO_SUCH_WORD = "this is not one of the words that may stand here"
CELLS = [
    # sheet, row, column, value, what is said
    ("targets", T3, "indicator", "", "this is missing"),
    ("agreement", AGREEMENT, "title", "", "this is missing"),
    ("targets", T3, "kind", "Local", NO_SUCH_WORD),
    ("policy_areas", {"policy_area": "bands"}, "theme", "Economy", NO_SUCH_WORD),
    ("outturns", LAST, "status", "final", NO_SUCH_WORD),
    *(("targets", T3, "agreed_on", text, NOT_A_DATE) for text in (
        "June 2008", "2008-13", "2008-6", "30/06/2008", "2010-02-30", "2009-02-29", "0000", "0000-01-01", "20080630",
        "２００８", "2008-06-30T00:00:00",
    )),
    *(("agreement", AGREEMENT, "signed_on", text, NOT_A_DATE) for text in (
        "19/06/2008", "2008", "2008-06", "2010-02-30", "２００８-06-19", "19 June 2008", "2008-06-19 10:00",
    )),
    *(("agreement", AGREEMENT, "vision_from", text, NOT_WHOLE) for text in (
        "two thousand", "2,008", "2008.5", "２００８", "2_008", "2008/09",
    )),
    *(("outturns", {"lower": "16.5"}, "lower", text, NOT_A_NUMBER) for text in (
        "about 16", "16,5", "16.5%", "NaN", "inf", "-Infinity", "1_6", "１６", "0x10",
    )),
    ("agreement", AGREEMENT, "suppress_below", "-1", "this is less than 0"),
    ("agreement", AGREEMENT, "vision_from", "1989", "this is less than 1990"),
    ("agreement", AGREEMENT, "vision_to", "2101", "this is more than 2100"),
    ("outturns", LAST, "sample_size", "0", "this is less than 1"),
    ("outturns", LAST, "sample_size", "9" * 30, NOT_WHOLE),
    ("outturns", LAST, "denominator", "-0.1", "this is less than 0"),
    ("outturns", LAST, "denominator", "1e999", NOT_A_NUMBER),
    ("interventions", {}, "step", "8", "this is more than 7"),
    *(("agreement", AGREEMENT, "is_example", text, "this is neither yes nor no") for text in ("Yes", "TRUE", "1", "n")),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "which", "column", "value", "says"), CELLS, ids=lambda part: str(part)[:20])
def test_a_cell_that_does_not_fit_is_named_and_its_row_left_out(sheet, which, column, value, says, pack):
    row = p.amend(pack, sheet, which, **{column: value})
    assert faults(pack) == [(f"{sheet}.csv", row, column, value or None, says)]
    (read,) = [each for each in packs.read(pack) if each.name == sheet]
    assert read.rows_read == len(p.SHEETS[sheet])
    assert [number for number, _ in read.rows] == [k for k in range(2, read.rows_read + 2) if k != row]
    assert all(fault.what_to_do for fault in read.faults)


def test_every_type_and_limit_of_the_schema_has_a_faulty_cell():
    limits, tried = set(), set()
    for name, sheet in packs.SHEETS.items():
        for column in sheet["schema"]["fields"]:
            kinds = {column["type"], *column.get("constraints", {})} - {"string"}
            limits |= kinds
            tried |= {kind for each, _, field, *_ in CELLS if (each, field) == (name, column["name"]) for kind in kinds}
    assert tried == limits


def test_every_fault_of_a_row_is_named(pack):
    p.amend(pack, "outturns", {"lower": "16.5"}, lower="low", status="final", sample_size="0")
    assert [(row, column) for _, row, column, *_ in faults(pack)] == [(2, "lower"), (2, "sample_size"), (2, "status")]


@pytest.mark.parametrize("name", ["A1", ""])
def test_two_rows_of_one_name_and_a_row_without_one_are_named(name, pack):
    row = p.append(pack, "actions", p.copied(pack, "actions", {}, action=name))
    said = "another row of the sheet has this name" if name else "this is missing"
    assert ("actions.csv", row, "action", name or None, said) in faults(pack)


def with_header(path: Path, change) -> None:
    header, rest = path.read_text().split("\n", 1)
    path.write_text(change(header) + "\n" + rest)


def test_cells_beyond_the_header_are_named(pack):
    path = pack / "decisions.csv"
    path.write_text(path.read_text().replace("Ask for a lower target", "Ask for a lower, and a better, target"))
    assert ("decisions.csv", 2, None, "reading", "the row has more cells than the header") in faults(pack)


def test_cells_under_a_blank_heading_are_named(pack):
    path = pack / "risks.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0] + ",", lines[1] + ",Not to be lost"]) + "\n")
    assert [(row, column) for _, row, column, *_ in faults(pack)] == [(2, None)]


def test_a_blank_column_is_no_fault(pack):
    path = pack / "risks.csv"
    path.write_text("\n".join(line + ",," for line in path.read_text().splitlines()) + "\n")
    assert faults(pack) == []


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("comments", "no column of this sheet is called so"),
        *((name, "a column for people has no place in a published pack") for name in (
            "Officer", "contact", "Lead officer name", "e-mail", "Email address", "Phone", "Mobile", "Surname",
            "Councillor", "Chair", "Director", "manager",
        )),
    ],
)  # fmt: skip
def test_a_column_that_no_sheet_has_is_named_and_nothing_of_it_is_read(name, says, pack, data):
    path = pack / "risks.csv"
    lines = path.read_text().splitlines()
    path.write_text("\n".join([f"{lines[0]},{name}", f"{lines[1]},Obadiah"]) + "\n")
    assert faults(pack) == [("risks.csv", None, name, None, says)]
    with p.read(data, wanted=p.BALANCE) as con:
        assert "Obadiah" not in str(con.execute("from marts.pack_risks").fetchall())
        assert p.unbalanced(con) == []


def test_a_row_with_nothing_but_a_cell_of_an_unknown_column_is_named(pack):
    for sheet in ("milestones", "risks"):
        path = pack / f"{sheet}.csv"
        with_header(path, lambda header: f"{header},remarks")
        path.write_text(path.read_text() + "," * len(packs.columns(sheet)) + "see below\n")
    rows = {file: row for file, row, *_ in faults(pack) if row}
    assert rows == {"milestones.csv": len(p.SHEETS["milestones"]) + 2, "risks.csv": len(p.SHEETS["risks"]) + 2}


def test_a_column_that_is_missing_is_named_where_it_is_needed(pack):
    with_header(pack / "risks.csv", lambda header: header.replace("what", "likely", 1))
    found = faults(pack)
    assert ("risks.csv", None, None, None, "the column what is missing") in found
    assert ("risks.csv", 2, "what", None, "this is missing") in found


def test_columns_in_another_order_and_case_and_some_left_out_are_no_fault(pack):
    path = pack / "risks.csv"
    path.write_text('\ufeff"Owner ",RISK,What,target\nA board,R1,"Signs, stolen",T1\n', encoding="utf-8")
    assert faults(pack) == []
    (sheet,) = [sheet for sheet in packs.read(pack) if sheet.name == "risks"]
    row = {name: cell for name, cell in sheet.rows[0][1].items() if cell}
    assert row == {"owner": "A board", "risk": "R1", "what": "Signs, stolen", "target": "T1"}


def test_a_column_that_stands_twice_is_named(pack):
    with_header(pack / "risks.csv", lambda header: header.replace("impact", "owner"))
    assert ("risks.csv", None, None, None, "two columns are called owner") in faults(pack)


def test_a_sheet_that_no_pack_has_is_named(pack):
    (pack / "target.csv").write_text("target\nT1\n")
    assert faults(pack) == [("target.csv", None, None, None, "no sheet of a pack is called so")]


# Files


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1"])
def test_a_file_that_is_no_utf_8_is_named_and_the_rest_is_read(encoding, pack, data):
    path = pack / "risks.csv"
    path.write_bytes(path.read_text().replace("stolen", "volées").encode(encoding))
    assert faults(pack) == [("risks.csv", None, None, None, "the file is not UTF-8 text")]
    with p.read(data, wanted=p.BALANCE) as con:
        assert con.execute("select count(*) from marts.pack_risks").fetchone() == (0,)
        assert con.execute("select count(*) from marts.pack_targets").fetchone() == (len(p.SHEETS["targets"]),)


def test_the_marks_a_spreadsheet_leaves_change_nothing(pack):
    plain = [(sheet.name, sheet.rows, sheet.faults) for sheet in packs.read(pack)]
    for path in pack.rglob("*.*"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [(sheet.name, sheet.rows, sheet.faults) for sheet in packs.read(pack)] == plain


def test_blank_rows_are_no_rows_and_shift_no_number(pack):
    path = pack / "milestones.csv"
    lines = path.read_text().splitlines()
    blank = "," * lines[0].count(",")
    path.write_text("\n".join([*lines[:2], "", blank, " " + blank, *lines[2:], "T3,,then,,7", "", ""]))
    (sheet,) = [sheet for sheet in packs.read(pack) if sheet.name == "milestones"]
    assert sheet.rows_read == len(lines)
    assert [number for number, _ in sheet.rows] == [2, *range(6, len(lines) + 5)]


def test_a_line_break_in_a_cell_is_kept_and_counts_as_one_row(pack):
    p.amend(pack, "risks", {}, what="The signs\nare stolen")
    row = p.append(pack, "risks", {"risk": "R2"})
    assert row == 3
    assert faults(pack) == [("risks.csv", 3, "what", None, "this is missing")]


@pytest.mark.parametrize("content", ["", "\n", "no header at all", ";;;", "target;period\nT1;2010"])
def test_a_sheet_that_is_nearly_nothing_is_read_or_named(content, pack, data):
    (pack / "milestones.csv").write_text(content)
    assert bool(faults(pack)) == bool(content.strip())
    with p.read(data, wanted=p.BALANCE) as con:
        assert p.unbalanced(con) == []


# Commentary

FRONT = "---\ntheme: EDE\nedition: E\ndate: 2011-06-30\nauthor: A board\n---\n"
WRITTEN = [
    # text of the file, what is said of which column, rows kept
    (FRONT + "\n## Achievments\n\nMany.\n\n## Challenges\n\nFew.\n",
     ("Achievments", "no heading of a commentary is called so"), 1),
    (FRONT + "\n## Lead officer\n\nObadiah.\n\n## Challenges\n\nFew.\n",
     ("Lead officer", "a column for people has no place in a published pack"), 1),
    (FRONT + "\nLost words.\n\n## Challenges\n\nFew.\n", (None, "there is text above the first heading"), 1),
    (FRONT + "\n## Challenges\n\nFew.\n\n## Challenges\n\nMore.\n",
     ("Challenges", "two headings are called so"), 1),
    (FRONT.replace("theme", "lead_officer") + "\n## Challenges\n\nFew.\n",
     ("lead_officer", "a column for people has no place in a published pack"), 1),
    ("## Challenges\n\nFew.\n", (None, "the block at the top cannot be read"), 0),
    ("---\nedition: [\n---\n", (None, "the block at the top cannot be read"), 0),
    ("---\n- edition\n---\n", (None, "the block at the top cannot be read"), 0),
    ("---\njust words\n---\n## Challenges\n\nFew.", (None, "the block at the top cannot be read"), 0),
    ("---\n" + "[" * 5000 + "\n---\n", (None, "the block at the top cannot be read"), 0),
    ("", (None, "the block at the top cannot be read"), 0),
    (FRONT.replace("2011-06-30", "30 June 2011") + "## Challenges\n\nFew.", ("date", NOT_A_DATE), 0),
    (FRONT.replace("edition: E\n", "") + "## Challenges\n\nFew.", ("edition", "this is missing"), 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "fault", "kept"), WRITTEN, ids=[f"{fault} {k}" for k, (_, fault, _) in
                         enumerate(WRITTEN)])  # fmt: skip
def test_nothing_in_a_commentary_is_lost_without_a_word(text, fault, kept, pack):
    (pack / "commentary" / "year-end-economy.md").write_text(text)
    assert fault in [(column, problem) for *_, column, _, problem in faults(pack)]
    (sheet,) = [sheet for sheet in packs.read(pack) if sheet.source_id.endswith("economy")]
    assert len(sheet.rows) == kept
    assert all(each.what_to_do for each in sheet.faults)


def test_keys_that_are_no_words_are_named_and_not_the_end(pack):
    path = pack / "commentary" / "year-end-economy.md"
    path.write_text(FRONT.replace("theme: EDE", "theme: EDE\n2010: x\nyes: y") + "## Challenges\n\nFew.")
    assert [column for *_, column, _, _ in faults(pack)] == ["2010", "True"]


def test_a_commentary_is_read_as_it_was_written(pack):
    text = FRONT + "\n## What is being done\n\n- One\n- Two\n\n### Later\n\nThree --- four\n\n---\n\nFive\n"
    (pack / "commentary" / "year-end-economy.md").write_text(text)
    (sheet,) = [sheet for sheet in packs.read(pack) if sheet.source_id.endswith("economy")]
    assert sheet.rows[0][1]["what_is_being_done"] == "- One\n- Two\n\n### Later\n\nThree --- four\n\n---\n\nFive"


# Workbooks

PLAIN_NUMBER = re.compile(r"-?\d{1,9}(\.\d{1,6})?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def write_workbook(path: Path, sheets: dict[str, list[dict]], as_program: bool = True) -> Path:
    """The same cells as a spreadsheet program stores them: numbers, dates, truths and percentages; or all as text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with xlsxwriter.Workbook(str(path)) as book:
        day, per_cent = book.add_format({"num_format": "d mmm yyyy"}), book.add_format({"num_format": "0.0%"})
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            heads = packs.columns(name) if name in packs.SHEETS else list(rows[0])
            page.write_row(0, 0, heads)
            for number, row in enumerate(rows, start=1):
                for place, head in enumerate(heads):
                    cell = row.get(head, "")
                    if as_program and PLAIN_NUMBER.fullmatch(cell):
                        page.write_number(number, place, float(cell))
                    elif as_program and PLAIN_NUMBER.fullmatch(cell.removesuffix("%")):
                        page.write_number(number, place, float(cell[:-1]) / 100, per_cent)
                    elif as_program and DAY.fullmatch(cell):
                        page.write_datetime(number, place, date.fromisoformat(cell), day)
                    elif as_program and cell in ("yes", "no"):
                        page.write_boolean(number, place, cell == "yes")
                    elif cell:
                        page.write_string(number, place, cell)
    return path


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


@pytest.mark.parametrize(
    ("offset", "bits"), [(8, 0x01), (10, 99)], ids=["under a password", "packed in an unknown way"]
)
def test_a_workbook_whose_parts_cannot_be_unpacked_shows_no_percentage(offset, bits, tmp_path):
    """The flags and the method of packing of each part, in the list at the end of the file and before the part."""
    path = tmp_path / "book.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = 0.5
    book.active["A1"].number_format = "0%"
    book.save(path)
    assert workbooks.shown(path) == {"Sheet": {(0, 0)}}
    content = bytearray(path.read_bytes())
    for mark, before in ((b"PK\x01\x02", offset), (b"PK\x03\x04", offset - 2)):
        for found in re.finditer(re.escape(mark), bytes(content)):
            content[found.start() + before] = bits
    path.write_bytes(content)
    assert workbooks.shown(path) == {}


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


# Whole packs


def test_a_pack_that_is_not_there_or_has_no_agreement_is_refused(data, tmp_path):
    empty = data / "agreements" / "empty"
    empty.mkdir(parents=True)
    for path in (empty, tmp_path / "nowhere"):
        with pytest.raises(Refused):
            packs.read(path)


def break_off(pack: Path) -> None:
    (pack / "agreement.csv").unlink()


def save_otherwise(pack: Path) -> None:
    path = pack / "agreement.csv"
    path.write_text(path.read_text(), encoding="utf-16")


def lose_the_code(pack: Path) -> None:
    p.amend(pack, "agreement", AGREEMENT, area_code="")


def make_a_book_of_noise(pack: Path) -> None:
    shutil.rmtree(pack)
    (pack.parent / "barsetshire.xlsx").write_bytes(b"PK\x03\x04" + b"noise" * 100)


def two_agreements(pack: Path) -> None:
    p.append(pack, "agreement", p.copied(pack, "agreement", {}, area_code=w.COKETOWN))


def define_a_national_indicator(pack: Path) -> None:
    p.append(pack, "indicators", p.copied(pack, "indicators", {}, indicator="NI 901"))


def define_an_indicator_of_ours(pack: Path) -> None:
    p.append(pack, "indicators", p.copied(pack, "indicators", {}, indicator="LI 904"))


def claim_a_real_county(pack: Path) -> None:
    p.amend(pack, "agreement", AGREEMENT, is_example="yes")
    place = {"area_code": w.BARSETSHIRE, "name": "Another", "area_type": "county"}
    w.write_rows(pack / "areas.csv", tuple(place), [place])


def claim_a_real_district(pack: Path) -> None:
    p.amend(pack, "agreement", AGREEMENT, is_example="yes", area_code="X10000001")
    places = [
        {"area_code": "X10000001", "name": "Cranford", "area_type": "county"},
        {"area_code": w.SILVERBRIDGE, "name": "Another", "area_type": "district"},
        {"area_code": w.COKETOWN_2013, "name": "Another", "area_type": "district"},
        {"area_code": w.LOAMLAND, "name": "Another", "area_type": "district"},
        {"area_code": w.WALMINGTON_AND_EASTGATE, "name": "Another", "area_type": "district"},
    ]
    w.write_rows(pack / "areas.csv", tuple(places[0]), places)


def save_a_date_that_is_none(pack: Path) -> None:
    p.amend(pack, "targets", T1, agreed_on="2010-02-30")


BROKEN = [
    break_off, save_otherwise, lose_the_code, make_a_book_of_noise, two_agreements, define_a_national_indicator,
    define_an_indicator_of_ours, claim_a_real_county, claim_a_real_district, save_a_date_that_is_none,
]  # fmt: skip
ENGLAND = ("areas", "figures", "report_card", "spread", "area_map", "map_classes", "coverage", "headlines", "places")


@pytest.mark.parametrize("damage", BROKEN, ids=lambda damage: damage.__name__)
def test_one_broken_pack_leaves_the_others_and_england_alone(damage, pack, data, world):
    agreement = {**p.SHEETS["agreement"][0], "area_code": w.CASTERBRIDGE}
    target = p.SHEETS["targets"][3] | {"indicator": "NI 902", "policy_area": ""}
    other = data / "agreements" / "casterbridge"
    other.mkdir()
    w.write_rows(other / "agreement.csv", packs.columns("agreement"), [agreement])
    w.write_rows(other / "targets.csv", packs.columns("targets"), [target])
    damage(pack)
    with warehouse.connect(warehouse.build(data).path) as con:
        named = con.execute(
            "select count(*) from meta.issues where file like 'agreements/barsetshire%' and severity = 'set aside'"
        ).fetchone()[0]
        assert named > 0
        assert con.execute("select area_code from marts.agreements where pack = 'casterbridge'").fetchall() == [
            (w.CASTERBRIDGE,)
        ]
        assert con.execute("select target from marts.promises where pack = 'casterbridge'").fetchall() == [("T3",)]
        for table in ENGLAND:
            query = f"from (from marts.{table}) order by all"
            if table in ("areas", "places"):
                query = f"from (from marts.{table}) where area_code not like 'X%' order by all"
            assert con.execute(query).fetchall() == world.con.execute(query).fetchall()
        assert p.unbalanced(con) == []


def test_packs_of_two_areas_are_both_kept(pack, data):
    agreement = {**p.SHEETS["agreement"][0], "area_code": w.CASTERBRIDGE}
    (data / "agreements" / "casterbridge").mkdir()
    w.write_rows(data / "agreements" / "casterbridge" / "agreement.csv", packs.columns("agreement"), [agreement])
    with p.read(data, wanted=("marts.agreements",)) as con:
        kept = con.execute("select distinct area_code from marts.agreements order by 1").fetchall()
    assert kept == [(w.CASTERBRIDGE,), (w.BARSETSHIRE,)]


# Whatever a file holds

TYPED = [(sheet, column["name"]) for sheet in p.SHEETS for column in packs.fields(sheet)
         if (column["type"] != "string" or "pattern" in column.get("constraints", {}))]  # fmt: skip
odd_texts = st.one_of(
    st.text("0123456789-+.eE_, ٣５:/T%£yesno", max_size=12),
    st.from_regex(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", fullmatch=True),
    st.sampled_from(["nan", "inf", "1e400", "9" * 25, "-0", "+1", "1.", ".5", "0001-01-01", "9999-12-31", "yes", "١"]),
)


# Of each example many cells, since to build costs more than to draw; never two of a sheet, to hide less.
@settings(max_examples=12, suppress_health_check=list(HealthCheck))
@given(
    cells=st.lists(
        st.tuples(st.sampled_from(TYPED), odd_texts), min_size=1, max_size=8, unique_by=lambda cell: cell[0][0]
    )
)
def test_a_cell_that_passes_the_schema_can_be_kept_by_the_warehouse(cells, tmp_path_factory):
    data = w.write(tmp_path_factory.mktemp("cells") / "data")
    pack = p.write(data)
    for (sheet, column), text in cells:
        p.amend(pack, sheet, {}, **{column: text})
    with p.read(data) as con:
        assert p.unbalanced(con) == []


@st.composite
def mangled(draw, content: bytes) -> bytes:
    """The bytes of a file after something happened to it."""
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(content)))
        to = draw(st.integers(at, min(len(content), at + 40)))
        how = draw(st.sampled_from(["cut", "noise", "twice", "marks", "truncate", "lines"]))
        if how == "cut":
            content = content[:at] + content[to:]
        elif how == "noise":
            content = content[:at] + draw(st.binary(max_size=12)) + content[to:]
        elif how == "twice":
            content = content[:to] + content[at:]
        elif how == "marks":
            content = (
                content[:at] + draw(st.sampled_from([b'"', b",", b"\n", b"\r", b"\x00", b"--", b"## "])) + content[at:]
            )
        elif how == "truncate":
            content = content[:at]
        else:
            content = b"\n".join(draw(st.permutations(content.splitlines())))
    return content


FILES = sorted([*(f"{sheet}.csv" for sheet in p.SHEETS), *(f"commentary/{stem}.md" for stem in p.COMMENTARY)])


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_every_row_of_a_mangled_pack_is_kept_or_set_aside(drawn, tmp_path_factory):
    data = w.write(tmp_path_factory.mktemp("mangled") / "data")
    pack = p.write(data)
    for file in drawn.draw(st.lists(st.sampled_from(FILES), min_size=1, max_size=6, unique=True)):
        path = pack / file
        path.write_bytes(drawn.draw(mangled(path.read_bytes()), label=file))
    with p.read(data) as con:
        assert p.unbalanced(con) == []


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> bytes:
    sheets = {**p.SHEETS, "commentary": p.COMMENTARY_ROWS}
    return write_workbook(tmp_path_factory.mktemp("book") / "book.xlsx", sheets).read_bytes()


@many
@given(drawn=st.data())
def test_a_mangled_workbook_is_refused_or_read(drawn, book, tmp_path_factory):
    path = tmp_path_factory.mktemp("mangled") / "book.xlsx"
    path.write_bytes(drawn.draw(mangled(book)))
    assert packs.is_pack(path) in (True, False)
    try:
        sheets = packs.read(path)
    except Refused as refused:
        assert all(problem.what_to_do for problem in refused.problems)
    else:
        assert all(sheet.rows_read >= len(sheet.rows) for sheet in sheets)


# The command line


@pytest.mark.parametrize(("damage", "code"), [(None, 0), ("doubt", 0), ("fault", 1)])
def test_checking_a_pack_ends_with_1_when_anything_would_be_set_aside(damage, code, pack, data, capsys):
    if damage:
        p.amend(pack, "outturns", LAST, sample_size="")
    if damage == "fault":
        p.amend(pack, "targets", T5, indicator="NI 999")
    before = w.contents(data)
    assert command_line.main(["check", str(pack), "--data", str(data)]) == code
    assert w.contents(data) == before
    *lines, last = capsys.readouterr().out.splitlines()
    severities = [line.split(":")[0] for line in lines]
    assert severities == {None: [], "doubt": ["doubt"], "fault": ["set aside", "doubt"]}[damage]
    assert f"{sum(map(len, p.SHEETS.values())) + 2} rows read; faults: {code}, doubts: {int(bool(damage))}" in last
    if damage == "fault":
        place = (
            "agreements/barsetshire/targets.csv, row 8, column indicator: no indicator is called so. Found: 'NI 999'."
        )
        assert place in lines[0]


def test_checking_a_pack_anywhere_as_a_workbook_too(data, tmp_path, capsys):
    p.add_statuses(data)
    book = write_workbook(tmp_path / "far" / "mine.xlsx", {**p.SHEETS, "commentary": p.COMMENTARY_ROWS})
    assert command_line.main(["check", str(book), "--data", str(data)]) == 0
    assert "faults: 0, doubts: 0" in capsys.readouterr().out


def test_checking_a_pack_that_cannot_be_opened_ends_with_1(data, tmp_path, capsys):
    (tmp_path / "nothing").mkdir()
    assert command_line.main(["check", str(tmp_path / "nothing"), "--data", str(data)]) == 1
    assert "the pack has no agreement sheet" in capsys.readouterr().err
