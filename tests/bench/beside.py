"""This checkout beside an earlier commit: builds and reruns of both in turn, in one run, as ratios."""

import asyncio
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench import reruns, servers
from tests.bench.journeys import VIEWS
from tests.bench.report import Report, progress
from tests.bench.servers import PROJECT


def measure(report: Report, is_quick: bool, before: str) -> None:
    """Time what is here beside the commit `before`; both need their packages to be installed."""
    with _checkout(before) as tree:
        trees = {"before": tree, "now": PROJECT}
        report.title(f"Beside {before}")
        report.table(
            ("median", "before", "now", "now / before"),
            [_builds(trees, 1 if is_quick else 5), *_reruns(trees, *((2, 10) if is_quick else (5, 24)))],
        )
        report.line("  Builds: the bundled data of each, from nothing, in new processes, in turn.")
        report.line("  Reruns: CPU of the server, and what it sent, one rerun at a time, both servers in turn.")


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


def _reruns(trees: dict[str, Path], batches: int, size: int) -> list[tuple[str, ...]]:
    for tree in trees.values():
        _build(tree)
    rows = []
    with servers.ours(trees["before"]) as earlier, servers.ours(trees["now"]) as later:
        for view in VIEWS:
            taken = [
                [asyncio.run(reruns.cost(server, view, 1, size)) for server in (earlier, later)] for _ in range(batches)
            ]
            for what, unit, attribute in (
                ("CPU", "ms", "cpu_ms"),
                ("sent", "KB", "kb"),
                ("first run", "KB", "first_kb"),
            ):
                pairs = [[getattr(cost, attribute) for cost in pair] for pair in taken]
                before, now = (median(side) for side in zip(*pairs, strict=True))
                ratio = median(later / earlier for earlier, later in pairs)
                rows.append((f"{view.name}: {what}", f"{before:.1f} {unit}", f"{now:.1f} {unit}", f"{ratio:.2f} x"))
    return rows
