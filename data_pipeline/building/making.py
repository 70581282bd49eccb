"""An empty database filled from the files: read, typed, joined, checked."""

import contextlib
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.building import definitions, faults, figure_files, tables
from data_pipeline.building.tables import Table
from data_pipeline.problems import Problem, Refused

# DuckDB's share of what may be taken to look at one file; what is more waits on the disk.
TRIAL_MEMORY = "300MB"
# "failed to allocate data of size 38.1 MiB (248.8 MiB/286.1 MiB used)"
UNITS = {"bytes": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
SIZE = r"([\d.]+) (bytes|KiB|MiB|GiB)"
SIZES = re.compile(rf"of size {SIZE} \({SIZE}/{SIZE} used\)")
Progress = Callable[[str, float], None]


@contextlib.contextmanager
def trial(name: str) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database to look at one file in, which is gone afterwards. Raises `Refused` when its memory does not do."""
    with (
        tempfile.TemporaryDirectory(prefix="trial-") as folder,
        sql.building(Path(folder), memory=TRIAL_MEMORY) as con,
    ):
        try:
            yield con
        except duckdb.OutOfMemoryException as error:
            if not _is_at_its_limit(str(error)):
                raise
            problem = "there is too much wrong with the file to tell of it"
            raise Refused(
                [Problem(name, problem, "Mend what is wrong with its first rows, and check again")]
            ) from error


def _is_at_its_limit(error: str) -> bool:
    """Whether a database used up what it may take, as its error says; else the machine had no more to give."""
    if not (said := SIZES.search(error)):
        return True
    sizes = zip(said.groups()[::2], said.groups()[1::2], strict=True)
    asked, used, most = (float(number) * UNITS[unit] for number, unit in sizes)
    return asked + used > 0.99 * most  # They are rounded.


def make(con: duckdb.DuckDBPyConnection, data: Path, progress: Progress) -> None:
    """Fill an empty database from `data`. Raises `Refused`."""
    tables.make_schemas(con)
    progress("reading files", 0.0)
    problems = definitions.load(con, data)
    steps = tables.found(data)
    made = make_figures(con, data, steps, problems, progress)
    problems += figure_files.same_twice(con) + figure_files.unlisted(con, data)
    if problems:
        raise Refused(problems)
    rules = faults.rules("packs", "documents")
    make_missing(con, steps, made, faults.needs(rules))
    faults.find(con, rules)
    order = [name for name in tables.in_order(steps) if name not in made]
    for number, name in enumerate(order):
        progress(name, 0.5 + 0.45 * number / len(order))
        steps[name].make(con)
    progress("checking", 0.95)
    problems = faults.broken_promises(con)
    if problems:
        raise Refused(problems)
    drop_scaffolding(con, steps)


def make_figures(
    con: duckdb.DuckDBPyConnection,
    data: Path,
    steps: dict[str, Table],
    problems: list[Problem],
    progress: Progress = lambda step, share: None,
) -> set[str]:
    """Read the listed files batch by batch, and make what is made of each batch: the names of the tables.

    Adds what is wrong with a file to `problems`; once there are any, files are only read.
    """
    rules = faults.rules("figures")
    of_batch = {name: table for name, table in steps.items() if table.is_by_batch}
    order = tables.in_order({**of_batch, faults.FINDINGS: faults.findings("figures")})
    made = set(order)
    batches = list(figure_files.batches(con, data))
    for number, files in enumerate(batches):
        progress("reading files", 0.05 + 0.45 * number / len(batches))
        problems += figure_files.read(con, data, files)
        if problems:
            continue
        make_missing(con, steps, made, faults.needs(rules).union(*(table.reads for table in of_batch.values())))
        for name in order:
            if name in of_batch:
                of_batch[name].make(con)
            else:
                faults.find(con, rules)
    return made


def make_missing(con: duckdb.DuckDBPyConnection, steps: dict[str, Table], made: set[str], wanted: set[str]) -> None:
    """Make those of the `wanted` tables, and of what they need, that are not yet `made`; say so there."""
    missing = set(wanted) - made
    for name in tables.in_order(steps, *missing) if missing else ():
        if name not in made:
            steps[name].make(con)
            made.add(name)


def make_issues(con: duckdb.DuckDBPyConnection, data: Path, *subjects: str) -> set[str]:
    """Make what tells, of every row read, what rules about these subjects find in it: the names of the tables made."""
    made: set[str] = set()
    make_missing(con, tables.found(data) | {faults.FINDINGS: faults.findings(*subjects)}, made, {"meta.issues"})
    return made


def drop_scaffolding(con: duckdb.DuckDBPyConnection, steps: dict[str, Table]) -> None:
    """Drop what is only for making other tables, or for judging."""
    for name, table in steps.items():
        if table.is_made("one batch at a time"):
            con.execute(f"drop view {sql.name(name)}")
    con.execute(f"drop schema {tables.JUDGING} cascade; drop schema raw cascade; drop schema packs cascade")
