"""What publishers and analysts were promised: report once, caveats that travel, gaps that are borne, one rule."""

import csv
import io
import json
import re

import openpyxl
import pypdf
import pytest
from starlette.routing import Router

from data_pipeline import queries
from data_pipeline.publishing import open_data
from data_pipeline.reading import packs
from pages.serving import routes
from tests.asking import ask
from tests.oracles import published_files
from tests.pages.views import read, table, written
from tests.running import PROJECT
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.packs import rows_of

ROUTER = Router(routes.ROUTES)
PORTSMOUTH, EXAMPLE = "E06000044", "X10000001"
OF_NI_62 = f"indicator=NI%2062&area={PORTSMOUTH}"
PACKS = "Agreement packs: what they are and how many of their rows were kept"
PACK = PROJECT / "data" / "agreements" / "exampleshire"
CAVEAT = published_files.SERIES["ni_062"]["caveat"]


def file(path: str, query: str = "") -> bytes:
    answered = ask(ROUTER, path, query=query)
    assert answered.status == 200
    return answered.body


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def of_workbook(content: bytes) -> str:
    sheets = openpyxl.load_workbook(io.BytesIO(content), read_only=True).worksheets
    return in_one_line(" ".join(str(cell) for sheet in sheets for row in sheet.values for cell in row if cell))


@pytest.mark.usefixtures("served_in_process")
def test_d1_one_upload_feeds_every_page_and_every_file():
    """One row of one file, 26 of 316 children: the same figure wherever it is asked for."""
    rows = published_files.read("indicators/ni_062.csv")
    (row,) = (row for row in rows if row["area_code"] == PORTSMOUTH and row["period"][:4] == "2010")
    shown = f"{float(row['value']):.1f}%"
    choices = {"area": PORTSMOUTH, "year": "2010/11"}
    pages = {
        "report_card": choices,
        "indicator": choices | {"indicator": "NI 62"},
        "theme": choices | {"theme": "CYP"},
        "compare": choices,
    }
    for page, chosen in pages.items():
        assert shown in read(written(page, **chosen)), page
    assert f"{row['numerator']} of {row['denominator']} children looked after" in read(
        written("report_card", **choices)
    )
    assert f",{row['value']}," in file("/download/NI 62.csv").decode()
    assert f",2010/11,{shown.rstrip('%')},%," in file("/drawing/trend.csv", OF_NI_62).decode()
    facts = file(f"/paper/facts/{PORTSMOUTH}.txt", "indicator=NI%2062&year=2010/11")
    assert shown in facts.decode() and shown.rstrip("%") in of_workbook(file(f"/paper/card/{PORTSMOUTH}.xlsx"))


EXPORTS = {
    "/download/NI 62.csv": "",
    "/download/theme/E92000001.csv": "theme=Children and Young People&year=2010/11",
    "/drawing/trend.csv": OF_NI_62,
    "/drawing/spread.csv": OF_NI_62,
    "/embed/trend": OF_NI_62,
    f"/paper/facts/{PORTSMOUTH}.txt": OF_NI_62,
    f"/paper/card/{PORTSMOUTH}.xlsx": "year=2010/11",
    "/paper/indicator/NI 62.xlsx": f"area={PORTSMOUTH}&year=2010/11",
    "/paper/map/E92000001.xlsx": "indicator=NI%2062&year=2010/11",
}


@pytest.mark.usefixtures("served_in_process")
@pytest.mark.parametrize("path", EXPORTS)
def test_d2_the_caveat_of_a_figure_is_in_every_file_that_has_it(path):
    content = file(path, EXPORTS[path])
    said = of_workbook(content) if path.endswith("xlsx") else in_one_line(content.decode().replace("&#39;", "'"))
    assert in_one_line(CAVEAT) in said


@pytest.mark.usefixtures("served_in_process")
def test_d2_in_a_table_of_figures_the_caveat_stands_in_every_row():
    for path in ("/download/NI 62.csv", "/drawing/trend.csv"):
        _, *rows = csv.reader(io.StringIO(file(path, EXPORTS[path]).decode()))
        assert rows and all(any(CAVEAT in cell for cell in row) for row in rows)


@pytest.mark.usefixtures("served_in_process")
def test_d2_a_picture_has_its_caveat_below_it_and_a_card_on_paper_says_where_they_are():
    drawn = file("/drawing/trend.svg", OF_NI_62).decode()
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawn)).replace("&#39;", "'").replace("&#x27;", "'")
    assert in_one_line(CAVEAT) in in_one_line(words)
    card = pypdf.PdfReader(io.BytesIO(file(f"/paper/card/{PORTSMOUTH}.pdf", "year=2010/11")))
    said = in_one_line(" ".join(page.extract_text() for page in card.pages))
    assert "before its figure is used stands in this card’s workbook, and on its page" in said
    assert (
        "Worked example" in file("/drawing/promise.csv", f"indicator=NI%2016&area={EXAMPLE}").decode().splitlines()[1]
    )


