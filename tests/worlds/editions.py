"""Packs as they were on a day, and the marts that say what was known on it."""

import csv
import re
from calendar import monthrange
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
# By sheet, the day from which a row is known (None: no paper says), and what of it came on which later day.
DATED = {
    "targets": ("agreed_on", {}),
    "milestones": ("agreed_on", {}),
    "outturns": ("published_on", {}),
    "decisions": ("date", {}),
    "documents": ("date", {}),
    "exceptions": ("date", {}),
    "risks": ("reviewed_on", {}),
    "judgements": ("published_on", {}),
    "petitions": ("received", {"responded_on": ("response", "responded_on", "stage")}),
    "calls_for_action": ("raised_on", {}),
    "engagement": ("opens", {"result_on": ("result", "result_on")}),
    "scrutiny": ("date", {"answered_on": ("answered_on", "response", "status")}),
    "interventions": ("started", {"ended": ("ended", "progress"), "responded_on": ("response", "responded_on")}),
    "actions": (None, {"done_on": ("done_on", "stage")}),
    "rewards": (None, {"result_on": ("result", "result_on")}),
}
# What says of no row when it was known: days that lie ahead, and those of the agreement as a whole.
AHEAD = {"actions": ("due",), "engagement": ("closes",), "interventions": ("deadline",), "scrutiny": ("due",),
         "agreement": ("period_start", "period_end", "signed_on", "published_on")}  # fmt: skip


def last_day(text: str) -> str:
    """For comparing days as text: '2010' and '2010-06' count from their last day."""
    if len(text) == 7:
        return f"{text}-{monthrange(*map(int, text.split('-')))[1]}"
    return f"{text}-12-31" if len(text) == 4 else text


def cut(pack: Path, day: str) -> None:
    """Leave in a pack only what bears a date up to a day, or none; of rewards, those whose paper bears no later one."""
    with (pack / "documents.csv").open(encoding="utf-8", newline="") as file:
        to_come = {row["url"] for row in csv.DictReader(file) if last_day(row["date"]) > day}
    for sheet, (known_from, later) in DATED.items():
        path = pack / f"{sheet}.csv"
        if not path.exists():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = [row for row in reader if not known_from or last_day(row[known_from]) <= day]
        if sheet == "rewards":
            rows = [row for row in rows if row["source_url"] not in to_come]
        for row in rows:
            for came_on, columns in later.items():
                if last_day(row[came_on]) > day:
                    row.update(dict.fromkeys(columns, ""))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, reader.fieldnames, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_undated(sheet, rows))
    for path in (pack / "commentary").glob("*.md"):
        if last_day(re.search(r"^date: (\S+)", path.read_text("utf-8"), re.MULTILINE)[1]) > day:
            path.unlink()


def _undated(sheet: str, rows: list[dict]) -> list[dict]:
    """Without what came of a thing that has no day of its own: it is the papers' last word, which came after."""
    if sheet == "actions":
        return [row | {"result": ""} for row in rows if row["due"] or row["done_on"]]
    if sheet == "interventions":
        return [row if row["ended"] else row | {"progress": ""} for row in rows]
    return rows


BOARD = ("meta.sources", *(
    f"marts.{name}" for name in ("promise_ages", "promise_enquiries", "related_measures", "support_steps", "risks",
        "judgements", "departures", "money", "rewards", "aims", "timetable", "target_partners", "target_plans",
        "promise_changes", "lead_bodies", "childrens_spending", "themes", "thresholds", "verdicts")
))  # fmt: skip
PROSPECTS = tuple(f"marts.promise_{name}" for name in ("directions", "outlooks", "hindsight"))
SHEETS = tuple(f"marts.pack_{sheet}" for sheet in packs.SHEETS)
MARTS = (
    *(f"marts.{table}" for table in BY_EDITION), "marts.edition_changes", "marts.agreements", "marts.exchanges",
    "marts.cases", "marts.asked_changes", "marts.editions", "marts.promise_points", *PROSPECTS, *SHEETS,
)  # fmt: skip
