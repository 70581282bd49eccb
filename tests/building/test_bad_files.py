"""A file that is wrong refuses the build: it is named, with what to do, and the warehouse in use stays as it was."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from data_pipeline import sql
from data_pipeline.building import definitions, faults, tables, warehouse
from data_pipeline.problems import Problem, Refused
from data_pipeline.reading.layouts import tidy
from tests.worlds import figures as w
from tests.worlds.builds import judged
from tests.worlds.claims import WRONG_DEFINITIONS


def delete(path: Path) -> None:
    path.unlink()


def empty(path: Path) -> None:
    path.write_bytes(b"")


def keep_only_the_header(path: Path) -> None:
    path.write_bytes(path.read_bytes().splitlines(keepends=True)[0])


def rename_a_column(path: Path) -> None:
    header, rest = path.read_bytes().split(b"\n", 1)
    path.write_bytes(header.replace(b",", b"_x,", 1) + b"\n" + rest)


def swap_two_columns(path: Path) -> None:
    header, rest = path.read_bytes().split(b"\n", 1)
    first, second, *others = header.split(b",")
    path.write_bytes(b",".join([second, first, *others]) + b"\n" + rest)


def drop_a_column(path: Path) -> None:
    header, rest = path.read_bytes().split(b"\n", 1)
    path.write_bytes(header.rsplit(b",", 1)[0] + b"\n" + rest)


def add_a_column(path: Path) -> None:
    header, rest = path.read_bytes().split(b"\n", 1)
    path.write_bytes(header + b",more\n" + rest)


def save_as_latin_1(path: Path) -> None:
    content = path.read_bytes().rstrip(b"\n")
    path.write_bytes(content + "cafés".encode("latin-1") + b"\n")


def save_as_utf_16(path: Path) -> None:
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-16")


WHOLE_FILE = [
    delete, empty, keep_only_the_header, rename_a_column, swap_two_columns, drop_a_column, add_a_column,
    save_as_latin_1, save_as_utf_16,
]  # fmt: skip
# Without a list of series nothing else is looked at.
FILES = [("indicators/series.csv",), ("definitions/areas.csv", "files.csv", "indicators/ni_901.csv")]


@pytest.mark.parametrize("damage", WHOLE_FILE, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("files", FILES, ids=lambda files: files[0])
def test_a_file_that_cannot_be_trusted_is_refused_by_name_and_nothing_is_replaced(files, damage, data):
    for file in files:
        damage(data / file)
    problems = all_refused(data)
    assert tuple(problem.file for problem in problems) == files
    assert all(problem.what_to_do for problem in problems)


def test_every_bad_file_is_named_at_once(data):
    delete(data / "indicators" / "ni_901.csv")
    empty(data / "indicators" / "ni_902.csv")
    rename_a_column(data / "definitions" / "themes.csv")
    with pytest.raises(Refused) as refusal:
        warehouse.build(data)
    assert [problem.file for problem in refusal.value.problems] == [
        "definitions/themes.csv",
        "indicators/ni_901.csv",
        "indicators/ni_902.csv",
    ]


def test_a_series_with_far_fewer_rows_than_expected_is_refused_and_one_of_which_hardly_any_can_be_kept(data):
    path = w.figures_file(data, "ni_901")
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:10]))
    path = w.figures_file(data, "ni_903")
    header, *lines = path.read_text().splitlines()
    path.write_text("\n".join([header, *(line.replace("/P3Y,", "/P3Y,c. ") for line in lines)]) + "\n")
    few, unfit = sorted(all_refused(data), key=lambda problem: problem.file)
    assert (few.file, unfit.file) == ("indicators/ni_901.csv", "indicators/ni_903.csv")
    assert "9 rows" in few.value


def test_the_same_file_under_two_series_is_refused(data):
    shutil.copy(w.figures_file(data, "ni_902"), w.figures_file(data, "ni_903"))
    problem = refused(data)
    assert problem.file == "indicators/ni_903.csv"
    assert "ni_902" in problem.problem


def test_a_file_that_no_series_lists_is_refused(data):
    w.figures_file(data, "ni_999").write_bytes(w.figures_file(data, "ni_902").read_bytes() + b"\n")
    assert refused(data).file == "indicators/ni_999.csv"


def test_a_series_of_an_unknown_indicator_is_refused(data):
    w.amend_series(data, "ni_902", indicator="NI 999")
    problem = refused(data)
    assert (problem.file, problem.row, problem.column, problem.value) == (
        "indicators/series.csv",
        3,
        "indicator",
        "NI 999",
    )


def test_a_definition_with_one_row_too_short_is_refused(data):
    path = data / "definitions" / "statuses.csv"
    path.write_bytes(path.read_bytes() + b"e,estimated\n")
    problem = refused(data)
    assert (problem.file, problem.row) == ("definitions/statuses.csv", 8)


WRONG_CELLS = [
    # file, as it is, made wrong
    ("definitions/areas.csv", "2019-03-31", "31/03/2019"),
    ("definitions/areas.csv", "Casterbridge,unitary,,Wessex", "Casterbridge,unitary,,Wesex"),
    ("definitions/areas.csv", f"{w.SILVERBRIDGE},Silverbridge", f"{w.BARCHESTER},Silverbridge"),
    ("definitions/areas.csv", "Casterbridge,unitary,", "Casterbridge,Unitary,"),
    ("definitions/areas.csv", f"Loamland,{w.BARSETSHIRE},,,,Barchester", "Loamland,E10000999,,,,Barchester"),
    ("definitions/areas.csv", f"{w.SILVERBRIDGE},Silverbridge", "E07'; select 1,Silverbridge"),
    ("definitions/national_indicators.csv", "NI 902,", "NI 902'; select 1,"),
    ("definitions/other_indicators.csv", "\nLI", "\n=LI"),
    ("definitions/figures_found.csv", "https://a.example/paper,2,", "https://a.example/paper,3,"),
    ("definitions/figures_found.csv", "https://a.example/paper,2,", "https://a.example/paper,two,"),
    ("definitions/figures_left_out.csv", "Bells are no promise.", ""),
    ("definitions/figures_left_out.csv", "Bells are no promise.", "Bells \u202eare no promise."),
    ("definitions/figures_found.csv", "https://a.example/paper,2,", "javascript:alert(1),2,"),
    ("indicators/series.csv", ",The Office of Inventions,", ",=HYPERLINK(1),"),
    (
        "definitions/figures_left_out.csv",
        "\nBarchester,,Bells",
        "\nSilverbridge,,Bells,2009/10,outturn,7,Because.,https://a.example/paper,A paper\nBarchester,,Bells",
    ),
    ("definitions/national_indicators.csv", "NI 905,", "NI 901,"),
    ("definitions/national_indicators.csv", "Safer and Stronger Communities", "Safer & Stronger Communities"),
    ("definitions/statuses.csv", "Published by the source,yes", "Published by the source,Yes"),
    ("definitions/statuses.csv", "u,suppressed", "x,suppressed"),
    ("definitions/ratings.csv", "Near.,0.6", "Near.,six tenths"),
    ("definitions/ratings.csv", "Near.,0.6,", "Near.,0.6,soon"),
    ("definitions/ratings.csv", "2,on_track", "2,met"),
    ("definitions/rules.csv", "position,comparison,", ",comparison,"),
    ("definitions/rules.csv", "\ntwo_intervals,", "\nposition,"),
    ("definitions/rules.csv", "position,comparison,", "position,weather,"),
    ("definitions/rules.csv", "outlook,One figure has no pace.", "outlook,"),
    ("definitions/thresholds.csv", "few_people,1000", "few_people,a few"),
    ("definitions/thresholds.csv", "few_people,1000", "many_people,1000"),
    ("definitions/tone_words.csv", ",bad", ",sad"),
    ("definitions/verdicts.csv", "\nsignal,run", "\nomen,run"),
    ("definitions/verdicts.csv", "\nsignal,run", "\nsignal,"),
    ("definitions/verdicts.csv", "\nsignal,run", "\nsignal,one side"),
    ("definitions/verdicts.csv", "improving,better,Improving", "improving,better,"),
    ("definitions/verdicts.csv", "improving,better,Improving", "improving,,Improving"),
    ("definitions/verdicts.csv", "seven in a row rising or falling", ""),
    ("definitions/verdicts.csv", "new figure,new figures", "new figure,"),
    ("definitions/verdicts.csv", "better than {name}", "better than {place}"),
    ("definitions/verdicts.csv", "better than {name}", "better than {name"),
    ("definitions/verdicts.csv", "get there in time.,yes", "get there in time.,Yes"),
    ("definitions/verdicts.csv", "it is on track,", "it is on track,yes"),
    ("definitions/wards.csv", f"Mixen Lane,{w.CASTERBRIDGE}", "Mixen Lane,E06999999"),
    ("definitions/parishes.csv", f"Plumstead Episcopi,{w.BARCHESTER}", "Plumstead Episcopi,E07999999"),
    ("definitions/towns.csv", f"Budmouth,{w.CASTERBRIDGE}", f"Budmouth,{w.BARSETSHIRE}"),
    ("definitions/short_names.csv", "barsetshire,barsets", "Barsetshire,barsets"),
    ("definitions/other_places.csv", f"{w.BARSETSHIRE};{w.CASTERBRIDGE}", f"{w.BARSETSHIRE};E06999999"),
    ("definitions/other_places.csv", "former county", "old county"),
    ("definitions/other_places.csv", "Wales", ""),
    ("indicators/series.csv", "%,lower,1,", "%,Lower,1,"),
    ("indicators/series.csv", "%,lower,1,", "%,lower,one,"),
    ("indicators/series.csv", "%,lower,1,", "%,lower,,"),
    ("indicators/series.csv", ",0,100,,,,,,,,,\n", ",0,1OO,,,,,,,,,\n"),
    ("indicators/series.csv", ",0,100,,,,,,,,,\n", ",0,100,,,,,,a hundred,,,\n"),
    ("indicators/series.csv", ",NI 901,", ",,"),
    ("indicators/series.csv", ",exact,", ",about,"),
    ("indicators/series.csv", ",The Office of Inventions,", ",,"),
    ("indicators/series.csv", "\nni_902,", "\n<b>ni_902,"),
    ("indicators/series.csv", "ni_902.csv", "../ni_902.csv"),
    ("indicators/series.csv", "\nni_902,", "\nni_901,"),
    ("indicators/series.csv", "\nni_902,", "\n,"),
    ("boundaries/district_tiles_2011.csv", f"{w.COKETOWN},2,1", f"{w.COKETOWN},two,1"),
    ("boundaries/district_tiles_2011.csv", f"{w.COKETOWN},2,1", f"{w.COKETOWN},2,1\n{w.COKETOWN},5,1"),
]


@pytest.fixture(scope="module")
def read(world, tmp_path_factory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The definitions of the fixture world, as a build has read them: each test takes back what it changed."""
    with sql.building(tmp_path_factory.mktemp("read")) as con:
        tables.make_schemas(con)
        assert definitions.load_definitions(con, world.data) + faults.wrong_definitions(con) == []
        yield con


