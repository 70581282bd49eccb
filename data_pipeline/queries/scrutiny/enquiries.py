"""Lines of enquiry: what the published figures give a councillor to ask about, of whom, and what was said before."""

from data_pipeline.queries.asking import OF_EDITION, Connection, Rows, all_rows, on_day
from data_pipeline.queries.judgements import COMPARED
from data_pipeline.queries.papers import LAST_PAPERS
from data_pipeline.queries.scrutiny.exchanges import exchanges

# Reasons to ask, those about a result before those about the record of it, each in the order of the page.
OF_RESULT = (
    "not kept", "gone backwards", "missed", "behind", "got worse", "hidden by the whole", "gap widening",
    "behind similar places", "behind England", "no better since",
)  # fmt: skip
OF_RECORD = (
    "answer overdue", "action overdue", "kinder word", "target in doubt", "target changed", "no figure",
    "no figure at the end", "stale", "lead",
)  # fmt: skip
REASONS = (*OF_RESULT, *OF_RECORD)
# What a watch list watches, and a board looks at first: what is off track or missed, and what has no figure.
OFF_TRACK = (
    "not kept", "gone backwards", "missed", "behind", "hidden by the whole", "no figure", "no figure at the end",
)  # fmt: skip
SURENESS = ("sure", "fact", "untested", "chance")


def enquiries(
    con: Connection,
    area_code: str,
    agreement_code: str | None,
    reporting_year: str | None,
    as_of: str | None = None,
    district: str | None = None,
) -> Rows:
    """What to ask about a place, a line for each measure, the surest first, then those of most people.

    `agreement_code`: the agreement it was in, None where none is held; `reporting_year`: of its national figures, None
    for none; `district`: only what concerns the whole area or this district of it.

    Each line: `line` (its name in an address), title, indicator, target or series_id, theme_name, policy_area_name,
    lead_partner, how_sure (one of SURENESS), people, `is_of_result`, and `reasons`, the rows that it rests on, the
    first the strongest; `asked` (of `exchanges`) and `actions`, what was asked and promised of it before; `elsewhere`,
    similar places where the same figure surely got better.
    """
    own = district if area_code == agreement_code else None if agreement_code is None else area_code
    found: dict[str, dict] = {}
    asked = exchanges(con, agreement_code, as_of) if agreement_code else []
    to_do = actions(con, agreement_code, as_of) if agreement_code else []
    for row in _of_promises(con, agreement_code, as_of, own) if agreement_code else []:
        _line(found, row["target"], row)["reasons"].append(row)
    by_measure = {line["indicator"]: line for line in found.values() if line["area_code"] == area_code}
    for place in dict.fromkeys((area_code, district)) if reporting_year else ():
        for row in _of_figures(con, place, reporting_year) if place else []:
            name = row["series_id"] if place == area_code else f"{row['series_id']}.{place}"
            row["title"] = row["series_title"] if place == area_code else f"{row['series_title']}, {row['area_name']}"
            if row["district_code"] in (None, own) or own is None:
                beside = by_measure.get(row["indicator"]) if place == area_code else None
                (beside or _line(found, name, row))["reasons"].append(row)
    _follow_up(found, asked, to_do)
    elsewhere = _better_elsewhere(con, area_code, reporting_year) if reporting_year else {}
    for line in found.values():
        line["elsewhere"] = elsewhere.get(line["indicator"], [])
        line["reasons"].sort(key=_strength)
        line["is_of_result"] = line["reasons"][0]["reason"] in OF_RESULT
        line["how_sure"] = line["reasons"][0]["how_sure"]
        line["people"] = max((row["people"] for row in line["reasons"] if row["people"]), default=None)
    return sorted(found.values(), key=_place)


def _line(found: dict[str, dict], name: str, row: dict) -> dict:
    kept = (
        "area_code",
        "target",
        "series_id",
        "indicator",
        "district_code",
        "policy_area_name",
        "lead_partner",
        "notice",
    )
    if name not in found:
        found[name] = {column: row.get(column) for column in kept} | {
            "line": name,
            "title": row["title"],
            "theme_name": row.get("theme_name") or row.get("laa_theme"),
            "position": row.get("position") or 0,
            "reasons": [],
            "asked": [],
            "actions": [],
        }
        if "series_id" in row:
            found[name]["district_code"] = None
    return found[name]


def _strength(row: dict) -> tuple:
    return row["reason"] in OF_RECORD, SURENESS.index(row["how_sure"]), REASONS.index(row["reason"])


def _place(line: dict) -> tuple:
    first = line["reasons"][0]
    return *_strength(first)[:2], -(line["people"] or 0), _strength(first)[2], line["position"], line["line"]


def _of_promises(con: Connection, agreement_code: str, as_of: str | None, district: str | None) -> Rows:
    query = f"""
        select * from marts.promise_enquiries
        where {OF_EDITION} and coalesce(asks_from < coalesce(cast($as_of as date), current_date), true)
            and (cast($district as varchar) is null or area_code in (agreement_code, $district))
            and (cast($district as varchar) is null or coalesce(district_code = $district, true))
        order by position
    """
    return all_rows(con, query, {**on_day(agreement_code, as_of), "district": district})


