"""Build the warehouse beside the one in use, check it, and only then point to it."""

import contextlib
import hashlib
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb
import pandas as pd

from data_pipeline import periods
from data_pipeline.problems import Problem, Refused
from data_pipeline.readers import tidy

PACKAGE = Path(__file__).parent
SQL = PACKAGE / "sql"
DATA = PACKAGE.parent / "data"

SERIES = (
    "series_id", "file", "indicator", "series_title", "basis", "unit", "polarity", "decimals",
    "caveat", "publisher", "licence", "rows_min", "rows_max", "areas_min", "value_min", "value_max",
)  # fmt: skip
FILES = ("file", "what", "publisher", "licence", "caveat")
DEFINITIONS = {
    "areas": (
        "area_code", "name", "area_type", "tier", "region", "laa_area_code", "laa_area_name",
        "code_from_2013", "old_code", "aliases", "end_date", "successor_codes", "successor_names",
    ),
    "area_code_history": (
        "area_code", "name", "previous_code", "previous_name", "order_number", "order_title",
        "operative_date", "status",
    ),
    "regions": ("area_code", "name", "area_type"),
    "wards": ("ward_code", "ward", "area_code", "longitude", "latitude"),
    "context": (
        "area_code", "neighbourhoods", "neighbourhoods_per_km2", "population_2008", "area_km2",
        "people_per_km2", "imd_2007_mean_score", "share_in_most_deprived_tenth",
    ),
    "national_indicators": (
        "indicator", "title", "title_status", "title_source_url", "theme_block", "laa_theme", "unit",
        "polarity", "frequency", "spatial_level", "lead_department", "place_survey",
        "inferred_fields", "note",
    ),
    "other_indicators": ("indicator", "title", "laa_theme", "unit", "polarity", "note"),
    "themes": ("code", "name", "document", "line", "note"),
    "glossary": ("term", "expansion", "definition", "document", "line", "note"),
    "documents": ("document", "title", "publisher", "date"),
    "statuses": ("code", "status", "meaning", "has_value"),
}  # fmt: skip
TILES = ("area_code", "column", "row")

ROW_GROUP = 8192

READ_ONLY = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
    "memory_limit": "1GB",
    "threads": "1",
}

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class Built:
    """What a build did. `path` is the warehouse; counts are rows of published figures."""

    path: Path
    rows_read: int
    rows_kept: int
    rows_set_aside: int
    doubts: int
    is_new: bool


def build(data: Path = DATA, out: Path | None = None, progress: Progress = lambda step, share: None) -> Built:
    """Build a warehouse from `data`, and point `data/warehouse/current` to it.

    With `out`, write that one file and leave the pointer alone. Without, do nothing when the
    current warehouse was made from these very files by this very code.
    Raises `Refused`; then nothing that existed has changed.
    """
    name = f"{fingerprint(data)}.duckdb"
    folder = data / "warehouse"
    target = out or folder / name
    if out is None and current(data) == target:
        return _summary(target, is_new=False)
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="building-") as scratch:
        unfinished = Path(scratch) / name
        with duckdb.connect(config={"autoload_known_extensions": "false"}) as con:
            # Pages ask for some hundred rows at a time: small groups leave more of a table unread.
            quoted = str(unfinished).replace("'", "''")
            con.execute(f"attach '{quoted}' as warehouse (row_group_size {ROW_GROUP}); use warehouse")
            make(con, data, progress)
            con.execute("use memory; detach warehouse")
        unfinished.replace(target)
    if out is None:
        point_to(target)
    progress("done", 1.0)
    return _summary(target, is_new=True)


def make(con: duckdb.DuckDBPyConnection, data: Path, progress: Progress = lambda step, share: None) -> None:
    """Fill an empty database from `data`: read, type, join, check. Raises `Refused`."""
    for schema in ("raw", "definitions", "staging", "marts", "meta"):
        con.execute(f"create schema {schema}")
    con.execute((SQL / "macros.sql").read_text())
    progress("reading files", 0.0)
    load(con, data)
    steps = models(data)
    order = list(TopologicalSorter({name: needs for name, (needs, _) in steps.items()}).static_order())
    order = [name for name in order if name in steps]
    for number, name in enumerate(order):
        progress(name, 0.2 + 0.75 * number / len(order))
        steps[name][1](con)
    progress("checking", 0.95)
    problems = broken_promises(con)
    if problems:
        raise Refused(problems)
    con.execute("drop schema raw cascade")
    con.execute("create table meta.build as select ? as fingerprint", [fingerprint(data)])


