"""This checkout beside another commit: builds, reruns and first visits of both in turn, in one run, as ratios."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from math import isnan
from pathlib import Path
from statistics import median

from tests.bench import first_visit, reruns, servers
from tests.bench.journeys import VIEWS
from tests.bench.report import Report, progress
from tests.bench.servers import PROJECT


def measure(report: Report, is_quick: bool, against: str | None = None) -> None:
    """Time what is here beside the commit `against`, by default the one before; both need their packages.

    Raises CalledProcessError where git knows no such commit, or it cannot be built.
    """
    against = against or commit_before()
    with _checkout(against) as tree:
        trees = {"before": tree, "now": PROJECT}
        report.title(f"Beside {_called(against)}")
        report.table(("median", "before", "now", "now / before"), [_builds(trees, 1 if is_quick else 5)])
        report.line("  The bundled data of each, from nothing, in new processes, in turn.")
        for each in trees.values():
            _build(each)
        with servers.ours(trees["before"]) as before, servers.ours(trees["now"]) as now:
            report.line()
            report.table(
                ("median of a rerun", "before", "now", "now / before"),
                _reruns(before, now, *((2, 10) if is_quick else (5, 24))),
            )
            report.line("  CPU of the server, and what it sent, one rerun at a time, both servers in turn.")
            report.line()
            report.table(first_visit.HEAD, _first_visits({"before": before, "now": now}, is_quick))
        for line in first_visit.HOW:
            report.line(f"  {line}")


def commit_before() -> str:
    """The commit before what is here: the last one where something of it is not committed, else the one before that."""
    is_changed = subprocess.run(["git", "diff", "--quiet", "HEAD"], cwd=PROJECT).returncode
    return "HEAD" if is_changed else "HEAD~1"


def _called(commit: str) -> str:
    """A commit with its number and subject."""
    command = ["git", "log", "-1", "--format=%h (%s)", commit, "--"]
    return subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout.strip()


@contextmanager
def _checkout(commit: str) -> Iterator[Path]:
    """The files of another commit, in a folder that goes again."""
    with tempfile.TemporaryDirectory(prefix="bench-before-") as folder:
        tree = Path(folder, "tree")
        subprocess.run(["git", "worktree", "add", "--quiet", "--detach", tree, commit], cwd=PROJECT, check=True)
        try:
            yield tree
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=PROJECT, check=True)


def _builds(trees: dict[str, Path], times: int) -> tuple[str, ...]:
    seconds = {name: [] for name in trees}
    for number in range(times + 1):
        for name, tree in trees.items():
            progress(f"building: {name}")
            began = time.perf_counter()
            with tempfile.TemporaryDirectory(prefix="bench-build-") as folder:
                _build(tree, "--out", str(Path(folder, "built.duckdb")))
            # The first of each warms the disk and compiles the code.
            if number:
                seconds[name].append(time.perf_counter() - began)
    before, now = (median(taken) for taken in seconds.values())
    ratios = [one / other for one, other in zip(seconds["now"], seconds["before"], strict=True)]
    return "build of the bundled data", f"{before:.2f} s", f"{now:.2f} s", f"{median(ratios):.2f} x"


def _build(tree: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "data_pipeline", "build", "--plain", "--data", str(tree / "data"), *arguments]
    subprocess.run(command, cwd=tree, check=True, capture_output=True)


def _reruns(before: servers.Server, now: servers.Server, batches: int, size: int) -> list[tuple[str, ...]]:
    rows = []
    for view in VIEWS:
        taken = [[asyncio.run(reruns.cost(server, view, 1, size)) for server in (before, now)] for _ in range(batches)]
        for what, unit, attribute in (("CPU", "ms", "cpu_ms"), ("sent", "KB", "kb"), ("first run", "KB", "first_kb")):
            pairs = [[getattr(cost, attribute) for cost in pair] for pair in taken]
            earlier, later = (median(side) for side in zip(*pairs, strict=True))
            ratio = median(later / earlier for earlier, later in pairs)
            rows.append((f"{view.name}: {what}", f"{earlier:.1f} {unit}", f"{later:.1f} {unit}", f"{ratio:.2f} x"))
    return rows


def _first_visits(places: dict[str, servers.Server], is_quick: bool) -> list[tuple[str, ...]]:
    rows = []
    with first_visit.chromium() as phone:
        for view in first_visit.OURS:
            found = first_visit.typical(phone, places, view, is_quick)
            before, now = found["before"], found["now"]
            rows += [(f"{view.name}: {name}", *first_visit.cells(visit)) for name, visit in found.items()]
            rows.append(("  now / before", *map(_ratio, astuple(before), astuple(now))))
    return rows


def _ratio(before: float, now: float) -> str:
    return f"{now / before:.2f} x" if before and not isnan(now / before) else "-"
