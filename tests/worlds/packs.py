"""An agreement pack of the fixture world: Barsetshire's, a row or more in every sheet, for tests to damage.

Everything in it is invented. `write` lays it out as a folder; the rest damages it, one thing at a time, or reads it
as a build would.
"""

import csv
import io
import tempfile
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from pathlib import Path

import duckdb

from data_pipeline import sql
from data_pipeline.building import agreements, definitions, faults, making, tables
from data_pipeline.reading import packs
from tests.worlds import figures as w

NAME = "barsetshire"
PAPER, LATER_PAPER = "https://barsetshire.example/laa-2008.pdf", "https://barsetshire.example/refresh-2010.pdf"
REPORT = "https://barsetshire.example/year-end-2011.pdf"
STATUSES = [
    {"code": "n", "status": "not due", "meaning": "Not due to be published yet", "has_value": "no"},
    {"code": "r", "status": "revised", "meaning": "Replaces an earlier figure", "has_value": "yes"},
]

SHEETS: dict[str, list[dict]] = {
    "agreement": [
        {"area_code": w.BARSETSHIRE, "title": "Barsetshire Local Area Agreement", "vision": "A library in every street",
         "vision_from": "2008", "vision_to": "2020", "period_start": "2008-04-01", "period_end": "2011-03-31",
         "signed_off_by": "Full council", "signed_on": "2008-06-19", "published_by": "Barsetshire Partnership",
         "licence": "CC0", "published_on": "2011-06", "tolerance": "5", "tolerance_unit": "% of the milestone",
         "is_example": "no", "source_url": PAPER, "source_title": "The agreement"},
    ],
    "policy_areas": [
        {"policy_area": "reading", "name": "Reading for all", "theme": "SSC", "partnership": "The Readers' Board"},
        {"policy_area": "bands", "name": "Bands and clocks", "theme": "EDE", "partnership": "The Band Board"},
    ],
    "indicators": [
        {"indicator": "LI 1", "title": "People who can hum a tune", "unit": "%", "polarity": "higher", "decimals": "1",
         "is_survey": "yes", "is_count": "no", "policy_area": "bands", "theme": "EDE"},
        {"indicator": "LI 2", "title": "Apprentice clockmakers", "unit": "people", "polarity": "higher",
         "is_survey": "no", "is_count": "yes", "policy_area": "bands", "theme": "EDE"},
        {"indicator": "LI 3", "title": "Concerts", "unit": "concerts", "polarity": "higher", "is_count": "no",
         "theme": "EDE"},
        {"indicator": "LI 4", "title": "Benches, painted or not", "unit": "%", "polarity": "neither", "theme": "SSC"},
    ],
    "outcomes": [{"outcome": "readers", "title": "Everyone finds a book", "policy_area": "reading", "theme": "SSC"}],
    "objectives": [
        {"objective": "signs", "title": "Signs to the library", "policy_area": "reading", "outcome": "readers"},
    ],
    "targets": [
        {"target": "T1", "agreed_on": "2008-06-19", "title": "Fewer pupils lose their way", "indicator": "NI 901",
         "policy_area": "reading", "theme": "SSC", "outcome": "readers", "objective": "signs", "kind": "designated",
         "kind_2006": "negotiable", "change": "new", "baseline": "22.5%", "baseline_period": "2007/08",
         "final_target": "18.0%", "final_period": "2010/11", "lead_partner": "Barsetshire County Council",
         "contributing_partners": "Barchester City Council; The Board of Clocks", "tolerance": "1",
         "tolerance_unit": "points", "source_url": PAPER, "source_title": "The agreement"},
        {"target": "T1", "agreed_on": "2010-01-28", "title": "Fewer pupils lose their way", "indicator": "NI 901",
         "policy_area": "reading", "theme": "SSC", "outcome": "readers", "objective": "signs", "kind": "designated",
         "kind_2006": "negotiable", "change": "changed", "reason": "The survey came late", "published_change":
         "Refreshed", "baseline": "22.0%", "baseline_period": "2007/08", "final_target": "17.0%", "final_period":
         "2010/11", "lead_partner": "not published", "source_url": LATER_PAPER, "source_title": "The refresh"},
        {"target": "T2", "agreed_on": "2008", "title": "Clockmakers earn more", "indicator": "NI 902",
         "policy_area": "bands", "kind": "statutory", "kind_2006": "floor", "baseline": "370", "baseline_period":
         "2007", "final_target": "TBC", "final_period": "2010", "floor": "380", "floor_deadline": "2010",
         "lead_partner": "The Board of Clocks", "source_url": PAPER},
        {"target": "T3", "agreed_on": "2008-06", "title": "More apprentices", "indicator": "LI 2", "kind": "local",
         "kind_2006": "local priority", "baseline": "20", "baseline_period": "2007/08", "final_target": "30",
         "final_period": "2010/11", "lead_partner": "The Board of Clocks", "source_url": PAPER},
        {"target": "T4", "agreed_on": "2008-06-19", "title": "A bandstand in every park", "indicator": "NI 903",
         "policy_area": "bands", "kind": "in the agreement", "baseline": "5", "baseline_period": "2005-2007",
         "final_target": "9", "final_period": "2008-2010", "contributing_partners": "Silverbridge District Council",
         "source_url": PAPER},
        {"target": "T4", "agreed_on": "2010-01-28", "title": "A bandstand in every park", "indicator": "NI 903",
         "policy_area": "bands", "kind": "in the agreement", "change": "removed", "reason": "not published",
         "lead_partner": "not published", "source_url": LATER_PAPER},
        {"target": "T5", "title": "Books borrowed in Barchester", "indicator": "NI 905", "area_code": w.BARCHESTER,
         "kind": "council measure", "policy_area": "reading", "baseline": "None set", "source_url": PAPER},
        {"target": "T6", "agreed_on": "2004", "title": "Tunes hummed by 2007", "indicator": "LI 1", "polarity":
         "higher", "kind": "local", "baseline": "40.0%", "baseline_period": "2004/05", "final_target": "45.0%",
         "final_period": "2006/07", "lead_partner": "The Band Board", "source_url": PAPER},
    ],
    "milestones": [
        {"target": "T1", "agreed_on": "2008-06-19", "period": "2008/09", "value": "21.0%", "source_url": PAPER},
        {"target": "T1", "agreed_on": "2008-06-19", "period": "2009/10", "value": "19.5%", "source_url": PAPER},
        {"target": "T1", "agreed_on": "2008-06-19", "period": "2010/11", "value": "18.0%", "source_url": PAPER},
        {"target": "T1", "agreed_on": "2010-01-28", "period": "2010/11", "value": "17.0%", "source_url": LATER_PAPER},
        {"target": "T1", "agreed_on": "2008-06-19", "period": "2010/11", "value": "15.0%", "kind": "stretch",
         "source_url": PAPER},
        {"target": "T2", "agreed_on": "2008", "period": "2010", "value": "400", "source_url": PAPER},
        {"target": "T3", "agreed_on": "2008-06", "period": "2010/11", "value": "30", "source_url": PAPER},
        {"target": "T6", "agreed_on": "2004", "period": "2006/07", "value": "45.0%", "source_url": PAPER},
    ],
    "outturns": [
        {"indicator": "NI 901", "period": "2009/10", "value": "19.5%", "lower": "16.5", "upper": "22.5",
         "published_on": "2010-06", "published_rating": "Green", "source_url": REPORT},
        {"indicator": "NI 901", "period": "2010/11", "value": "18.1%", "sample_size": "1203", "status": "p",
         "published_on": "2011-05-20", "published_rating": "Amber", "source_url": REPORT},
        {"indicator": "NI 901", "period": "2010/11", "value": "17.5%", "sample_size": "1203", "status": "r",
         "published_on": "2011-06-30", "published_rating": "Amber", "source_url": REPORT, "source_title": "Year end"},
        {"indicator": "NI 901", "area_code": w.BARCHESTER, "period": "2010/11", "value": "15.0%", "sample_size": "603",
         "published_on": "2011-06-30", "source_url": REPORT},
        {"indicator": "NI 902", "period": "2010", "value": "£395", "published_on": "2011-06", "source_url": REPORT},
        {"indicator": "LI 2", "period": "2009/10", "value": "23", "published_on": "2010-06", "source_url": REPORT},
        {"indicator": "LI 2", "area_code": w.BARCHESTER, "period": "2009/10", "value": "12", "published_on": "2010-06"},
        {"indicator": "LI 2", "area_code": w.SILVERBRIDGE, "period": "2009/10", "value": "11",
         "published_on": "2010-06"},
        {"indicator": "LI 2", "period": "2010/11", "value": "31", "published_on": "2011-06", "source_url": REPORT},
        {"indicator": "LI 2", "area_code": w.BARCHESTER, "period": "2010/11", "value": "*", "status": "c",
         "published_on": "2011-06"},
        {"indicator": "LI 2", "area_code": w.SILVERBRIDGE, "period": "2010/11", "value": "<5", "status": "c",
         "published_on": "2011-06"},
        {"indicator": "LI 3", "period": "2010/11", "value": "52", "published_on": "2011-06", "source_url": REPORT},
        {"indicator": "LI 3", "period": "Q4 2010/11", "value": "9", "published_on": "2011-06", "source_url": REPORT},
        {"indicator": "NI 905", "area_code": w.BARCHESTER, "period": "2010/11", "status": "n",
         "published_on": "2011-06"},
    ],
    "actions": [
        {"action": "A1", "target": "T1", "policy_area": "reading", "what": "Put up forty signs", "owner":
         "Barsetshire County Council", "due": "2010-03", "done_on": "2010-04-12", "stage": "deliver",
         "result": "Forty signs stand"},
    ],
    "decisions": [{"date": "2010-01", "body": "The Readers' Board", "decision": "Ask for a lower target",
                   "target": "T1", "policy_area": "reading"}],
    "risks": [{"risk": "R1", "what": "The signs are stolen", "target": "T1", "likelihood": "likely", "impact": "small",
               "owner": "Barsetshire County Council", "reviewed_on": "2010-06-30"}],
    "scrutiny": [{"exchange": "S1", "kind": "request", "date": "2010-02", "body": "The Scrutiny Committee", "to_body":
                  "The Readers' Board", "target": "T1", "text": "Say why pupils lose their way", "due": "2010-03-01",
                  "answered_on": "2010-04", "response": "The signs were late", "status": "answered"}],
    "engagement": [{"activity": "E1", "title": "Paint a bench", "mode": "involve", "policy_area": "bands", "theme":
                    "EDE", "opens": "2010-05-01", "closes": "2010-06-30", "influence_offered": "The colour",
                    "result": "Green", "result_on": "2010-07-15", "link": "https://barsetshire.example/bench"}],
    "petitions": [{"petition": "P1", "title": "A bandstand for Barchester", "signatures": "412", "received":
                   "2010-02-11", "stage": "debated", "policy_area": "bands", "call_for_action": "C1"}],
    "calls_for_action": [{"call": "C1", "title": "The bandstand that never came", "policy_area": "bands", "ward":
                          "Hiram's Hospital", "raised_on": "2010-03-04", "stage": "closed", "outcome": "It came"}],
    "funding": [{"stream": "Signs grant", "year": "2009/10", "amount": "120000", "route": "LAA grant", "ringfenced":
                 "no", "pooled": "yes", "policy_area": "reading", "partner": "Barsetshire County Council"}],
    "rewards": [{"target": "T1", "threshold": "18%", "amount": "90000", "result": "Paid", "result_on": "2011-09-01",
                 "source_url": PAPER}],
    "judgements": [{"kind": "use of resources", "body": "Barsetshire County Council", "year": "2009", "score": "3",
                    "scale": "1; 2; 3; 4", "published_on": "2009-12"}],
    "interventions": [{"step": "5", "what": "An Improvement Notice", "body": "The Department of Libraries",
                       "recipients": "Barsetshire County Council", "policy_area": "reading", "issue": "Lost pupils",
                       "level_required": "No more than 20% lost", "deadline": "2011-03-31", "started": "2010-01-15"}],
    "exceptions": [{"target": "T4", "period": "2009/10", "partner": "Silverbridge District Council", "reason":
                    "The park flooded", "decided_by": "The Band Board", "date": "2009-11-03"}],
    "documents": [{"document": "D1", "title": "The agreement", "kind": "agreement", "publisher":
                   "Barsetshire Partnership", "date": "2008-06", "url": PAPER}],
}  # fmt: skip

