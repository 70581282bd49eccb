"""A table is a file: what it says of itself is how it is made, and nothing else knows it by name."""

import shutil
from pathlib import Path

import pytest

from data_pipeline import sql
from data_pipeline.building import tables, warehouse
from data_pipeline.publishing import open_data

QUERY = """-- one row per area: how many letters its name has
-- made: key area_code
select area_code, name, length(name) as letters from marts.areas order by area_code
"""
SCRIPT = '''"""One row per area: whether its name is long."""

READS = ("marts.letters",)
MADE = "key area_code; in slices of 1 marts.areas by area_code"


def make(letters):
    return letters[["area_code"]].assign(is_long=letters["letters"] > letters["letters"].mean(), areas=len(letters))
'''
JUDGING = "-- one row per area: only to judge by\nselect area_code from marts.letters\n"


@pytest.fixture
def scratch(tmp_path, monkeypatch) -> Path:
    """A copy of the tree of tables, to add to."""
    copy = shutil.copytree(tables.TABLES, tmp_path / "tables", ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(tables, "TABLES", copy)
    monkeypatch.setattr(sql, "PACKAGE", tmp_path)
    return copy


def test_adding_a_table_touches_one_file(scratch, data, tmp_path):
    """By a query and by a script: built in their order, in slices, exported with their grain and key."""
    (scratch / "marts" / "letters.sql").write_text(QUERY)
    (scratch / "marts" / "long_names.py").write_text(SCRIPT)
    (scratch / "judging" / "of_letters.sql").write_text(JUDGING)
    built = warehouse.build(data, tmp_path / "built.duckdb")
    with warehouse.connect(built.path) as con:
        count = con.execute("select count(*) from marts.areas").fetchone()[0]
        rows = con.execute("select area_code, is_long, areas from marts.long_names").fetchall()
        schemas = {schema for (schema,) in con.execute("select distinct schema_name from duckdb_tables()").fetchall()}
    assert len(rows) == count and {row[1:] for row in rows} == {(False, 1)}, "each area is a slice of its own"
    assert schemas == {"definitions", "staging", "marts", "meta"}
    assert open_data.export(built.path, tmp_path / "open")
    assert (tmp_path / "open" / "long_names.csv").read_text().startswith("area_code,is_long,areas")
    package = (tmp_path / "open" / "datapackage.json").read_text()
    assert "one row per area: whether its name is long" in package


def test_keys_are_keys(real):
    """What a file says of its key is so of the bundled data."""
    keyed = {name: table.key for name, table in tables.found().items() if table.key and table.is_kept}
    assert len(keyed) > 10
    for name, key in keyed.items():
        columns = ", ".join(key)
        twice = f"select {columns} from {name} group by {columns} having count(*) > 1 limit 1"
        assert real.con.execute(twice).fetchall() == [], name


def test_what_is_said_of_how_a_table_is_made_is_understood():
    phrases = {"batch by batch", "one batch at a time", "series by series", "as a view", "not open data"}
    for table in tables.found().values():
        for said in filter(None, table.made.split("; ")):
            assert said in phrases or said.startswith("key ") or tables.SLICES.fullmatch(said), (table.name, said)


def test_a_script_is_not_run_to_be_listed(scratch):
    """What reads or serves a warehouse does without scipy and geopandas."""
    (scratch / "marts" / "broken.py").write_text('"""One row per nothing: never."""\nREADS = ()\nraise SystemExit\n')
    assert tables.found()["marts.broken"].grain == "one row per nothing: never"
