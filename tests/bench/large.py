"""Ten million figures in twenty published files: to a checked warehouse, and again when one file changed."""

import tempfile
import time
from pathlib import Path

import duckdb

from tests.bench import invented
from tests.bench.build import Run, compare_rebuild, in_new_process
from tests.bench.report import BESIDE_BARE, MEMORY, TEN_MILLION, Report, progress


def measure(report: Report, is_quick: bool) -> None:
    """Write the files, read them bare, build, read them bare again: the machine may be busier at one end."""
    files, measures = (4, 10) if is_quick else (invented.FILES, invented.MEASURES)
    with tempfile.TemporaryDirectory(prefix="bench-large-") as folder:
        data = Path(folder, "data")
        progress("inventing files")
        figures = invented.write(data, files, measures)
        size_mb = sum(path.stat().st_size for path in (data / "indicators").glob("*.csv")) / 1e6
        report.title(f"{figures:,} figures in {files} files of {measures} measures each ({size_mb:,.0f} MB)")
        bare_s = _read_bare(data, Path(folder, "bare.duckdb"))
        progress("building from nothing")
        built = in_new_process(data)
        bare_s = min(bare_s, _read_bare(data, Path(folder, "bare.duckdb")))
        _say(report, figures, bare_s, built, is_quick)
        compare_rebuild(report, data, data / "indicators" / "file_1.csv", 1, f"{figures:,} figures")


def _say(report: Report, figures: int, bare_s: float, built: Run, is_quick: bool) -> None:
    ratio = built.seconds / bare_s
    told = ("", "") if is_quick else report.judge("build of ten million figures", built.seconds, TEN_MILLION)
    report.table(
        ("one build in a new process", "", "target", ""),
        [
            ("to a checked warehouse", f"{built.seconds:.1f} s", *told),
            ("bare: each file by read_csv, all text, into a table", f"{bare_s:.1f} s", "", ""),
            ("beside bare", f"{ratio:.1f} x", *report.judge("large build beside bare reading", ratio, BESIDE_BARE)),
            ("most memory held", f"{built.gb:.1f} GB", *report.judge("memory of a large build", built.gb, MEMORY)),
        ],
    )
    report.line(f"  {figures / built.seconds:,.0f} figures a second; {built.path.stat().st_size / 1e6:,.0f} MB.")


def _read_bare(data: Path, out: Path) -> float:
    """What DuckDB does with the same files when nobody wants to know what is in them."""
    progress("reading bare")
    out.unlink(missing_ok=True)
    began = time.perf_counter()
    with duckdb.connect(str(out)) as con:
        con.execute("set enable_progress_bar = false")
        for path in (data / "indicators").glob("file_*.csv"):
            con.execute(
                f"create table {path.stem} as from read_csv(?, all_varchar = true, store_rejects = true)", [str(path)]
            )
    return time.perf_counter() - began
