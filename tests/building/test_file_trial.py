"""A published file in a known layout: a row in series.csv and no code; and what `read` and `check` say of it."""

import contextlib
import csv
import functools
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from data_pipeline import __main__ as command_line
from data_pipeline.building import file_trial, warehouse
from data_pipeline.problems import Refused
from data_pipeline.reading import layouts
from tests.worlds import figures as w
from tests.worlds import layout_files
from tests.worlds.builds import judged

PUBLISHED = Path(os.environ.get("REPORT_CARD_PUBLISHED", w.ROOT.parent / "shared" / "data" / "published"))
LOST, FOUND = "Lost umbrellas | Percentage | %", "Found umbrellas | Percentage | %"


def put(data: Path, file: str, content: str, **series: dict[str, str]) -> None:
    """Put a file in place of the files of these series, each with its cells of series.csv."""
    (data / "indicators" / file).write_text(content, encoding="utf-8")
    list_as(data, file, **series)


def list_as(data: Path, file: str, **series: dict[str, str]) -> None:
    for series_id, cells in series.items():
        w.figures_file(data, series_id).unlink()
        limits = {"rows_min": "1", "rows_max": "50", "areas_min": "1"}
        w.amend_series(data, series_id, file=file, **limits, **cells)


@pytest.fixture
def ask(data: Path) -> Iterator[Callable[..., list[tuple]]]:
    """Ask of what a build reads; all that a test asks, of one look at the files."""
    with contextlib.ExitStack() as looks:

        @functools.cache
        def look() -> duckdb.DuckDBPyConnection:
            return looks.enter_context(judged(data, "marts.figures", "meta.sources"))

        yield lambda query, *values: look().execute(query, values).fetchall()


def figures(ask: Callable, series_id: str, columns: str) -> list[tuple]:
    return ask(f"select {columns} from marts.figures where series_id = ? order by source_row, period", series_id)


def issues(ask: Callable, columns: str = "rule, source_row, value, row_count") -> list[tuple]:
    return ask(f"select {columns} from meta.issues order by source_row, rule, value")


# A build


def test_a_file_with_two_measures_is_read_once_for_both(data, ask, monkeypatch):
    put(data, "umbrellas.csv", layout_files.ELS, ni_901={"measure": LOST}, li_904={"measure": FOUND})
    reader, read = layouts.known()["els"], []
    read_file = reader.read
    monkeypatch.setattr(reader, "read", lambda *given: read.append(given[1].name) or read_file(*given))
    assert figures(ask, "ni_901", "area_code, value, lower, status, source_row") == [
        (w.ENGLAND, 12.5, 12.1, "published", 2),
        (w.CASTERBRIDGE, 13.0, 11.0, "provisional", 3),
        (w.COKETOWN, None, None, "not available", 4),
    ]
    assert read == ["umbrellas.csv"]
    assert figures(ask, "li_904", "area_code, value") == [(w.ENGLAND, 2.5)]
    assert issues(ask) == [
        ("part_of_an_area", 5, "Of two together", 1),
        ("place_of_another_kind", 6, "W06…", 1),
    ]


def test_rows_that_fit_no_header_are_answered_for_once_where_two_series_share_a_file(data, ask):
    put(data, "umbrellas.csv", layout_files.ELS + "cut short\n", ni_901={"measure": LOST}, li_904={"measure": FOUND})
    assert ("unreadable_row", 8, "cut short", 1) in issues(ask)
    read = ask("select source_id, rows_read, rows_kept, rows_set_aside from meta.sources")
    assert {row for row in read if row[0] in ("ni_901", "li_904")} == {("ni_901", 6, 3, 3), ("li_904", 1, 1, 0)}


def test_a_part_of_areas_is_a_series_when_it_is_named(data, ask):
    put(data, "geese.csv", layout_files.TRIMMED, ni_901={"part": "Most deprived quintile"})
    assert figures(ask, "ni_901", "area_code, period, value") == [(w.CASTERBRIDGE, "2009/10", 31.0)]


