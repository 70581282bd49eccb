"""pack.json against the standard it is written in: a valid package, and no cell passes that the standard refuses."""

import frictionless
import pytest
from frictionless.resources import TableResource
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data_pipeline.building import warehouse
from data_pipeline.reading import pack_cells, packs
from data_pipeline.reading.pack_cells import SHEETS, Sheet, columns, fields

TYPES = {"string", "integer", "number", "boolean", "date"}
CONSTRAINTS = {"required", "enum", "pattern", "minimum", "maximum", "maxLength"}
OF_A_FIELD = {"name", "type", "format", "description", "example", "constraints", "trueValues", "falseValues"}
OUR_OWN = {"when", "period", "printed"}  # The standard lets a field say more.


def test_the_package_is_one_by_the_standards_own_tool():
    report = frictionless.Package.validate_descriptor(pack_cells.PACK)
    assert report.flatten(["type", "note"]) == []


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_schema_of_a_sheet_asks_for_nothing_that_is_not_checked(sheet):
    schema = SHEETS[sheet]["schema"]
    assert set(schema) <= {"fields", "primaryKey", "foreignKeys", "missingValues"}
    assert schema["missingValues"] == [""]
    assert len(columns(sheet)) == len(set(columns(sheet)))
    for column in fields(sheet):
        assert set(column) <= OF_A_FIELD | OUR_OWN
        assert column["type"] in TYPES
        assert column.get("format", "uri") == "uri"
        assert set(column.get("constraints", {})) <= CONSTRAINTS
        assert ("trueValues" in column and "falseValues" in column) == (column["type"] == "boolean")
        # No text is without an end: it is one of so many words, a date, or so long at most.
        limits = column.get("constraints", {}).keys()
        assert column["type"] != "string" or column.get("when") or limits & {"enum", "maxLength"}
        assert column["name"] != schema.get("primaryKey") or column["constraints"]["required"]


def by_the_standard(sheet: str, rows: list[list[str]]) -> set[tuple[int, str | None]]:
    """The row, from 1, and the column of every fault that frictionless finds."""
    schema = {name: value for name, value in SHEETS[sheet]["schema"].items() if name != "foreignKeys"}
    resource = TableResource(data=[columns(sheet), *rows], schema=frictionless.Schema.from_descriptor(schema))
    (task,) = resource.validate(limit_errors=100_000).tasks
    key = schema.get("primaryKey")
    return {
        (error.row_number, None if error.type == "blank-row" else getattr(error, "field_name", key))
        for error in task.errors
    }


def by_us(sheet: str, rows: list[list[str]]) -> set[tuple[int, str | None]]:
    read = Sheet("a pack", sheet, "a file", b"")
    pack_cells.check(read, [(1, columns(sheet)), *enumerate(rows, start=2)])
    return {(fault.row, fault.column) for fault in read.faults}


def cells(column: dict) -> st.SearchStrategy[str]:
    limits = column.get("constraints", {})
    likely = ["", "1", "0", "-1", "1990", "2010-06-30", "2010-02-30", "2010-13", "2010", "yes", "no", "Yes", "8", "1.5"]
    odd = ["nan", "1e400", "1_6", "１６", "+1", "1.", ".5", "9" * 25, "0001-01-01", "0000", "1,5", "50%"]
    if "maxLength" in limits:
        odd += ["ab " * (limits["maxLength"] // 3) + "abcd", "ab " * (limits["maxLength"] // 3) + "a"]
    if column.get("format"):
        odd += [
            "https://a.uk/b?c=d#e",
            "http://a.uk",
            "a.uk",
            "https://a.uk/[",
            "https://a.uk/%zz",
            "javascript:alert(1)",
        ]
    return st.sampled_from(limits.get("enum", []) * 4 + likely + odd) | st.text(" 0123456789-.eE_٣x", max_size=8)


@pytest.mark.parametrize("sheet", SHEETS)
@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_what_the_standards_own_tool_finds_wrong_is_found(sheet, drawn):
    rows = drawn.draw(st.lists(st.tuples(*map(cells, fields(sheet))), min_size=1, max_size=6))
    # As read, cells are without blanks around them, and a blank row is no row.
    stripped = [row for row in ([cell.strip() for cell in row] for row in rows) if any(row)]
    assert by_the_standard(sheet, stripped) <= by_us(sheet, stripped)


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_row_that_is_well_written_is_good_by_both(sheet):
    words = {"integer": "1999", "number": "1.5", "boolean": "yes", "date": "2010-06-30", "string": "words"}
    row = []
    for column in fields(sheet):
        limits = column.get("constraints", {})
        plain = "2010-06" if column.get("when") else str(limits.get("minimum", words[column["type"]]))
        plain = "https://www.example.gov.uk/laa.pdf" if column.get("format") else plain
        row.append(limits.get("enum", [plain])[0])
    assert by_us(sheet, [row]) == by_the_standard(sheet, [row]) == set()


def test_no_bundled_pack_comes_near_a_limit_of_length():
    near = []
    for path in packs.find(warehouse.DATA):
        for sheet in packs.read(path):
            longest = {
                column["name"]: column["constraints"]["maxLength"]
                for column in (fields(sheet.name) if sheet.name in SHEETS else ())
                if "maxLength" in column.get("constraints", {})
            }
            near += [
                (sheet.file, number, name, len(cells[name]))
                for number, cells in sheet.rows
                for name, most in longest.items()
                if len(cells[name] or "") > most / 2
            ]
    assert near == []
