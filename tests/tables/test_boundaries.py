"""Map layers: complete, turned the right way, and joined without gaps or overlaps."""

import json
from itertools import pairwise

import geopandas
import pytest
import shapely

from data_pipeline.building import warehouse
from data_pipeline.problems import Refused
from data_pipeline.tables.marts import boundaries
from tests.worlds import figures as w

FILE = "boundaries/districts_2011.geojson"


@pytest.fixture(scope="module")
def layers(real) -> dict[str, dict]:
    rows = real.con.execute("select layer, geojson from marts.boundaries").fetchall()
    return {layer: json.loads(text) for layer, text in rows}


@pytest.fixture(scope="module")
def districts(real) -> geopandas.GeoDataFrame:
    """The districts as published, on the National Grid."""
    codes = dict(real.con.execute("select published_code, area_code from marts.area_codes").fetchall())
    return boundaries.read_districts(real.data / FILE, areas(real), codes)


def test_there_is_a_layer_for_england_the_agreements_the_tiles_and_each_county_and_region(real, layers):
    query = "select area_code from marts.areas where area_type in ('county', 'region')"
    codes = {code for (code,) in real.con.execute(query).fetchall()}
    assert len(codes) == 27 + 9 + 1  # and the worked example's county
    assert set(layers) == {"england", "agreement", "tiles"} | codes


@pytest.mark.parametrize(
    ("layer", "count", "condition"),
    [
        ("england", 326, "is_district"),
        ("tiles", 326, "is_district"),
        ("agreement", 152, "is_agreement_area"),
        ("E10000014", 11, "county_code = 'E10000014'"),
        ("E12000007", 33, "is_district and region_code = 'E12000007'"),
    ],
)
def test_a_layer_has_one_named_shape_for_each_of_its_areas(layer, count, condition, layers, real):
    drawn = [(feature["id"], feature["properties"]["name"]) for feature in layers[layer]["features"]]
    wanted = real.con.execute(f"select area_code, name from marts.areas where {condition}").fetchall()
    assert sorted(drawn) == sorted(wanted)
    assert len(drawn) == count


def test_every_district_of_a_region_or_county_is_in_its_layer_and_no_other(layers, real):
    rows = real.con.execute("select area_code, county_code, region_code from marts.areas where is_district").fetchall()
    for column in (1, 2):
        wanted = {(row[0], row[column]) for row in rows if row[column]}
        codes = {layer for _, layer in wanted}
        assert {(feature["id"], layer) for layer in codes for feature in layers[layer]["features"]} == wanted


def test_outer_rings_run_clockwise_and_holes_the_other_way(layers):
    """Else d3 and plotly colour the world outside the shape."""
    for layer, collection in layers.items():
        for feature in collection["features"]:
            for outer, *holes in polygons(feature):
                assert signed_area(outer) < 0, (layer, feature["id"])
                assert all(signed_area(hole) > 0 for hole in holes), (layer, feature["id"])


@pytest.mark.parametrize("layer", ["england", "agreement"])
def test_every_shape_is_valid(layer, layers):
    shapes = {feature["id"]: shapely.geometry.shape(feature["geometry"]) for feature in layers[layer]["features"]}
    assert [code for code, shape in shapes.items() if not shape.is_valid] == []


def test_no_shape_was_simplified_away(layers):
    for layer, collection in layers.items():
        for feature in collection["features"]:
            assert shapely.geometry.shape(feature["geometry"]).area > 0, (layer, feature["id"])


def test_a_label_lies_inside_its_shape(layers):
    for layer, collection in layers.items():
        for feature in collection["features"]:
            label = shapely.Point(feature["properties"]["label"])
            assert shapely.geometry.shape(feature["geometry"]).buffer(0).contains(label), (layer, feature["id"])


def test_shapes_are_where_england_is(layers):
    for layer in layers.keys() - {"tiles"}:
        for feature in layers[layer]["features"]:
            west, south, east, north = shapely.geometry.shape(feature["geometry"]).bounds
            assert -6.5 < west < east < 2, (layer, feature["id"])
            assert 49.8 < south < north < 56, (layer, feature["id"])


