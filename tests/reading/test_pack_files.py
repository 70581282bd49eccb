"""The sheets of a pack: every cell that does not fit is named, every row is kept or set aside."""

from pathlib import Path

import pytest

from data_pipeline import letters
from data_pipeline.reading import packs
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.pack_faults import AGREEMENT, LAST, T3


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
OVERRIDE = "the text holds a mark that turns the direction of writing: U+202E RIGHT-TO-LEFT OVERRIDE"
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
    ("risks", {}, "risk", "R" * 101, "this has more than 100 letters"),
    ("risks", {}, "owner", "A board" + " here" * 99, "this has more than 500 letters"),
    ("risks", {}, "mitigation", "Nail it." + " Nail it." * 555, "this has more than 5,000 letters"),
    ("risks", {}, "what", "x" * 100_000, "this has more than 5,000 letters"),
    ("outturns", LAST, "value", "12" + " 12" * 67, "this has more than 200 letters"),
    *(("outturns", LAST, "source_url", text, "this is not an address on the web") for text in (
        "javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://name:word@a.uk/", "https://a.uk/b c",
        "www.a.uk", "https://a.uk/\u202e", "mailto:a@b.uk", "tel:999",
    )),
    ("outturns", LAST, "source_url", "https://a.uk/" + "x" * 5000, "this has more than 2,000 letters"),
    ("engagement", {}, "link", "javascript:alert(1)", "this is not an address on the web"),
    ("documents", {}, "url", "javascript:alert(1)", "this is not an address on the web"),
    ("risks", {}, "what", "Signs \x1b[31mstolen", "the text holds a control character: U+001B"),
    ("risks", {}, "what", "Signs \u202estolen", OVERRIDE),
    ("risks", {}, "risk", "R\u200b1", "the text holds a character that nobody sees: U+200B ZERO WIDTH SPACE"),
    ("indicators", {}, "unit", '=HYPERLINK("http://x")', "the text begins as a formula does"),
    ("outturns", LAST, "note", "@SUM(1)", "the text begins as a formula does"),
    ("targets", T3, "title", "x" * 200, "the text has a word of more than 80 letters"),
    ("targets", T3, "reason", "Z" + "\u0301" * 9, "the text has more than 4 marks on one letter"),
    *(("agreement", AGREEMENT, "is_example", text, "this is neither yes nor no") for text in ("Yes", "TRUE", "1", "n")),
]  # fmt: skip


@pytest.mark.parametrize(("sheet", "which", "column", "value", "says"), CELLS, ids=lambda part: str(part)[:20])
def test_a_cell_that_does_not_fit_is_named_and_its_row_left_out(sheet, which, column, value, says, pack):
    row = p.amend(pack, sheet, which, **{column: value})
    assert faults(pack) == [(f"{sheet}.csv", row, column, letters.visible(value) or None, says)]
    (read,) = [each for each in packs.read(pack) if each.name == sheet]
    assert read.rows_read == len(p.SHEETS[sheet])
    assert [number for number, _ in read.rows] == [k for k in range(2, read.rows_read + 2) if k != row]
    assert all(fault.what_to_do for fault in read.faults)


def test_every_type_and_limit_of_the_schema_has_a_faulty_cell():
    limits, tried = set(), set()
    for name, sheet in packs.SHEETS.items():
        for column in sheet["schema"]["fields"]:
            kinds = {column["type"], column.get("format", "string"), *column.get("constraints", {})} - {"string"}
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
