"""How long the bundled data take to become a warehouse, and to do so again when one file changed."""

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_pipeline.building import agreements, figure_files, pack_trial, tables, warehouse
from data_pipeline.reading import packs
from tests.bench.report import BUILD, PACK, REBUILD, Report, progress
from tests.bench.servers import PROJECT

LARGEST_PACK = "exampleshire"
BUILD_IN_NEW_PROCESS = """
import resource, sys, time
from pathlib import Path
began = time.perf_counter()
from data_pipeline.building import warehouse
built = warehouse.build(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None)
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, built.path)
"""


@dataclass(frozen=True)
class Run:
    """One build in a process of its own: its time with imports, the most memory it held, what it made."""

    seconds: float
    gb: float
    path: Path


def measure(report: Report, is_quick: bool) -> None:
    """Build three times each way and keep the best; beside it, the bare reading of the same files."""
    times = 1 if is_quick else 3
    files = sorted(path for path in (warehouse.DATA / "indicators").glob("*.csv") if path.name != "series.csv")
    report.title("Build of the bundled data")
    with tempfile.TemporaryDirectory(prefix="bench-build-") as folder:
        out, bare = Path(folder, "built.duckdb"), Path(folder, "bare.duckdb")
        progress("building in new processes")
        fresh_s = _best(times, lambda: in_new_process(warehouse.DATA, out))
        progress("building in this process")
        built = warehouse.build(out=out)  # The first one imports geopandas and is not counted.
        here_s = _best(times, lambda: warehouse.build(out=out))
        bare_s = _best(times, lambda: _read_bare(files, bare))
        size_mb = out.stat().st_size / 1e6

    def row(what: str, seconds: float, *judged: str) -> tuple[str, ...]:
        rate = f"{built.rows_read / seconds:,.0f}"
        return what, f"{seconds:.2f} s", rate, f"{seconds / bare_s:.1f} x", *(judged or ("", ""))

    report.table(
        (f"best of {times}", "time", "figures/s", "beside bare", "target", ""),
        [
            row("build, new process with its imports", fresh_s, *report.judge("time of a build", fresh_s, BUILD)),
            row("build, same process", here_s),
            row("bare: create table as select * from read_csv", bare_s),
        ],
    )
    report.line(f"  {built.rows_read:,} figures in {len(files)} files; the warehouse takes {size_mb:.0f} MB.")
    report.line("  A build also types, joins, rates and checks them, makes the marts and simplifies the boundaries.")


def measure_pack(report: Report, is_quick: bool) -> None:
    times = 1 if is_quick else 3
    path = warehouse.DATA / "agreements" / LARGEST_PACK
    progress("reading a pack")
    sheets = {sheet.name: sheet.rows_read for sheet in packs.read(path)}
    read_s = min(_read_pack(path) for _ in range(times))
    faults_s = min(_find_faults(path) for _ in range(times))
    report.title("An agreement pack")
    report.table(
        (f"best of {times}", "time", "target", ""),
        [
            ("read and loaded", f"{read_s:.2f} s", *report.judge("a pack read", read_s, PACK)),
            ("read and every fault found, with all definitions", f"{faults_s:.2f} s",
             *report.judge("a pack checked", faults_s, PACK)),
        ],
    )  # fmt: skip
    report.line(f"  {LARGEST_PACK} has {sheets['targets']} targets and {sheets['outturns']} outturns.")


def _read_pack(path: Path) -> float:
    with duckdb.connect() as con:
        tables.make_schemas(con)
        figure_files.make_room(con)
        began = time.perf_counter()
        agreements.load(con, [path])
        return time.perf_counter() - began


def _find_faults(path) -> float:
    began = time.perf_counter()
    pack_trial.faults(path, warehouse.DATA)
    return time.perf_counter() - began


def measure_rebuild(report: Report, is_quick: bool) -> None:
    """Change one figure of the bundled data, build, and compare with a build from nothing."""
    report.title("Build of the bundled data when one file changed")
    with tempfile.TemporaryDirectory(prefix="bench-rebuild-") as folder:
        data = Path(folder, "data")
        ignored = shutil.ignore_patterns("warehouse", "exports", "unfinished")
        shutil.copytree(warehouse.DATA, data, ignore=ignored)
        progress("building")
        in_new_process(data)
        changed = data / "indicators" / "ni_055.csv"
        compare_rebuild(report, data, changed, 1 if is_quick else 3, "the bundled data")


def compare_rebuild(report: Report, data: Path, changed: Path, times: int, what: str) -> None:
    """Change a figure of a file and build, some times over; beside it, builds from nothing."""
    again, whole = [], []
    for _ in range(times):
        change_figure(changed)
        progress("building what changed")
        again.append(in_new_process(data))
        progress("building from nothing")
        whole.append(in_new_process(data, data.parent / "whole.duckdb"))
    best, beside = (min(runs, key=lambda run: run.seconds) for runs in (again, whole))
    share = best.seconds / beside.seconds
    report.table(
        (f"best of {times}, new processes", "time", "beside", "target", ""),
        [
            ("one figure of one file changed", f"{best.seconds:.2f} s", f"{share:.2f} x",
             *report.judge(f"rebuild of {what}", share, REBUILD)),
            ("from nothing", f"{beside.seconds:.2f} s", "1.00 x", "", ""),
        ],
    )  # fmt: skip
    different = differences(again[-1].path, whole[-1].path)
    report.line(f"  The marts are {'NOT THE SAME: ' + ', '.join(different) if different else 'the same, row by row.'}")


def in_new_process(data: Path, out: Path | None = None) -> Run:
    command = [sys.executable, "-c", BUILD_IN_NEW_PROCESS, str(data), *([str(out)] if out else [])]
    said = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, text=True).stdout
    seconds, gb, path = said.strip().split(" ", 2)
    return Run(float(seconds), float(gb), Path(path))


def change_figure(path: Path) -> None:
    """Add a hundredth to the first plain figure in the second half of a file."""
    lines = path.read_text().splitlines(keepends=True)
    place = lines[0].rstrip().split(",").index("observation" if "observation" in lines[0] else "value")
    for number in range(len(lines) // 2, len(lines)):
        cells = lines[number].split(",")
        if cells[place].replace(".", "", 1).isdecimal():
            cells[place] = f"{float(cells[place]) + 0.01:.2f}"
            lines[number] = ",".join(cells)
            break
    path.write_text("".join(lines))


def differences(one: Path, other: Path) -> list[str]:
    """The marts of two warehouses that do not have the same rows in the same order."""
    digests = []
    for path in (one, other):
        with warehouse.connect(path) as con:
            names = con.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
            digests.append(
                {
                    name: con.execute(f"select sum(hash(t, rowid)) from marts.{name} as t").fetchone()
                    for (name,) in names
                }
            )
    first, second = digests
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


def _read_bare(files: list[Path], out: Path) -> None:
    """What DuckDB does with the same files when nobody tells it anything."""
    out.unlink(missing_ok=True)
    with duckdb.connect(str(out)) as con:
        con.execute("create table figures as select * from read_csv(?)", [[str(file) for file in files]])


def _best(times: int, run: Callable[[], object]) -> float:
    """The least seconds of some runs: the rest is other people's work."""
    taken = []
    for _ in range(times):
        began = time.perf_counter()
        run()
        taken.append(time.perf_counter() - began)
    return min(taken)
