"""What files say is never asked of DuckDB, and what asks it has no file to reach: each of the two holds by itself."""

import json
import re

import duckdb
import pytest

from data_pipeline import sql
from data_pipeline.building import file_trial, pack_trial, tables, warehouse
from data_pipeline.problems import Refused
from data_pipeline.reading import layouts, pack_cells, packs
from data_pipeline.tables.marts import boundaries
from tests.worlds import figures as w
from tests.worlds import packs as p
from tests.worlds.examples import EXAMPLE_COUNTY, EXAMPLE_DISTRICTS, write_example

SLICED = '''"""One row per area: made slice by slice."""

READS = ("marts.areas",)
MADE = "key area_code; in slices of 1 marts.areas by area_code"


def make(areas):
    return areas[["area_code"]]
'''
REACHING = [
    "copy (select 1 as a) to '{outside}/written.csv'",
    "copy (select 1 as a) to '{overflow}/../../written.csv'",
    "copy (select 1 as a, 2 as b) to '{outside}' (format parquet, partition_by (a))",
    "export database '{outside}/exported'",
    "attach '{outside}/another.duckdb' as another",
    "from read_text('{outside}/secret.txt')",
    "from read_csv('{outside}/secret.txt')",
    "from '{outside}/secret.csv'",
    "from glob('{outside}/*')",
    "from read_text('{overflow}/../../secret.txt')",
    "set enable_external_access = true",
    "set lock_configuration = false",
    "set allowed_directories = ['/']",
    "set temp_directory = '{outside}'",
    "reset enable_external_access",
    "install httpfs",
    "load httpfs",
    "pragma enable_profiling = 'json'",
    "from http_get('http://localhost:1/')",
]


def try_everything(con: duckdb.DuckDBPyConnection, outside) -> list[str]:
    """The statements that were not refused."""
    let_through = []
    for statement in REACHING:
        try:
            con.execute(statement.format(outside=outside, overflow=sql.readable_folder(con))).fetchall()
        except duckdb.Error:
            continue
        let_through.append(statement)
    return let_through


@pytest.fixture
def outside(tmp_path):
    folder = tmp_path / "outside"
    folder.mkdir()
    for name in ("secret.txt", "secret.csv"):
        (folder / name).write_text("a secret\n")
    return folder


def untouched(outside) -> bool:
    return w.contents(outside) == {"secret.txt": b"a secret\n", "secret.csv": b"a secret\n"}


def test_the_connection_on_which_tables_are_made_reaches_nothing_else(data, outside, tmp_path, monkeypatch):
    tried = {}
    make = tables.Table.make

    def make_after_trying(self, con):
        if self.name in ("staging.figures", "marts.areas", "meta.issues"):
            tried[self.name] = try_everything(con, outside)
        make(self, con)

    monkeypatch.setattr(tables.Table, "make", make_after_trying)
    warehouse.build(data, tmp_path / "built.duckdb")
    assert tried == {"staging.figures": [], "marts.areas": [], "meta.issues": []}
    assert untouched(outside)


def test_a_hostile_code_is_a_value_even_where_no_pattern_refuses_it(data, outside, tmp_path, monkeypatch):
    """Every text of a worked example made hostile, its codes too, and tables made of it in slices."""
    hostile = "X'); COPY (SELECT 1) TO 'written' --"
    monkeypatch.chdir(outside)
    pack = write_example(
        data, [{"indicator": "LI 1", "area_code": EXAMPLE_DISTRICTS[0], "value": "12", "period": "2010"}]
    )
    for file in pack.glob("*.csv"):
        file.write_text(
            file.read_text().replace(EXAMPLE_COUNTY, hostile).replace("LI 1", hostile).replace("T3", hostile)
        )
    copy = tmp_path / "tables"
    (copy).mkdir()
    for sheet in packs.SHEETS:
        for column in packs.fields(sheet):
            if not column.get("when"):
                monkeypatch.delitem(column.get("constraints", {}), "pattern", raising=False)
    steps = tables.found(data)
    (copy / "marts").mkdir()
    (copy / "marts" / "sliced.py").write_text(SLICED)
    sliced = tables._of_script(copy / "marts" / "sliced.py", data)
    monkeypatch.setattr(tables, "found", lambda data=None: {**steps, sliced.name: sliced})
    with warehouse.connect(warehouse.build(data, tmp_path / "built.duckdb").path) as con:
        assert (hostile,) in con.execute("select area_code from marts.agreements").fetchall()
        areas = con.execute("select area_code from marts.areas order by 1").fetchall()
        assert con.execute("select area_code from marts.sliced order by 1").fetchall() == areas
        assert (hostile,) in areas
    assert untouched(outside)


HOSTILE = ["X'); COPY (SELECT 1) TO '/tmp/x' --", "=cmd", "<b>", 'a"b', "a\u202eb", "a" * 81, "../../x", "-1"]
NAMED = [(sheet, column["name"]) for sheet in packs.SHEETS for column in packs.fields(sheet)
         if "pattern" in column.get("constraints", {}) and not column.get("when")]  # fmt: skip


def test_every_cell_that_others_point_to_has_a_pattern():
    """Keys of sheets, what refers to them, and codes of areas and of indicators."""
    wanted = set()
    for sheet, said in packs.SHEETS.items():
        keys = [said["schema"].get("primaryKey"), *(key["fields"] for key in said["schema"].get("foreignKeys", []))]
        wanted |= {(sheet, key) for key in keys if key}
        wanted |= {(sheet, name) for name in ("area_code", "indicator", "target") if name in packs.columns(sheet)}
    assert wanted == set(NAMED)