def load(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    """Read every listed file into `raw` and `definitions`, and say in `meta` what was read."""
    con.execute(
        """
        create table meta.read_faults (
            source_id varchar, source_row bigint, column_name varchar, value varchar,
            problem varchar, what_to_do varchar
        );
        create table meta.files (
            source_id varchar, kind varchar, file varchar, sha256 varchar, bytes bigint, rows_read bigint
        );
        create table raw.figures (
            source_id varchar, source_row bigint, area_code varchar, period varchar, value varchar,
            lower varchar, upper varchar, status varchar, note varchar
        )
        """
    )
    problems: list[Problem] = []

    def read(source_id: str, kind: str, file: str, columns: tuple[str, ...], table: str) -> bool:
        path = data / file
        try:
            faults = tidy.read(con, path, file, columns, table)
        except Refused as refused:
            problems.extend(refused.problems)
            return False
        if kind != "series":  # A definition that is wrong in one row is wrong.
            problems.extend(faults)
        for fault in faults:
            con.execute(
                "insert into meta.read_faults values (?, ?, ?, ?, ?, ?)",
                [source_id, fault.row, None, fault.value, fault.problem, fault.what_to_do],
            )
        rows = con.execute(f"select count(*) from {table}").fetchone()[0]
        content = path.read_bytes()
        con.execute(
            "insert into meta.files values (?, ?, ?, ?, ?, ?)",
            [source_id, kind, file, _sha256(content), len(content), rows + len(faults)],
        )
        return True

    for stem, columns in DEFINITIONS.items():
        read(stem, "definition", f"definitions/{stem}.csv", columns, f"definitions.{stem}")
    read("district_tiles_2011", "boundary", "boundaries/district_tiles_2011.csv", TILES, "definitions.tiles")
    read("files", "definition", "files.csv", FILES, "definitions.files")
    _note_boundary_files(con, data)
    if read("series", "definition", "indicators/series.csv", SERIES, "definitions.series"):
        problems = problems or _wrong_definitions(con)
        listed = con.execute("select series_id, file from definitions.series order by source_row").fetchall()
        for series_id, file in listed:
            if read(series_id, "series", f"indicators/{file}", tidy.FIGURES, "raw.one_file"):
                con.execute(
                    f"insert into raw.figures select ?, source_row, {', '.join(tidy.FIGURES)} from raw.one_file",
                    [series_id],
                )
        problems += _same_file_twice(con)
        problems += _unlisted(data, {file for _, file in listed})
    if problems:
        raise Refused(problems)


def _note_boundary_files(con: duckdb.DuckDBPyConnection, data: Path) -> None:
    for path in sorted((data / "boundaries").glob("*.geojson")):
        content = path.read_bytes()
        con.execute(
            "insert into meta.files values (?, 'boundary', ?, ?, ?, ?)",
            [path.stem, f"boundaries/{path.name}", _sha256(content), len(content), content.count(b'"Feature"')],
        )


def models(data: Path) -> dict[str, tuple[set[str], Callable[[duckdb.DuckDBPyConnection], None]]]:
    """Every table to make after loading: its name -> the tables it reads, and how to make it.

    A query's needs are the tables it names. The few made in Python say theirs here.
    """
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

    # A rule that asks which rows are already set aside comes after those that do not.
    rules = sorted((SQL / "rules").glob("*.sql"), key=lambda path: ("meta.issues" in path.read_text(), path.name))
    steps = {
        "staging.periods": (set(), frame("staging.periods", parsed_periods)),
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
    for path in [*(SQL / "staging").glob("*.sql"), *(SQL / "marts").glob("*.sql"), *(SQL / "meta").glob("*.sql")]:
        name, query = f"{path.parent.name}.{path.stem}", path.read_text()
        steps[name] = (reads(query), lambda con, name=name, query=query: con.execute(f"create table {name} as {query}"))
    return steps


def reads(query: str) -> set[str]:
    """The tables a query names, of those that are made after loading."""
    without_comments = re.sub(r"--.*", "", query)
    return set(re.findall(r"\b((?:staging|marts)\.\w+|meta\.issues)\b", without_comments)) - {"meta.files"}


def parsed_periods(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Each distinct published period once: period, period_start, period_end, period_label, reporting_year."""
    texts = [text for (text,) in con.execute("select distinct trim(period) from raw.figures").fetchall()]
    found = [(text, periods.parse(text)) for text in texts if text]
    rows = [(text, p.start, p.end, p.label, p.reporting_year) for text, p in found if p]
    frame = pd.DataFrame(
        rows, columns=["period", "period_start", "period_end", "period_label", "reporting_year"], dtype=object
    )
    for column in ("period_start", "period_end"):
        frame[column] = pd.to_datetime(frame[column]).astype("datetime64[s]")
    return frame.astype({"period": str, "period_label": str, "reporting_year": str})


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


def fingerprint(data: Path) -> str:
    """Twelve characters that change when any input file or any line of the pipeline does."""
    digest = hashlib.sha256(duckdb.__version__.encode())
    inputs = [path for folder in ("definitions", "indicators", "boundaries") for path in (data / folder).rglob("*")]
    inputs.append(data / "files.csv")
    for root, paths in ((data, inputs), (PACKAGE, PACKAGE.rglob("*.py")), (SQL, SQL.rglob("*.sql"))):
        names = {path.relative_to(root).as_posix(): path for path in paths if path.is_file()}
        for name in sorted(names):
            digest.update(name.encode())
            digest.update(names[name].read_bytes())
    return digest.hexdigest()[:12]


def current(data: Path = DATA) -> Path | None:
    """The warehouse in use, or None before the first build."""
    try:
        path = data / "warehouse" / (data / "warehouse" / "current").read_text().strip()
    except FileNotFoundError:
        return None
    return path if path.is_file() else None


def point_to(warehouse: Path) -> None:
    """Make `warehouse` the one in use, in one step; keep the one before it for its readers."""
    pointer = warehouse.parent / "current"
    before = current(warehouse.parent.parent)
    unfinished = pointer.with_suffix(".new")
    unfinished.write_text(warehouse.name)
    unfinished.replace(pointer)
    for old in warehouse.parent.glob("*.duckdb"):
        if old not in (warehouse, before):
            # Windows refuses while a server still reads it; the next build removes it.
            with contextlib.suppress(PermissionError):
                old.unlink()


def connect(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Open a warehouse for reading only: no file access, no extensions, no settings to change."""
    return duckdb.connect(str(warehouse), read_only=True, config=READ_ONLY)


def _summary(path: Path, is_new: bool) -> Built:
    with connect(path) as con:
        counts = con.execute(
            "select sum(rows_read), sum(rows_kept), sum(rows_set_aside) from meta.sources where kind = 'series'"
        ).fetchone()
        doubts = con.execute("select count(*) from meta.issues where severity = 'doubt'").fetchone()[0]
    return Built(path, *(int(count) for count in counts), doubts, is_new)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _wrong_definitions(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Every cell of a definition that cannot be right: nothing may be built on it."""
    problems = []
    for path in sorted((SQL / "definitions").glob("*.sql")):
        query = path.read_text()
        file = re.match(r"-- what no row of (\S+) may have", query)[1]
        for row, column, value, problem, what_to_do in con.execute(f"from ({query}) order by source_row").fetchall():
            problems.append(Problem(file, problem, what_to_do, row, column, value))
    return problems


def _same_file_twice(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    rows = con.execute(
        """
        select max_by(file, source_id), min_by(file, source_id) from meta.files
        where kind = 'series' group by sha256 having count(*) > 1
        """
    ).fetchall()
    return [
        Problem(later, f"the file is the same as {first}", "Put the right file in its place, or drop one series")
        for later, first in rows
    ]


def _unlisted(data: Path, listed: set[str]) -> list[Problem]:
    found = {path.name for path in (data / "indicators").glob("*.csv")} - {"series.csv"}
    return [
        Problem(
            f"indicators/{name}", "the file is not listed in indicators/series.csv", "Give it a row there, or remove it"
        )
        for name in sorted(found - listed)
    ]
