"""What tests of tables made for people are run with."""

from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from data_pipeline import sql
from data_pipeline.reading import layouts
from tests.worlds import layout_files


@pytest.fixture(scope="session")
def _con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """To open a database takes longer than to read a small file into it."""
    with sql.building(tmp_path_factory.mktemp("scratch")) as con:
        yield con


@pytest.fixture
def read(_con, tmp_path: Path) -> Callable:
    """Read the rows of a sheet, or a text: its figures in the order of the file, and what is said to be wrong."""

    def read_it(content: str | list[list], columns: str = "area, measure, period, value") -> tuple[list[tuple], list]:
        if isinstance(content, str):
            path = tmp_path / "published.csv"
            path.write_bytes(content.encode())
        else:
            path = layout_files.write_xlsx(tmp_path / "book.xlsx", {"Data": content})
        with _con.cursor() as con:
            problems = layouts.known()[layouts.recognise(path)].read(con, path, path.name, "found")
            figures = "(select *, coalesce(area_code, area_name) as area from found) order by source_row"
            return con.execute(f"select {columns} from {figures}").fetchall(), problems

    return read_it
