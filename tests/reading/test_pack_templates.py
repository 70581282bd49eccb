"""An empty pack for any agreement area, as a folder and as a workbook; filled by hand, one build shows its card."""

import csv
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

from data_pipeline import __main__ as command_line
from data_pipeline.building import warehouse
from data_pipeline.reading import packs
from pages.serving import database
from tests.pages.views import markup, run, text
from tests.worlds import figures as w
from tests.worlds import packs as p

# A county by its name, a unitary by another of its names, a borough by its code, another by how people type it.
ASKED = [
    ("Barsetshire", w.BARSETSHIRE, "barsetshire"),
    ("Casterbridge UA", w.CASTERBRIDGE, "casterbridge"),
    (w.COKETOWN, w.COKETOWN, "coketown"),
    (" walmington-on-SEA ", w.WALMINGTON, "walmington-on-sea"),
]
KINDS = ("folder", "workbook")
MADE = [(kind, *asked) for kind, asked in zip(KINDS * 2, ASKED, strict=True)]


def call(*arguments: object) -> int:
    return command_line.main([str(argument) for argument in arguments])


def make(kind: str, data: Path, asked: str, name: str) -> Path:
    """An empty pack in the data folder."""
    if kind == "folder":
        assert call("template", asked, "--data", data) == 0
        return data / "agreements" / name
    book = data / "agreements" / f"{name}.xlsx"
    assert call("template", asked, "--workbook", book, "--data", data) == 0
    return book


# What a person writes: sheet, then the cells of each row, as typed. Numbers are typed as numbers.
TYPED = {
    "policy_areas": [{"policy_area": "reading", "name": "Reading for all", "theme": "SSC"}],
    "targets": [
        {"target": "T1", "agreed_on": "2008-06-19", "title": "Fewer pupils lose their way", "indicator": "NI 901",
         "policy_area": "reading", "kind": "designated", "baseline": "24.5%", "baseline_period": "2007/08",
         "final_target": "19.25%", "final_period": "2010/11", "lead_partner": "The Library Board",
         "contributing_partners": "The Board of Clocks; The Band Board"},
    ],
    "milestones": [{"target": "T1", "period": "2009/10", "value": "21.75%"}],
    "outturns": [{"indicator": "NI 901", "period": "2009/10", "value": 22.125, "sample_size": 640,
                  "published_on": 2010, "published_rating": "Nearly there", "source_url": p.REPORT}],
    "actions": [{"action": "A1", "target": "T1", "policy_area": "reading", "what": "Put up forty signs",
                 "owner": "The Library Board", "due": "2010-03"}],
    "engagement": [{"activity": "E1", "title": "Paint a bench", "mode": "involve", "policy_area": "reading",
                    "influence_offered": "The colour"}],
}  # fmt: skip
WRITTEN = {
    "policy_area": "reading", "edition": "Year end 2009/10", "date": "2010-06-30", "author": "The Library Board",
    "achievements": "Forty signs stand.", "challenges": "They point to Silverbridge.",
    "what_is_being_done": "The council turns them.", "how_you_can_help": "Walk somebody to the library.",
}  # fmt: skip
SHOWN = (
    "Reading for all", "Fewer pupils lose their way", "Designated", "24.5%", "2007/08", "21.75%", "22.125", "2009/10",
    "19.25%", "2010/11", "The Library Board", "The Board of Clocks", "The Band Board", "Nearly there",
    "Forty signs stand.", "They point to Silverbridge.", "The council turns them.", "Walk somebody to the library.",
    "Put up forty signs", "Paint a bench", "The colour",
)  # fmt: skip


def fill_workbook(book: Path) -> None:
    """As a person does: under each heading, in the first empty row."""
    opened = openpyxl.load_workbook(book)
    for sheet, rows in {**TYPED, "commentary": [WRITTEN]}.items():
        page = opened[sheet]
        places = {cell.value: cell.column for cell in page[1]}
        for number, row in enumerate(rows, start=2):
            for name, cell in row.items():
                page.cell(number, places[name]).value = cell
    opened.save(book)


def fill_folder(pack: Path) -> None:
    for sheet, rows in TYPED.items():
        path = pack / f"{sheet}.csv"
        (heads,) = csv.reader(path.read_text().splitlines())
        w.write_rows(path, heads, rows)
    front = "".join(f"{name}: {cell}\n" for name, cell in list(WRITTEN.items())[:4])
    blocks = "".join(
        f"\n## {name.replace('_', ' ').capitalize()}\n\n{cell}\n" for name, cell in list(WRITTEN.items())[4:]
    )
    (pack / "commentary" / "year-end-reading.md").write_text(f"---\n{front}---\n{blocks}")


