"""A build: the same files make the same warehouse, and a new one never takes the old one away too soon."""

import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from data_pipeline.building import figure_files, tables, warehouse
from data_pipeline.problems import Problem
from tests.running import PROJECT
from tests.worlds import figures as w
from tests.worlds.builds import copy_of_the_code, digests


def test_d1_building_the_same_files_again_gives_the_same_tables(real, tmp_path):
    """What pages read is the same row by row, in the same order; the tables behind it have the same rows."""
    again = warehouse.build(out=tmp_path / "again.duckdb")
    with warehouse.connect(again.path) as con:
        assert digests(con) == digests(real.con)


@pytest.mark.parametrize(("threads", "batches"), [(1, 1), (8, 4)])
def test_a_build_from_nothing_makes_the_same_tables_whatever_the_machine(
    threads, batches, world, tmp_path, monkeypatch
):
    """With few threads or many, and with all files read at once or each by itself."""
    data = Path(shutil.copytree(world.data, tmp_path / "data", ignore=shutil.ignore_patterns("warehouse")))
    connect, read, asked, shares = duckdb.connect, figure_files.read, [], []

    def connect_with_threads(*arguments, **options):
        con = connect(*arguments, **options)
        if not arguments:
            con.execute(f"set threads = {threads}")
        return con

    with monkeypatch.context() as patch:
        patch.setattr(warehouse.duckdb, "connect", connect_with_threads)
        patch.setattr(figure_files, "read", lambda con, data, files: asked.append(files) or read(con, data, files))
        if batches > 1:
            patch.setattr(figure_files, "BATCH_BYTES", 1)
        assert warehouse.current(data) is None
        built = warehouse.build(data, progress=lambda step, share: shares.append(share))
    assert len(asked) == batches
    assert built.is_new and warehouse.current(data) == built.path
    with warehouse.connect(built.path) as con:
        assert digests(con) == digests(world.con)
    assert shares == sorted(shares) and (shares[0], shares[-1]) == (0.0, 1.0), "progress rises to one"


def test_the_fixture_world_is_what_it_says(world):
    areas = dict(world.con.execute("select area_type, count(*) from marts.areas group by area_type").fetchall())
    assert areas == {
        "country": 1, "region": 2, "county": 1, "district": 2, "unitary": 2, "metropolitan": 1,
        "former_district": 1, "later_council": 1,
    }  # fmt: skip
    statuses = dict(world.con.execute("select status, count(*) from marts.figures group by status").fetchall())
    assert (statuses["provisional"], statuses["suppressed"]) == (1, 1)
    merged = world.con.execute(
        "select distinct missing_reason from marts.report_card where area_code = ? and reporting_year = '2010/11'",
        [w.WALMINGTON],
    ).fetchall()
    assert merged == [("published only for Walmington and Eastgate (one council since 2019)",)]


def test_a_changed_figure_gives_another_warehouse_the_last_is_kept_and_the_one_before_that_removed(data):
    """And a reader of the last one is not disturbed."""
    first = warehouse.current(data)
    query = "select value from marts.figures where area_code = ? and period = ? and series_id = 'ni_902'"
    year = "2010-01-01/P1Y"
    with warehouse.connect(first) as old:
        w.amend(data, "ni_902", w.CASTERBRIDGE, year, value="471")
        second = warehouse.build(data)
        with warehouse.connect(second.path) as new:
            assert old.execute(query, [w.CASTERBRIDGE, year]).fetchall() == [(470.0,)]
            assert new.execute(query, [w.CASTERBRIDGE, year]).fetchall() == [(471.0,)]
    assert second.is_new
    assert warehouse.current(data) == second.path != first
    assert {path.name for path in (data / "warehouse").iterdir()} == {"current", "lock", first.name, second.path.name}
    w.amend(data, "ni_902", w.CASTERBRIDGE, year, value="472")
    last = warehouse.build(data)
    assert not first.exists()
    assert {path.name for path in (data / "warehouse").glob("*.duckdb")} == {second.path.name, last.path.name}
    assert warehouse.current(data) == last.path


GIVES_BACK = """
import sys, time, psutil
from pathlib import Path
from data_pipeline.building import warehouse

def megabytes():
    return psutil.Process().memory_info().rss / 1e6

with warehouse.connect(Path(sys.argv[1])) as con:
    before = megabytes()
    con.execute(
        "select max(names) from (select list(x::varchar order by x % 7) as names from range(1000000) t(x) "
        "group by x % 1000)"
    ).fetchall()
    taken, until = megabytes() - before, time.monotonic() + 20
    while megabytes() - before > taken / 4 and time.monotonic() < until:
        time.sleep(0.1)
    print(round(taken), round(megabytes() - before))
"""