def test_d2_open_data_say_of_every_file_whose_it_is_and_with_what_caveat(real, served_data):
    (package,) = (served_data / "exports").glob("*/datapackage.json")
    told = {row["file"]: row for row in json.loads(package.read_text(encoding="utf-8"))["sources"]}
    read_files = real.con.execute(f"select {open_data.FILE}, publisher, caveat from meta.sources").fetchall()
    assert {source for source, *_ in read_files} == set(told)
    consultation = told["definitions/consultation_responses.csv"]["caveat"]
    assert "not to be interpreted as a strict statistical analysis" in consultation
    for row in published_files.read("files.csv"):
        assert told[row["file"]].get("caveat", "") == row["caveat"], row["file"]


@pytest.mark.usefixtures("served_in_process")
def test_d3_of_a_survey_it_is_said_how_many_answered():
    """Every outturn with a sample in the pack, on the page of its measure; and once where nobody printed one."""
    targets = {row["indicator"] for row in rows_of(PACK, "targets")}
    asked: dict[str, set[int]] = {}
    for row in rows_of(PACK, "outturns"):
        if row["sample_size"] and row["indicator"] in targets:
            asked.setdefault(row["indicator"], set()).add(int(row["sample_size"]))
    assert len(asked) >= 4
    for indicator in sorted(asked)[:5]:
        said = read(written("indicator", indicator=indicator, area=EXAMPLE))
        assert {number for number in asked[indicator] if f"{number:,} asked" not in said} == set()


def test_d5_packs_load_with_a_sheet_missing_and_what_is_missing_is_listed(tmp_path):
    """Of each pack another sheet: the others are read to the last row, and the lack is told of that pack alone."""
    data = w.write(tmp_path / "data")
    without = [sheet for sheet in p.SHEETS if sheet != "agreement"]
    damages = [lambda pack, sheet=sheet: (pack / f"{sheet}.csv").unlink() for sheet in without]
    p.write_beside(data, [lambda pack: None, *damages])
    read_of = "select split_part(source_id, '/', 2), rows_read from meta.sources where starts_with(source_id, ? || '/')"
    with p.read(data, wanted=("meta.sources", *(f"marts.pack_{sheet}" for sheet in packs.SHEETS))) as con:
        missing = queries.missing_sheets(con)
        rows = [dict(con.execute(read_of, [f"barsetshire-{at}"]).fetchall()) for at in range(len(without) + 1)]
    whole, *others = rows
    always = missing.get("barsetshire-0", [])
    for at, (sheet, found) in enumerate(zip(without, others, strict=True), 1):
        assert found == {name: count for name, count in whole.items() if name != sheet}
        assert missing[f"barsetshire-{at}"] == sorted({*always, sheet})


@pytest.mark.usefixtures("served_in_process")
def test_d5_what_a_pack_lacks_is_said_among_the_sources():
    shown = {cells[-2]: cells[-1] for cells in table(written("about_the_data", section="sources"), PACKS)}
    for folder in (PROJECT / "data" / "agreements").iterdir():
        there = {path.stem.replace("_", " ") for path in folder.iterdir()}
        every = {sheet.replace("_", " ") for sheet in packs.SHEETS} - ({"areas"} if folder != PACK else set())
        lacks = sorted(every - there)
        assert shown[f"agreements/{folder.name}"] == (", ".join(lacks) if lacks else "–")


def test_d6_the_same_figures_are_rated_alike_whoever_leads(tmp_path):
    """Barsetshire's pack twice: as it is, and with every target led by another body."""
    data = w.write(tmp_path / "data")

    def led_by_others(pack):
        rows = rows_of(pack, "targets")
        for row in rows:
            row["lead_partner"] = f"{row['target']} Trust"
        w.write_rows(pack / "targets.csv", tuple(rows[0]), rows)

    p.write_beside(data, [lambda pack: None, led_by_others])
    query = """
        select target, edition, rating_code, end_code, value, start_value, target_value, due_value, could_be_chance
        from marts.ratings where pack = ? order by all
    """
    leads = "select list(lead_partner order by target, edition) from marts.promises where pack = ?"
    with p.read(data, wanted=("marts.ratings", "marts.promises")) as con:
        own, other = (con.execute(query, [f"barsetshire-{at}"]).fetchall() for at in (0, 1))
        lead, others_lead = (con.execute(leads, [f"barsetshire-{at}"]).fetchall()[0][0] for at in (0, 1))
    assert len(own) > 5 and len({row[2] for row in own}) > 2
    assert own == other
    assert lead != others_lead


@pytest.mark.usefixtures("served_in_process")
def test_b11_a_supplier_is_listed_for_every_dataset(real):
    """Of figures, definitions and boundaries on the page of sources; of an agreement's own measures, who holds them."""
    suppliers = real.con.execute("select publisher from meta.sources where kind <> 'agreement'").fetchall()
    assert suppliers and all(publisher for (publisher,) in suppliers)
    page = written("about_the_data", section="sources")
    captions = [f"{kind}: files and where they come from" for kind in ("Figures", "Definitions", "Boundaries")]
    shown = [cells for caption in captions for cells in table(page, caption)]
    assert len(shown) == len(suppliers)
    assert {cells[1].partition(". ")[0] for cells in shown} == {name.partition(". ")[0] for (name,) in suppliers}
    for row in rows_of(PACK, "indicators"):
        assert row["owner"] and row["owner"] in read(written("indicator", indicator=row["indicator"], area=EXAMPLE))