def test_a_workbook_with_old_codes_no_period_and_shares_as_fractions(data, ask):
    layout_files.write_xlsx(data / "indicators" / "clockwork.xlsx", layout_files.SHEETS)
    measure = "Local Authority | Households Per cent wound up"
    list_as(data, "clockwork.xlsx", ni_901={"measure": measure, "period": "2010/11", "scale": "100"})
    assert figures(ask, "ni_901", "area_code, value, value_as_published, status, period_label, source_row") == [
        (w.CASTERBRIDGE, 2.5, "2.5", "published", "2010/11", 5),
        (w.COKETOWN, None, "n/a", "not applicable", "2010/11", 6),
    ]
    assert issues(ask) == [("unknown_area", 7, "00XZ", 1)]


def test_names_are_areas_and_what_is_no_area_is_set_aside_by_name(data, ask):
    put(data, "hats.csv", layout_files.BY_NAME, ni_901={"measure": "Old hats thrown away | Burnt | Percentage (%)"})
    assert figures(ask, "ni_901", "area_code, value, status") == [
        (w.WESSEX, 40.0, "published"),
        (w.CASTERBRIDGE, 41.5, "published"),
        (w.COKETOWN, 42.0, "provisional"),
    ]
    assert issues(ask) == [
        ("unknown_area", 5, "Five Towns Hat Authority", 1),
        ("unknown_area", 6, None, 1),
    ]


def test_a_committees_targets_for_an_area_that_series_csv_names(data, ask):
    measure = {"measure": "NI 901 Lost pupils | target", "area": "Casterbridge"}
    put(data, "committee.csv", layout_files.COMMITTEE, ni_902=measure)
    assert figures(ask, "ni_902", "area_code, period_label, value, value_as_published, status") == [
        (w.CASTERBRIDGE, "2008/09", 1234.0, "£1,234", "published"),
        (w.CASTERBRIDGE, "2009/10", None, "TBC", "not available"),
        (w.CASTERBRIDGE, "2010/11", None, "None set", "not available"),
    ]


def test_one_bad_cell_of_a_row_sets_aside_that_figure_alone_and_names_the_row(data, ask):
    put(data, "bandstands.csv", layout_files.LG_INFORM.replace(",Smarch 2010", ",2011/12"), ni_903={})
    assert figures(ask, "ni_903", "area_code, period, period_reported, value, status, source_row") == [
        (w.CASTERBRIDGE, "2008/09", "2008/09", 12.3, "published", 5),
        (w.CASTERBRIDGE, "2011/12", "2011/12", 1.0, "published", 5),
        (w.CASTERBRIDGE, "to Feb 11", "to Feb 11", None, "not applicable", 5),
        (w.COKETOWN, "2008/09", "2008/09", None, "suppressed", 6),
        (w.COKETOWN, "2009", "2009/10", 55.7, "published", 6),
        (w.COKETOWN, "2011/12", "2011/12", 1.0, "published", 6),
        (w.BARCHESTER, "2008/09", "2008/09", 7.0, "published", 7),
        (w.BARCHESTER, "2009/10", "2009/10", 8.0, "published", 7),
        (w.BARCHESTER, "2011/12", "2011/12", 1.0, "published", 7),
    ]
    assert issues(ask, "rule, source_row, column_name, value") == [
        ("implausible_value", 5, "2009/10", "1,234"),
        ("not_a_number", 6, "to Feb 11", "4.1%94"),
        ("missing_without_reason", 7, "to Feb 11", ""),
    ]


def test_many_rows_of_one_place_outside_are_told_once(data, ask):
    outside = "".join(f"W06000901,Llareggub,,Lost umbrellas,{year},8,Percentage,%,,,,\n" for year in range(2001, 2004))
    inside = "".join(f"{w.CASTERBRIDGE},,,Lost umbrellas,{year},8,Percentage,%,,,,\n" for year in range(2001, 2008))
    put(data, "umbrellas.csv", layout_files.ELS + outside + inside, ni_901={"measure": LOST})
    assert ("place_of_another_kind", 6, "W06…", 4) in issues(ask)


