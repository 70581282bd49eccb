"""Disks, permissions, memory, pipes and Ctrl-C: every command ends with one sentence, and never with a traceback."""

import errno
import io
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from data_pipeline import __main__ as command_line
from data_pipeline.building import making, warehouse
from data_pipeline.problems import Problem, Refused, limits_too_low, of_system
from tests.running import PROJECT
from tests.worlds import figures as w

COMMANDS = {
    "build": ("build", "--plain", "--out", "{data}/mine.duckdb"),
    "check": ("check",),
    "export": ("export",),
    "readme": ("readme",),
    "template": ("template", "Casterbridge"),
    "workbook": ("template", "Casterbridge", "--workbook", "{data}/pack.xlsx"),
    "fetch": ("fetch",),
    "read a file": ("read", "{data}/indicators/ni_901.csv"),
    "check a file": ("check", "{data}/indicators/ni_901.csv"),
    "check a pack": ("check", "{data}/agreements/pack"),
}
WRITING = ("build", "check", "export", "readme", "template", "workbook")


@pytest.fixture(autouse=True)
def _nothing_waits_for_ever():
    def late(*_):
        raise AssertionError("this waits for ever")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(60)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture
def data(world, tmp_path) -> Path:
    """The files of the fixture world, to be damaged: no test here needs its warehouse."""
    return Path(shutil.copytree(world.data, tmp_path / "data", ignore=shutil.ignore_patterns("*.duckdb", "current")))


@pytest.fixture
def run(data, capsys):
    """Run a command on a copy of the world: how it ended, and what it said of its end."""
    (data / "agreements" / "pack").mkdir(parents=True, exist_ok=True)
    (data / "agreements" / "pack" / "agreement.csv").write_text("x\n")

    def running(name: str) -> tuple[int, str]:
        arguments = [argument.format(data=data) for argument in COMMANDS[name]]
        ended = command_line.main([*arguments, "--data", str(data)])
        return ended, capsys.readouterr().err

    return running


def failing(monkeypatch, code: int, kinds: str, below: Path) -> None:
    """Fail whenever a file below a folder is opened in one of these ways ("r": to be read, "w": to be written)."""
    opened, made = io.open, os.mkdir

    def open_or_fail(file, mode="r", *rest, **named):
        kind = "w" if set(mode) & set("wax+") else "r"
        if kind in kinds and isinstance(file, str | Path) and str(below) in str(file):
            raise OSError(code, os.strerror(code), str(file))
        return opened(file, mode, *rest, **named)

    def make_or_fail(path, *rest, **named):
        if "w" in kinds and str(below) in str(path):
            raise OSError(code, os.strerror(code), str(path))
        return made(path, *rest, **named)

    monkeypatch.setattr(io, "open", open_or_fail)
    monkeypatch.setattr("builtins.open", open_or_fail)
    monkeypatch.setattr(os, "mkdir", make_or_fail)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EIO], ids=errno.errorcode.get)
@pytest.mark.parametrize("name", COMMANDS)
def test_a_file_that_cannot_be_read_is_named_in_one_sentence(name, code, data, run, monkeypatch):
    with monkeypatch.context() as patch:
        failing(patch, code, "r", data)
        ended, said = run(name)
    assert ended == 1
    assert len(said.splitlines()) == 1
    assert said.startswith(str(data)) and said.endswith(".\n")
    assert ("permission" if code == errno.EACCES else "the disk failed") in said


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize("name", WRITING)
def test_a_disk_that_takes_nothing_is_told_in_one_sentence(name, code, data, run, monkeypatch, tmp_path):
    w.amend(data, "ni_901", w.CASTERBRIDGE, w.YEAR, value="24.9")
    before = w.contents(data)
    with monkeypatch.context() as patch:
        patch.setattr("tempfile.tempdir", str(tmp_path))
        failing(patch, code, "w", tmp_path)
        ended, said = run(name)
    assert ended == 1
    assert len(said.splitlines()) == 1
    assert str(tmp_path) in said
    assert ("the disk is full. Make room" if code == errno.ENOSPC else "the disk can only be read") in said
    assert {path: content for path, content in w.contents(data).items() if path in before} == before


