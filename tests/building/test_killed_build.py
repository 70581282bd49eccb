"""A build that is killed, at any moment: what was in use stays in use, and the next build clears up."""

import contextlib
import errno
import hashlib
import json
import multiprocessing
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
import types
from collections.abc import Callable
from pathlib import Path

import filelock
import psutil
import pytest

from data_pipeline.building import warehouse
from data_pipeline.problems import Refused
from data_pipeline.publishing import open_data
from tests.running import PROJECT
from tests.worlds import figures as w
from tests.worlds.builds import digests
from tests.worlds.figures import YEAR

PAUSE_S = 0.08
CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir")
SEEN = "seen.json"
VALUES = ("25.0", "24.9")  # The world as it is, and as changed.

# Builds run in forks of a process that has imported all they need: a new Python would spend most of its life importing.
FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(
    [
        ".".join(path.relative_to(PROJECT).with_suffix("").parts)
        for path in (Path(__file__), *warehouse.PACKAGE.rglob("[a-z]*.py"))
    ]
)


def start(data: Path, build: Callable[..., object] = warehouse.build, *arguments: object) -> multiprocessing.Process:
    process = FORKS.Process(target=build, args=(data, *arguments))
    with pytest.MonkeyPatch.context() as patch:
        # A fork runs what stands here, and tests of pages leave a page behind.
        patch.setitem(sys.modules, "__main__", types.ModuleType("__main__"))
        process.start()
    return process


def ended(process: multiprocessing.Process) -> int:
    """How the process ended: 0, or below zero the signal that killed it."""
    process.join(60)
    assert process.exitcode is not None, "the build takes too long"
    return process.exitcode


def build_and_copy(data: Path, states: Path) -> None:
    """Build, and just before each change to the folder of warehouses note its state in `states`, and copy it if new.

    That is what stays on the disk when the build is killed between this change and the one before. What comes and goes
    deep in a scratch folder changes nothing that is looked at.
    """
    folder, seen, is_looking = str(data / "warehouse"), [], False

    def watch(event: str, arguments: tuple) -> None:
        nonlocal is_looking
        is_change = not is_looking and (arguments[1] != "r" if event == "open" else event in CHANGES)
        _, is_inside, below = str(arguments[0]).partition(folder) if is_change else ("", "", "")
        if is_inside and below.count(os.sep) <= 2:
            is_looking = True
            seen.append(state_of(data))
            if seen.index(seen[-1]) == len(seen) - 1:
                shutil.copytree(data, states / f"{len(seen):04}")
            is_looking = False

    sys.addaudithook(watch)
    warehouse.build(data)
    (states / SEEN).write_text(json.dumps(seen))


def value_in_use(data: Path) -> str:
    """Which of the two values the warehouse pointed to has. It opens, and answers."""
    with warehouse.connect(warehouse.current(data)) as con:
        (answer,) = con.execute(
            "select value from marts.figures where series_id = 'ni_901' and area_code = ? and period = ?",
            [w.CASTERBRIDGE, YEAR],
        ).fetchone()
    assert str(answer) in VALUES
    return str(answer)


def in_use(data: Path) -> dict[str, int]:
    """What the warehouse pointed to holds, as a number for each table."""
    with warehouse.connect(warehouse.current(data)) as con:
        return digests(con)


def change(data: Path, value: str) -> None:
    w.amend(data, "ni_901", w.CASTERBRIDGE, YEAR, value=value)


@pytest.fixture(scope="module")
def whole(world, tmp_path_factory) -> dict[str, dict[str, int]]:
    """What an undisturbed warehouse of each value holds."""
    data = Path(shutil.copytree(world.data, tmp_path_factory.mktemp("whole") / "data"))
    found = {}
    for value in VALUES:
        change(data, value)
        warehouse.build(data)
        found[value_in_use(data)] = in_use(data)
    assert tuple(found) == VALUES
    assert found[VALUES[0]] != found[VALUES[1]]
    return found


