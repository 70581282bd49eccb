"""One row per map layer: its shapes as GeoJSON that a map can draw, simplified as one, oriented, small.

Geometry is built here, never in the serving process: geopandas stays out of it.
"""

import contextlib
import json
import math
from pathlib import Path

import geopandas
import pandas as pd
import shapely

from data_pipeline.problems import Refused
from data_pipeline.reading import bounds

READS = ("marts.areas", "staging.area_codes")
MADE = "key layer; not open data"
FILES = "boundaries/districts_2011.geojson"

# Metres on the ground: what a screen can show of England, and of one county.
ENGLAND_TOLERANCE = 600
COUNTY_TOLERANCE = 150
ENGLAND_DECIMALS = 3
COUNTY_DECIMALS = 4


def make(data: Path, areas: pd.DataFrame, codes: pd.DataFrame) -> pd.DataFrame:
    """Every map layer as GeoJSON text: layer, geojson.

    `data`: the folder of all files. `areas`: marts.areas. `codes`: staging.area_codes, for a boundary file with later
    codes.
    Layers: `england` (326 districts), `agreement` (152 agreement areas, counties dissolved from
    their districts), `tiles` (one hexagon a district), and one for each county and region, named
    by its code, with its districts. The same for each worked example that brings a map.
    """
    own_codes = dict(zip(codes["published_code"], codes["area_code"], strict=True))
    districts = read_districts(data / FILES, areas, own_codes)
    coarse = simplify(districts, ENGLAND_TOLERANCE)
    agreement = simplify(dissolve(districts, "agreement_area_code", areas), ENGLAND_TOLERANCE)
    fine = simplify(districts, COUNTY_TOLERANCE)
    examples = read_examples(data / "agreements", areas)
    rows = [
        ("england", geojson(coarse, ENGLAND_DECIMALS)),
        ("agreement", geojson(agreement, ENGLAND_DECIMALS)),
        ("tiles", geojson(hexagons(data / "boundaries" / "district_tiles_2011.csv", areas), COUNTY_DECIMALS)),
    ]
    rows += [(code, geojson(group, COUNTY_DECIMALS)) for code, group in examples.groupby("county_code")]
    for column in ("county_code", "region_code"):
        rows += [(code, geojson(group, COUNTY_DECIMALS)) for code, group in fine.groupby(column)]
    return pd.DataFrame(rows, columns=["layer", "geojson"])


def read_districts(path: Path, areas: pd.DataFrame, codes: dict[str, str]) -> geopandas.GeoDataFrame:
    """The districts in metres on the National Grid, with the codes of the areas they lie in.

    Raises ValueError naming the districts that the file lacks or that no area matches.
    """
    shapes = read_shapes(path)[["lad11cd", "geometry"]].rename(columns={"lad11cd": "area_code"})
    shapes["area_code"] = shapes["area_code"].replace(codes)
    wanted = areas.loc[areas["is_district"], ["area_code", "name", "agreement_area_code", "county_code", "region_code"]]
    unmatched = set(shapes["area_code"]) ^ set(wanted["area_code"])
    if unmatched:
        raise ValueError(f"boundaries and areas differ in {', '.join(sorted(unmatched))}")
    repeated = shapes["area_code"][shapes["area_code"].duplicated()]
    if len(repeated):
        raise ValueError(f"more than one shape for {', '.join(sorted(repeated))}")
    districts = shapes.merge(wanted, on="area_code").to_crs(epsg=27700)
    # The published file overlaps at nine districts; only true neighbours can be simplified together.
    return districts.assign(geometry=shapely.coverage_clean(districts.geometry.values))


def read_shapes(path: Path) -> geopandas.GeoDataFrame:
    """The shapes of a GeoJSON file, in degrees. Raises OSError, and ValueError for what is no GeoJSON.

    As JSON, and never by GDAL: that goes by what a file holds, whatever it is called, and some of what it reads
    names other files and addresses, which it then opens.
    """
    try:
        features = json.loads(path.read_bytes())["features"]
        return geopandas.GeoDataFrame.from_features(features, crs=4326)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, shapely.errors.ShapelyError) as error:
        raise ValueError(f"{path.name} is no GeoJSON") from error