def test_coordinates_have_no_more_decimals_than_a_screen_can_show(layers):
    for layer, collection in layers.items():
        decimals = boundaries.ENGLAND_DECIMALS if layer in ("england", "agreement") else boundaries.COUNTY_DECIMALS
        for feature in collection["features"]:
            for ring in (ring for polygon in polygons(feature) for ring in polygon):
                assert all(number == round(number, decimals) for point in ring for number in point)


def test_a_county_is_as_large_as_its_districts_together(districts, real):
    counties = boundaries.dissolve(districts, "agreement_area_code", areas(real)).set_index("area_code").area
    assert len(counties) == 152
    for code, together in districts.assign(area=districts.area).groupby("agreement_area_code")["area"].sum().items():
        assert counties[code] == pytest.approx(together, rel=1e-6)


@pytest.mark.parametrize("tolerance", [boundaries.ENGLAND_TOLERANCE, boundaries.COUNTY_TOLERANCE])
def test_neighbours_still_share_their_borders_once_simplified(tolerance, districts):
    simpler = boundaries.simplify(districts, tolerance)
    assert shapely.get_num_coordinates(simpler.geometry).sum() < shapely.get_num_coordinates(districts.geometry).sum()
    assert simpler.geometry.is_valid_coverage()


def test_simplified_counties_share_their_borders_too(districts, real):
    counties = boundaries.dissolve(districts, "agreement_area_code", areas(real))
    assert boundaries.simplify(counties, boundaries.ENGLAND_TOLERANCE).geometry.is_valid_coverage()


@pytest.mark.parametrize("layer", ["england", "agreement", "E10000014", "E12000007"])
def test_neighbours_drawn_on_one_map_hardly_overlap(layer, layers):
    """Rounding moves both sides of a border alike, so what overlaps is a sliver."""
    shapes = [shapely.geometry.shape(feature["geometry"]).buffer(0) for feature in layers[layer]["features"]]
    apart = sum(shape.area for shape in shapes)
    assert shapely.union_all(shapes).area == pytest.approx(apart, rel=1e-4)


def test_tiles_do_not_overlap(layers):
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in layers["tiles"]["features"]]
    assert shapely.union_all(shapes).area == pytest.approx(sum(shape.area for shape in shapes), rel=1e-3)
    assert {len(shape.exterior.coords) for shape in shapes} == {7}


def test_a_district_drawn_under_a_later_code_gets_its_own(world):
    text = world.con.execute("select geojson from marts.boundaries where layer = 'england'").fetchone()[0]
    assert w.COKETOWN_2013 in w.SQUARES
    assert sorted(feature["id"] for feature in json.loads(text)["features"]) == sorted(w.DISTRICTS)


def test_a_district_missing_from_the_file_is_refused_by_name(data):
    w.write_squares(data, {code: square for code, square in w.SQUARES.items() if code != w.SILVERBRIDGE})
    assert refused_boundary(data) == f"boundaries and areas differ in {w.SILVERBRIDGE}"


def test_a_shape_that_is_no_district_is_refused_by_name(data):
    w.write_squares(data, w.SQUARES | {"S12000036": (-3.3, 55.8, -3.1, 56.0)})
    assert refused_boundary(data) == "boundaries and areas differ in S12000036"


def test_a_district_drawn_twice_is_refused_by_name(data):
    w.write_squares(data, w.SQUARES | {w.COKETOWN: (-1.0, 53.0, -0.8, 53.2)})
    assert w.COKETOWN in refused_boundary(data)


def refused_boundary(data) -> str:
    with pytest.raises(Refused) as refusal:
        warehouse.build(data)
    (problem,) = refusal.value.problems
    assert problem.file == FILE
    return problem.problem


def areas(built):
    return built.con.execute("select * from marts.areas").df()


def polygons(feature: dict) -> list:
    geometry = feature["geometry"]
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def signed_area(ring: list) -> float:
    """Twice the area of a ring, above zero when it runs anticlockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))
