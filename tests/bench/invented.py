"""Published files of any size, invented: real areas, made-up measures, and the faults that real files have."""

import csv
import shutil
from pathlib import Path

import duckdb

from data_pipeline.building import definitions, warehouse

FILES, MEASURES = 20, 104
FIRST_YEAR, YEARS = 2000, 12  # To 2011/12, when the last agreements had ended.

# One file in the layout of Explore Local Statistics. Of 400 places 48 are of other countries and one of nowhere;
# one value in a hundred is missing and says so, and a few rows of each file are wrong.
FIGURES = """
with places as (
    select area_code as place, true as is_of_england from definitions.areas where area_type <> 'former_district'
    union all
    select area_code, true from definitions.regions
    union all
    select format('W06{:06d}', number), false from range(1, 48) as numbers(number)
    union all
    select 'E07999999', false
),

figures as (
    select
        place, measures.number as measure, years.number as year,
        hash(place, measures.number, years.number, $file) % 1000000 / 1000000 as chance,
        measures.number % 2 = 0 and chance >= 0.01 as has_interval,
        30 + hash(place, measures.number, $file) % 2000 / 100 + years.number / 2 + chance as level,
    from places, range($measures) as measures(number), range($years) as years(number)
)

select
    place as areacd,
    'Somewhere' as areanm,
    'Local Authority District' as geography,
    format('Measure {} of file {}', measure, $file) as indicator,
    format('{}-04-01/P1Y', $first_year + year) as period,
    case
        when chance < 0.01 then null
        when chance > 0.99999 then 'about 50'
        else format('{:.2f}', level)
    end as observation,
    'Percentage' as measure,
    '%' as unit,
    case when has_interval then format('{:.2f}', if(chance > 0.99998, level + 3, level - 2)) end as lci_95,
    case when has_interval then format('{:.2f}', level + 2) end as uci_95,
    case when chance < 0.01 then 'x' when chance > 0.95 then 'p' end as status,
    null as notes,
from figures
order by measure, place, year
"""


def write(data: Path, files: int = FILES, measures: int = MEASURES) -> int:
    """Write a data folder with the bundled definitions and `files` invented files; returns how many figures."""
    for folder in ("definitions", "boundaries"):
        shutil.copytree(warehouse.DATA / folder, data / folder)
    shutil.copy(warehouse.DATA / "files.csv", data)
    (data / "indicators").mkdir()
    count = 0
    with duckdb.connect() as con:
        con.execute("create schema definitions; set enable_progress_bar = false")
        for stem in ("areas", "regions"):
            con.execute(
                f"create table definitions.{stem} as from read_csv(?, all_varchar = true)",
                [str(data / "definitions" / f"{stem}.csv")],
            )
        for file in range(files):
            asked = {"file": file, "measures": measures, "years": YEARS, "first_year": FIRST_YEAR}
            target = str(data / "indicators" / f"file_{file}.csv").replace("'", "''")
            count += con.execute(f"copy ({FIGURES}) to '{target}' (format csv)", asked).fetchone()[0]
    for file in range(files):
        with (data / "indicators" / f"file_{file}.csv").open("a") as torn:
            torn.write("E06000001,torn off\n")
    indicators, cards = [], []
    rows = count // files // measures
    for file in range(files):
        for measure in range(measures):
            name = f"LI {1000 * (file + 1) + measure}"
            indicators.append({"indicator": name, "title": name, "laa_theme": "Children and Young People", "unit": "%"})
            cards.append(
                {
                    "series_id": f"li_{file}_{measure}", "file": f"file_{file}.csv", "indicator": name,
                    "series_title": name, "basis": "exact", "unit": "%", "decimals": 1,
                    "polarity": ("higher", "lower", "neither")[measure % 3],
                    "publisher": "Nobody", "licence": "CC0", "rows_min": rows, "rows_max": rows + 1, "areas_min": 300,
                    "value_min": 0, "value_max": 100, "measure": f"Measure {measure} of file {file} | Percentage | %",
                }
            )  # fmt: skip
    _write_rows(data / "definitions" / "other_indicators.csv", definitions.DEFINITIONS["other_indicators"], indicators)
    _write_rows(data / "indicators" / "series.csv", definitions.SERIES, cards)
    return count + files


def _write_rows(path: Path, columns: tuple[str, ...], rows: list[dict]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
