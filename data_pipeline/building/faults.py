"""What is wrong: rows by rules, definitions by theirs, the finished warehouse by checks.

Each is a query in `tables/` whose first line says what it is about; it returns rows with what to tell whoever can mend
them. Rules stand in a folder for what they look at: each batch of `figures`, `packs` or the claims of `documents`.
"""

import re
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.building import tables
from data_pipeline.building.tables import Table
from data_pipeline.problems import Problem

FINDINGS = "meta.findings"
# The rules whose findings are of something that must not be published: they name its kind, not what it is.
PROTECTING = ["outturn_said_to_be_missing", "personal_data", "recoverable_count", "small_count"]


def rules(*subjects: str) -> list[Path]:
    """The rules that look at these subjects, or at any, in the order to run them in."""
    paths = [path for subject in subjects or ("*",) for path in (tables.TABLES / "rules").glob(f"{subject}/*.sql")]
    # A rule that asks which rows are already set aside comes after those that do not.
    return sorted(paths, key=lambda path: (FINDINGS in sql.own(path), path.name))


def needs(paths: list[Path]) -> frozenset[str]:
    """The tables that rules read, but for what others found."""
    return frozenset().union(*(tables.reads(sql.own(path)) for path in paths)) - {FINDINGS}


def findings(*subjects: str) -> Table:
    """The table of what these rules find, as one that is made like any other."""
    paths = rules(*subjects)
    return Table(FINDINGS, "", needs(paths), lambda con, into: find(con, paths))


def find(con: duckdb.DuckDBPyConnection, paths: list[Path]) -> None:
    """Run every rule and keep what it finds, row by row: the rows set aside and the rows doubted.

    Rows that could not be read are none of staging.figures: they are numbered below zero.
    """
    con.execute(
        """
        create table if not exists meta.findings (
            source_id varchar, source_row bigint, file_row bigint, column_name varchar, value varchar, rule varchar,
            severity varchar, problem varchar, what_to_do varchar, is_told_once boolean
        )
        """
    )
    con.execute(
        """
        insert into meta.findings
        select source_id,
            -- A row of a pack may have several faults, and a fault of a whole sheet is none of a row.
            case
                when files.kind <> 'agreement'
                then -row_number() over (partition by source_id order by source_row)
                when source_row is not null
                then -dense_rank() over (partition by source_id order by source_row)
            end as source_row,
            source_row as file_row, column_name,
            case
                when files.kind <> 'agreement' then value
                when column_name = 'numerator' and value is not null then 'a count'
                else coalesce(personal_data_in(value), value)
            end as value,
            'unreadable_row' as rule, 'set aside' as severity,
            problem, what_to_do, false as is_told_once
        from meta.read_faults join meta.files as files using (source_id)
        where source_id not in (select source_id from meta.findings where rule = 'unreadable_row')
        """
    )
    for rule in paths:
        query = sql.own(rule)
        severity, told = re.match(r"-- (set aside|doubt):.*?(, told once for each value)?\n", query).groups()
        con.execute(
            f"""
            insert into meta.findings
            select source_id, source_row, null, column_name, value, ?, ?, problem, what_to_do, ?
            from ({query})
            """,
            [rule.stem, severity, told is not None],
        )
    # What one rule withholds, no other may repeat; nor may a fault of the schema.
    con.execute(
        """
        update meta.findings set value = 'withheld'
        where value is not null and rule not in (select unnest($protecting))
          and (source_id, source_row) in (
            select (source_id, source_row) from meta.findings where rule in (select unnest($protecting))
          )
        """,
        {"protecting": PROTECTING},
    )


def checks() -> list[Path]:
    """The checks of a finished build, in the order to run them in."""
    return sorted((tables.TABLES / "checks").glob("*.sql"))


def broken_promises(con: duckdb.DuckDBPyConnection, paths: list[Path] | None = None) -> list[Problem]:
    """Run every check, or just these, on a finished build. Each returns the rows that break its promise."""
    problems = []
    for path in checks() if paths is None else paths:
        query = sql.own(path)
        promise = query.splitlines()[0].removeprefix("-- ")
        for file, value in con.execute(f"select file, value from ({query}) limit 5").fetchall():
            problems.append(Problem(file, f"broken promise: {promise}", f"See {path.name}", value=value))
    return problems


def wrong_definitions(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Every cell of a definition that cannot be right: nothing may be built on it."""
    problems = []
    for path in sorted((tables.TABLES / "definitions").glob("*.sql")):
        query = sql.own(path)
        file = re.match(r"-- what no row of (\S+) may have", query)[1]
        for row, column, value, problem, what_to_do in con.execute(f"from ({query}) order by source_row").fetchall():
            problems.append(Problem(file, problem, what_to_do, row, column, value))
    return problems
