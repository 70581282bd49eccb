"""An empty database filled from the files: read, typed, joined, checked."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from data_pipeline.building import definitions, figure_files, models
from data_pipeline.problems import Problem, Refused

Progress = Callable[[str, float], None]


def make(con: duckdb.DuckDBPyConnection, data: Path, progress: Progress) -> None:
    """Fill an empty database from `data`. Raises `Refused`."""
    models.make_schemas(con)
    progress("reading files", 0.0)
    problems = definitions.load(con, data)
    steps = models.models(data)
    made = make_figures(con, data, steps, problems, progress)
    problems += figure_files.same_twice(con) + figure_files.unlisted(con, data)
    if problems:
        raise Refused(problems)
    rules = models.rules_of(figures=False)
    needs = set().union(*(models.reads(rule.read_text()) for rule in rules)) - {"meta.findings"}
    for name in models.in_order(steps, *needs):
        if name not in made:
            steps[name][1](con)
            made.add(name)
    models.find_faults(con, rules)
    order = [name for name in models.in_order(steps) if name not in made]
    for number, name in enumerate(order):
        progress(name, 0.5 + 0.45 * number / len(order))
        steps[name][1](con)
    progress("checking", 0.95)
    problems = models.broken_promises(con)
    if problems:
        raise Refused(problems)
    # What is only for making other tables is not kept.
    con.execute("drop view staging.figures; drop table staging.periods")
    for name in ("edition_points", "promise_figures", "promise_ends"):
        con.execute(f"drop table marts.{name}")
    con.execute("drop schema raw cascade; drop schema packs cascade")


def make_figures(
    con: duckdb.DuckDBPyConnection,
    data: Path,
    steps: dict[str, tuple],
    problems: list[Problem],
    progress: Progress = lambda step, share: None,
) -> set[str]:
    """Read the listed files batch by batch, and make what is made of each batch: the names of the tables.

    Adds what is wrong with a file to `problems`; once there are any, files are only read.
    """
    made = {"meta.findings", *models.BY_BATCH}
    batches = list(figure_files.batches(con, data))
    for number, files in enumerate(batches):
        progress("reading files", 0.05 + 0.45 * number / len(batches))
        problems += figure_files.read(con, data, files)
        if problems:
            continue
        for name in models.in_order(steps, "staging.figures"):
            if name not in made:
                steps[name][1](con)
                made.add(name)
        for name in models.BY_BATCH:
            if name == "staging.figures_found":
                models.find_faults(con, models.rules_of(figures=True))
            steps[name][1](con)
    return made