@pytest.mark.parametrize(("kind", "asked", "code", "name"), MADE, ids=[name for *_, name in MADE])
def test_an_empty_pack_has_one_doubt_that_it_has_no_targets(kind, asked, code, name, data, capsys):
    pack = make(kind, data, asked, name)
    assert str(pack) in capsys.readouterr().out
    sheets = {sheet.name: sheet for sheet in packs.read(pack)}
    assert set(sheets) == set(packs.SHEETS) - {"areas"} - ({"commentary"} if kind == "folder" else set())
    assert [sheet.faults for sheet in sheets.values() if sheet.faults] == []
    assert sheets["agreement"].rows[0][1]["area_code"] == code
    assert sum(sheet.rows_read for sheet in sheets.values()) == 1
    assert call("check", pack, "--data", data) == 0
    *lines, last = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("doubt: ")
    assert "the agreement is incomplete: it has no targets" in lines[0]
    assert "1 rows read; faults: 0, doubts: 1" in last


@pytest.mark.parametrize(("kind", "asked", "code", "name"), MADE[:3], ids=[name for *_, name in MADE[:3]])
def test_a_pack_filled_by_hand_shows_its_card_after_one_build(kind, asked, code, name, data, monkeypatch, capsys):
    pack = make(kind, data, asked, name)
    (fill_folder if kind == "folder" else fill_workbook)(pack)
    assert call("check", pack, "--data", data) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("8 rows read; faults: 0, doubts: 0")
    assert call("build", "--data", data) == 0
    monkeypatch.setattr(database, "DATA", data)
    card = run("report_card", area=code, view="card")
    said = text(card)
    assert [word for word in SHOWN if word not in said] == []
    assert p.REPORT in markup(card)
    with warehouse.connect(warehouse.current(data)) as con:
        assert p.unbalanced(con) == []
        (row,) = con.execute(
            "select baseline_value, milestone_value, value, final_value from marts.promises where is_latest_edition"
        ).fetchall()
    assert row == (24.5, 21.75, 22.125, 19.25)


def test_a_workbook_offers_its_words_in_lists_and_explains_its_headings(data, tmp_path):
    book = tmp_path / "new" / "mine.xlsx"
    assert call("template", "Barsetshire", "--workbook", book, "--data", data) == 0
    opened = openpyxl.load_workbook(book)
    for sheet, resource in packs.SHEETS.items():
        if sheet == "areas":
            continue
        page = opened[sheet]
        links = {key["fields"]: key["reference"] for key in resource["schema"].get("foreignKeys", [])}
        offered = {
            str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1
            for rule in page.data_validations.dataValidation
            if rule.type == "list"
        }
        for cell, column in zip(page[1], packs.fields(sheet), strict=True):
            assert cell.value == column["name"]
            assert column["description"] in cell.comment.text
            words = column.get("constraints", {}).get("enum") or (
                ["yes", "no"] if column["type"] == "boolean" else None
            )
            if words:
                assert offered[cell.column_letter] == f'"{",".join(words)}"'
            elif column["name"] in links:
                there = links[column["name"]]
                assert offered[cell.column_letter].startswith(f"{there['resource']}!$")
                letter = re.search(r"\$([A-Z]+)\$2", offered[cell.column_letter])[1]
                assert opened[there["resource"]][f"{letter}1"].value == there["fields"]
            else:
                assert cell.column_letter not in offered
    with zipfile.ZipFile(book) as parts:
        assert any("comments" in name for name in parts.namelist())


def test_a_folder_comes_with_words_about_every_column(data):
    guide = (make("folder", data, "Barsetshire", "barsetshire") / "HOW TO FILL THIS IN.md").read_text()
    for sheet in set(packs.SHEETS) - {"areas", "commentary"}:
        assert f"## {sheet}.csv" in guide
        for column in packs.fields(sheet):
            assert column["description"] in guide


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_exists_is_written_over(kind, data, capsys):
    pack = make(kind, data, "Barsetshire", "barsetshire")
    before = w.contents(data)
    where = ["--workbook", pack] if kind == "workbook" else []
    assert call("template", "Barsetshire", *where, "--data", data) == 1
    assert "this exists already" in capsys.readouterr().err
    assert w.contents(data) == before


@pytest.mark.parametrize(
    "asked", ["Barchester", w.BARCHESTER, "Melchester", "Loamland", "", "Nowhere", "../Barsetshire"]
)
def test_a_place_without_an_agreement_gets_no_pack(asked, data, capsys):
    before = w.contents(data)
    assert call("template", asked, "--data", data) == 1
    assert "no agreement area is called so" in capsys.readouterr().err
    assert w.contents(data) == before


@pytest.mark.parametrize("name", ["mine.xls", "mine.ods", "mine.csv", "mine"])
def test_a_workbook_of_another_kind_is_refused(name, data, tmp_path, capsys):
    assert call("template", "Barsetshire", "--workbook", tmp_path / name, "--data", data) == 1
    assert "ends in .xlsx" in capsys.readouterr().err
    assert not (tmp_path / name).exists()