WRONG = [
    ({}, "measure", "has several measures"),
    ({"measure": "Umbrellas"}, "measure", "has no such measure"),
    ({"measure": LOST, "layout": "papyrus"}, "layout", "no reader has this name"),
]


@pytest.mark.parametrize(("cells", "column", "problem"), WRONG, ids=[problem for *_, problem in WRONG])
def test_a_row_of_series_csv_that_does_not_fit_its_file_is_refused_by_row_and_column(cells, column, problem, data):
    put(data, "umbrellas.csv", layout_files.ELS, ni_901=cells)
    with pytest.raises(Refused) as refusal:
        warehouse.build(data)
    (found,) = refusal.value.problems
    assert (found.file, found.row, found.column) == ("indicators/series.csv", 2, column)
    assert problem in found.problem and found.what_to_do


def test_a_workbook_that_no_series_lists_is_refused(data):
    layout_files.write_xlsx(data / "indicators" / "clockwork.xlsx", layout_files.SHEETS)
    with pytest.raises(Refused, match=r"clockwork.xlsx: the file is not listed"):
        warehouse.build(data)


def test_series_csv_carries_where_a_file_came_from(data):
    w.amend_series(data, "ni_901", url="https://example.org/ni_901.csv", retrieved="2011-01-20", sha256="abc")
    with judged(data) as con:
        row = con.execute("select url, retrieved, sha256 from definitions.series where series_id = 'ni_901'").fetchone()
    assert row == ("https://example.org/ni_901.csv", "2011-01-20", "abc")


COUNTED = "area_code,period,value,indicator,lower_ci,upper_ci,Count,Denominator\n"


def counted(period: int, *cells: str) -> str:
    """A figure with its limits and counts, each quoted."""
    return f'{w.CASTERBRIDGE},{period},"{cells[0]}",Geese,' + ",".join(f'"{cell}"' for cell in cells[1:]) + "\n"


def test_values_limits_and_counts_are_read_by_one_reader_of_numbers(data, ask):
    """However people and computers write them; a count of which there is none is no fault of the figure beside it."""
    printed = [
        (("30.5", "28", "33", "1e+05", "327,869"), (30.5, 28.0, 33.0, 1e5, 327869.0)),
        (("8.4e-05", "1e-05", "9E-05", "1E5", "2.5e+06"), (8.4e-05, 1e-05, 9e-05, 1e5, 2.5e6)),
        (("12.5%", "11.5%", "13.5 %", "100,000", "800000"), (12.5, 11.5, 13.5, 1e5, 8e5)),
        (("1e1", "−1", ".5e2", "[c]", "NA"), (10.0, -1.0, 50.0, None, None)),
        (("12.3 [p]", "", "", "*", "800"), (12.3, None, None, None, 800.0)),
    ]
    rows = "".join(counted(2001 + number, *cells) for number, (cells, _) in enumerate(printed))
    put(data, "geese.csv", COUNTED + rows, ni_901={})
    columns = "value, lower, upper, numerator, denominator"
    assert figures(ask, "ni_901", columns) == [numbers for _, numbers in printed]
    assert issues(ask) == []
    assert figures(ask, "ni_901", "status")[-1] == ("provisional",)


# One file


def report(data: Path, content: str, **options) -> file_trial.Report:
    path = data.parent / "published.csv"
    path.write_text(content, encoding="utf-8")
    return file_trial.report(path, data, **options)


def test_a_report_says_what_a_file_holds(data):
    found = report(data, layout_files.ELS)
    assert (found.layout, found.rows_read, found.rows_kept, found.rows_set_aside) == ("els", 6, 4, 2)
    assert [(measure.name, measure.rows, measure.kept) for measure in found.measures] == [(FOUND, 1, 1), (LOST, 5, 3)]
    assert found.measures[1].parts == ["Of two together"]
    assert (found.measures[1].first_period, found.measures[1].areas) == ("2010-01-01/P1Y", 4)
    assert found.first_rows[0]["area"] == w.ENGLAND
    assert [(fault.problem.row, fault.problem.value) for fault in found.faults] == [(5, "Of two together"), (6, "W06…")]


