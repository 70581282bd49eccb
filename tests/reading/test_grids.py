"""Tables made for people: read as they stand, or set aside by name, and nothing in between."""

from collections.abc import Iterator

import duckdb
import pytest

from data_pipeline.reading import csv_files, layouts
from tests.worlds import layout_files


@pytest.fixture(scope="module", autouse=True)
def _one_database() -> Iterator[None]:
    global database
    with duckdb.connect() as database:
        yield


@pytest.fixture
def read(tmp_path):
    """Read a sheet or a text; returns its figures and what is said to be wrong."""

    def read_it(content, columns: str = "area, measure, period, value", layout: str | None = None):
        if isinstance(content, str):
            path = tmp_path / "published.csv"
            path.write_bytes(content.encode())
        else:
            sheets = content if isinstance(content, dict) else {"Data": content}
            path = layout_files.write_xlsx(tmp_path / "book.xlsx", sheets)
        with database.cursor() as con:
            layout = layout or layouts.recognise(path)
            problems = layouts.known()[layout].read(con, path, path.name, "found")
            figures = "(select *, coalesce(area_code, area_name) as area from found) order by source_row"
            return con.execute(f"select {columns} from {figures}").fetchall(), problems

    return read_it


# Lines


SEPARATORS = ["\x85", "\u2028", "\u2029", "\v", "\f", "\x1c", "\x1e"]


@pytest.mark.parametrize("mark", SEPARATORS, ids=ascii)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=ascii)
def test_a_row_ends_with_its_line_and_not_at_another_separator(mark, end, read):
    lines = ["A measure", f"Area,Area{mark}code,2009/10", f"Caster{mark}bridge,,12{mark}", "Coketown,,13"]
    rows, problems = read(end.join(lines), "file_row, area, value")
    assert rows == [(3, "Caster bridge", "12"), (4, "Coketown", "13")]
    assert problems == []


def test_lines_are_broken_where_a_file_breaks_them_and_keep_their_ends():
    assert csv_files.lines("a\nb\r\nc\rd\n\ne") == ["a\n", "b\r\n", "c\r", "d\n", "\n", "e"]
    assert csv_files.lines("") == []
    assert "".join(csv_files.lines("\r\r\n\n\x85x")) == "\r\r\n\n\x85x"
