"""How long an agreement pack of sixty targets takes to be read, and to be told all that is wrong with it."""

import time

import duckdb

from data_pipeline.building import agreements, figure_files, pack_trial, tables, warehouse
from data_pipeline.reading import packs
from tests.bench.report import PACK, Report, progress

LARGEST = "exampleshire"


def measure(report: Report, is_quick: bool) -> None:
    times = 1 if is_quick else 3
    path = warehouse.DATA / "agreements" / LARGEST
    progress("reading a pack")
    sheets = {sheet.name: sheet.rows_read for sheet in packs.read(path)}
    read_s = min(_read(path) for _ in range(times))
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
    report.line(f"  {LARGEST} has {sheets['targets']} targets and {sheets['outturns']} outturns.")


def _read(path) -> float:
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