def test_faults_come_worst_first(data):
    extra = f"{w.CASTERBRIDGE},,,Lost umbrellas,2011,20,Percentage,%,30,40,,\ncut short\n"
    extra += "".join(f"E06999999,,,Lost umbrellas,{year},1,Percentage,%,,,,\n" for year in (2008, 2009))
    found = report(data, layout_files.ELS + extra)
    assert [(fault.problem.value, fault.severity, fault.rows) for fault in found.faults] == [
        ("cut short", "set aside", 1),
        ("E06999999", "set aside", 2),
        ("Of two together", "set aside", 1),
        ("W06…", "set aside", 1),
        ("20 is not between 30 and 40", "doubt", 1),
    ]


@pytest.mark.parametrize(
    ("period", "is_kept"), [("2008/09", False), ("2009/10", True), ("some time", False)], ids=lambda given: str(given)
)
def test_a_name_that_was_another_areas_before_is_sure_only_from_then_on(period, is_kept, data):
    """Bedford was a district until 2009 and a unitary authority since."""
    areas = data / "definitions" / "areas.csv"
    areas.write_text(areas.read_text().replace(f"{w.MELCHESTER},Melchester", f"{w.MELCHESTER},Casterbridge"))
    content = layout_files.BY_NAME.splitlines()[0] + f"\n{period},Hats,Burnt,Wessex,Casterbridge,%,Normal value,,41.5\n"
    assert report(data, content).rows_kept == is_kept


KNOWN = (
    "Casterbridge", "CASTERBRIDGE UA", "Casterbridge City Council", "Coketown MBC", "Barsetshire County Council",
    "Walmington on Sea", "City of Barchester", "Wessex", "Melchester",
)  # fmt: skip


@pytest.mark.parametrize(("names", "kept"), [(KNOWN, len(KNOWN)), (("Barsetshire Council", "Barchester LB", "-"), 0)])
def test_a_name_stands_for_an_area_with_what_its_council_is_called_and_nothing_looser(names, kept, data):
    """Each under a heading of its own, for one figure of a place is all that there may be."""
    lines = [f"2007/08,Hats,{n},Wessex,{name},%,Normal value,,41.5" for n, name in enumerate(names)]
    content = "\n".join([layout_files.BY_NAME.splitlines()[0], *lines]) + "\n"
    assert sum(measure.kept for measure in report(data, content).measures) == kept


def dated(measure: str, *periods: str) -> str:
    """A line for each of these periods, in a file that has a header."""
    return "".join(f"{w.CASTERBRIDGE},{period},{20 + n},{measure}\n" for n, period in enumerate(periods))


LONG = "area_code,period,value,indicator\n"
MONTHS = [f"2009-{month:02d}" for month in range(1, 13)]
WRITTEN = [
    # the periods of a series; how many are read
    (["2009-12", "2010-12", "2011-12"], 0),
    (MONTHS, 0),
    ([month.replace("-", "/") for month in MONTHS], 0),
    (["2009-10", "2009-12", "2010 - 12"], 1),
    (["2009-10", "2010-11", "2011-12"], 3),
    (["2009-10", "2008-2010", "March 2009"], 3),
]


def test_a_year_and_a_number_is_a_financial_year_only_where_no_other_of_the_series_is_a_month(data):
    series = [(f"Bandstands {number}", periods) for number, (periods, _) in enumerate(WRITTEN)]
    found = report(
        data, LONG + "".join(dated(name, *periods) for name, periods in series) + dated("Gazebos", "2009-10")
    )
    kept = {name: kept for (name, _), (_, kept) in zip(series, WRITTEN, strict=True)}
    assert {measure.name: measure.kept for measure in found.measures} == {**kept, "Gazebos": 1}
    assert all("may be a month" in fault.problem.problem for fault in found.faults)
    assert sum(fault.rows for fault in found.faults) == sum(len(periods) - kept for periods, kept in WRITTEN)