COMMENTARY = {
    "year-end-reading": """---
policy_area: reading
edition: Year end 2010/11
date: 2011-06-30
author: The Readers' Board
---

## Achievements

Forty signs stand, and 17.5% of pupils lose their way.

## Challenges

Barchester's signs point to Silverbridge.

## What is being done

- The county council turns them.

## How you can help

Walk somebody to the library.
""",
    "year-end-economy": """---
theme: EDE
edition: Year end 2010/11
date: 2011-06-30
author: The Band Board
---

## Challenges

Nobody mends the clocks.
""",
}
COMMENTARY_ROWS = [
    {"policy_area": "reading", "edition": "Year end 2010/11", "date": "2011-06-30", "author": "The Readers' Board",
     "achievements": "Forty signs stand.", "challenges": "They point the wrong way."},
]  # fmt: skip


def add_statuses(data: Path) -> None:
    """The statuses that only packs use, into the fixture world's definitions."""
    path = data / "definitions" / "statuses.csv"
    w.write_rows(path, definitions.DEFINITIONS["statuses"], [*w.DEFINITIONS["statuses"], *STATUSES])


def write(data: Path, name: str = NAME, sheets: dict[str, list[dict]] = SHEETS) -> Path:
    """Write the pack as a folder into a data folder; returns the pack."""
    add_statuses(data)
    pack = data / "agreements" / name
    (pack / "commentary").mkdir(parents=True)
    for sheet, rows in sheets.items():
        w.write_rows(pack / f"{sheet}.csv", packs.columns(sheet), rows)
    for stem, text in COMMENTARY.items():
        (pack / "commentary" / f"{stem}.md").write_text(text, encoding="utf-8")
    return pack


