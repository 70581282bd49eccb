"""Rules of the house that a reader of one file cannot see: who imports whom, and what lives where."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from data_pipeline.building import models

ROOT = Path(__file__).parent.parent
PIPELINE = sorted((ROOT / "data_pipeline").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
COMPONENTS = sorted((ROOT / "pages" / "components").glob("*.py"))
QUERIES = sorted(models.TABLES.rglob("*.sql"))
GRAINS = {
    "staging": "-- one row per ",
    "marts": "-- one row per ",
    "meta": "-- one row per ",
    "rules": ("-- set aside: one row per ", "-- doubt: one row per "),
    "checks": "-- ",
    "definitions": ("-- what no row of ",),
    "advice": ("-- advice to a publisher: one row per ",),
}
OPEN_TO_COMPONENTS = (
    "queries", "sentences", "promise_sentences", "edition_sentences", "prospect_sentences", "judgement_sentences",
    "gap_sentences", "promise_gap_sentences", "clauses", "promise_clauses", "periods", "warehouse",
)  # fmt: skip
SQL_WORDS = re.compile(r"^\s*(select|with|insert|update|delete|create|attach|copy|pragma)\s", re.IGNORECASE)


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def each(paths: list[Path]):
    return pytest.mark.parametrize("path", paths, ids=named)


def imports(path: Path) -> set[str]:
    """Every module a file imports, wherever in it, as 'package.module'."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports by a relative path"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def comes_from(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(f"{package}.") for package in packages)


def texts(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


def calls(path: Path) -> set[str]:
    """The dotted names of everything a file calls or decorates with."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
    nodes += [decorator for node in ast.walk(tree) for decorator in getattr(node, "decorator_list", [])]
    return {ast.unparse(node) for node in nodes}


@each(PIPELINE)
def test_the_pipeline_knows_nothing_of_pages(path):
    assert not [name for name in imports(path) if comes_from(name, "streamlit", "plotly", "pages")]


@each(PIPELINE + PAGES + COMPONENTS)
def test_only_the_boundary_reader_uses_geopandas(path):
    if path.name != "boundaries.py":
        assert not [name for name in imports(path) if comes_from(name, "geopandas", "shapely", "pyogrio")]


def test_pages_and_components_were_found():
    assert len(PAGES) >= 5
    assert len(COMPONENTS) >= 5


@each(PAGES)
def test_a_page_imports_only_components_and_queries(path):
    allowed = ("pages.components", "data_pipeline.queries", "data_pipeline.reports", "streamlit")
    assert not [name for name in imports(path) if not comes_from(name, *allowed)]


@each(COMPONENTS)
def test_a_component_imports_no_page_and_of_the_pipeline_only_words_and_queries(path):
    ours = [name for name in imports(path) if comes_from(name, "pages", "data_pipeline")]
    allowed = ("pages.components", *(f"data_pipeline.{name}" for name in OPEN_TO_COMPONENTS))
    assert not [name for name in ours if not comes_from(name, *allowed)]


@each(PAGES)
def test_a_page_has_no_sql(path):
    assert not [text for text in texts(path) if SQL_WORDS.match(text)]
    assert not [call for call in calls(path) if call.endswith((".execute", ".sql"))]


@each(COMPONENTS)
def test_a_component_has_no_sql(path):
    assert not [call for call in calls(path) if call.endswith((".execute", ".sql"))]


@each([*PAGES, *COMPONENTS, ROOT / "app.py"])
def test_only_the_database_component_opens_the_warehouse_or_keeps_a_resource(path):
    if path.name != "database.py":
        assert not [call for call in calls(path) if call.endswith((".connect", "cache_resource"))]
        assert not [name for name in imports(path) if comes_from(name, "duckdb")]


@each(QUERIES)
def test_a_query_says_on_its_first_line_what_one_row_is(path):
    first_line = path.read_text(encoding="utf-8").splitlines()[0]
    folder = path.parent.name
    if folder in GRAINS:
        assert first_line.startswith(GRAINS[folder])
        assert len(first_line) > len("-- one row per ")
    else:
        assert path.name == "macros.sql"


@each([path for path in QUERIES if path.parent.name == "staging"])
def test_staging_reads_no_mart(path):
    assert not re.search(r"\bmarts\.", without_comments(path))


@each([path for path in QUERIES if path.parent.name in ("marts", "meta")])
def test_a_mart_reads_nothing_as_it_was_published(path):
    assert not re.search(r"\braw\.", without_comments(path))


@each([path for path in QUERIES if path.parent.name in GRAINS])
def test_a_query_is_one_select_in_lower_case(path):
    text = without_comments(path).strip()
    assert text.startswith(("select", "with"))
    without_texts = re.sub(r"'[^']*'", "''", text)
    assert ";" not in without_texts
    assert not re.search(r"\b(SELECT|FROM|WHERE|JOIN|CASE|GROUP BY)\b", without_texts)


@each(PIPELINE + PAGES + COMPONENTS)
def test_no_module_is_named_for_being_useful(path):
    assert path.stem not in ("utils", "helpers", "common", "manager")


@each([ROOT / "app.py", *PIPELINE, *PAGES, *COMPONENTS])
def test_a_module_says_what_it_is_for(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_the_repository_needs_nothing_beside_it():
    beside = re.compile(r"\.\./" + "shared|/work/" + "shared")
    skipped = {".git", ".venv", "warehouse", "exports", "__pycache__", ".hypothesis", ".ruff_cache", ".pytest_cache"}
    for path in ROOT.rglob("*"):
        if path.is_file() and not skipped & set(path.relative_to(ROOT).parts) and path.stat().st_size < 2_000_000:
            assert not beside.search(path.read_text(encoding="utf-8", errors="ignore")), named(path)


def without_comments(path: Path) -> str:
    return re.sub(r"--.*", "", path.read_text(encoding="utf-8"))


def test_the_server_does_without_what_only_a_build_needs():
    """geopandas and what it brings would cost every server 20 MB and half a second."""
    code = (
        "import sys, pages.serving.server as s; s.preload();print({'geopandas', 'jenkspy', 'scipy'} & set(sys.modules))"
    )
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said.strip() == "set()"