@pytest.mark.parametrize(("place", "column"), [(3, "numerator"), (4, "denominator"), (1, "lower")])
def test_what_is_no_number_where_one_belongs_is_a_fault(place, column, data):
    cells = ["30", "28", "33", "30", "100"]
    cells[place] = "about 30"
    found = report(data, COUNTED + counted(2009, "30", "28", "33", "30", "100") + counted(2010, *cells))
    assert found.rows_kept == 1
    assert (column, "about 30") in [(fault.problem.column, fault.problem.value) for fault in found.faults]


MARKS = [
    # in the cell of the value; the number in it; the status it comes to, by its code, None for a fault
    ("[c]", None, "c"), ("*", None, "c"), ("c", None, "c"), ("[x]", None, "x"), ("..", None, "x"), (":", None, "x"),
    ("-", None, "x"), ("[z]", None, "z"), ("n/a", None, "z"), ("[u]", None, "u"), ("[low]", None, "low"),
    ("0 [low]", None, "low"), ("[w]", None, "w"), ("12.3 [r]", 12.3, "r"), ("12.3 (p)", 12.3, "p"),
    ("12.3[note 2]", 12.3, ""), ("0", None, ""), ("12.3*", None, None), ("[e]", None, None), ("12.3 [c]", None, None),
]  # fmt: skip
YEARS = range(1950, 1950 + len(MARKS))
ACROSS = (
    f"Bandstands\n\nArea code,{','.join(map(str, YEARS))}\n{w.CASTERBRIDGE},{','.join(mark for mark, *_ in MARKS)}\n"
)
DOWN = {
    "fingertips": LONG + f"{w.CASTERBRIDGE},{{}},{{}},Bandstands\n",
    "els": layout_files.ELS.splitlines()[0] + f"\n{w.CASTERBRIDGE},,,Bandstands,{{}},{{}},,,,,,\n",
    "by_name": layout_files.BY_NAME.splitlines()[0] + "\n{},Hats,Burnt,,Casterbridge,%,Normal value,,{}\n",
    "tidy": layout_files.TIDY.splitlines()[0] + f"\n{w.CASTERBRIDGE},{{}},{{}},,,,\n",
    "wide": layout_files.WIDE.splitlines()[0] + f"\n{{}},{w.CASTERBRIDGE},{{}},7\n",
}


@pytest.mark.parametrize("layout", [*DOWN, "lg_inform"])
def test_a_mark_in_place_of_a_figure_or_behind_it_is_a_status_in_every_layout(layout, data, monkeypatch):
    """With the real list of statuses, of which the made-up England has but a few."""
    statuses = Path(shutil.copy(warehouse.DATA / "definitions" / "statuses.csv", data / "definitions"))
    codes = {row["meaning"]: row["code"] for row in csv.DictReader(statuses.read_text().splitlines())}
    content = ACROSS
    if layout in DOWN:
        header, row = DOWN[layout].rstrip("\n").rsplit("\n", 1)
        content = "\n".join([header, *(row.format(*line) for line in zip(YEARS, (m for m, *_ in MARKS), strict=True))])
    monkeypatch.setattr(file_trial, "FIRST", 2 * len(MARKS))
    found = report(data, content)
    assert found.layout == layout
    rows = [row for row in found.first_rows if "Head" not in row["measure"]]
    kept = {row["value"]: (row["number"], codes.get(row["status"], "")) for row in rows}
    assert {mark: kept[mark] for mark, _, code in MARKS if code is not None} == {
        mark: (number, code) for mark, number, code in MARKS if code is not None
    }
    told = {place.value for fault in found.faults for place in fault.places}
    assert told == {mark for mark, _, code in MARKS if code is None}


STATED = [
    # status as published, value, kept
    ("provisional", "12", True), ("low", "13", False), ("low", "0", True), ("[c]", "", True), ("C", "", True),
    ("c", "5", False), ("suppressed", "", True), ("Missing value; suppressed", "", True), ("Undefined", "7", True),
    ("Undefined", "", False), ("no idea", "7", False), ("Of two together", "7", False),
]  # fmt: skip


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_status_says_why_there_is_no_figure_or_what_it_is_worth(is_kept, data):
    shutil.copy(warehouse.DATA / "definitions" / "statuses.csv", data / "definitions")
    stated = [(status, value) for status, value, kept in STATED if kept is is_kept]
    rows = [
        f"{w.CASTERBRIDGE},,,Bandstands,{year},{value},,,,,{status},"
        for year, (status, value) in enumerate(stated, 2000)
    ]
    found = report(data, "\n".join([layout_files.ELS.splitlines()[0], *rows]) + "\n")
    assert (found.rows_read, found.rows_kept) == (len(stated), len(stated) * is_kept)
    assert found.measures[0].parts == ([] if is_kept else ["Of two together", "no idea"])