@pytest.mark.parametrize("name", ["template", "workbook"])
def test_a_disk_that_fills_up_leaves_no_half_of_a_template(name, data, run, monkeypatch):
    """A half was refused as existing when there was room again; the end of a workbook printed a traceback."""
    before = w.contents(data)
    with monkeypatch.context() as patch:

        def half(path, content, *_, **__):
            with path.open("wb") as file:
                file.write(content[: len(content) // 2] if isinstance(content, bytes) else b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

        patch.setattr(Path, "write_bytes", half)
        patch.setattr(Path, "write_text", half)
        ended, said = run(name)
    assert (ended, len(said.splitlines())) == (1, 1)
    assert "the disk is full. Make room" in said
    assert w.contents(data) == before
    assert run(name)[0] == 0


LIMITS = [("NOFILE", 16, "it may open 16 files"), ("AS", 300 << 20, "it may use 300 MB of addresses")]


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
@pytest.mark.parametrize(("limit", "most", "says"), LIMITS)
def test_limits_too_low_for_anything_are_one_sentence(limit, most, says):
    """Before it, DuckDB waited for ever, and numpy was said to be missing."""
    import resource

    def lower():
        resource.setrlimit(getattr(resource, f"RLIMIT_{limit}"), (most, most))

    command = [sys.executable, "-m", "data_pipeline", "check"]
    ended = subprocess.run(command, cwd=PROJECT, preexec_fn=lower, capture_output=True, text=True, timeout=50)
    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1
    assert says in ended.stderr and "Raise the limit on" in ended.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no such limits")
def test_more_files_are_allowed_where_they_may_be(monkeypatch):
    resource = pytest.importorskip("resource")
    limits = {resource.RLIMIT_NOFILE: (16, 4096), resource.RLIMIT_AS: (-1, -1)}
    monkeypatch.setattr(resource, "getrlimit", limits.get)
    monkeypatch.setattr(resource, "setrlimit", limits.__setitem__)
    assert limits_too_low() is None
    assert limits[resource.RLIMIT_NOFILE] == (64, 4096)


@pytest.mark.parametrize(
    ("said", "blamed"),
    [
        ("failed to allocate data of size 38.1 MiB (248.8 MiB/286.1 MiB used)", "the file"),
        ("could not allocate block of size 256.0 KiB (286.0 MiB/286.1 MiB used)", "the file"),
        ("failed to allocate data of size 38.1 MiB (24.8 MiB/286.1 MiB used)", "the machine"),
        ("failed to allocate data of size 16 bytes (512.0 KiB/286.1 MiB used)", "the machine"),
    ],
)
def test_a_machine_without_memory_is_no_fault_of_the_file(said, blamed):
    kind = {"the file": Refused, "the machine": duckdb.OutOfMemoryException}[blamed]
    with pytest.raises(kind) as raised, making.trial("one.csv"):
        raise duckdb.OutOfMemoryException(f"Out of Memory Error: {said}\n\nPossible solutions:")
    if blamed == "the machine":
        assert of_system(raised.value, "here").problem == "there is not enough memory"


@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("Query interrupted")], ids=repr)
@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_is_one_sentence(name, error, run, monkeypatch):
    def stop(*_, **__):
        raise error

    for place in ("building.warehouse.build", "reading.packs.is_pack", "fetching.listed_files.listed",
                  "building.file_trial.report", "reading.pack_templates.folder", "reading.pack_templates.workbook",
                  "__main__.warehouse.build"):  # fmt: skip
        monkeypatch.setattr(f"data_pipeline.{place}", stop)
    assert run(name) == (130, "Stopped. What was in use before is in use still.\n")


def test_a_fault_of_our_own_shows_where_it_is(run, monkeypatch):
    """Near misses: what is neither the machine's nor the data's."""
    for error in (ValueError("x"), RuntimeError("y"), duckdb.BinderException("z")):

        def fail(*_, error=error, **__):
            raise error

        monkeypatch.setattr(warehouse, "build", fail)
        with pytest.raises(type(error)):
            run("build")


ODD = {
    "a pipe": (os.mkfifo, "this is a pipe or a device and no file"),
    "a device": (lambda path: path.symlink_to("/dev/zero"), "this is a pipe or a device and no file"),
    "a link to nothing": (lambda path: path.symlink_to("nowhere"), "the link leads nowhere"),
    "a link to itself": (lambda path: path.symlink_to(path.name), "the link leads nowhere"),
    "a folder": (lambda path: path.mkdir(), ""),
}
LISTS = ("definitions/areas.csv", "indicators/series.csv")


@pytest.mark.parametrize("kind", ODD)
@pytest.mark.parametrize("name", COMMANDS)
def test_what_is_no_file_is_told_by_name(name, kind, data, run):
    make, problem = ODD[kind]
    file = LISTS[name == "fetch"]
    (data / file).unlink()
    make(data / file)
    ended, said = run(name)
    assert ended == 1
    assert file in said and problem in said
    assert "Traceback" not in said


