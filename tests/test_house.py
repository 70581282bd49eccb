"""Rules of the house that a reader of one file cannot see: who imports whom, and what lives where."""

import ast
import re
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.running import PROJECT


class Room(NamedTuple):
    """What the modules of a room may import: ours by the beginning of their names, and packages from outside.

    `outside`: None where the table leaves it open; some packages have homes of their own all the same.
    """

    ours: tuple[str, ...] = ()
    outside: tuple[str, ...] | None = None


OF_TABLES = ("data_pipeline.statistics", "data_pipeline.reading.periods")
FRAMES = ("numpy", "pandas", "pyarrow")
OF_PAGES = ("data_pipeline.drawings", "data_pipeline.queries", "data_pipeline.words", "pages.components")
SERVED = ("pages.serving.database", "pages.serving.links", "pages.serving.answers.exports")
# A module is of the room whose name is the longest beginning of its own. A room that names itself is of one piece.
HOUSE = {
    "data_pipeline.letters": Room(outside=()),
    "data_pipeline.problems": Room(("data_pipeline.letters",), ()),
    "data_pipeline.spreadsheets": Room(outside=("xlsxwriter",)),
    "data_pipeline.sql": Room(outside=("duckdb",)),
    "data_pipeline.statistics": Room(("data_pipeline.statistics",), ("jenkspy", "numpy", "pandas", "scipy")),
    "data_pipeline.words": Room(("data_pipeline.words",), ("dateutil",)),
    "data_pipeline.drawings": Room(
        ("data_pipeline.drawings", "data_pipeline.letters", "data_pipeline.words"), ("typst",)
    ),
    "data_pipeline.queries": Room(("data_pipeline.queries", "data_pipeline.sql"), ("dateutil", "duckdb", "pandas")),
    # Any places may be set beside one another, so no table can have them all: the sums are those that made the tables.
    "data_pipeline.queries.comparing": Room(
        (
            "data_pipeline.queries", "data_pipeline.sql", "data_pipeline.statistics.comparing.among",
            "data_pipeline.statistics.comparing.positions",
        ),
        ("duckdb", "numpy"),
    ),
    "data_pipeline.fetching": Room(("data_pipeline.fetching", "data_pipeline.problems")),
    "data_pipeline.reading": Room((
        "data_pipeline.reading", "data_pipeline.problems", "data_pipeline.letters", "data_pipeline.spreadsheets",
        "data_pipeline.sql",
    )),
    "data_pipeline.tables": Room(OF_TABLES, FRAMES),
    "data_pipeline.tables.marts.boundaries": Room(
        (*OF_TABLES, "data_pipeline.reading.bounds", "data_pipeline.problems"), (*FRAMES, "geopandas", "shapely")
    ),
    "data_pipeline.tables.marts.deadlines": Room(OF_TABLES, (*FRAMES, "holidays")),
    "data_pipeline.building": Room((
        "data_pipeline.building", "data_pipeline.problems", "data_pipeline.letters", "data_pipeline.fetching",
        "data_pipeline.reading", "data_pipeline.sql", "data_pipeline.statistics", "data_pipeline.tables",
    )),
    "data_pipeline.publishing": Room((
        "data_pipeline.publishing", "data_pipeline.building", "data_pipeline.drawings", "data_pipeline.problems",
        "data_pipeline.queries", "data_pipeline.sql", "data_pipeline.words",
    )),
    # No build: a document is made of the warehouse that is served.
    "data_pipeline.publishing.papers": Room(
        (
            "data_pipeline.publishing.papers", "data_pipeline.drawings", "data_pipeline.letters",
            "data_pipeline.queries", "data_pipeline.spreadsheets", "data_pipeline.words",
        ),
        ("docx", "icalendar", "markdown_it", "pikepdf", "pptx", "typst"),
    ),
    "data_pipeline.__main__": Room(("data_pipeline",)),
    "pages": Room((*OF_PAGES, *SERVED), ("streamlit",)),
    "pages.components": Room((*OF_PAGES, *SERVED, "data_pipeline.publishing")),
    "pages.serving": Room((
        *OF_PAGES, "pages.serving", "data_pipeline.letters", "data_pipeline.publishing", "data_pipeline.spreadsheets",
    )),
    "pages.serving.database": Room(
        ("data_pipeline.building.warehouse", "data_pipeline.building.in_use", "pages.serving.settings"),
        ("duckdb", "streamlit"),
    ),
    "app": Room(("pages.serving",), ("streamlit",)),
}  # fmt: skip
# These are for nobody else, not even where the table above leaves open what may be used.
HOMES = {
    "streamlit": ("app", "pages"),
    "plotly": ("pages.components",),
    "starlette": ("pages.serving",),
    "uvicorn": ("pages.serving.wire",),
    "duckdb": ("data_pipeline", "pages.serving.database"),
    "typst": ("data_pipeline.drawings", "data_pipeline.publishing"),
    "docx": ("data_pipeline.publishing.papers.reports",),
    "pptx": ("data_pipeline.publishing.papers.reports",),
    "pikepdf": ("data_pipeline.publishing.papers",),
    "xlsxwriter": ("data_pipeline.spreadsheets",),
    "geopandas": ("data_pipeline.tables.marts.boundaries",),
    "holidays": ("data_pipeline.tables.marts.deadlines",),
    "shapely": ("data_pipeline.tables.marts.boundaries",),
    "pyogrio": (),
}
WIDEST = 14  # Modules in one folder: more are missing an idea.

