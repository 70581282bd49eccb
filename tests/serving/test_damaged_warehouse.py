"""A warehouse that is damaged while it is served, or before: pages stay on the last whole one, and it is told."""

import errno
import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest

from data_pipeline.building import in_use, warehouse
from pages.serving import database, health
from tests.worlds.builds import DAMAGES, WAREHOUSES, small_warehouse

IN_PLACE = {kind: damage for kind, damage in WAREHOUSES.items() if kind.startswith(("cut", "a byte", "empty", "flip"))}


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    return small_warehouse(tmp_path_factory.mktemp("small") / "small.duckdb")


@pytest.fixture
def served(small, tmp_path, monkeypatch, caplog) -> Path:
    """A data folder that pages of this process read, each test by itself; what is logged can be seen."""
    data = tmp_path / "data"
    (data / "warehouse").mkdir(parents=True)
    shutil.copy(small, data / "warehouse")
    warehouse.point_to(data / "warehouse" / small.name)
    monkeypatch.setattr(database, "DATA", data)
    monkeypatch.setattr(database.LOG, "propagate", True)
    database._reader_of.cache_clear()
    yield data
    database._reader_of.cache_clear()


def another_build(data: Path, name: str = "another") -> Path:
    """A build of the same figures under another name is in use."""
    path = data / "warehouse" / f"{name}.duckdb"
    shutil.copy(warehouse.current(data), path)
    warehouse.point_to(path)
    return path


def ask() -> list[tuple]:
    with database.cursor() as cursor:
        return cursor.execute("select name from marts.areas order by name limit 1").fetchall()


ANSWER = [("Barchester",)]


def told(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.parametrize("kind", DAMAGES)
def test_what_is_served_stays_when_the_next_build_is_damaged_and_it_is_told_once(kind, served, small, caplog):
    assert ask() == ANSWER
    another_build(served)
    DAMAGES[kind](served)
    for _ in range(3):
        trouble = database.look()
        assert ask() == ANSWER
    assert trouble
    assert len(told(caplog)) == 1
    assert "Pages are served from" in told(caplog)[0]
    shutil.copy(small, served / "warehouse" / "good.duckdb")
    warehouse.point_to(served / "warehouse" / "good.duckdb")
    assert database.look() == ""
    assert ask() == ANSWER


@pytest.mark.parametrize("kind", WAREHOUSES)
def test_a_server_that_starts_on_a_damaged_warehouse_serves_the_one_before(kind, served):
    another_build(served)
    WAREHOUSES[kind](served)
    assert ask() == ANSWER
    assert database.look()


@pytest.mark.parametrize("kind", DAMAGES)
def test_without_a_whole_warehouse_there_is_none_and_a_good_one_is_taken_up(kind, served, small, caplog):
    DAMAGES[kind](served)
    for _ in range(3):
        with pytest.raises(database.NoWarehouse):
            ask()
    assert len(told(caplog)) == 1
    assert told(caplog)[0].endswith("No page can be served.")
    shutil.copy(small, served / "warehouse" / "good.duckdb")
    warehouse.point_to(served / "warehouse" / "good.duckdb")
    assert ask() == ANSWER


@pytest.fixture(scope="module")
def foreign(tmp_path_factory) -> Path:
    return small_warehouse(tmp_path_factory.mktemp("foreign") / "foreign.duckdb", made_by="another edition")


def put_in_use(path: Path, data: Path) -> None:
    warehouse.point_to(Path(shutil.copy(path, data / "warehouse")))


def name_served() -> str:
    return database.path().stem


def test_what_another_edition_of_the_program_made_is_served_only_in_need_and_one_of_ours_is_built(
    served, small, foreign, monkeypatch
):
    """After an update without a build, pages failed for want of new tables, and health said that all was well."""
    begun = []
    monkeypatch.setattr(health.first_build, "begin", lambda: begun.append(name_served()))
    put_in_use(foreign, served)
    look = health.Health()
    look.look()
    assert (name_served(), look.words, begun) == ("small", health.EARLIER, [])  # The one before is ours.
    assert "another edition" in database.look()
    database._reader_of.cache_clear()
    (served / "warehouse" / "small.duckdb").unlink()
    look.look()
    assert (name_served(), look.words, begun) == ("foreign", health.FOREIGN, ["foreign"])
    assert ask() == ANSWER
    put_in_use(small, served)
    look.look()
    assert (name_served(), look.words, begun) == ("small", health.WELL, ["foreign"])


def test_of_two_that_others_made_the_later_is_served(served, foreign):
    put_in_use(foreign, served)
    (served / "warehouse" / "small.duckdb").unlink()
    database.look()
    assert name_served() == "foreign"
    newer = Path(shutil.copy(foreign, served / "warehouse" / "newer.duckdb"))
    warehouse.point_to(newer)
    database.look()
    assert name_served() == "newer"


def test_a_file_that_has_grown_is_refused_without_reading_it(served, small, monkeypatch):
    another_build(served)
    assert ask() == ANSWER
    os.truncate(warehouse.current(served), 1 << 35)
    monkeypatch.setattr(
        in_use, "_checksum", lambda path: pytest.fail(f"{path} is read") if "another" in path.name else ""
    )
    with pytest.raises(in_use.Damaged, match="not as it was made"):
        in_use.verify(in_use.kept(served)[0])
    assert "not as it was made" in database.look()


def test_the_list_is_understood_by_the_field_and_one_without_sizes_by_us(served):
    pointer = served / "warehouse" / in_use.POINTER
    assert in_use.kept(served)[0].size == warehouse.current(served).stat().st_size
    if shutil.which("sha256sum"):
        checked = subprocess.run(["sha256sum", "--strict", "-c", pointer.name], cwd=pointer.parent, capture_output=True)
        assert checked.returncode == 0, checked.stderr
    pointer.write_text("".join(line for line in pointer.read_text().splitlines(True) if not line.startswith("#")))
    assert [one.size for one in in_use.kept(served)] == [None]
    assert in_use.whole(served)


@pytest.mark.parametrize("kind", IN_PLACE)
def test_what_is_written_into_while_it_is_served_is_served_no_more(kind, served):
    another_build(served)
    assert ask() == ANSWER
    IN_PLACE[kind](served)
    os.utime(warehouse.current(served), (1, 1))  # A clock may be too coarse to tell two moments of one test apart.
    assert database.look()
    assert ask() == ANSWER
    with database.cursor() as cursor:
        assert "another" not in str(cursor.execute("from pragma_database_list").fetchall())


def test_a_damaged_block_found_by_a_question_ends_the_connection_and_the_next_question_is_answered(served):
    path = another_build(served)
    assert database.is_built()
    before = path.stat()
    WAREHOUSES["flipped in a row"](served)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))  # As a disk goes bad: no date tells.
    with pytest.raises(database.NoWarehouse), database.cursor() as cursor:
        names = "select schema_name, table_name from duckdb_tables() where schema_name != 'temp'"
        for schema, name in cursor.execute(names).fetchall():
            cursor.execute(f"from {schema}.{name}").fetchall()
    assert ask() == ANSWER