def assert_tidy_after_the_next_build(data: Path, whole: dict[str, dict[str, int]], value: str = VALUES[1]) -> None:
    change(data, value)
    assert ended(start(data)) == 0
    assert in_use(data) == whole[value]
    names = {path.name for path in (data / "warehouse").iterdir()}
    assert {"current", "lock", warehouse.current(data).name} <= names
    warehouses = names - {"current", "lock"}
    assert all(name.endswith(".duckdb") for name in warehouses)
    assert len(warehouses) <= 2


def state_of(data: Path) -> list:
    """The names in the folder of warehouses, those of scratch folders being another each time; what is in use."""
    names = [path.name for path in (data / "warehouse").iterdir()]
    kinds = sorted(re.sub(f"^{warehouse.BEING_BUILT}.*", warehouse.BEING_BUILT, name) for name in names)
    return [kinds, hashlib.sha256(warehouse.current(data).read_bytes()).hexdigest()]


def assert_old_or_new(seen: list[list], old: list, data: Path, whole: dict[str, dict[str, int]]) -> None:
    """Each state points to the `old` warehouse or to the one that is in use in `data` now, byte for byte."""
    assert in_use(data) == whole[VALUES[1]]
    order = [old[1], state_of(data)[1]]
    found = [content for _, content in seen]
    assert set(found) <= set(order)
    assert found == sorted(found, key=order.index), "what is in use changes once"


def test_a_build_killed_at_a_random_moment_leaves_the_old_warehouse_or_the_new_one(data, whole):
    """It is stopped and goes on, so that one build has many moments: what is there then is what a kill leaves."""
    chance, seen, old = random.Random(2008), [], state_of(data)
    change(data, VALUES[1])
    build = start(data)
    process = psutil.Process(build.pid)
    while build.is_alive():
        time.sleep(PAUSE_S * chance.random())
        with contextlib.suppress(psutil.NoSuchProcess):
            process.suspend()
            while process.status() != psutil.STATUS_STOPPED:
                time.sleep(0.001)
        seen.append(state_of(data))
        with contextlib.suppress(psutil.NoSuchProcess):
            process.resume()
    assert ended(build) == 0
    assert len(seen) > 10
    assert len({tuple(kinds) for kinds, _ in seen}) > 1, "some while it was at work"
    assert_old_or_new(seen, old, data, whole)


def test_a_build_killed_between_any_two_changes_to_the_folder_leaves_the_old_warehouse_or_the_new_one(
    data, whole, tmp_path
):
    old, states = state_of(data), tmp_path / "states"
    change(data, VALUES[1])
    assert ended(start(data, build_and_copy, states)) == 0
    seen = json.loads((states / SEEN).read_text())
    assert len(seen) > 5, "the build changes the folder in more steps than that"
    assert_old_or_new(seen, old, data, whole)
    copies = sorted(states.glob("0*"))
    assert len(copies) > 3
    for state in copies[1:]:
        assert_tidy_after_the_next_build(state, whole)


def test_a_build_that_is_killed_lets_go_of_the_folder(data, whole):
    change(data, VALUES[1])
    build = start(data)
    while not list((data / "warehouse").glob(f"{warehouse.BEING_BUILT}*/*")):
        assert build.is_alive()
        time.sleep(0.005)
    build.kill()
    assert ended(build) == -signal.SIGKILL
    assert in_use(data) == whole[VALUES[0]]
    assert_tidy_after_the_next_build(data, whole)


def publish(data: Path) -> None:
    open_data.publish(warehouse.current(data), data / "exports")


def test_an_export_killed_at_a_random_moment_leaves_nothing_for_ever_and_nothing_half(data):
    """What there is under the name of a build is whole at any moment; the next export clears the rest away."""
    exports, folder = data / "exports", data / "exports" / warehouse.current(data).stem
    began = time.perf_counter()
    assert ended(start(data, publish)) == 0
    duration, names = time.perf_counter() - began, {path.name for path in folder.iterdir()}
    chance, killed, left = random.Random(2011), 0, set()
    for moment in range(6):
        shutil.rmtree(folder, ignore_errors=True)
        process = start(data, publish)
        time.sleep(duration * (moment + chance.random()) / 6)
        process.kill()
        killed += ended(process) == -signal.SIGKILL
        left |= {path.name for path in exports.glob("exporting-*")}
        assert not folder.exists() or {path.name for path in folder.iterdir()} == names
    assert killed > 2 and left
    assert ended(start(data, publish)) == 0
    assert {path.name for path in exports.iterdir()} == {"lock", folder.name}
    assert {path.name for path in folder.iterdir()} == names


