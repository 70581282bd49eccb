"""Packs as they were on a day, and the marts that say what was known on it."""

import csv
from pathlib import Path

from data_pipeline.reading import packs

EXAMPLE = Path("data/agreements/exampleshire")
BY_EDITION = {
    "promises": "pack, position",
    "ratings": "pack, position",
    "rated_outturns": "pack, target, period_end, source_id, value",
    "masking": "pack, target, district_code",
    "promise_gaps": "pack, position, reporting_year",
    "promise_leads": "pack, kind, position",
    "target_audit": "pack, position, finding",
    "promise_map": "agreement_code, indicator, reporting_year, area_code",
}
DATED = {"targets": "agreed_on", "milestones": "agreed_on", "outturns": "published_on"}


def last_day(text: str) -> str:
    """For comparing days as text: '2010' and '2010-06' count from their last day."""
    return {0: "", 4: f"{text}-12-31", 7: f"{text}-31"}.get(len(text), text)


def cut(pack: Path, day: str) -> None:
    """Leave in a pack only what bears a date up to a day, or none."""
    for sheet, column in DATED.items():
        path = pack / f"{sheet}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [row for row in reader if last_day(row[column]) <= day]
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, reader.fieldnames, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


PROSPECTS = tuple(f"marts.promise_{name}" for name in ("directions", "outlooks", "hindsight"))
SHEETS = tuple(f"marts.pack_{sheet}" for sheet in packs.SHEETS)
MARTS = (
    *(f"marts.{table}" for table in BY_EDITION), "marts.edition_changes", "marts.agreements", "marts.exchanges",
    "marts.cases", "marts.asked_changes", "marts.editions", "marts.promise_points", *PROSPECTS, *SHEETS,
)  # fmt: skip