def test_a_column_that_tells_rows_apart_is_told_in_one_line_and_offers_its_values_as_parts(data, ask, capsys):
    cells = ("Male", "12"), ("Female", "13")
    places = (w.CASTERBRIDGE, w.COKETOWN, w.BARCHESTER, w.SILVERBRIDGE)
    rows = [f"{code},2010,{value},Geese,{kind}\n" for code in places for kind, value in cells]
    content = LONG.replace("indicator", "indicator,kind") + "".join(rows)
    found = report(data, content)
    assert found.measures[0].parts == ["Female", "Male"]
    (fault,) = found.faults
    assert (fault.rows, fault.problem.column) == (8, "kind")
    assert "the column kind tells rows of one area and period apart" in str(fault)
    put(data, "geese.csv", content, ni_901={"part": "Male"})
    assert figures(ask, "ni_901", "area_code, value") == [(code, 12.0) for code in places]


def test_many_rows_alike_are_one_line_with_the_first_three(data, capsys):
    path = data.parent / "geese.csv"
    rows = [f"{w.CASTERBRIDGE},{year},{value},Geese\n" for year in range(1950, 2000) for value in (1, 2)]
    path.write_text(LONG + "".join(rows) + f"{w.COKETOWN},2010,twelve,Geese\n")
    assert command_line.main(["check", str(path), "--data", str(data)]) == 1
    _, counted, *lines = capsys.readouterr().out.splitlines()
    assert counted == "101 rows read, 0 kept, 101 set aside"
    assert len(lines) == 2
    assert lines[0].startswith(
        "  set aside: geese.csv, 100 rows: the file gives two different values for this area and period. "
        f"First: row 2, column area_code, '{w.CASTERBRIDGE}, 1950, 1'; row 3, "
    )
    assert lines[0].count("column area_code") == 3
    assert lines[1].startswith(
        "  set aside: geese.csv, row 102, column value: this is not one clean number: text. Found: 'tw"
    )


NEWER = [
    # a code; whether it may be newer than our list
    ("E06999999", True), ("E08000903", True), ("E07000904", True), ("E06000100", False), ("E07000001", False),
    ("00ZZ", False), ("E6000001", False),
]  # fmt: skip


def test_a_code_after_the_last_of_its_kind_may_be_newer_than_our_list(data):
    """The last change of the made-up England is the merger of 1 April 2019."""
    found = report(data, LONG + "".join(f"{code},2010,7,Geese\n" for code, _ in NEWER)).faults
    is_said = ["may be newer than our list of codes (to April 2019)" in fault.problem.problem for fault in found]
    told = {place.value: said for fault, said in zip(found, is_said, strict=True) for place in fault.places}
    assert told.items() <= dict(NEWER).items()
    assert sum(fault.rows for fault, said in zip(found, is_said, strict=True) if said) == 3
    assert sum(fault.rows for fault in found) == len(NEWER)


def test_a_report_says_what_series_csv_must_give(data):
    assert report(data, layout_files.COMMITTEE).needs == ["area"]
    path = layout_files.write_xlsx(data.parent / "book.xlsx", {"LA": layout_files.SHEETS["Local Authority"]})
    assert file_trial.report(path, data).needs == ["period"]


UNKNOWN = [
    ("nothing,of,ours\n1,2,3\n", "the layout is not recognised"),
    ("", "the file is empty"),
    ("é".encode("latin-1") * 3, "not UTF-8"),
]