def rows_of(pack: Path, sheet: str) -> list[dict]:
    return list(csv.DictReader(io.StringIO((pack / f"{sheet}.csv").read_text(encoding="utf-8"))))


def amend(pack: Path, sheet: str, which: dict[str, str], /, **cells: str) -> int:
    """Change cells of the first row in which all of `which` stands; returns its number as a spreadsheet shows it."""
    rows = rows_of(pack, sheet)
    number = next(k for k, row in enumerate(rows) if all(row[name] == text for name, text in which.items()))
    rows[number] |= cells
    w.write_rows(pack / f"{sheet}.csv", packs.columns(sheet), rows)
    return number + 2


def append(pack: Path, sheet: str, *added: dict[str, str]) -> int:
    """Add rows at the end of a sheet; returns the number of the last."""
    rows = [*rows_of(pack, sheet), *added]
    w.write_rows(pack / f"{sheet}.csv", packs.columns(sheet), rows)
    return len(rows) + 1


def remove(pack: Path, sheet: str, which: dict[str, str]) -> None:
    """Remove every row in which all of `which` stands."""
    rows = [row for row in rows_of(pack, sheet) if any(row[name] != text for name, text in which.items())]
    w.write_rows(pack / f"{sheet}.csv", packs.columns(sheet), rows)


