"""What is made of the loaded files: tables by query and by Python, faults by rules, promises by checks."""

import re
from collections.abc import Callable, Iterable
from functools import cache, partial
from graphlib import TopologicalSorter
from importlib import import_module
from itertools import pairwise
from pathlib import Path

import duckdb

from data_pipeline.building import agreements, texts
from data_pipeline.problems import Problem, Refused
from data_pipeline.reading import typed_rows

TABLES = Path(__file__).parents[1] / "tables"
# The rules whose findings are of something that must not be published: they name its kind, not what it is.
PROTECTING = ["outturn_said_to_be_missing", "personal_data", "recoverable_count", "small_count"]

# Made of one batch of figures after another; meta.findings too, between the second and the third.
SLICE_LINES = 1_250_000  # Of report cards, made together.
BY_BATCH = ("staging.periods", "staging.figures", "staging.series_read", "staging.figures_found", "marts.figures")


def make_schemas(con: duckdb.DuckDBPyConnection) -> None:
    """Give an empty database its schemas and the macros that queries use."""
    # Ours tells more than DuckDB's, which goes into what programs read.
    con.execute("set enable_progress_bar = false")
    for schema in ("raw", "definitions", "staging", "marts", "meta"):
        con.execute(f"create schema {schema}")
    con.execute((TABLES / "macros.sql").read_text())


def models(
    data: Path, rules: list[Path] | None = None
) -> dict[str, tuple[set[str], Callable[[duckdb.DuckDBPyConnection], None]]]:
    """Every table to make after loading: its name -> the tables it reads, and how to make it.

    A query's needs are the tables it names. The few made in Python say theirs here. `rules`: all, unless given.
    """

    # Imported when used: the serving process reads this package and does without geopandas, and so does `read`.
    def framed(name: str, module: str, function: str) -> Callable[[duckdb.DuckDBPyConnection], None]:
        def run(con: duckdb.DuckDBPyConnection) -> None:
            made = getattr(import_module(f"data_pipeline.{module}"), function)(con)
            keep(con, name, [made] if hasattr(made, "columns") else made)

        return run

    def keep(con: duckdb.DuckDBPyConnection, name: str, parts: Iterable[object]) -> None:
        for number, part in enumerate(parts):
            con.register("made", part)
            con.execute(f"insert into {name} from made" if number else f"create table {name} as from made")
            con.unregister("made")

    def classes(con: duckdb.DuckDBPyConnection, name: str) -> None:
        from data_pipeline.statistics import natural_breaks

        types, make = {
            "marts.map_classes": (natural_breaks.MAP_CLASS, natural_breaks.map_classes),
            "marts.promise_map_classes": (natural_breaks.PROMISE_MAP_CLASS, natural_breaks.promise_map_classes),
        }[name]
        typed_rows.create(con, name, types)
        typed_rows.insert(con, name, types, make(con))

    def shapes(con: duckdb.DuckDBPyConnection) -> None:
        from data_pipeline import boundaries

        codes = dict(con.execute("select published_code, area_code from staging.area_codes").fetchall())
        try:
            areas = con.table("marts.areas").df()
            keep(con, "marts.boundaries", [boundaries.layers(data / "boundaries", areas, codes)])
        except (OSError, RuntimeError, ValueError, KeyError) as error:  # pyogrio raises RuntimeError
            file = "boundaries/districts_2011.geojson"
            raise Refused([Problem(file, str(error), "Put back the boundary file of 2011")]) from error

    rules = rules_of() if rules is None else rules
    steps = {
        "staging.printed_values": (set(), texts.parse_values),
        "staging.periods": ({"staging.printed_values"}, texts.parse_periods),
        "meta.findings": (
            set().union(*(reads(rule.read_text()) for rule in rules)) - {"meta.findings"},
            lambda con: find_faults(con, rules),
        ),
        "marts.map_classes": (
            {"marts.figures", "marts.areas", "marts.series"},
            partial(classes, name="marts.map_classes"),
        ),
        "marts.promise_map_classes": (
            {"marts.promise_points"},
            partial(classes, name="marts.promise_map_classes"),
        ),
        "marts.promise_directions": (
            {"marts.promise_figures", "marts.promise_ends"},
            framed("marts.promise_directions", "prospects", "promise_directions"),
        ),
        "marts.promise_outlooks": (
            {"marts.promise_figures", "marts.promise_ends"},
            framed("marts.promise_outlooks", "prospects", "promise_outlooks"),
        ),
        "marts.promise_hindsight": (
            {"marts.promise_figures", "marts.promise_outlooks"},
            framed("marts.promise_hindsight", "prospects", "promise_hindsight"),
        ),
        "marts.outlook_record": (
            {"marts.promise_hindsight"},
            framed("marts.outlook_record", "prospects", "outlook_record"),
        ),
        "marts.directions": (
            {"marts.figures", "marts.series", "staging.reporting_years", "staging.same_territory"},
            framed("marts.directions", "travel", "directions"),
        ),
        "marts.direction_rules": (set(), framed("marts.direction_rules", "travel", "rules")),
        "marts.similar_areas": ({"marts.areas"}, framed("marts.similar_areas", "similar_areas", "similar_areas")),
        "marts.comparisons": (
            {"marts.figures", "marts.areas", "marts.series", "marts.similar_areas", "staging.reporting_years"},
            framed("marts.comparisons", "comparisons", "comparisons"),
        ),
        "marts.comparison_rules": (set(), framed("marts.comparison_rules", "comparisons", "rules")),
        "marts.boundaries": ({"marts.areas", "staging.area_codes"}, shapes),
    }  # fmt: skip
    for sheet in agreements.SHEETS:
        name, query = f"marts.pack_{sheet}", agreements.kept_rows(sheet)
        steps[name] = (reads(query), partial(fill, name=name, query=query))
    for path in [
        *(TABLES / "staging").glob("*.sql"),
        *(TABLES / "marts").glob("*.sql"),
        *(TABLES / "meta").glob("*.sql"),
    ]:
        name, query = f"{path.parent.name}.{path.stem}", path.read_text()
        steps[name] = (reads(query), partial(fill, name=name, query=query))
    return steps