CODE = sorted(
    [PROJECT / "app.py", *(path for room in ("data_pipeline", "pages") for path in (PROJECT / room).rglob("*.py"))]
)
PAGES = sorted(path for folder in (".", "governance") for path in (PROJECT / "pages" / folder).glob("*.py"))
COMPONENTS = sorted((PROJECT / "pages" / "components").rglob("*.py"))
TESTS = sorted((PROJECT / "tests").rglob("*.py"))
TABLES = PROJECT / "data_pipeline" / "tables"
QUERIES = sorted(TABLES.rglob("*.sql"))
GRAINS = {
    "staging": "-- one row per ",
    "judging": "-- one row per ",
    "marts": "-- one row per ",
    "meta": "-- one row per ",
    "rules": ("-- set aside: one row per ", "-- doubt: one row per "),
    "checks": "-- ",
    "definitions": ("-- what no row of ",),
    "advice": ("-- advice to a publisher: one row per ",),
}
MADE = "-- made: "  # How a query is made where not at once, on its second line.
SQL_WORDS = re.compile(r"^\s*(select|with|insert|update|delete|create|attach|copy|pragma)\s", re.IGNORECASE)


def named(path: Path) -> str:
    return str(path.relative_to(PROJECT))


def each(paths: list[Path]):
    """Hold every one of these files to a rule in one test, which names those that break it and how.

    As two thousand tests they took longer to be told of than to be run.
    """

    def of_all(rule: Callable[[Path], None]) -> Callable[[], None]:
        def test() -> None:
            broken = {}
            for path in paths:
                try:
                    rule(path)
                except AssertionError as error:
                    broken[named(path)] = str(error)
            assert paths
            assert broken == {}

        test.__name__, test.__doc__ = rule.__name__, rule.__doc__
        return test

    return of_all


def module_of(path: Path) -> str:
    parts = path.relative_to(PROJECT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_of(path): path for path in (*CODE, *TESTS)}
OURS = {name.split(".")[0] for name in MODULES}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports(path: Path) -> frozenset[str]:
    """Every module a file imports, wherever in it; of a package's modules the module, and not the package."""
    names = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports by a relative path"
            whole = {alias.name: f"{node.module}.{alias.name}" for alias in node.names}
            names |= {name if name in MODULES else node.module for name in whole.values()}
    return frozenset(names)