def copied(pack: Path, sheet: str, which: dict[str, str], /, **cells: str) -> dict[str, str]:
    """A copy of the first row in which all of `which` stands, with other cells."""
    rows = rows_of(pack, sheet)
    return next(row for row in rows if all(row[name] == text for name, text in which.items())) | cells


_scratch = tempfile.TemporaryDirectory()
_remembered: dict | None = None


@contextmanager
def remembering():
    """Within this, definitions that were read before are not read again.

    Hundreds of packs that differ in one cell are read in seconds so.
    """
    global _remembered
    _remembered = {}
    try:
        yield
    finally:
        for kept in _remembered.values():
            kept.close()
        _remembered = None


def _with_definitions(data: Path) -> duckdb.DuckDBPyConnection:
    con = sql.building(Path(_scratch.name))
    tables.make_schemas(con)
    if problems := definitions.load_definitions(con, data):
        raise AssertionError(problems)
    return con


@contextmanager
def read(data: Path, *packs_read: Path, wanted: tuple[str, ...] = ()):
    """The definitions, these packs (without any: those in `data`) and what a build makes of them.

    `wanted`: the tables that are looked at, with what they need; without any, every mart of packs.
    """
    if _remembered is None:
        con = _with_definitions(data)
    else:
        key = b"".join(path.read_bytes() for path in sorted((data / "definitions").glob("*.csv")))
        con = _remembered.pop(key, None) or _with_definitions(data)
    con.execute("begin")
    try:
        agreements.load(con, list(packs_read) or packs.find(data))
        # What other rules find is of definitions and figures, and not of packs.
        steps = tables.found(data) | {faults.FINDINGS: faults.findings("packs")}
        every = (name for name in steps if name.startswith(("marts.pack_", "marts.promise")))
        making.make_missing(con, steps, set(), wanted or ("meta.issues", "meta.sources", "marts.agreements", *every))
        yield con
    finally:
        con.execute("rollback")
        if _remembered is None or key in _remembered:
            con.close()
        else:
            _remembered[key] = con