@pytest.mark.parametrize("kind", ["a pipe", "a device", "a link to nothing"])
@pytest.mark.parametrize("place", ["agreements/x.xlsx", "agreements/pack/x.csv", "boundaries/x.geojson",
                                   "indicators/x.csv", "postcodes/x.csv"])  # fmt: skip
def test_what_is_no_file_anywhere_in_the_data_refuses_a_build(place, kind, data, run):
    (data / place).parent.mkdir(parents=True, exist_ok=True)
    ODD[kind][0](data / place)
    ended, said = run("build")
    assert (ended, f"{place}: {ODD[kind][1]}" in said) == (1, True)
    if place.startswith("agreements/pack"):
        assert run("check a pack")[0] == 1


@pytest.mark.parametrize("kind", ["a pipe", "a device"])
def test_a_build_is_not_put_in_the_place_of_a_device(kind, data, run):
    ODD[kind][0](data / "mine.duckdb")
    assert run("build")[0] == 1
    assert not (data / "mine.duckdb").is_file()


def test_a_name_that_is_not_utf_8_is_told(data, run):
    Path(os.fsdecode(os.fsencode(data / "indicators") + b"/\xff.csv")).touch()
    ended, said = run("build")
    assert ended == 1
    assert said.splitlines()[1] == "  indicators/\\udcff.csv: the name is not UTF-8. Give the file another name."


def test_the_lock_of_an_editor_is_nothing_odd(data):
    (data / "definitions" / ".#areas.csv").symlink_to("somebody@their.machine.1234")
    assert warehouse.inputs(data)


@pytest.mark.parametrize(
    ("said", "file", "problem"),
    [
        ('IO Error: Could not write file "/a/b.duckdb": No space left on device', "/a/b.duckdb", "the disk is full"),
        ('IO Error: Cannot open file "/a/b.csv": Permission denied', "/a/b.csv", "there is no permission"),
        ('IO Error: Cannot open file "/a/b.csv": Read-only file system', "/a/b.csv", "the disk can only be read"),
        (
            'IO Error: Async write failed for range [offset=6274933, size=39453]: {"exception_type":"IO",'
            '"exception_message":"Could not write file \\"/a/x.csv\\": No space left on device","errno":"28"}',
            "/a/x.csv", "the disk is full",
        ),
        (
            "Out of Memory Error: failed to offload data block of size 224.0 KiB (5.3 MiB/5.3 MiB used).\nThis limit",
            "data", "the disk is full, with what does not fit into memory",
        ),
        ('IO Error: The file "/a/b" exists, but it is not a valid DuckDB database file!', "/a/b", "it is no warehouse"),
    ],
)  # fmt: skip
def test_what_duckdb_says_of_the_machine_is_said_as_we_say_it(said, file, problem):
    told = of_system(duckdb.Error(said), "data")
    assert isinstance(told, Problem)
    assert told.file == file
    assert told.problem.startswith(problem)


def test_an_error_without_a_file_names_what_was_to_be_written_or_the_data():
    assert str(of_system(OSError(errno.ENOSPC, "x"), "out.xlsx")).startswith("out.xlsx: the disk is full.")
    assert str(of_system(MemoryError(), "data")).startswith("data: there is not enough memory.")
    assert of_system(duckdb.Error("Binder Error: no such column"), "data") is None


def test_ctrl_c_during_a_real_build_leaves_nothing_and_says_one_sentence(data):
    command = [sys.executable, "-m", "data_pipeline", "build", "--plain", "--data", str(data)]
    w.amend(data, "ni_901", w.CASTERBRIDGE, w.YEAR, value="24.9")
    before = w.contents(data / "warehouse")
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as build:
        build.stdout.readline()
        time.sleep(0.2)
        build.send_signal(signal.SIGINT)
        _, said = build.communicate(timeout=60)
    assert (build.returncode, said) == (130, "Stopped. What was in use before is in use still.\n")
    assert w.contents(data / "warehouse") == before


def test_ctrl_c_while_libraries_are_still_loaded_is_one_sentence_too(data, tmp_path):
    code = "import os, signal, time; os.kill(os.getpid(), signal.SIGINT); time.sleep(20)"
    (tmp_path / "duckdb.py").write_text(code)
    command = [sys.executable, "-m", "data_pipeline", "check", "--data", str(data)]
    ended = subprocess.run(
        command,
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (130, f"{command_line.STOPPED}\n")


def test_whoever_has_seen_enough_of_what_is_printed_gets_no_traceback(data):
    command = f"{sys.executable} -m data_pipeline read {data}/indicators/ni_901.csv --data {data} | true"
    said = subprocess.run(["bash", "-c", command], cwd=PROJECT, capture_output=True, text=True, check=False).stderr
    assert said == ""