@pytest.mark.parametrize(("sheet", "column"), NAMED)
def test_a_hostile_name_is_refused_by_its_cell(sheet, column):
    place = packs.columns(sheet).index(column)
    rows = [(1, packs.columns(sheet))]
    for number, text in enumerate(HOSTILE, start=2):
        rows.append((number, ["" if other != place else text for other in range(len(rows[0][1]))]))
    read = pack_cells.Sheet("a pack", sheet, "a file", b"")
    pack_cells.check(read, rows)
    found = {fault.row: fault for fault in read.faults if fault.column == column}
    assert list(found) == [number for number, _ in enumerate(HOSTILE, start=2)]
    assert found[2].problem in ("this is no code of an area", "this cannot be a name that other rows point to")


@pytest.mark.parametrize(
    "text", ["NI 110 (part)", "local 1", "stronger-communities", "Über 3/4: A&E; B", "E10000006", "7"]
)
def test_a_name_as_people_write_it_is_kept(text):
    pattern = next(field["constraints"]["pattern"] for field in packs.fields("targets") if field["name"] == "target")
    assert re.fullmatch(pattern, text)


def test_the_code_of_the_issue_is_named_when_a_pack_is_checked(data):
    pack = p.write(data)
    p.amend(pack, "agreement", {}, area_code="X'); COPY (SELECT 1) TO '/tmp/x' --")
    _, found = pack_trial.faults(pack, data)
    assert any(
        (fault.severity, fault.places[0].column, fault.problem.problem)
        == ("set aside", "area_code", "this is no code of an area")
        for fault in found
    )


def test_a_published_file_may_have_any_name_and_any_headings(data, tmp_path):
    """Headings of a file are numbers in SQL, its name and its cells are values."""
    file = "a'b\"; drop table staging.figures; --.csv"
    w.figures_file(data, "ni_901").rename(data / "indicators" / file)
    w.amend_series(data, "ni_901", file=file)
    with warehouse.connect(warehouse.build(data, tmp_path / "built.duckdb").path) as con:
        query = "select rows_kept from meta.sources where source_id = 'ni_901'"
        assert con.execute(query).fetchone()[0] > 0
    heading = "Gas:kt \"); attach '/tmp/x' as x; -- {}"
    path = tmp_path / "wide.csv"
    path.write_text(f'year,code,"{heading.replace(chr(34), chr(34) * 2)}",Power:kt\n2010,{w.CASTERBRIDGE},1,2\n')
    report = file_trial.report(path, data)
    assert [measure.name for measure in report.measures] == ["Gas:kt \"); attach '/tmp/x' as x; -- {}", "Power:kt"]
    assert {row["measure"]: row["value"] for row in report.first_rows} == {heading: "1", "Power:kt": "2"}


@pytest.mark.parametrize(
    "name", ["../secret.csv", "/etc/passwd", "../../outside/secret.csv", "..", ".hidden.csv", "a/b.csv"]
)
def test_a_listed_file_outside_its_folder_is_refused_and_not_opened(name, data, monkeypatch):
    opened = []
    recognise = layouts.recognise
    monkeypatch.setattr(layouts, "recognise", lambda path: opened.append(path) or recognise(path))
    w.amend_series(data, "ni_902", file=name)
    with pytest.raises(Refused) as refusal:
        warehouse.build(data)
    said = [(each.file, each.row, each.column, each.value) for each in refusal.value.problems]
    assert ("indicators/series.csv", 3, "file", name) in said
    assert len(opened) >= 3
    assert {path.resolve().parent for path in opened} == {data / "indicators"}


def test_a_link_in_a_pack_that_leads_elsewhere_is_refused_and_not_followed(data, outside):
    pack = p.write(data)
    (pack / "actions.csv").unlink()
    (pack / "actions.csv").symlink_to(outside / "secret.csv")
    with p.read(data, wanted=("meta.issues",)) as con:
        said = con.execute("select file, problem, value from meta.issues where file like 'agreements/%'").fetchall()
    assert said == [(f"agreements/{pack.name}", "actions.csv leads to another place", None)]


OTHER_FORMATS = {
    "another file": '<OGRVRTDataSource><OGRVRTLayer name="secret"><SrcDataSource>{outside}/shapes.csv</SrcDataSource>'
    '<GeometryField encoding="WKT" field="wkt"/><LayerSRS>EPSG:4326</LayerSRS></OGRVRTLayer></OGRVRTDataSource>',
    "a pipeline": '{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {outside}/a.csv"}}',
    "no shapes": '{{"features": 1}}',
    "a shape that is none": '{{"features": [{{"properties": {{}}, "geometry": {{"type": "Point"}}}}]}}',
    "nested without end": "[" * 100_000,
}


@pytest.mark.parametrize("content", OTHER_FORMATS.values(), ids=OTHER_FORMATS)
def test_a_map_is_read_as_json_and_opens_no_other_file(content, outside):
    wkt = '"POLYGON((0 51,1 51,1 52,0 51))"'
    (outside / "shapes.csv").write_text(f"area_code,wkt\n{EXAMPLE_DISTRICTS[0]},{wkt}\n")
    path = outside / "map.geojson"
    path.write_text(content.format(outside=outside))
    with pytest.raises(ValueError, match=re.escape("map.geojson is no GeoJSON")):
        boundaries.read_shapes(path)


def test_a_map_is_read_as_it_is(outside):
    w.write_shapes(outside / "map.geojson", "area_code", {"X07000001": (0, 51, 1, 52)})
    shapes = boundaries.read_shapes(outside / "map.geojson")
    assert list(shapes["area_code"]) == ["X07000001"]
    assert shapes.geometry[0].bounds == (0, 51, 1, 52)
    assert json.loads(shapes.to_json())["features"][0]["properties"] == {"area_code": "X07000001"}
