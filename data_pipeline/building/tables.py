"""The tables that are made after loading: each a file in `tables/`, whose path is the table's name.

A query is a `.sql` file; its first line says what a row is. What takes statistics is a `.py` file: the first line of
its docstring says what a row is, `READS` names the tables whose frames `make` is handed, and `make` returns the rows.
What is not made all at once says so in one line: `-- made: ...`, the second of a query, or `MADE = ...`.
In it stand, between semicolons:

- `key area_code, period`: no two rows have these alike;
- `batch by batch`: of some files of figures, then of the next; `one batch at a time`: each in place of the one before;
- `series by series`: a row depends on the figures of its own series and on no other's;
- `in slices of 150,000 marts.figures by area_code`: of some areas at a time, which have about so many figures;
- `as a view`: asked when it is read, never written;
- `not open data`: kept, and not among the exports.

What only serves to judge stands in `judging/`, and is dropped in the end.
"""

import ast
import importlib.util
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import duckdb

from data_pipeline import sql
from data_pipeline.building import agreements, texts
from data_pipeline.problems import Problem, Refused
from data_pipeline.sql import Sql

TABLES = Path(__file__).parents[1] / "tables"
SCHEMAS = ("staging", "judging", "marts", "meta")
JUDGING = "judging"
OPEN = ("marts", "meta")
NAMED = re.compile(r"\b((?:staging|judging|marts)\.\w+|meta\.(?:findings|issues))\b")
SLICES = re.compile(r"in slices of ([0-9,]+) (\S+) by (\w+)")

Fill = Callable[[duckdb.DuckDBPyConnection, Sql], None]


@dataclass(frozen=True)
class Table:
    """A table to make. `reads`: the tables it needs. `fill` runs `create table ... as` or `insert into ...` with its
    rows; `made` is its line about how."""

    name: str
    grain: str
    reads: frozenset[str]
    fill: Fill
    query: Sql = ""
    made: str = ""

    def is_made(self, how: str) -> bool:
        return how in self.made.split("; ")

    @property
    def key(self) -> list[str]:
        """The columns of which no two rows have all alike; none where the file names none."""
        return next((said[4:].split(", ") for said in self.made.split("; ") if said.startswith("key ")), [])

    @property
    def order(self) -> Sql:
        """What its rows are sorted by, as SQL: as its query ends, else by its key."""
        ordered = re.sub(r"\b[a-z]+\.(?=[a-z])", "", self.query.rpartition("order by ")[2])
        return Sql(ordered) or ", ".join(sql.name(column) for column in self.key)

    @property
    def is_by_batch(self) -> bool:
        return self.is_made("batch by batch") or self.is_made("one batch at a time")

    @property
    def is_kept(self) -> bool:
        return not self.name.startswith(JUDGING) and not self.is_made("one batch at a time")

    @property
    def is_open(self) -> bool:
        return self.name.startswith(OPEN) and self.is_kept and bool(self.grain) and not self.is_made("not open data")

    def make(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the table; or, batch by batch, add the rows of this batch."""
        name, batch = sql.name(self.name), sql.name("temp", "main", f"one batch of {self.name.replace('.', ' ')}")
        if self.is_made("as a view"):
            con.execute(f"create view {name} as {self.query}")
        elif self.is_made("one batch at a time"):
            # Not written to the warehouse: it is the widest of all.
            con.execute(f"create or replace temp table {batch} as {self.query}")
            con.execute(f"create or replace view {name} as from {batch}")
        else:
            # To ask costs as much as to make a small table, and few are made in parts.
            is_there = self.is_by_batch and _exists(con, self.name)
            for number in _slices(con, self.made):
                self.fill(con, f"insert into {name}" if is_there or number else f"create table {name} as")


def make_schemas(con: duckdb.DuckDBPyConnection) -> None:
    """Give an empty database its schemas, and the macros and functions that queries use."""
    for schema in ("raw", "definitions", *SCHEMAS):
        con.execute(f"create schema {schema}")
    con.execute(sql.own(TABLES / "macros.sql"))
    texts.offer(con)


def found(data: Path | None = None) -> dict[str, Table]:
    """Every table to make after loading, by its name; but `meta.findings`, which rules fill.

    `data`: the folder of all files, needed to make what is drawn from them.
    """
    paths = [path for schema in SCHEMAS for path in sorted((TABLES / schema).iterdir())]
    made = [_of_query(path) for path in paths if path.suffix == ".sql"]
    made += [_of_script(path, data) for path in paths if path.suffix == ".py"]
    for sheet in agreements.SHEETS:
        grain, query = f"one row per row of the sheet {sheet} of an agreement pack, typed", agreements.kept_rows(sheet)
        made.append(Table(f"marts.pack_{sheet}", grain, reads(query), _selecting(query), query))
    return {table.name: table for table in made}


@cache
def reads(query: str) -> frozenset[str]:
    """The tables a query names, of those that are made after loading."""
    return frozenset(NAMED.findall(re.sub(r"--.*", "", query)))


def in_order(tables: dict[str, Table], *wanted: str) -> list[str]:
    """The names of the `tables` in an order in which each finds its needs made; just what the `wanted` need."""
    needs = {name: table.reads for name, table in tables.items()}
    if wanted:
        needed, to_follow = set(), list(wanted)
        while to_follow:
            if (name := to_follow.pop()) in needs and name not in needed:
                needed.add(name)
                to_follow += needs[name]
        needs = {name: needs[name] for name in needed}
    return [name for name in TopologicalSorter(needs).static_order() if name in needs]


def _of_query(path: Path) -> Table:
    query = sql.own(path)
    grain, second, *_ = query.splitlines()
    made = second.removeprefix("-- made: ") if second.startswith("-- made: ") else ""
    return Table(_named(path), grain.removeprefix("-- "), reads(query), _selecting(query), query, made)


def _selecting(query: Sql) -> Fill:
    def fill(con: duckdb.DuckDBPyConnection, into: Sql) -> None:
        con.execute(f"{into} {query}")

    return fill


def _of_script(path: Path, data: Path | None) -> Table:
    """What a script says of itself, without running it: the serving process does without statistics."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {
        node.targets[0].id: ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and node.targets[0].id in ("READS", "MADE", "FILES")
    }
    made = said.get("MADE", "")
    fill = partial(_run, path, said["READS"], SLICES.search(made), data if "FILES" in said else None)
    grain = ast.get_docstring(tree).splitlines()[0].rstrip(".")
    return Table(
        _named(path), grain[0].lower() + grain[1:], frozenset(filter(NAMED.fullmatch, said["READS"])), fill, "", made
    )


