"""A warehouse that is no longer as it was made: it is never built on nor read, and the next build makes it anew."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from data_pipeline import __main__ as command_line
from data_pipeline.building import in_use, warehouse
from tests.worlds import figures as w
from tests.worlds.builds import DAMAGES, WAREHOUSES, small_warehouse
from tests.worlds.figures import YEAR


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    return small_warehouse(tmp_path_factory.mktemp("small") / "small.duckdb")


@pytest.fixture
def data(world, small, tmp_path) -> Path:
    """The files of the fixture world with a small warehouse that is taken for theirs."""
    data = Path(shutil.copytree(world.data, tmp_path / "data", ignore=shutil.ignore_patterns("warehouse")))
    (data / "warehouse").mkdir()
    warehouse.point_to(Path(shutil.copy(small, data / "warehouse" / world.path.name)))
    return data


@pytest.fixture(autouse=True)
def builds(small, monkeypatch) -> list[Path | None]:
    """A build costs a copy: how a warehouse is made is not what is tried here. What each build began from."""
    began_from = []

    def make_file(data, read, target, progress, before=None):
        began_from.append(before)
        shutil.copy(small, target)

    monkeypatch.setattr(warehouse, "_make_file", make_file)
    monkeypatch.setattr(warehouse, "_summary", lambda path, is_new: warehouse.Built(path, 0, 0, 0, 0, is_new))
    return began_from


def assert_made_anew(data: Path) -> None:
    in_use.verify(in_use.kept(data)[0])
    with warehouse.connect(warehouse.current(data)) as con:
        assert con.execute("from meta.build").fetchall() == [("small",)]
    files = {path.name for path in (data / "warehouse").iterdir()}
    assert files - {"lock"} == {"current", warehouse.current(data).name}


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_build_makes_a_damaged_warehouse_anew_and_says_so_in_a_line(kind, data, caplog, capsys):
    DAMAGES[kind](data)
    assert command_line.main(["build", "--plain", "--data", str(data)]) == 0
    said = caplog.messages
    if kind != "pointer that is a link to nothing":  # As before the first build.
        assert len(said) == 1
        assert said[0].startswith(f"{data}/warehouse/")
        assert said[0].endswith(": the warehouse is made anew.")
    assert_made_anew(data)
    assert command_line.main(["build", "--plain", "--data", str(data)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("Up to date")


@pytest.mark.parametrize("kind", ["flipped in a row", "with a log beside it", "a byte short"])
def test_a_build_of_changed_figures_does_not_begin_from_a_damaged_warehouse(kind, data, builds):
    WAREHOUSES[kind](data)
    w.amend(data, "ni_901", w.CASTERBRIDGE, YEAR, value="24.9")
    assert warehouse.build(data).is_new
    assert builds == [None]
    w.amend(data, "ni_901", w.CASTERBRIDGE, YEAR, value="24.8")
    whole = warehouse.current(data)
    assert warehouse.build(data).is_new
    assert builds == [None, whole]


def test_a_whole_warehouse_with_other_things_about_it_is_kept(data, caplog):
    """Near misses: dates, permissions, and files of others beside it."""
    before = warehouse.current(data)
    os.utime(before, (0, 0))
    before.chmod(0o400)
    (data / "warehouse" / "notes.txt").write_text("mine")
    assert not warehouse.build(data).is_new
    assert warehouse.current(data) == before
    assert (data / "warehouse" / "notes.txt").exists()
    assert caplog.messages == []


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO], ids=errno.errorcode.get)
@pytest.mark.parametrize("name", ["current", "duckdb"])
def test_a_warehouse_that_cannot_be_read_is_made_anew(code, name, data, monkeypatch, caplog):
    opened = Path.open

    def refuse(path, mode="r", *rest, **named):
        if path.parent == data / "warehouse" and path.name.endswith(name) and mode == "rb" and path in old:
            raise OSError(code, os.strerror(code), str(path))
        return opened(path, mode, *rest, **named)

    old = {data / "warehouse" / "current", warehouse.current(data)}
    with monkeypatch.context() as patch:
        patch.setattr(Path, "open", refuse)
        assert warehouse.build(data).is_new
    assert f"cannot be read ({os.strerror(code)})" in caplog.text
    assert_made_anew(data)


def test_the_last_whole_warehouse_is_kept_beside_the_new_one_and_not_a_damaged_one(data):
    first = warehouse.current(data)
    w.amend(data, "ni_901", w.CASTERBRIDGE, YEAR, value="24.9")
    second = warehouse.build(data).path
    WAREHOUSES["flipped in the middle"](data)
    third = warehouse.build(data).path
    assert [one.path for one in in_use.kept(data)] == [third, first]
    assert not second.exists()


def test_what_lies_in_the_way_of_a_build_is_cleared(data):
    folder = data / "warehouse"
    (folder / f"{warehouse.BEING_BUILT}file").touch()
    (folder / f"{warehouse.BEING_BUILT}link").symlink_to("nowhere")
    (folder / "old.duckdb").mkdir()
    (folder / "old.duckdb.wal").touch()
    WAREHOUSES["gone"](data)
    warehouse.build(data)
    assert_made_anew(data)