@pytest.mark.parametrize(("file", "as_it_is", "made_wrong"), WRONG_CELLS, ids=[cell[2] for cell in WRONG_CELLS])
def test_a_wrong_cell_in_a_definition_is_refused_by_the_name_of_its_file(
    file, as_it_is, made_wrong, read, world, tmp_path
):
    """Of all that a build reads just the one file is read again: in the next test a whole build is refused."""
    text = (world.data / file).read_text()
    assert as_it_is in text
    path = tmp_path / Path(file).name
    path.write_text(text.replace(as_it_is, made_wrong, 1))
    columns = {"series": definitions.SERIES, "district_tiles_2011": definitions.TILES}
    table = f"definitions.{path.stem.removeprefix('district_').removesuffix('_2011')}"
    read.execute(f"begin; drop table {sql.name(table)}")
    wanted = (columns | definitions.DEFINITIONS)[path.stem]
    problems = tidy.read_listed(read, path, file, wanted, table) or faults.wrong_definitions(read)
    read.execute("rollback")
    problem = problems[0]
    assert problem.file == file
    assert problem.row and problem.column and problem.what_to_do


def test_a_wrong_cell_refuses_a_build(data):
    path = data / "definitions" / "ratings.csv"
    path.write_text(path.read_text().replace("Near.,0.6", "Near.,six tenths"))
    problem = refused(data)
    assert (problem.file, problem.row, problem.column) == ("definitions/ratings.csv", 4, "least_share")