def test_two_builds_at_the_same_moment_both_end_well(data, whole):
    for value in (VALUES[1], VALUES[0]):
        change(data, value)
        builds = [start(data), start(data)]
        assert [ended(build) for build in builds] == [0, 0]
        assert in_use(data) == whole[value]
    assert_tidy_after_the_next_build(data, whole, value)


def test_clearing_up_leaves_a_running_build_alone(data, whole):
    """A build is stopped half-way, another starts, and then the first goes on."""
    change(data, VALUES[1])
    first = start(data)
    deadline = time.monotonic() + 30
    while not list((data / "warehouse").glob(f"{warehouse.BEING_BUILT}*")):
        assert time.monotonic() < deadline
        time.sleep(0.005)
    os.kill(first.pid, signal.SIGSTOP)
    second = start(data)
    time.sleep(0.5)
    os.kill(first.pid, signal.SIGCONT)
    assert [ended(build) for build in (first, second)] == [0, 0]
    assert_tidy_after_the_next_build(data, whole)


def test_a_second_build_says_once_that_it_waits_and_then_builds(data):
    """The first is a lock held here; the second a thread of this process, which the lock keeps out as well."""
    change(data, VALUES[1])
    told, is_waiting = [], threading.Event()

    def tell(step: str, share: float) -> None:
        told.append((step, share))
        is_waiting.set()

    second = threading.Thread(target=warehouse.build, args=(data,), kwargs={"progress": tell})
    with filelock.FileLock(data / "warehouse" / warehouse.LOCK):
        second.start()
        assert is_waiting.wait(30)
        time.sleep(0.3)
        assert told == [("waiting for another build", 0.0)]
        assert value_in_use(data) == VALUES[0]
    second.join(60)
    assert [step for step, _ in told].count("waiting for another build") == 1
    assert value_in_use(data) == VALUES[1]


@pytest.mark.parametrize("code", [errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL], ids=errno.errorcode.get)
def test_a_disk_without_locks_is_built_on_and_nobodys_work_there_is_taken_for_dead(code, data, monkeypatch):
    """As network disks answer: no lock can be had, and another build, which cannot be seen, may be at work."""

    def refuse(*_):
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr("fcntl.flock", refuse)
    others = data / "warehouse" / f"{warehouse.BEING_BUILT}others"
    others.mkdir()
    is_changed = code == errno.ENOLCK  # One build of them all will do.
    if is_changed:
        change(data, VALUES[1])
    assert warehouse.build(data).is_new == is_changed
    assert value_in_use(data) == VALUES[is_changed]
    assert others.is_dir()


def test_what_a_killed_build_left_is_cleared_even_when_there_is_nothing_to_build(data):
    left = data / "warehouse" / f"{warehouse.BEING_BUILT}left"
    left.mkdir()
    (left / "half.duckdb").write_bytes(b"half")
    assert not warehouse.build(data).is_new
    assert not left.exists()


def test_files_that_change_while_they_are_read_make_no_warehouse(data):
    """The name of a warehouse is that of its files: half of these and half of those have none."""
    before = w.contents(data / "warehouse")
    change(data, VALUES[1])
    with pytest.raises(Refused, match="changed while"):
        warehouse.build(data, progress=lambda step, share: change(data, VALUES[0]) if step == "checking" else None)
    assert w.contents(data / "warehouse") == before


def test_a_build_of_the_same_files_touches_nothing(data):
    def stamps():
        return {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in (data / "warehouse").rglob("*")}

    before, contents = stamps(), w.contents(data / "warehouse")
    command = [sys.executable, "-m", "data_pipeline", "build", "--data", str(data)]
    build = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60)
    assert (build.returncode, build.stdout, build.stderr) == (0, f"Up to date: {warehouse.current(data)}\n", "")
    assert (stamps(), w.contents(data / "warehouse")) == (before, contents)
