"""A build that begins from the warehouse in use ends with the tables of a build from nothing, or does not begin so."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from data_pipeline.building import changed_files, figure_files, tables, warehouse
from data_pipeline.problems import Refused
from tests.worlds import figures as w
from tests.worlds.builds import copy_of_the_code, digests
from tests.worlds.figures import YEAR

FIGURES = "ni_902"  # Less than a third of all figures.
YEARS = "2010-01-01/P1Y"
ALL = ["li_904.csv", "ni_901.csv", "ni_902.csv", "ni_903.csv"]


@dataclass
class Watched:
    """What builds did: the files of figures that were read, and how each attempt to begin from a warehouse ended."""

    files: list[str]
    attempts: list[bool]


@pytest.fixture
def watched(monkeypatch) -> Watched:
    seen = Watched([], [])
    read, rebuild = figure_files.read, changed_files.rebuild

    def note_files(con, data, files):
        seen.files += files
        return read(con, data, files)

    def note_attempt(*arguments):
        seen.attempts.append(rebuild(*arguments))
        return seen.attempts[-1]

    monkeypatch.setattr(figure_files, "read", note_files)
    monkeypatch.setattr(changed_files, "rebuild", note_attempt)
    return seen


def rows_of(path: Path) -> dict[str, int]:
    with warehouse.connect(path) as con:
        return digests(con)


def assert_as_from_nothing(data: Path) -> dict[str, int]:
    """The warehouse in use has every table, row by row, that a build from nothing has."""
    other = warehouse.build(data, data.parent / "from_nothing.duckdb").path
    rows = rows_of(warehouse.current(data))
    assert rows == rows_of(other)
    return rows


def change_rows(data: Path) -> None:
    """A value and a status, of rows that stay where they stand."""
    w.amend(data, FIGURES, w.CASTERBRIDGE, YEARS, value="471")
    w.amend(data, FIGURES, w.SILVERBRIDGE, YEARS, status="p")


def add_rows(data: Path) -> None:
    """A row more, one of an unknown place, and one that says the same again."""
    w.append(data, FIGURES, area_code=w.CASTERBRIDGE, period="2009-01-01/P1Y", value="430")
    w.append(data, FIGURES, area_code="E07999999", period=YEARS, value="430")
    w.append(data, FIGURES, area_code=w.WESSEX, period=YEARS, value="420")


def take_rows(data: Path) -> None:
    """A row less, one cut short, a value that is set aside, and one said to be missing."""
    w.amend(data, FIGURES, w.CASTERBRIDGE, YEARS, value="many")
    w.amend(data, FIGURES, w.BARCHESTER, YEARS, value="", status="x")
    w.remove(data, FIGURES, w.COKETOWN_2013, YEARS)
    path = w.figures_file(data, FIGURES)
    path.write_text(path.read_text() + "E06000901,2009\n")


# Rows are changed where they stand, or other rows are wanted than there are.
FIGURES_CHANGED = {"the same rows": change_rows, "more rows": add_rows, "fewer rows": take_rows}


def test_one_change_of_figures_after_another_makes_what_a_build_from_nothing_does(data, watched):
    """Only their file is read again, and nothing is left behind of how it was before."""
    before = rows_of(warehouse.current(data))
    for number, change in enumerate(FIGURES_CHANGED.values(), 1):
        change(data)
        watched.files.clear()
        warehouse.build(data)
        assert watched.attempts == [True] * number
        assert watched.files == [f"{FIGURES}.csv"]
        after = assert_as_from_nothing(data)
        assert after != before
        before = after


def test_taking_a_change_back_gives_the_warehouse_of_before(data, watched):
    before = rows_of(warehouse.current(data))
    for value in ("471", "470"):
        w.amend(data, FIGURES, w.CASTERBRIDGE, YEARS, value=value)
        warehouse.build(data)
    assert rows_of(warehouse.current(data)) == before


def amend_definition(data: Path) -> None:
    path = data / "definitions" / "areas.csv"
    path.write_text(path.read_text().replace("Casterbridge UA", "Mayor's Casterbridge"))


def add_pack(data: Path) -> None:
    pack = data / "agreements" / "barsetshire"
    pack.mkdir(parents=True)
    (pack / "agreement.csv").write_text(f"area_code,title\n{w.BARSETSHIRE},The agreement of Barsetshire\n")


def move_tile(data: Path) -> None:
    path = data / "boundaries" / "district_tiles_2011.csv"
    path.write_text(path.read_text().replace(f"{w.COKETOWN},2,1", f"{w.COKETOWN},3,1"))


OTHERS_CHANGED: dict[str, Callable[[Path], object]] = {
    "a definition": amend_definition,
    "a pack": add_pack,
    "a tile": move_tile,
    "the card of a series": lambda data: w.amend_series(data, FIGURES, caveat="Clocks differ"),
    "a definition and a figure": lambda data: (amend_definition(data), change_rows(data)),
    "most of the figures": lambda data: w.amend(data, "ni_901", w.CASTERBRIDGE, YEAR, value="24.9"),
    "what lies beside a file": lambda data: w.figures_file(data, FIGURES).with_suffix(".json").write_text("{}"),
}


def begun_from(data: Path) -> list[str] | None:
    """The files that a build would read again if it began from the warehouse in use; None where it may not."""
    with warehouse.connect(warehouse.current(data)) as con:
        return changed_files.changed_files(con, warehouse.inputs(data))


@pytest.mark.parametrize("change", OTHERS_CHANGED.values(), ids=OTHERS_CHANGED)
def test_after_any_other_change_no_build_begins_from_the_warehouse(change, data):
    change(data)
    assert begun_from(data) is None


def test_then_everything_is_made_again(data, watched):
    OTHERS_CHANGED["a definition and a figure"](data)
    assert warehouse.build(data).is_new
    assert watched.attempts == [] and sorted(watched.files) == ALL


@pytest.mark.parametrize("file", ["tables/rules/figures/not_a_number.sql", "reading/periods.py", "reading/pack.json"])
def test_after_a_change_of_a_line_of_the_pipeline_no_build_begins_from_the_warehouse(file, data, tmp_path, monkeypatch):
    package = copy_of_the_code(tmp_path / "package", monkeypatch)
    change_rows(data)
    assert begun_from(data) == [f"{FIGURES}.csv"]
    with (package / file).open("a") as line:
        line.write("\n")
    assert begun_from(data) is None


def test_a_new_reporting_year_changes_every_card(data, watched):
    w.append(data, FIGURES, area_code=w.CASTERBRIDGE, period="2012-01-01/P1Y", value="480")
    assert warehouse.build(data).is_new
    assert watched.attempts == [False]
    assert watched.files[0] == f"{FIGURES}.csv" and sorted(watched.files[1:]) == ALL


def test_what_refuses_a_build_from_nothing_refuses_this_one_in_the_same_words(data, watched, tmp_path):
    elsewhere = shutil.copytree(data, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("warehouse"))
    before = w.contents(data / "warehouse")
    said = []
    for folder in (data, elsewhere):
        w.figures_file(folder, FIGURES).write_text("area_code,period\n")
        with pytest.raises(Refused) as refused:
            warehouse.build(folder)
        said.append(str(refused.value))
    assert said[0] == said[1]
    assert w.contents(data / "warehouse") == before


def test_a_broken_promise_refuses_this_build_too(data, watched):
    for area in (w.COKETOWN_2013, w.WESSEX):  # One more than may be missing.
        w.remove(data, FIGURES, area, YEARS)
    with pytest.raises(Refused, match="as many rows and areas as it declares"):
        warehouse.build(data)
    assert watched.attempts == [False]


def test_a_damaged_warehouse_is_not_begun_from(data, watched):
    path = warehouse.current(data)
    path.write_bytes(b"no warehouse at all" * 1000)
    change_rows(data)
    assert warehouse.build(data).is_new
    assert watched.attempts == [] and sorted(watched.files) == ALL


def test_whatever_figures_touch_is_made_again():
    """A table that reads figures by any way is of one series, or is made again from the whole."""
    touched = changed_files.touched_by_figures(tables.found())
    known = {"marts.report_card", "marts.figure_enquiries", "meta.issues", "meta.sources", "judging.yearly_figures"}
    assert known <= set(touched)
    assert not {name for name in touched if name.startswith("marts.pack_")}
    by_series = {name for name, table in touched.items() if table.is_made("series by series")}
    assert {"marts.report_card", "marts.directions", "marts.map_classes"} <= by_series
    whole = {name for name in touched.keys() - by_series if not touched[name].is_by_batch} - {"staging.reporting_years"}
    for name in by_series:
        assert not touched[name].reads & whole, "what is of one series cannot be made of what is not"
        assert touched[name].key or not touched[name].is_kept