ISSUES = """
    select rule, file, source_row, column_name, value, severity, problem, what_to_do from meta.issues
    where file like 'agreements/%' order by file, source_row, rule, column_name
"""


def issues(data: Path, *packs_read: Path) -> list[tuple]:
    """What is wrong with packs: rule, file, row, column, value, severity, problem, what to do."""
    with read(data, *packs_read, wanted=("meta.issues",)) as con:
        return con.execute(ISSUES).fetchall()


def write_beside(data: Path, damages: Iterable[Callable[[Path], object]]) -> list[object]:
    """Write as many packs like Barsetshire's, each of a county of its own, and do one damage to each.

    To make the tables costs as much for one pack as for hundreds. Returns what each damage returned; `as_of_one` says
    what is found in each as if it were the only one.
    """
    areas = data / "definitions" / "areas.csv"
    rows, returned = [*w.DEFINITIONS["areas"]], []
    for number, damage in enumerate(damages):
        returned.append(damage(write(data)))
        codes = _codes(number)
        for folder in (data / "agreements").iterdir():
            if "-" not in folder.name:
                for path in [*folder.glob("*.csv")]:
                    path.write_text(_replaced(path.read_text(encoding="utf-8"), codes), encoding="utf-8")
                folder.rename(folder.with_name(f"{folder.name}-{number}"))
        for row in w.DEFINITIONS["areas"][:3]:
            cells = {name: codes.get(text, text) for name, text in row.items()}
            rows.append(cells | {"name": f"{row['name']} {number}", "aliases": ""})
    w.write_rows(areas, definitions.DEFINITIONS["areas"], rows)
    return returned


def _codes(number: int) -> dict[str, str]:
    """The codes of another Barsetshire and of its districts, by those of the first."""
    county, one, two = f"E10000{number + 100}", f"E07000{2 * number + 100}", f"E07000{2 * number + 101}"
    return {w.BARSETSHIRE: county, w.BARCHESTER: one, w.SILVERBRIDGE: two}


def _replaced(text: str, others: dict[str, str]) -> str:
    for one, other in others.items():
        text = text.replace(one, other)
    return text


def as_of_one(found: list[tuple], count: int) -> list[list[tuple]]:
    """The `issues` of each of `count` packs written by `write_beside`, in the words of the first."""
    own: list[list[tuple]] = [[] for _ in range(count)]
    for rule, file, *rest in found:
        number = int(file.split("/")[1].rpartition("-")[2])
        first = {code: one for one, code in _codes(number).items()}
        said = [_replaced(text, first) if isinstance(text, str) else text for text in rest]
        own[number].append((rule, file.replace(f"-{number}", "", 1), *said))
    return own


BALANCE = ("meta.sources", *(f"marts.pack_{sheet}" for sheet in packs.SHEETS))


def unbalanced(con: duckdb.DuckDBPyConnection) -> list[tuple]:
    """The sheets of packs of which rows read are not rows kept and rows set aside: file, read, kept, set aside."""
    kept = " union all ".join(f"select source_id from marts.pack_{sheet}" for sheet in packs.SHEETS)
    return con.execute(
        f"""
        select file, rows_read, count(kept.source_id) as kept, rows_set_aside
        from meta.sources as sources left join ({kept}) as kept using (source_id)
        where kind = 'agreement' and not ends_with(source_id, '/map') and file like 'agreements/%'
        group by all having rows_read <> count(kept.source_id) + rows_set_aside
        """
    ).fetchall()
