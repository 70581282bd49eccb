"""The words of verdicts without a warehouse, as queries.verdicts gives them; words of ratings stand elsewhere."""

import csv
from pathlib import Path

from hypothesis import strategies as st

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

# Promises as a tally takes them: any number of any kind, and one made by hand.
KINDS = ("designated", "statutory", "local", "in the agreement", "national indicator", "council measure", "no target")
RATINGS = {code: {**row, "word": code.replace("_", " ")} for code, row in VERDICTS["rating"].items()}
SAID = {**VERDICTS, "rating": RATINGS}

judgements = st.fixed_dictionaries(
    {"is_over": st.booleans(), "end_code": st.sampled_from(["kept", "not kept", "cannot be said"]),
     "rating_code": st.sampled_from(sorted(RATINGS))}
)  # fmt: skip
promises = st.lists(
    st.fixed_dictionaries(
        {"kind": st.sampled_from(KINDS), "has_target": st.booleans(), "is_removed": st.booleans(),
         "is_changed": st.booleans(), "figures": st.integers(0, 2), "judgement": judgements}
    ), max_size=30,
)  # fmt: skip


def promise(kind="local", end="kept", rating="met", **cells):
    judgement = {"is_over": end is not None, "end_code": end or "cannot be said", "rating_code": rating}
    row = {"kind": kind, "has_target": True, "is_removed": False, "is_changed": False, "figures": 1}
    return {**row, "judgement": judgement, **cells}