def fill(con: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
    """Make the table of a query, or add the query's rows to it when it is there already.

    staging.figures, the widest of all, holds one batch, and is not written to the warehouse.
    """
    if name == "staging.figures":
        con.execute(f"create or replace temp table typed_figures as {query}")
        con.execute("create or replace view staging.figures as from temp.main.typed_figures")
        return
    if name != "marts.report_card":
        # To ask costs as much as to make a small table, and nothing else is made in parts.
        is_there = name in BY_BATCH and _exists(con, name)
        con.execute(f"insert into {name} {query}" if is_there else f"create table {name} as {query}")
        return
    for number, (first, following) in enumerate(_slices(con)):
        con.execute(f"set variable first_area = '{first}'; set variable next_area = '{following}'")
        con.execute(f"insert into {name} {query}" if number else f"create table {name} as {query}")


def _exists(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    known = "from duckdb_tables() where database_name = current_database() and schema_name || '.' || table_name = ?"
    return bool(con.execute(known, [name]).fetchall())


def _slices(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """The parts in which report cards are made, since all at once fill the memory: first area, first of the next."""
    (lines,) = con.execute(
        "select (select count(*) from marts.series) * (select count(*) from staging.reporting_years)"
    ).fetchone()
    codes = [code for (code,) in con.execute("select area_code from marts.areas where has_card order by 1").fetchall()]
    count = max(1, SLICE_LINES // max(1, lines))
    return list(pairwise(["", *codes[count::count], "~"]))


def rules_of(figures: bool | None = None, packs: bool | None = None) -> list[Path]:
    """Every rule in the order to run them in; with `figures`, only those that look at figures or only the others.

    So with `packs`: those that look at agreement packs.
    """
    # A rule that asks which rows are already set aside comes after those that do not.
    rules = sorted((TABLES / "rules").glob("*.sql"), key=lambda path: ("meta.findings" in path.read_text(), path.name))
    of_figures = {rule: "staging.figures" in reads(rule.read_text()) for rule in rules}
    of_packs = {rule: bool(re.search(r"\b(packs\.|staging\.pack_)", rule.read_text())) for rule in rules}
    return [rule for rule in rules if figures in (None, of_figures[rule]) and packs in (None, of_packs[rule])]


def in_order(steps: dict[str, tuple], *wanted: str) -> list[str]:
    """The names of the `steps` in an order in which each finds its needs made; just what the `wanted` need."""
    needs = {name: needs for name, (needs, _) in steps.items()}
    if wanted:
        needed, to_follow = set(), list(wanted)
        while to_follow:
            if (name := to_follow.pop()) in needs and name not in needed:
                needed.add(name)
                to_follow += needs[name]
        needs = {name: needs[name] for name in needed}
    return [name for name in TopologicalSorter(needs).static_order() if name in needs]


def touched_by_figures(steps: dict[str, tuple]) -> set[str]:
    """The tables in which a changed figure may change something."""
    touched = {"meta.findings", *BY_BATCH}
    # A sheet of a pack leaves out what rules found in the pack, and looks up periods by their text.
    of_packs = {"meta.findings", "staging.periods"}
    while True:
        more = {
            name
            for name, (needs, _) in steps.items()
            if (needs - of_packs if name.startswith(("marts.pack_", "staging.pack_")) else needs) & touched
        }
        if more <= touched:
            return touched
        touched |= more


@cache
def reads(query: str) -> frozenset[str]:
    """The tables a query names, of those that are made after loading."""
    without_comments = re.sub(r"--.*", "", query)
    return frozenset(re.findall(r"\b((?:staging|marts)\.\w+|meta\.(?:findings|issues))\b", without_comments))


def find_faults(con: duckdb.DuckDBPyConnection, rules: list[Path]) -> None:
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
    for rule in rules:
        query = rule.read_text()
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


def broken_promises(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Run every check on a finished build. Each returns the rows that break its promise."""
    problems = []
    for path in sorted((TABLES / "checks").glob("*.sql")):
        query = path.read_text()
        promise = query.splitlines()[0].removeprefix("-- ")
        for file, value in con.execute(f"select file, value from ({query}) limit 5").fetchall():
            problems.append(Problem(file, f"broken promise: {promise}", f"See {path.name}", value=value))
    return problems
