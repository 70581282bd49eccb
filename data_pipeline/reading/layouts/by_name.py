"""Files keyed by the names of authorities, as the ONS publishes data for the Sustainable Development Goals.

https://sdgdata.gov.uk: Year, Series, columns that divide the series, Region, a column of authority names,
Units, Observation status, GeoCode, Value. Oddities: GeoCode is the region's code even where the row is of one
authority, so that a row with a name is of that name and never of that code; rows without a name are of the
region; rows with neither are not said to be of anywhere. Names of waste authorities and of joint boards stand
beside councils' ('Bexley LB', 'Greater Manchester WDA (MBC)').
"""

import re
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import csv_files, layouts

FIXED = ("year", "series", "region", "observation status", "geocode", "value")
NAMES = re.compile(r"authority|council|district", re.IGNORECASE)


def recognise(sample: layouts.Sample) -> bool:
    return {"year", "geocode", "value"} <= sample.header and any(NAMES.search(name) for name in sample.header)


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    names = csv_files.header(path, name)
    of_names = next((column for column in names if NAMES.search(column)), None)
    if of_names is None or csv_files.column(names, "GeoCode") == "null":
        raise csv_files.refuse(name, "no column has the names of authorities", "Choose the layout of the file", row=1)
    # Units and multipliers ('Thousands') divide it too; what is counted in units needs no word for that.
    dividing = [
        f"nullif(trim({csv_files.quoted(column)}), 'Units')"
        for column in names
        if column.lower() not in FIXED and column != of_names
    ]
    measure = ", ".join([csv_files.column(names, "Series"), *dividing])
    authority = f"nullif(trim({csv_files.quoted(of_names)}), '')"
    return layouts.scan(
        con, path, name, names, table,
        measure=f"concat_ws(' | ', {measure})",
        area_code=f"case when {authority} is null then {csv_files.column(names, 'GeoCode')} end",
        area_name=authority,
        period=csv_files.column(names, "Year"),
        value=csv_files.column(names, "Value"),
        status=csv_files.column(names, "Observation status"),
    )  # fmt: skip
