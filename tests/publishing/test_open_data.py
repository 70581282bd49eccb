"""Open data for reuse: every table, described so that another program can read it."""

import csv
import hashlib
import json
import shutil
from pathlib import Path

import brotli
import duckdb
import frictionless
import pytest

from data_pipeline import __main__ as command_line
from data_pipeline.building import warehouse
from data_pipeline.problems import Refused
from data_pipeline.publishing import open_data
from tests.worlds import figures as w


@pytest.fixture(scope="module")
def built(world, tmp_path_factory) -> Path:
    """A copy of the warehouse: one process cannot open the same file in two ways at once."""
    return Path(shutil.copy(world.path, tmp_path_factory.mktemp("to_export")))


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory) -> Path:
    """The fixture world as open data."""
    folder = tmp_path_factory.mktemp("open") / "data"
    open_data.export(built, folder)
    return folder


def tables(world) -> list[str]:
    rows = world.con.execute(
        """
        select table_schema || '.' || table_name from information_schema.tables
        where table_schema = 'marts' and table_name <> 'boundaries'
        """
    ).fetchall()
    return [*(name for (name,) in rows), "meta.sources", "meta.issues"]


def test_every_table_is_written_as_csv_and_as_parquet_with_the_same_rows(folder, world):
    for table in tables(world):
        name = table.split(".")[1]
        count = world.con.execute(f"select count(*) from {table}").fetchone()[0]
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert sum(1 for _ in csv.DictReader(file)) == count, table
        with duckdb.connect() as con:
            assert con.execute(
                "select count(*) from read_parquet(?)", [str(folder / f"{name}.parquet")]
            ).fetchone() == (count,), table


def test_parquet_holds_exactly_what_the_warehouse_holds(folder, world):
    with duckdb.connect() as con:
        for table in tables(world):
            path = str(folder / f"{table.split('.')[1]}.parquet")
            rows = con.execute("select * from read_parquet(?)", [path]).fetchall()
            assert rows == world.con.execute(f"select * from {table}").fetchall(), table


def test_csv_keeps_a_missing_figure_empty_and_a_zero_zero(folder):
    with (folder / "report_card.csv").open(encoding="utf-8", newline="") as file:
        lines = {(row["area_code"], row["series_id"], row["reporting_year"]): row for row in csv.DictReader(file)}
    assert lines[w.SILVERBRIDGE, "ni_903", "2010/11"]["value"] == "0.0"
    assert lines[w.SILVERBRIDGE, "ni_901", "2009/10"]["value"] == ""
    assert lines[w.COKETOWN, "ni_901", "2009/10"]["missing_reason"] == "Too unreliable to print"


def test_lists_in_csv_keep_a_place_for_a_missing_item(folder, world):
    """A trend of four years with one suppressed is four items, or the values slip to other years."""
    with (folder / "trends.csv").open(encoding="utf-8", newline="") as file:
        trends = {(row["area_code"], row["series_id"]): row for row in csv.DictReader(file)}
    trend = trends[w.COKETOWN, "ni_901"]
    assert trend["reporting_years"] == "2007/08|2008/09|2009/10|2010/11"
    assert trend["values"] == "30.0|29.0||27.0"


def test_the_package_is_valid_and_every_table_is_as_it_says(folder, world):
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.flatten(["name", "type", "note"]) == []
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {resource["path"] for resource in package["resources"]} == {
        f"{table.split('.')[1]}.csv" for table in tables(world)
    }
    assert package["version"] == world.path.stem


def test_every_table_says_what_one_row_is(folder):
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    made_in_python = {"map-classes", "issues"}
    for resource in package["resources"]:
        if resource["name"] not in made_in_python:
            assert resource["description"].startswith("one row per"), resource["name"]


def test_the_maps_are_written_too(folder, world):
    for layer, text in world.con.execute("select layer, geojson from marts.boundaries").fetchall():
        assert (folder / f"{layer}.geojson").read_text(encoding="utf-8") == text


def test_every_file_is_as_the_package_says_and_lies_there_in_brotli_too(folder):
    resources = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    for resource in resources:
        content = (folder / resource["path"]).read_bytes()
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    texts = [path for path in folder.iterdir() if path.suffix in (".csv", ".json", ".geojson")]
    assert len(texts) > len(resources)
    for path in texts:
        assert brotli.decompress(path.with_name(f"{path.name}.br").read_bytes()) == path.read_bytes(), path.name