def comes_from(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def room_of(module: str) -> Room:
    """The room a module is of; of none, it may import nothing."""
    rooms = [name for name in HOUSE if comes_from(module, name)]
    return HOUSE[max(rooms, key=len)] if rooms else Room(outside=())


def strangers(path: Path) -> set[str]:
    """What a module imports and may not."""
    module, found = module_of(path), set()
    room = room_of(module)
    for name in imports(path):
        package = name.split(".")[0]
        if package in sys.stdlib_module_names:
            continue
        if package in OURS:
            is_allowed = comes_from(name, *room.ours)
        else:
            is_open = room.outside is None or package in room.outside
            is_allowed = is_open and (package not in HOMES or comes_from(module, *HOMES[package]))
        if not is_allowed:
            found.add(name)
    return found


def texts(path: Path) -> list[str]:
    return [
        node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]


def calls(path: Path) -> set[str]:
    """The dotted names of everything a file calls or decorates with."""
    nodes = [node.func for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    nodes += [decorator for node in ast.walk(tree_of(path)) for decorator in getattr(node, "decorator_list", [])]
    return {ast.unparse(node) for node in nodes}


def test_every_room_was_found():
    assert len(PAGES) >= 5
    assert len(COMPONENTS) >= 10
    assert len(QUERIES) >= 100
    rooms = {name: [module for module in MODULES if comes_from(module, name)] for name in HOUSE}
    assert [name for name, modules in rooms.items() if not modules] == []


@each(CODE)
def test_a_module_imports_only_what_its_room_may(path):
    assert [f"{named(path)} imports {name}" for name in sorted(strangers(path))] == []


def test_no_module_imports_itself_by_way_of_others():
    """Imports inside functions count: they hide a circle and do not break it."""
    inward = {module: {name for name in imports(path) if name in MODULES} for module, path in MODULES.items()}
    reached = {module: everything_from(module, inward) for module in MODULES}
    circles = {
        tuple(sorted(other for other in found if module in reached[other]))
        for module, found in reached.items()
        if module in found
    }
    assert circles == set()


def everything_from(module: str, inward: dict[str, set[str]]) -> set[str]:
    """All that a module imports, and all that these import."""
    found, waiting = set(), [module]
    while waiting:
        new = inward[waiting.pop()] - found
        found |= new
        waiting += new
    return found


@each(TESTS)
def test_no_test_module_is_imported_by_another(path):
    assert not [name for name in imports(path) if comes_from(name, "tests") and name.split(".")[-1].startswith("test_")]


def test_no_folder_holds_too_many_modules():
    wide = {}
    for path in MODULES.values():
        if path.name != "__init__.py":
            wide.setdefault(named(path.parent), []).append(path.name)
    assert {folder: len(modules) for folder, modules in wide.items() if len(modules) > WIDEST} == {}


@each(PAGES)
def test_a_page_has_no_sql(path):
    assert not [text for text in texts(path) if SQL_WORDS.match(text)]
    assert not [call for call in calls(path) if call.endswith((".execute", ".sql"))]


@each(COMPONENTS)
def test_a_component_has_no_sql(path):
    assert not [call for call in calls(path) if call.endswith((".execute", ".sql"))]


@each([path for path in CODE if comes_from(module_of(path), "pages", "app")])
def test_only_the_database_component_opens_the_warehouse_or_keeps_a_resource(path):
    if module_of(path) != "pages.serving.database":
        assert not [call for call in calls(path) if call.endswith((".connect", "cache_resource"))]


@each(CODE)
def test_whatever_people_open_in_a_spreadsheet_program_is_written_by_one_module(path):
    """Open data alone is CSV of DuckDB's: for programs, with the words as published."""
    writers = (".to_csv", "csv.writer", "csv.DictWriter", ".to_excel", "openpyxl.Workbook", "xlwt.Workbook")
    if module_of(path) != "data_pipeline.spreadsheets":
        assert not [call for call in calls(path) if call.endswith(writers)]
    if module_of(path) != "data_pipeline.publishing.open_data":
        assert not [text for text in texts(path) if re.search(r"(?i)\bcopy\b.*\bto\b|\bformat csv", text)]


def folder_of(query: Path) -> str:
    """The room among the tables in which a query stands, at whatever depth."""
    return query.relative_to(TABLES).parts[0]


def queries_in(*folders: str) -> list[Path]:
    return [path for path in QUERIES if folder_of(path) in folders]


def test_no_query_stands_where_nobody_looks_for_it():
    assert [named(path) for path in QUERIES if folder_of(path) not in GRAINS] == [named(TABLES / "macros.sql")]


@each(queries_in(*GRAINS))
def test_a_query_says_on_its_first_line_what_one_row_is(path):
    first_line, *others = path.read_text(encoding="utf-8").splitlines()
    assert first_line.startswith(GRAINS[folder_of(path)])
    assert len(first_line) > len("-- one row per ")
    assert not [line for line in others[1:] if line.startswith(MADE)]


@each(queries_in("staging"))
def test_staging_reads_no_mart(path):
    assert not re.search(r"\b(marts|judging)\.", without_comments(path))


@each(queries_in("judging", "marts", "meta"))
def test_a_mart_reads_nothing_as_it_was_published(path):
    assert not re.search(r"\braw\.", without_comments(path))


@each(queries_in(*GRAINS))
def test_a_query_is_one_select_in_lower_case(path):
    text = without_comments(path).strip()
    assert text.startswith(("select", "with"))
    without_texts = re.sub(r"'[^']*'", "''", text)
    assert ";" not in without_texts
    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN|CASE|GROUP BY)\b", without_texts)


@each([*CODE, *TESTS])
def test_no_module_is_named_for_being_useful(path):
    assert not {path.stem, path.parent.name} & {"utils", "helpers", "common", "manager"}


@each([*CODE, *TESTS])
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(tree_of(path))


def test_the_repository_needs_nothing_beside_it():
    beside = re.compile(r"\.\./" + "shared|/work/" + "shared")
    skipped = {".git", ".venv", "warehouse", "exports", "__pycache__", ".hypothesis", ".ruff_cache", ".pytest_cache"}
    for path in PROJECT.rglob("*"):
        if path.is_file() and not skipped & set(path.relative_to(PROJECT).parts) and path.stat().st_size < 2_000_000:
            assert not beside.search(path.read_text(encoding="utf-8", errors="ignore")), named(path)


def without_comments(path: Path) -> str:
    return re.sub(r"--.*", "", path.read_text(encoding="utf-8"))


def test_the_server_does_without_what_only_a_build_needs():
    """geopandas and what it brings would cost every server 20 MB and half a second."""
    code = (
        "import sys, pages.serving.server as s; s.preload();print({'geopandas', 'jenkspy', 'scipy'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"