def test_every_query_of_definitions_has_a_wrong_cell():
    first_lines = {path.read_text().splitlines()[0] for path in (tables.TABLES / "definitions").glob("*.sql")}
    tried = {file for file, _, _ in WRONG_CELLS} | {f"definitions/{stem}.csv" for stem, *_ in WRONG_DEFINITIONS}
    assert {f"-- what no row of {file} may have" for file in tried} == first_lines


def cut_in_half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


@pytest.mark.parametrize("damage", [delete, empty, cut_in_half], ids=lambda damage: damage.__name__)
def test_a_boundary_file_that_cannot_be_read_is_refused(damage, data):
    damage(data / "boundaries" / "districts_2011.geojson")
    assert refused(data).file == "boundaries/districts_2011.geojson"


def with_a_byte_order_mark(content: bytes) -> bytes:
    return b"\xef\xbb\xbf" + content


def with_windows_line_ends(content: bytes) -> bytes:
    return content.replace(b"\n", b"\r\n")


def without_a_last_line_end(content: bytes) -> bytes:
    return content.rstrip(b"\n")


def as_windows_saves_it(content: bytes) -> bytes:
    return with_a_byte_order_mark(with_windows_line_ends(content))


SAVED = [as_windows_saves_it, without_a_last_line_end, with_windows_line_ends, with_a_byte_order_mark]


@pytest.mark.parametrize("first", [0, 2])
def test_the_marks_a_spreadsheet_leaves_change_nothing(first, data, world):
    """Each file saved in another way; the second time in the way that the second file after it was."""
    for number, path in enumerate([*sorted(data.glob("*/*.csv")), data / "files.csv"], first):
        path.write_bytes(SAVED[number % len(SAVED)](path.read_bytes()))
    wanted = ("marts.figures", "marts.report_card", "marts.areas", "marts.series", "marts.places")
    with judged(data, *wanted) as con:
        for table in wanted:
            query = f"select * from {table}"
            assert con.execute(query).fetchall() == world.con.execute(query).fetchall()


def all_refused(data: Path) -> list[Problem]:
    """Build, expect problems and no trace of the attempt; returns the problems."""
    before = w.contents(data)
    with pytest.raises(Refused) as refusal:
        warehouse.build(data)
    assert w.contents(data) == before
    assert all(problem.file in str(problem) for problem in refusal.value.problems)
    return refusal.value.problems


def refused(data: Path) -> Problem:
    """The one problem of a build that is refused."""
    (problem,) = all_refused(data)
    return problem