def test_what_a_question_took_goes_back_to_the_system_when_it_is_answered(world):
    """In a process of its own, for the memory that one question took belongs to all."""
    command = [sys.executable, "-c", GIVES_BACK, str(world.path)]
    said = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=True, timeout=60).stdout
    taken, kept = map(int, said.split())
    assert taken > 50 and kept < taken / 2, f"of {taken} MB for one question {kept} MB are kept"


@pytest.mark.parametrize(
    "file",
    ["indicators/ni_901.csv", "indicators/series.csv", "definitions/areas.csv", "files.csv",
     "boundaries/districts_2011.geojson", "boundaries/district_tiles_2011.csv"],
)  # fmt: skip
def test_any_input_changes_the_fingerprint(file, data):
    before = warehouse.fingerprint(data)
    (data / file).write_bytes((data / file).read_bytes() + b"\n")
    assert warehouse.fingerprint(data) != before


def test_the_fingerprint_is_that_of_the_files_wherever_they_lie(data, world):
    assert warehouse.fingerprint(data) == warehouse.fingerprint(world.data) == world.path.stem


def test_the_fingerprint_is_that_of_the_code_wherever_it_lies(data, tmp_path, monkeypatch):
    fingerprints = set()
    for name in ("a_folder_before_data", "z_folder_after_data"):
        with monkeypatch.context() as patch:
            copy_of_the_code(tmp_path / name, patch)
            fingerprints.add(warehouse.fingerprint(data))
    assert len(fingerprints) == 1


def test_any_line_of_the_pipeline_changes_the_fingerprint(data, tmp_path, monkeypatch):
    package = copy_of_the_code(tmp_path / "package", monkeypatch)
    before = warehouse.fingerprint(data)
    for path in (package / "tables" / "macros.sql", package / "reading" / "periods.py"):
        with path.open("a") as file:
            file.write("\n")
        assert warehouse.fingerprint(data) != before
        before = warehouse.fingerprint(data)


def test_nothing_is_built_when_nothing_changed(data):
    before = w.contents(data)
    built = warehouse.build(data)
    assert not built.is_new
    assert w.contents(data) == before


def test_there_is_no_warehouse_before_the_first_build_nor_when_its_file_is_lost(data):
    warehouse.current(data).unlink()
    assert warehouse.current(data) is None
    shutil.rmtree(data / "warehouse")
    assert warehouse.current(data) is None


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('/etc/passwd')",
        "select * from read_text('/etc/passwd')",
        "select * from glob('/etc/*')",
        "select * from '/etc/passwd.csv'",
        "copy (select 1) to '{folder}/out.csv'",
        "copy marts.areas to '{folder}/out.parquet' (format parquet)",
        "export database '{folder}/out'",
        "attach '{folder}/other.duckdb'",
        "attach ':memory:' as other",
        "set enable_external_access = true",
        "set memory_limit = '100GB'",
        "set threads = 64",
        "reset lock_configuration",
        "create table marts.mine (x integer)",
        "create schema mine",
        "insert into marts.themes select * from marts.themes",
        "update marts.figures set value = 0",
        "delete from marts.figures",
        "drop table marts.figures",
        "install httpfs",
        "load httpfs",
    ],
)
def test_a_connection_can_only_read_the_warehouse(statement, world, tmp_path):
    before = world.path.read_bytes()
    with warehouse.connect(world.path) as con, pytest.raises(duckdb.Error):
        con.execute(statement.format(folder=tmp_path)).fetchall()
    assert list(tmp_path.iterdir()) == []
    assert world.path.read_bytes() == before


def test_a_connection_uses_one_thread_and_a_bounded_memory(world):
    with warehouse.connect(world.path) as con:
        threads, memory = con.execute("select current_setting('threads'), current_setting('memory_limit')").fetchone()
    assert threads == 1
    assert memory == "953.6 MiB"


def test_rows_as_read_are_not_kept_in_the_finished_warehouse(world):
    schemas = world.con.execute("select distinct table_schema from information_schema.tables").fetchall()
    assert {schema for (schema,) in schemas} == {"definitions", "staging", "marts", "meta"}


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("select 1 from marts.areas join staging.figures using (area_code)", {"marts.areas", "staging.figures"}),
        ("-- as in marts.series\nselect 1 from definitions.areas", set()),
        ("select 1 from meta.issues join meta.files using (source_id)", {"meta.issues"}),
    ],
)
def test_a_query_needs_the_tables_it_names(query, named):
    assert tables.reads(query) == named


def test_a_problem_is_said_with_its_place_its_value_and_what_to_do():
    problem = Problem("a.csv", "this is not a number", "Write digits", row=3, column="value", value="12.3%")
    assert str(problem) == "a.csv, row 3, column value: this is not a number. Found: '12.3%'. Write digits."
    assert str(Problem("a.csv", "the file is missing", "Put it back")) == "a.csv: the file is missing. Put it back."
