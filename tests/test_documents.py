"""What READMEs and DECISIONS name is there: paths, tables, commands, settings, phrases, pictures."""

import re
from pathlib import Path

import pytest

from data_pipeline import __main__ as command_line
from data_pipeline.building import tables
from tests.running import PROJECT

README = PROJECT / "README.md"
OF_PIPELINE = PROJECT / "data_pipeline" / "README.md"
HIDDEN = {".git", ".venv", "__pycache__", "warehouse", "exports", "unfinished"}
# Made by running, or by who follows the text.
MADE = ("data/warehouse/", "data/exports", "data/unfinished", "data/agreements/portsmouth")
PATH = re.compile(r"[\w.-]+(/[\w.-]+)*/?")
SUFFIXED = re.compile(r".+\.(py|sql|csv|json|md|html|js|txt|png)")
TABLE = re.compile(r"(staging|judging|marts)\.\w+")

TOPS = [path for path in PROJECT.iterdir() if path.name not in HIDDEN]
FILES = [path.relative_to(PROJECT) for top in TOPS for path in (top, *top.rglob("*"))]
FILES = [path for path in FILES if not HIDDEN & set(path.parts)]
ENDS = {"/".join(path.parts[start:]) for path in FILES for start in range(len(path.parts))}
DOCUMENTS = sorted(PROJECT / path for path in FILES if path.name in ("README.md", "DECISIONS.md"))


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def quoted(text: str) -> set[str]:
    """What stands between backticks in a line."""
    return set(re.findall(r"`([^`\n]+)`", text))


each_document = pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(PROJECT)))


def test_every_document_was_found():
    assert {README, OF_PIPELINE} < set(DOCUMENTS) and len(DOCUMENTS) >= 6


@each_document
def test_every_path_is_one_or_the_end_of_one(path):
    named = {word for word in quoted(text_of(path)) if PATH.fullmatch(word) and ("/" in word or SUFFIXED.match(word))}
    assert not [word for word in named if not word.startswith(MADE) and word.rstrip("/") not in ENDS]


@each_document
def test_every_link_leads_somewhere(path):
    links = re.findall(r"\]\(([^)#]+)", text_of(path))
    assert not [link for link in links if "://" not in link and not (path.parent / link).exists()]


@each_document
def test_every_table_is_made(path):
    assert {word for word in quoted(text_of(path)) if TABLE.fullmatch(word)} <= tables.found().keys()


@each_document
def test_every_target_of_make_is_one(path):
    targets = re.findall(r"^(\w+):", text_of(PROJECT / "Makefile"), flags=re.MULTILINE)
    assert set(re.findall(r"(?:`|^)make (\w+)", text_of(path), flags=re.MULTILINE)) <= set(targets)


@each_document
def test_every_command_is_one(path, capsys):
    for command in set(re.findall(r"python -m data_pipeline (\w+)", text_of(path))):
        with pytest.raises(SystemExit) as ended:
            command_line.main([command, "--help"])
        assert ended.value.code == 0, command


@each_document
def test_every_setting_is_read_somewhere(path):
    code = "\n".join(text_of(module) for module in (PROJECT / "pages").rglob("*.py"))
    assert not [name for name in re.findall(r"REPORT_CARD_\w+", text_of(path)) if f'"{name}"' not in code]


def test_the_readme_is_short_and_shows_every_picture_kept_for_it():
    assert len(text_of(README).splitlines()) <= 90
    pictures = set(re.findall(r"assets/readme/([\w.]+)", text_of(README)))
    assert pictures == {path.name for path in (PROJECT / "assets" / "readme").iterdir()}


def test_the_phrases_that_say_how_a_table_is_made_are_those_it_is_made_by():
    documented = phrases(re.findall(r"^\| `.+` \|", table_under(text_of(OF_PIPELINE), "phrase"), re.MULTILINE))
    known = phrases(re.findall(r"^- `.+", tables.__doc__, re.MULTILINE))
    used = {without_names(said) for table in tables.found().values() if table.made for said in table.made.split("; ")}
    assert documented == known
    assert used <= known


def phrases(lines: list[str]) -> set[str]:
    return {without_names(said) for line in lines for said in quoted(line)}


def without_names(said: str) -> str:
    """A phrase without what differs from table to table."""
    return re.sub(r"^(key|in slices of) .*", r"\1", said)


def table_under(text: str, heading: str) -> str:
    return text.partition(f"| {heading} |")[2].partition("\n\n")[0]