def _of_figures(con: Connection, area_code: str, reporting_year: str) -> Rows:
    query = """
        select *, null as target from marts.figure_enquiries
        where area_code = ? and reporting_year = ? order by series_id, reason, district_code
    """
    return all_rows(con, query, [area_code, reporting_year])


def actions(con: Connection, agreement_code: str, as_of: str | None) -> Rows:
    """What was to be done about each target, as it was known on a day: `is_overdue`, `days_late`.

    What came of an action is known from the latest papers on: nobody knows how old it is.
    """
    return all_rows(
        con,
        f"""
        with on_the_day as (
            select coalesce(cast($as_of as date), max(edition)) as day from marts.editions where agreement_code = $code
        )
        select actions.* replace (
                if(done_on_by > day, null, done_on) as done_on, if(done_on_by > day, null, done_on_by) as done_on_by,
                if(done_on_by > day, null, stage) as stage, if({LAST_PAPERS} > day, null, result) as result
            ),
            day, coalesce(due_by < day and (done_on_by is null or done_on_by > day), false) as is_overdue,
            date_diff('day', due_by, day) as days_late,
        from marts.pack_actions as actions cross join on_the_day
        where agreement_code = $code
        order by due_by, source_row
        """,
        on_day(agreement_code, as_of),
    )


def _follow_up(found: dict[str, dict], asked: Rows, actions: Rows) -> None:
    """Lay what was asked and what was to be done beside its line; what is overdue, or of no avail, is a reason."""
    # What makes a line comes first, so that all else about its measure is laid beside it.
    for row in sorted(asked, key=lambda row: not _reasons(row)):
        line = found.get(row["target"]) or next(
            (line for line in found.values() if row["indicator"] and line["indicator"] == row["indicator"]), None
        )
        if line is None and _reasons(row):
            title = row["measure"] or row["concerns"] or row["text"]
            line = _line(found, f"asked {row['exchange']}", row | {"title": title, "area_code": row["agreement_code"]})
        if line:
            line["asked"].append(row)
            line["reasons"] += _reasons(row)
    for line in found.values():
        line["asked"].sort(key=lambda row: (row["asked_by"] is None, row["asked_by"]))
    for row in actions:
        if line := found.get(row["target"]):
            line["actions"].append(row)
            if row["is_overdue"]:
                line["reasons"].append(row | {"reason": "action overdue", "how_sure": "fact", "people": None})


def _reasons(row: dict) -> Rows:
    """Why to come back to a thing that was asked: nobody answered in time, or a recommendation changed nothing."""
    sureness = {True: "sure", False: "chance", None: "untested"}[row["is_clear"]]
    held = {
        "answer overdue": ("fact", row["standing"] == "overdue"),
        "no better since": (sureness, row["kind"] == "recommendation" and row["is_no_better"]),
    }
    return [
        row | {"reason": reason, "how_sure": how_sure, "people": None}
        for reason, (how_sure, holds) in held.items()
        if holds
    ]


def _better_elsewhere(con: Connection, area_code: str, reporting_year: str) -> dict[str, Rows]:
    """Of the similar areas the two at most in which a figure surely got better by most: indicator -> rows."""
    rows = all_rows(
        con,
        """
        select card.indicator, similars.similar_name as name, similars.similar_code as area_code, card.start_value,
            card.start_period_label, card.value, card.period_label, series.unit, series.decimals, series.series_title,
        from marts.similar_areas as similars
        join marts.report_card as card on card.area_code = similars.similar_code
        join marts.series as series using (series_id)
        where similars.area_code = ? and similars.rank <= ? and card.reporting_year = ?
            and card.better_or_worse = 'better' and card.is_change_clear
        qualify row_number() over (partition by card.series_id order by card.improvement_in_spreads desc) <= 2
        order by card.series_id, card.improvement_in_spreads desc
        """,
        [area_code, COMPARED, reporting_year],
    )
    found: dict[str, Rows] = {}
    for row in rows:
        found.setdefault(row["indicator"], []).append(row)
    return found


def went_well(
    con: Connection, area_code: str, agreement_code: str | None, reporting_year: str | None, as_of: str | None = None
) -> dict[str, list[str]]:
    """The other side, by title: promises that were `kept`, and national figures that surely got `better`."""
    kept = f"""
        select title from marts.ratings where {OF_EDITION} and end_code = 'kept' and not is_beside order by position
    """
    better = """
        select series_title from marts.sure_changes join marts.series using (series_id)
        where area_code = ? and reporting_year = ? and kind = 'better' order by position
    """
    found = {"kept": [], "better": []}
    if agreement_code:
        found["kept"] = con.execute(kept, on_day(agreement_code, as_of)).fetchall()
    if reporting_year:
        found["better"] = con.execute(better, [area_code, reporting_year]).fetchall()
    return {name: [title for (title,) in rows] for name, rows in found.items()}


def lead_bodies(con: Connection) -> dict[str, Rows]:
    """The bodies that each lead of a promise names, as its paper writes it: body, answers (by which law, or None)."""
    found: dict[str, Rows] = {}
    for row in all_rows(con, "select * from marts.lead_bodies order by lead_partner, position, answers"):
        found.setdefault(row["lead_partner"], []).append(row)
    return found
