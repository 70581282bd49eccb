"""What people open in a spreadsheet program: figures are figures, and no text is run."""

import csv
import io

import openpyxl
import pandas as pd
import pytest

from data_pipeline import spreadsheets

LINK = 'HYPERLINK("http://x.uk","Look")'
RUN = [
    (f"={LINK}", f"'={LINK}"),
    (f"+{LINK}", f"'+{LINK}"),
    (f"-{LINK}", f"'-{LINK}"),
    (f"- {LINK}", f"'- {LINK}"),
    ("@SUM(1)", "'@SUM(1)"),
    ("  =1", "  '=1"),
    ("\t=1", "'\t'=1"),
    ("\r=1", "'\r'=1"),
    ("\tx", "'\tx"),
    ("＝1＋1", "'＝1＋1"),
    ("＋1", "'＋1"),
    ("－1", "'－1"),
    ("＠x", "'＠x"),
    ('"=1', "\"'=1"),
    ("a;=1;b", "a;'=1;b"),
    ("a,=1", "a,'=1"),
    ("a, =1", "a, '=1"),
    ('a","=1', 'a","\'=1'),
    ("a\n=1", "a\n'=1"),
    ("a\n- b", "a\n'- b"),
    ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
    ("-1.5;=1", "-1.5;'=1"),
]
SAME = ["-1.5", "+5", "-11.0%", "-£3,000", "- 5", "-5\n", "5 = five", "a@b", "a=b", "a - b", "", "'=1", "x; -3; y", "—"]


@pytest.mark.parametrize(("text", "written"), RUN, ids=ascii)
def test_what_would_be_run_has_an_apostrophe_before_it(text, written):
    assert spreadsheets.harmless(text) == written


@pytest.mark.parametrize("text", SAME, ids=ascii)
def test_a_figure_and_a_plain_text_stay_as_they_are(text):
    assert spreadsheets.harmless(text) == text


def test_numbers_and_blanks_of_a_frame_are_written_as_they_are():
    frame = pd.DataFrame({"value": [-1.5, 2.0, None], "said": ["=1", None, "-11.0%"], "is_last": [True, False, None]})
    written = spreadsheets.csv_of(frame)
    assert list(csv.reader(io.StringIO(written))) == [
        ["value", "said", "is_last"], ["-1.5", "'=1", "True"], ["2.0", "", "False"], ["", "-11.0%", ""],
    ]  # fmt: skip
    assert frame.loc[0, "said"] == "=1"


def test_a_text_in_a_workbook_is_a_text(tmp_path):
    texts = ["=1+1", f"={LINK}", "https://x.uk", "-1.5", "{=1}"]
    with spreadsheets.workbook(tmp_path / "book.xlsx") as book:
        page = book.add_worksheet()
        page.write_row(0, 0, texts)
    read = openpyxl.load_workbook(tmp_path / "book.xlsx").active
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in read[1]] == [(text, "s", None) for text in texts]
