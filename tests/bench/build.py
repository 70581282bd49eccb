"""How long the bundled data take to become a warehouse."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from data_pipeline import warehouse
from tests.bench.report import BUILD, Report, progress
from tests.bench.servers import PROJECT

BUILD_IN_NEW_PROCESS = """
import sys
from pathlib import Path
from data_pipeline import warehouse
warehouse.build(out=Path(sys.argv[1]))
"""


def measure(report: Report, is_quick: bool) -> None:
    """Build three times each way and keep the best; beside it, the bare reading of the same files."""
    times = 1 if is_quick else 3
    files = sorted(path for path in (warehouse.DATA / "indicators").glob("*.csv") if path.name != "series.csv")
    report.title("Build of the bundled data")
    with tempfile.TemporaryDirectory(prefix="bench-build-") as folder:
        out, bare = Path(folder, "built.duckdb"), Path(folder, "bare.duckdb")
        progress("building in new processes")
        fresh_s = _best(times, lambda: _in_new_process(out))
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


def _in_new_process(out: Path) -> None:
    subprocess.run([sys.executable, "-c", BUILD_IN_NEW_PROCESS, str(out)], cwd=PROJECT, check=True)


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