def test_what_is_longer_than_what_is_compressed_at_once_is_compressed_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(open_data, "PART", 10)
    (tmp_path / "x.csv").write_bytes(bytes(range(256)))
    open_data._compress(tmp_path / "x.csv")
    assert brotli.decompress((tmp_path / "x.csv.br").read_bytes()) == bytes(range(256))


def test_the_same_warehouse_is_published_once(built, world, tmp_path):
    assert open_data.publish(built, tmp_path / "exports") == len(tables(world))
    folder = tmp_path / "exports" / built.stem
    before = {path: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert open_data.publish(built, tmp_path / "exports") == 0
    assert {path: path.stat().st_mtime_ns for path in folder.iterdir()} == before


def test_open_data_lives_as_long_as_its_warehouse(built, tmp_path):
    exports, first = tmp_path / "exports", Path(shutil.copy(built, tmp_path / "first.duckdb"))
    second = Path(shutil.copy(built, tmp_path / "second.duckdb"))
    open_data.publish(first, exports)
    open_data.publish(second, exports)
    assert {path.name for path in exports.iterdir()} == {"lock", "first", "second"}
    first.unlink()
    assert open_data.publish(second, exports) == 0
    assert {path.name for path in exports.iterdir()} == {"lock", "second"}


def test_what_is_no_open_data_of_ours_is_left_alone(built, tmp_path):
    exports = tmp_path / "exports"
    (exports / "notes").mkdir(parents=True)
    (exports / "other").mkdir()
    (exports / "other" / "datapackage.json").write_text('{"version": "1.0"}')
    (exports / "list").mkdir()
    (exports / "list" / "datapackage.json").write_text("[]")
    (exports / "letter.txt").touch()
    open_data.publish(built, exports)
    assert {path.name for path in exports.iterdir()} == {"notes", "other", "list", "letter.txt", "lock", built.stem}


def test_another_warehouse_replaces_all_of_a_folder_that_was_named(data, built, tmp_path):
    folder = tmp_path / "open"
    open_data.export(built, folder)
    (folder / "figures.csv").rename(folder / "left_behind.csv")
    written = (folder / "datapackage.json").read_text()
    (folder / "datapackage.json").write_text(written.replace('"figures.csv"', '"left_behind.csv"'))
    w.amend(data, "ni_901", w.CASTERBRIDGE, "2010-04-01/P1Y", value="24.9")
    changed = warehouse.build(data)
    assert open_data.export(changed.path, folder) > 0
    assert not (folder / "left_behind.csv").exists()
    assert "24.9" in (folder / "figures.csv").read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"open", "data"}


def own_package(path):
    path.mkdir()
    (path / "datapackage.json").write_text('{"name": "mine", "version": "1.0", "files": ["datapackage.json"]}')


def own_file_among_the_exports(path):
    path.mkdir()
    written = {"name": "local-area-report-card", "version": "a", "files": ["datapackage.json"]}
    (path / "datapackage.json").write_text(json.dumps(written))
    (path / "figures.xlsx").write_text("mine")


STANDING = {
    "a folder": lambda path: (path.mkdir(), (path / "a.txt").write_text("precious")),
    "a folder in a folder": lambda path: (path / "a").mkdir(parents=True),
    "a package of others": own_package,
    "a file among exports": own_file_among_the_exports,
    "a file": lambda path: path.write_text("precious"),
    "an empty file": lambda path: path.touch(),
    "a link to a folder": lambda path: path.symlink_to(path.parent),
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
}


@pytest.mark.parametrize("kind", STANDING)
def test_an_export_deletes_nothing_that_it_did_not_write(kind, built, tmp_path, data, monkeypatch, capsys):
    STANDING[kind](tmp_path / "mine")
    before = w.contents(tmp_path), sorted(tmp_path.rglob("*"))
    monkeypatch.setattr(warehouse, "build", None)  # It looks first.
    assert command_line.main(["export", "--data", str(data), "--out", str(tmp_path / "mine")]) == 1
    assert f"{tmp_path / 'mine'}: this exists already, and" in capsys.readouterr().err
    with pytest.raises(Refused):
        open_data.export(built, tmp_path / "mine")
    assert (w.contents(tmp_path), sorted(tmp_path.rglob("*"))) == before