def _named(path: Path) -> str:
    return f"{path.parent.name}.{path.stem}"


def _run(
    path: Path, names: tuple[str, ...], slices: re.Match | None, data: Path | None,
    con: duckdb.DuckDBPyConnection, into: Sql,
) -> None:  # fmt: skip
    """Run a script on the frames of the tables it reads; with `FILES`, on the folder of all files and these."""
    script = _script(path)
    frames = [_frame(con, name, slices and slices[3]) for name in names]
    if data is None:
        made = script.make(*frames)
    else:
        try:
            made = script.make(data, *frames)
        except (OSError, RuntimeError, ValueError, KeyError) as error:
            raise Refused([Problem(script.FILES, str(error), "Put back the file as it was published")]) from error
    con.register("made", made)
    con.execute(f"{into} from made")
    con.unregister("made")


@cache
def _script(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"tables_{path.parent.name}_{path.stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _frame(con: duckdb.DuckDBPyConnection, name: str, column: str | None):
    """A table as a frame; of this slice alone, where it has the column by which slices are cut."""
    names = [known for known, *_ in con.execute(f"describe {sql.name(name)}").fetchall()]
    wanted = f"where is_in_slice({sql.name(column)})" if column in names else ""
    return con.execute(f"from {sql.name(name)} {wanted}").df()


def _exists(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    known = "from duckdb_tables() where database_name = current_database() and schema_name || '.' || table_name = ?"
    return bool(con.execute(known, [name]).fetchall())


def _slices(con: duckdb.DuckDBPyConnection, made: str) -> Iterator[int]:
    """Number the slices of a table that is made in some; meanwhile the macro `is_in_slice` tells what is wanted."""
    wanted = SLICES.search(made)
    if wanted is None:
        yield 0
        return
    limit, of, column = int(wanted[1].replace(",", "")), sql.name(wanted[2]), sql.name(wanted[3])
    cuts, size = [""], 0
    for value, count in con.execute(f"select {column}, count(*) from {of} group by 1 order by 1").fetchall():
        if size and size + count > limit:
            cuts.append(value)
            size = 0
        size += count
    for number, (first, following) in enumerate(pairwise([*cuts, "~"])):
        con.execute("set variable slice_first = ?", [first])
        con.execute("set variable slice_next = ?", [following])
        yield number
    con.execute("reset variable slice_first; reset variable slice_next")