@pytest.mark.parametrize(("content", "problem"), UNKNOWN, ids=[problem for _, problem in UNKNOWN])
def test_a_file_that_no_reader_knows_is_refused_with_the_layouts_there_are(content, problem, data):
    path = data.parent / "unknown.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Refused, match=problem) as refusal:
        file_trial.report(path, data)
    assert "fingertips" in refusal.value.problems[0].what_to_do


def test_checking_a_file_says_every_fault_and_ends_with_1(data, capsys):
    path = data.parent / "umbrellas.csv"
    path.write_text(layout_files.ELS)
    before = w.contents(data)
    assert command_line.main(["check", str(path), "--data", str(data)]) == 1
    printed = capsys.readouterr().out
    assert "umbrellas.csv: layout els, 2 measures\n6 rows read, 4 kept, 2 set aside\n" in printed
    assert "set aside: umbrellas.csv, row 5, column part: the figure is not of the area as a whole" in printed
    assert f"First in '{LOST}'." in printed
    assert w.contents(data) == before


def test_a_clean_file_ends_with_0(data, capsys):
    path = w.figures_file(data, "ni_901")
    assert command_line.main(["check", str(path), "--data", str(data)]) == 0
    rows = len(w.figures("ni_901"))
    assert f"{rows} rows read, {rows} kept, 0 set aside" in capsys.readouterr().out


def test_reading_a_file_shows_its_measures_and_first_rows(data, capsys):
    path = data.parent / "committee.csv"
    path.write_text(layout_files.COMMITTEE)
    assert command_line.main(["read", str(path), "--data", str(data)]) == 1
    printed = capsys.readouterr().out
    assert "committee.csv: layout committee" in printed
    assert "NI 901 Lost pupils | target: 3 rows" in printed
    assert "value £1,234" in printed
    assert "series.csv must, in the column area" in printed


def test_a_file_may_be_read_in_a_layout_that_is_given(data, capsys):
    path = data.parent / "umbrellas.csv"
    path.write_text(layout_files.ELS)
    assert command_line.main(["check", str(path), "--data", str(data), "--layout", "papyrus"]) == 1
    assert "no reader has this name" in capsys.readouterr().err
    assert command_line.main(["check", str(path), "--data", str(data), "--layout", "tidy"]) == 1
    assert "column 1 of the header should be 'area_code'" in capsys.readouterr().err


def test_a_file_that_is_not_there_ends_with_1(data, capsys):
    assert command_line.main(["read", str(data / "nowhere.csv"), "--data", str(data)]) == 1
    assert "the file is missing" in capsys.readouterr().err


# Files as their publishers laid them out, where they are at hand

LAYOUTS = {"els_": "els", "tdl_": "fingertips", "mysociety_": "wide", "onssdg_": "by_name", "decc_": "workbook"}
AT_HAND = [] if not PUBLISHED.is_dir() else [
    path for path in sorted(PUBLISHED.iterdir()) if path.suffix in (".csv", ".xlsx") and path.name != "manifest.csv"
]  # fmt: skip


@pytest.mark.skipif(not AT_HAND, reason="no published files at hand: name their folder in REPORT_CARD_PUBLISHED")
@pytest.mark.parametrize("path", AT_HAND, ids=lambda path: path.name)
def test_of_a_really_published_file_every_row_is_kept_or_set_aside_with_a_reason(path):
    found = file_trial.report(path, warehouse.DATA)
    assert found.layout == next(layout for prefix, layout in LAYOUTS.items() if path.name.startswith(prefix))
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = sum(1 for _ in csv.reader(file)) - 1
        assert found.rows_read == rows * (len(found.measures) if found.layout == "wide" else 1)
    else:
        assert found.rows_read > 100_000
    assert found.rows_kept == sum(measure.kept for measure in found.measures)
    # A row may have several faults, and has at least one.
    assert found.rows_set_aside <= sum(fault.rows for fault in found.faults if fault.severity == "set aside")
    assert all(fault.problem.row and fault.problem.problem and fault.problem.what_to_do for fault in found.faults)
    assert not [fault for fault in found.faults if fault.problem.problem.startswith("this is not a number")]
    assert found.rows_kept > 0 or found.layout == "wide"
