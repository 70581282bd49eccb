"""The words of verdicts without a warehouse, as queries.verdicts gives them; words of ratings stand elsewhere."""

import csv
from pathlib import Path

from data_pipeline.words.ratings import Verdicts

PATH = Path(__file__).parents[2] / "data" / "definitions" / "verdicts.csv"


def _read() -> Verdicts:
    found: Verdicts = {}
    with PATH.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            del row["says_met"]
            found.setdefault(row["subject"], {})[row["verdict"]] = {name: text or None for name, text in row.items()}
    return found


VERDICTS = _read()
DIRECTIONS = [verdict for verdict, row in VERDICTS["direction"].items() if row["status"] != "untold"]