@pytest.mark.parametrize("error", [duckdb.IOException("busy"), duckdb.BinderException("x"), ValueError("y")], ids=repr)
def test_a_question_that_fails_for_another_reason_ends_nothing(error, served):
    assert ask() == ANSWER
    opened = database._reader_of(served).opened()
    with pytest.raises(type(error)), database.cursor():
        raise error
    assert database._reader_of(served).opened() is opened


@pytest.mark.parametrize("code", [errno.EMFILE, errno.ENFILE, errno.ENOMEM], ids=errno.errorcode.get)
def test_want_of_our_own_is_no_damage(code, served, monkeypatch):
    """Who keeps all files open must not take away the warehouse."""
    assert ask() == ANSWER
    opened = database._reader_of(served).opened()
    with monkeypatch.context() as patch:

        def refuse(path, *_, **__):
            raise OSError(code, os.strerror(code), str(path))

        patch.setattr(Path, "open", refuse)
        with pytest.raises(duckdb.IOException), database.cursor():
            raise duckdb.IOException("Cannot open file: Too many open files")
        with pytest.raises(OSError, match=os.strerror(code)):
            database.look()
        assert ask() == ANSWER
    assert database.look() == ""
    assert database._reader_of(served).opened() is opened


def test_a_permission_that_is_given_back_is_noticed(served, monkeypatch):
    with monkeypatch.context() as patch:

        def refuse(path, *_, **__):
            raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))

        patch.setattr(in_use, "_checksum", refuse)
        with pytest.raises(database.NoWarehouse):
            ask()
    assert ask() == ANSWER


@pytest.mark.parametrize("kind", ["gone", "a folder", "pointer that is no text", "pointer that is a link to nothing"])
def test_what_is_taken_away_while_it_is_served_is_served_on(kind, served):
    assert ask() == ANSWER
    DAMAGES[kind](served)
    assert database.look()
    assert ask() == ANSWER


def test_what_is_asked_once_of_each_build_is_asked_again_of_the_next(served):
    asked = []

    def question(cursor):
        asked.append(1)
        return len(asked)

    assert [database.lasting(question), database.lasting(question)] == [1, 1]
    another_build(served)
    database.look()
    assert database.lasting(question) == 2