def read_examples(packs: Path, areas: pd.DataFrame) -> geopandas.GeoDataFrame:
    """The districts of worked examples, from the `map.geojson` of their packs (property `area_code`).

    A map that cannot be read is left out: the pack's own faults name it.
    """
    shapes = [geopandas.GeoDataFrame({"area_code": pd.Series(dtype=str)}, geometry=[], crs=4326)]
    for path in sorted(packs.glob("*/map.geojson")):
        with contextlib.suppress(Refused, OSError, ValueError, KeyError):
            bounds.check(path, path.name, bounds.PACK_FILE)
            if not path.is_symlink():
                shapes.append(read_shapes(path)[["area_code", "geometry"]])
    wanted = areas.loc[areas["is_example"] & areas["county_code"].notna(), ["area_code", "name", "county_code"]]
    drawn = pd.concat(shapes).astype({"area_code": str}).merge(wanted.astype({"area_code": str}), on="area_code")
    return drawn.drop_duplicates("area_code").to_crs(epsg=27700)


def dissolve(districts: geopandas.GeoDataFrame, column: str, areas: pd.DataFrame) -> geopandas.GeoDataFrame:
    """One shape for each value of `column`: counties from their districts, without inner borders."""
    merged = districts[[column, "geometry"]].dissolve(by=column, method="coverage").reset_index()
    merged = merged.rename(columns={column: "area_code"})
    return merged.merge(areas[["area_code", "name"]], on="area_code")


def simplify(shapes: geopandas.GeoDataFrame, tolerance: float) -> geopandas.GeoDataFrame:
    """Fewer corners, the same borders on both sides (`tolerance` in metres)."""
    return shapes.assign(geometry=shapes.geometry.simplify_coverage(tolerance))


def hexagons(path: Path, areas: pd.DataFrame) -> geopandas.GeoDataFrame:
    """A hexagon for each district, from a grid of columns and rows with odd rows pushed right.

    The grid lies near the equator, where degrees are as wide as they are high.
    """
    tiles = pd.read_csv(path).merge(areas[["area_code", "name"]], on="area_code")
    size = 0.1
    across = (tiles["column"] + tiles["row"] % 2 / 2) * size * 3**0.5
    up = tiles["row"] * size * 1.5
    angles = [math.radians(60 * corner - 30) for corner in range(6)]
    shapes = [
        shapely.Polygon([(x + size * math.cos(angle), y + size * math.sin(angle)) for angle in angles])
        for x, y in zip(across, up, strict=True)
    ]
    return geopandas.GeoDataFrame(tiles[["area_code", "name"]], geometry=shapes, crs=4326)


def geojson(shapes: geopandas.GeoDataFrame, decimals: int) -> str:
    """Longitude and latitude, outer rings clockwise: d3 and plotly fill the world otherwise."""
    degrees = shapes[["area_code", "name", "geometry"]].to_crs(epsg=4326)
    rounded = shapely.set_precision(degrees.geometry.values, 10.0**-decimals, mode="valid_output")
    turned = shapely.orient_polygons(rounded, exterior_cw=True)
    labels = [label_point(shape) for shape in turned]
    features = [
        {
            "type": "Feature",
            "id": code,
            "properties": {"name": name, "label": [round(at.x, decimals), round(at.y, decimals)]},
            "geometry": _rounded(shapely.geometry.mapping(shape), decimals),
        }
        for code, name, shape, at in zip(degrees["area_code"], degrees["name"], turned, labels, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, separators=(",", ":"), ensure_ascii=False)


def label_point(shape: shapely.Geometry) -> shapely.Point:
    """Where a name fits best: the middle of the largest circle inside the largest part."""
    largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
    return shapely.maximum_inscribed_circle(largest, tolerance=0.01).interpolate(0)


def _rounded(geometry: dict, decimals: int) -> dict:
    def walk(part):
        if isinstance(part[0], float):
            return [round(number, decimals) for number in part]
        return [walk(inner) for inner in part]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}
