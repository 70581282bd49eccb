"""Empty agreement packs to fill in: a folder of CSV files, or a workbook with lists to choose from."""

import contextlib
import csv
import os
import re
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from data_pipeline import spreadsheets
from data_pipeline.problems import Problem, Refused, in_the_way
from data_pipeline.reading.packs import SHEETS, columns, fields

GUIDE = "HOW TO FILL THIS IN.md"
COMMENTARY = """---
policy_area: {area}
edition: Year end 2010/11
date: 2011-06-30
author: The body that writes it, not a person
---

## Achievements

What got better, with figures.

## Challenges

What is still wrong, with figures.

## What is being done

Who does what, by when.

## How you can help

What people who live here can do.
"""


def area_of(data: Path, asked: str) -> tuple[str, str]:
    """The code and name of an agreement area called or coded `asked`. Raises `Refused` when there is none."""
    with (data / "definitions" / "areas.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    typed = asked.casefold().strip()
    for row in rows:
        names = {row["area_code"], row["name"], *(row["aliases"] or "").split("|")}
        is_agreement_area = row["laa_area_code"] == row["area_code"]
        if is_agreement_area and typed in {name.casefold() for name in names if name}:
            return row["area_code"], row["name"]
    what_to_do = "Give the name or code of a county, a unitary council or a borough"
    raise Refused([Problem("definitions/areas.csv", "no agreement area is called so", what_to_do, value=asked)])


def folder(data: Path, asked: str) -> Path:
    """Write an empty pack for an area into `data/agreements/<area>/`, and return it."""
    code, name = area_of(data, asked)
    target = data / "agreements" / re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    _keep_what_exists(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(target) as made:
        (made / "commentary").mkdir(parents=True)
        for sheet in SHEETS:
            if sheet not in ("areas", "commentary"):
                with (made / f"{sheet}.csv").open("w", encoding="utf-8", newline="") as file:
                    first = [_first_row(code, name)] if sheet == "agreement" else []
                    spreadsheets.write_csv(file, [columns(sheet), *first])
        (made / GUIDE).write_text(guide(name), encoding="utf-8")
    return target


@contextlib.contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Where to write what is put in its place when it is whole: a disk that is full leaves no half of it.

    Beside `target`, for another folder may be on another disk, and under a name that no reader of packs looks at.
    """
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".template-") as scratch:
        yield Path(scratch) / target.name
        (Path(scratch) / target.name).replace(target)


def workbook(data: Path, asked: str, target: Path) -> Path:
    """Write an empty pack for an area as one .xlsx workbook: lists to choose from, notes on each heading."""
    code, name = area_of(data, asked)
    _keep_what_exists(target)
    if target.suffix.lower() != ".xlsx":
        raise Refused([Problem(str(target), "a workbook's name ends in .xlsx", "Give it such a name")])
    written = BytesIO()  # In memory: of a file that cannot be ended it would leave a half, and a complaint.
    with spreadsheets.workbook(written, in_memory=True) as book:
        head = book.add_format({"bold": True, "bg_color": "#cfe3dd", "border": 1})
        needed = book.add_format({"bold": True, "bg_color": "#00594f", "font_color": "#ffffff", "border": 1})
        # As text: a spreadsheet program would make 48.5% of a printed 48.5% into 0.485, and 2008/09 a date.
        text = book.add_format({"num_format": "@"})
        for sheet in SHEETS:
            if sheet == "areas":
                continue
            page = book.add_worksheet(sheet)
            page.freeze_panes(1, 1)
            for number, column in enumerate(fields(sheet)):
                is_required = column.get("constraints", {}).get("required")
                page.write(0, number, column["name"], needed if is_required else head)
                page.write_comment(0, number, _explained(column), {"x_scale": 2.2, "y_scale": 1.4})
                page.set_column(number, number, max(14, len(column["name"]) + 3), text)
                _offer(page, sheet, number, column)
            if sheet == "agreement":
                page.write_row(1, 0, _first_row(code, name), text)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _unfinished(target) as made:
        made.write_bytes(written.getvalue())
    return target


def guide(name: str) -> str:
    """Every sheet and column in words, from the schema that the reader uses."""
    lines = [
        f"# The agreement pack of {name}",
        "",
        "Fill in the CSV files with a spreadsheet program and save them as CSV UTF-8. Only `agreement.csv` is needed;",
        "delete what you have nothing for. Columns may stand in any order, and those you do not use may be deleted.",
        "Write figures as the paper prints them (48.5%, TBC, <5). Never overwrite: a changed target or a revised",
        "figure is a further row with a later date. Name bodies, never people.",
        "",
        "Commentary goes into `commentary/`, one Markdown file for each policy area and edition:",
        "",
        "```",
        COMMENTARY.format(area="safer").rstrip(),
        "```",
        "",
        "`python -m data_pipeline check` with the path of this folder lists every fault; `make run` shows the card.",
    ]
    for sheet, resource in SHEETS.items():
        if sheet not in ("areas", "commentary"):
            lines += ["", f"## {sheet}.csv", "", resource["description"], "", "| column | what to write |", "|---|---|"]
            lines += [f"| `{column['name']}` | {_explained(column)} |" for column in fields(sheet)]
    return "\n".join(lines) + "\n"


def _explained(column: dict) -> str:
    limits = column.get("constraints", {})
    parts = [column["description"]]
    if limits.get("required"):
        parts.append("Needed.")
    if "enum" in limits:
        parts.append(f"One of: {', '.join(limits['enum'])}.")
    elif column["type"] == "boolean":
        parts.append("yes or no.")
    elif column["type"] == "date":
        parts.append("A day, as 2010-06-30.")
    if "example" in column:
        parts.append(f"For example: {column['example']}")
    return " ".join(parts)


def _offer(page, sheet: str, number: int, column: dict) -> None:
    """A list to choose from, where the schema knows the words or another sheet has the names."""
    words = column.get("constraints", {}).get("enum") or (["yes", "no"] if column["type"] == "boolean" else None)
    reference = next(
        (
            key["reference"]
            for key in SHEETS[sheet]["schema"].get("foreignKeys", [])
            if key["fields"] == column["name"] and key["reference"]["resource"] != "areas"
        ),
        None,
    )
    if words:
        page.data_validation(1, number, 2000, number, {"validate": "list", "source": words})
    elif reference:
        there = columns(reference["resource"]).index(reference["fields"])
        letter = chr(ord("A") + there)
        source = f"={reference['resource']}!${letter}$2:${letter}$2000"
        page.data_validation(1, number, 2000, number, {"validate": "list", "source": source, "error_type": "warning"})


def _first_row(code: str, name: str) -> list[str]:
    given = {
        "area_code": code,
        "title": f"{name} Local Area Agreement 2008 to 2011",
        "period_start": "2008-04-01",
        "period_end": "2011-03-31",
    }
    return [given.get(column, "") for column in columns("agreement")]


def _keep_what_exists(target: Path) -> None:
    if os.path.lexists(target):
        raise in_the_way(target)
