"""Explore Local Statistics, Office for National Statistics: one CSV for each indicator, its card in JSON beside it.

https://www.ons.gov.uk/explore-local-statistics. One record a row: areacd, areanm, geography, indicator, period
(ISO 8601 interval or day), observation, measure, unit, lci_95, uci_95, status, notes. Oddities: some files
begin with a byte order mark; one file may hold several indicators, and several units; rows for the whole of the
United Kingdom and for codes of after 2013 stand beside ours; and `status`, one letter elsewhere, may be a sentence
saying that the value is of two areas together. Such a row is no figure of its area alone.
"""

import json
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import csv_files, layouts, printed_values
from data_pipeline.sql import Sql


def recognise(sample: layouts.Sample) -> bool:
    return {"areacd", "indicator", "period", "observation"} <= sample.header


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    names = csv_files.header(path, name)

    def column(*wanted: str) -> Sql:
        return csv_files.column(names, *wanted)

    status = f"trim(coalesce({column('status')}, ''))"
    is_known = f"regexp_full_match(trim(lower({status}), '[] '), '{printed_values.KNOWN_STATUS}')"
    unit = f"nullif(nullif(trim({column(*layouts.UNIT)}), ''), {column('measure')})"
    multiplier = f"nullif(trim({column(*layouts.MULTIPLIER)}), '')"
    return layouts.scan(
        con, path, name, names, table, {"published_on": describe(path).get("published_on")},
        measure=f"concat_ws(' | ', {column('indicator')}, {column('measure')}, {unit}, {multiplier})",
        part=f"case when length({status}) <= 3 then null when {is_known} then null else {status} end",
        area_code=column("areacd"),
        period=column("period"),
        value=column("observation"),
        lower=column("lci_95"),
        upper=column("uci_95"),
        status=f"case when length({status}) <= 3 then {status} when {is_known} then {status} end",
        note=column("notes"),
        published_on="$published_on",
    )  # fmt: skip


def describe(path: Path) -> dict[str, str]:
    """What the card beside the file says: its publisher, dates and caveats, those of several indicators joined."""
    try:
        said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8-sig"))["ess-beta-metadata"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    cards = [card for card in ([said, *said.values()] if isinstance(said, dict) else []) if isinstance(card, dict)]
    found = {}
    for word in ("label", "sourceOrg", "sourceDate", "sourceURL", "decimalPlaces", "longDescription", "caveats"):
        texts = [str(card[word]) for card in cards if card.get(word) is not None]
        if texts:
            found[word] = "; ".join(dict.fromkeys(texts))
    day, _, rest = found.get("sourceDate", "").partition("/")
    month, _, year = rest.partition("/")
    if (day + month + year).isdecimal() and (len(day), len(month), len(year)) == (2, 2, 4):
        found["published_on"] = f"{year}-{month}-{day}"
    return found
