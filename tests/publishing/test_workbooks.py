"""What a page shows as a workbook: opened and read as a spreadsheet program would."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from data_pipeline import queries
from data_pipeline.publishing.papers import documents
from data_pipeline.spreadsheets import Number, Sheet, workbook_of

SITE = "https://report.example.org"
ASKED = {
    "a card of figures": documents.Asked("figures", "E06000044", "2010/11"),
    "an agreement": documents.Asked("agreement", "X10000001"),
    "an indicator": documents.Asked("indicator", "E06000044", "2010/11", None, "NI 151"),
    "a map": documents.Asked("map", "E10000014", "2010/11", "2012-06-30", "NI 55"),
}


def opened(file: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file))


@pytest.fixture(scope="module", params=ASKED)
def found(request, real) -> tuple[documents.Asked, bytes]:
    return ASKED[request.param], documents.xlsx(real.con, ASKED[request.param], SITE)


def test_notes_come_first_and_say_what_it_is_whose_of_which_day_and_where(found):
    asked, file = found
    notes, *sheets = opened(file).worksheets
    told = {row[0]: row[1] for row in notes.iter_rows(min_row=3, values_only=True)}
    assert notes.title == "Notes" and sheets
    assert {"What", "Sources", "Day of the data", "Its page"} <= set(told)
    assert told["Its page"] == SITE + documents.page_of(asked)
    assert opened(file).properties.title == notes["A1"].value
    assert "Language" in [one.name for one in opened(file).custom_doc_props.props]
    if asked.code == "X10000001":
        assert told["Worked example: not real figures"].startswith("Exampleshire does not exist.")
    if asked.as_of:
        assert told["To know"].startswith("As it was known on 30 June 2012")


def test_nothing_is_a_formula_and_every_heading_stays_in_sight(found):
    for sheet in opened(found[1]).worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert all(cell.data_type in "ns" for row in sheet.iter_rows() for cell in row)
        assert len({cell.value for cell in sheet[1]}) == sheet.max_column


def test_the_same_bytes_are_made_twice(found, real):
    assert documents.xlsx(real.con, found[0], SITE) == found[1]


def test_the_workbook_of_a_card_has_the_figures_and_the_words_of_the_page(real):
    sheets = opened(documents.xlsx(real.con, ASKED["a card of figures"], SITE))
    head, *rows = sheets["Figures"].iter_rows(values_only=True)
    by_measure = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    assert len(rows) == len(queries.report_card(real.con, "E06000044", "2010/11"))
    line = by_measure["NI 121"]
    assert (line["2010/11"], line["Since 2007/08"]) == (pytest.approx(40.4, abs=0.05), "Better")
    assert by_measure["NI 16"]["2010/11"] is None and by_measure["NI 16"]["Why there is no figure"]
    over_time = sheets["Over time"]
    labels = [cell.value for cell in over_time[1]]
    row = next(row for row in over_time.iter_rows(values_only=True) if row[1] == "NI 121")
    assert row[labels.index("2010/11")] == line["2010/11"]


def test_the_workbook_of_an_agreement_has_every_promise(real):
    sheets = opened(documents.xlsx(real.con, ASKED["an agreement"], SITE))
    head, *rows = sheets["Promises"].iter_rows(values_only=True)
    stands = [row[head.index("How it stands")] for row in rows]
    assert (len(rows), stands.count("Kept"), stands.count("Not kept")) == (60, 16, 29)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["What happened, as printed"], first["What happened"]) == ("18.3%", 18.3)


def test_a_map_is_of_its_districts_and_an_indicator_of_a_place_and_what_it_lies_in(real):
    districts = opened(documents.xlsx(real.con, ASKED["a map"], SITE))["Districts"]
    assert {row[0] for row in districts.iter_rows(min_row=2, values_only=True)} == {
        row["name"] for row in queries.districts(real.con, "E10000014")
    }
    over_time = opened(documents.xlsx(real.con, ASKED["an indicator"], SITE))["Over time"]
    places = {row[0] for row in over_time.iter_rows(min_row=2, values_only=True)}
    assert places == {"Portsmouth", "South East", "England"}


def test_a_number_is_shown_with_its_unit_a_nought_is_a_value_and_a_text_is_a_text():
    texts = ["=1+1", "@SUM(A1)", "https://x.example", "007", "-2+3+cmd|'/c calc'!A1"]
    rows = [[Number(12.94, "%", 1), Number(0), Number(None), *texts], [Number(-1234.5, "£", 2), None, "", *texts]]
    sheet = Sheet("Rows", [(f"c{number}", 10) for number in range(8)], rows)
    page = opened(workbook_of("t", date(2011, 3, 31), [("=1+1", "=1+1")], [sheet]))["Rows"]
    assert [cell.value for cell in page[2]] == [12.94, 0, None, *texts]
    assert [cell.number_format for cell in page[2][:2]] == ['#,##0.0"%"', "#,##0"]
    assert (page["A3"].value, page["A3"].number_format) == (-1234.5, '"£"#,##0.00')
    assert {cell.data_type for cell in page[2][3:]} == {"s"}


def test_a_workbook_bears_the_day_that_it_is_given():
    file = workbook_of("t", date(2011, 3, 31), [], [])
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert "2011-03-31T00:00:00Z" in archive.read("docProps/core.xml").decode()
        assert {one.date_time[0] for one in archive.infolist()} == {1980}
