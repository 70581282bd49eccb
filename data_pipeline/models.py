"""What is made of the loaded files: tables by query and by Python, issues by rules, promises by checks."""

import re
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd

from data_pipeline import agreements, periods, values
from data_pipeline.problems import Problem, Refused

SQL = Path(__file__).parent / "sql"


def models(data: Path) -> dict[str, tuple[set[str], Callable[[duckdb.DuckDBPyConnection], None]]]:
    """Every table to make after loading: its name -> the tables it reads, and how to make it.

    A query's needs are the tables it names. The few made in Python say theirs here.
    """
    # Here and not above: the serving process reads this package and does without geopandas.
    from data_pipeline import boundaries, statistics

    def frame(name: str, make_frame) -> Callable[[duckdb.DuckDBPyConnection], None]:
        def run(con: duckdb.DuckDBPyConnection) -> None:
            made = make_frame(con)
            con.register("made", made)
            con.execute(f"create table {name} as select * from made")
            con.unregister("made")

        return run

    def shapes(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
        codes = dict(con.execute("select published_code, area_code from staging.area_codes").fetchall())
        try:
            return boundaries.layers(data / "boundaries", con.table("marts.areas").df(), codes)
        except (OSError, RuntimeError, ValueError, KeyError) as error:  # pyogrio raises RuntimeError
            file = "boundaries/districts_2011.geojson"
            raise Refused([Problem(file, str(error), "Put back the boundary file of 2011")]) from error

    rules = _rules()
    steps = {
        "staging.printed_values": (set(), frame("staging.printed_values", parsed_values)),
        "staging.periods": ({"staging.printed_values"}, frame("staging.periods", parsed_periods)),
        "meta.issues": (
            set().union(*(reads(rule.read_text()) for rule in rules)) - {"meta.issues"},
            lambda con: find_issues(con, rules),
        ),
        "marts.map_classes": (
            {"marts.figures", "marts.areas", "marts.series"},
            frame("marts.map_classes", statistics.map_classes),
        ),
        "marts.boundaries": ({"marts.areas", "staging.area_codes"}, frame("marts.boundaries", shapes)),
    }  # fmt: skip
    for sheet in agreements.SHEETS:
        name, query = f"marts.pack_{sheet}", agreements.kept_rows(sheet)
        steps[name] = (reads(query), lambda con, name=name, query=query: con.execute(f"create table {name} as {query}"))
    for path in [*(SQL / "staging").glob("*.sql"), *(SQL / "marts").glob("*.sql"), *(SQL / "meta").glob("*.sql")]:
        name, query = f"{path.parent.name}.{path.stem}", path.read_text()
        steps[name] = (reads(query), lambda con, name=name, query=query: con.execute(f"create table {name} as {query}"))
    return steps


def reads(query: str) -> set[str]:
    """The tables a query names, of those that are made after loading."""
    without_comments = re.sub(r"--.*", "", query)
    return set(re.findall(r"\b((?:staging|marts)\.\w+|meta\.issues)\b", without_comments)) - {"meta.files"}


def pack_issues(data: Path, pack: Path) -> tuple[int, list[tuple]]:
    """How many rows one agreement pack has, and everything the rules find in it, what is set aside first.

    Each finding: severity, file, row, column, value, problem, what to do. Raises `Refused` when the
    definitions it is checked against are wrong.
    """
    from data_pipeline import loading  # Here: loading needs this module.

    with duckdb.connect() as con:
        for schema in ("raw", "definitions", "staging", "meta"):
            con.execute(f"create schema {schema}")
        con.execute((SQL / "macros.sql").read_text())
        loading.load(con, data, only_pack=pack)
        steps = models(data)
        for name in ("staging.printed_values", "staging.periods", "staging.same_territory", "staging.areas"):
            steps[name][1](con)
        find_issues(con, [rule for rule in _rules() if "packs." in rule.read_text()])
        rows = con.execute("select sum(rows_read) from meta.files where kind = 'agreement'").fetchone()[0]
        found = con.execute(
            """
            select severity, file, source_row, column_name, value, problem, what_to_do
            from meta.issues order by severity desc, file, source_row nulls first, column_name
            """
        ).fetchall()
        return rows, found


def _rules() -> list[Path]:
    """Every rule; one that asks which rows are already set aside comes after those that do not."""
    return sorted((SQL / "rules").glob("*.sql"), key=lambda path: ("meta.issues" in path.read_text(), path.name))


def parsed_periods(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Each distinct published period once: period, period_start, period_end, period_label, reporting_year."""
    texts = [
        text
        for (text,) in con.execute(
            """
            select trim(period) from raw.figures
            union
            select cells.value from packs.cells as cells join packs.columns as columns using (sheet, column_name)
            where columns.is_period
            union
            select period from staging.printed_values
            order by 1
            """
        ).fetchall()
    ]
    found = [(text, periods.parse(text)) for text in texts if text]
    rows = [(text, p.start, p.end, p.label, p.reporting_year) for text, p in found if p]
    frame = pd.DataFrame(
        rows, columns=["period", "period_start", "period_end", "period_label", "reporting_year"], dtype=object
    )
    for column in ("period_start", "period_end"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return frame.astype({"period": str, "period_label": str, "reporting_year": str})


def parsed_values(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Each distinct printed figure of the packs once: printed, value, reason, mark, period."""
    texts = con.execute(
        """
        select distinct cells.value from packs.cells as cells join packs.columns as columns using (sheet, column_name)
        where columns.is_printed order by 1
        """
    ).fetchall()
    read = [(text, values.parse(text)) for (text,) in texts]
    frame = pd.DataFrame(
        [(text, cell.number, cell.reason, cell.mark, cell.period) for text, cell in read],
        columns=["printed", "value", "reason", "mark", "period"],
    )
    return frame.astype({"value": float, **dict.fromkeys(("printed", "reason", "mark", "period"), "string")})


def find_issues(con: duckdb.DuckDBPyConnection, rules: list[Path]) -> None:
    """Run every rule and keep what it finds: the rows set aside and the rows doubted."""
    con.execute(
        """
        create table meta.issues as
        select read_faults.source_id, files.file, source_row, column_name, value,
            'unreadable_row' as rule, 'set aside' as severity, problem, what_to_do
        from meta.read_faults join meta.files using (source_id)
        """
    )
    for rule in rules:
        query = rule.read_text()
        severity = re.match(r"-- (set aside|doubt):", query)[1]
        con.execute(
            f"""
            insert into meta.issues
            select source_id, files.file, source_row, column_name, value, ?, ?, problem, what_to_do
            from ({query}) join meta.files using (source_id)
            order by source_id, source_row, column_name
            """,
            [rule.stem, severity],
        )


def broken_promises(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Run every check on a finished build. Each returns the rows that break its promise."""
    problems = []
    for path in sorted((SQL / "checks").glob("*.sql")):
        query = path.read_text()
        promise = query.splitlines()[0].removeprefix("-- ")
        for file, value in con.execute(f"select file, value from ({query}) limit 5").fetchall():
            problems.append(Problem(file, f"broken promise: {promise}", f"See {path.name}", value=value))
    return problems