def test_an_export_may_be_put_into_an_empty_folder(built, tmp_path):
    (tmp_path / "open").mkdir()
    assert open_data.export(built, tmp_path / "open") > 0
    said = json.loads((tmp_path / "open" / "datapackage.json").read_text(encoding="utf-8"))
    assert said["files"] == sorted(path.name for path in (tmp_path / "open").iterdir())


def test_an_export_that_fails_leaves_the_one_before_as_it_was(data, built, tmp_path, monkeypatch):
    folder = tmp_path / "open"
    open_data.export(built, folder)
    before = w.contents(tmp_path / "open")
    w.amend(data, "ni_901", w.CASTERBRIDGE, "2010-04-01/P1Y", value="24.9")
    changed = warehouse.build(data)

    def no_space_left(*_):
        raise OSError("no space left on device")

    monkeypatch.setattr(open_data, "_write_geometry", no_space_left)
    with pytest.raises(OSError, match="no space"):
        open_data.export(changed.path, folder)
    assert w.contents(folder) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("exporting-")] == []


def test_a_folder_may_have_an_apostrophe_in_its_name(built, world, tmp_path):
    assert open_data.export(built, tmp_path / "the council's data" / "open") == len(tables(world))


def test_the_command_writes_the_exports_beside_the_data(data, capsys):
    assert command_line.main(["export", "--data", str(data)]) == 0
    folder = data / "exports" / warehouse.current(data).stem
    assert (folder / "datapackage.json").is_file()
    assert "tables in" in capsys.readouterr().out
    assert command_line.main(["export", "--data", str(data)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"Up to date: {folder}"


def test_the_command_writes_of_a_warehouse_as_it_is_and_builds_nothing(data, monkeypatch):
    """What a server asks for: files that somebody is at work on must not come into use by it."""
    given_way = []
    monkeypatch.setattr(command_line.os, "nice", given_way.append)
    before = warehouse.current(data)
    w.amend(data, "ni_901", w.CASTERBRIDGE, "2010-04-01/P1Y", value="24.9")
    assert command_line.main(["export", "--data", str(data), "--of", str(before)]) == 0
    assert warehouse.current(data) == before
    assert "24.9" not in (data / "exports" / before.stem / "figures.csv").read_text(encoding="utf-8")
    assert given_way == [10]
    for name in ("none.duckdb", "files.csv", "indicators"):
        assert command_line.main(["export", "--data", str(data), "--of", str(data / name)]) == 2


def test_the_command_writes_the_readme_of_the_data(data, world):
    assert command_line.main(["readme", "--data", str(data)]) == 0
    text = (data / "README.md").read_text(encoding="utf-8")
    assert text == open_data.data_readme(world.con)
    for series in w.SERIES:
        assert f"| `indicators/{series['series_id']}.csv` |" in text


@pytest.mark.parametrize("text", ["", "# Bundled data\n\nMy own notes.\n"])
def test_the_command_keeps_a_readme_that_it_did_not_write(text, data, capsys, monkeypatch):
    (data / "README.md").write_text(text)
    monkeypatch.setattr(warehouse, "build", None)
    assert command_line.main(["readme", "--data", str(data)]) == 1
    assert "README.md: this exists already, and this command did not write it" in capsys.readouterr().err
    assert (data / "README.md").read_text() == text


def test_a_pack_is_one_line_of_the_readme_with_the_rows_of_all_its_sheets(real):
    (line,) = [line for line in open_data.data_readme(real.con).splitlines() if "agreements/bolton" in line]
    # An agreement, a document, a policy area, an indicator and five outturns.
    assert line.startswith("| `agreements/bolton/` | ") and line.split(" | ")[2] == "9"


def test_the_readme_of_the_bundled_data_is_up_to_date(real):
    """When this fails: python -m data_pipeline readme."""
    assert (warehouse.DATA / "README.md").read_text(encoding="utf-8") == open_data.data_readme(real.con)


def test_every_bundled_file_says_whose_it_is_and_on_what_terms(real):
    rows = real.con.execute("select file, title, publisher, licence from meta.sources").fetchall()
    assert len(rows) > 30
    assert [file for file, *card in rows if not all(card)] == []
