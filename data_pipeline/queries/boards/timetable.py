"""What has a day to come in an agreement: what must be answered, done, reached or ended by then, and by whom."""

from itertools import groupby

from data_pipeline.queries.asking import Connection, Rows, all_rows, on_day
from data_pipeline.queries.boards.agenda import concerning

TO_COME = """
    select * exclude (known_from, known_until) from marts.timetable
    where agreement_code = $code and day >= cast($as_of as date)
        and coalesce(known_from <= cast($as_of as date), true) and coalesce(known_until > cast($as_of as date), true)
    order by day, kind, source_row
"""
PROMISED = ("milestone", "final target", "floor")


def timetable(con: Connection, agreement_code: str, day: str) -> Rows:
    """What is to come from `day` ('2010-09-14') on, as it was known then, the soonest first.

    `kind`: milestone, final target or floor of a `target`; action, answer (to `asked_by`, by `due_from`), step
    (of support or intervention), chance to take part, end of the agreement. `who`: the body it is for, where it is of
    no target.
    """
    return all_rows(con, TO_COME, on_day(agreement_code, day))


def by_lead(rows: Rows, targets: Rows) -> Rows:
    """Of rows of `timetable` what concerns these targets; what they promise of one day, lead and partnership as one.

    `targets`: of standing. What is promised gets `titles`, `who` and `partnership` of its targets; of a target that was
    removed nothing is waited for.
    """
    known = {row["target"]: row for row in targets if not row["is_removed"]}
    others = concerning([row for row in rows if row["kind"] not in PROMISED], targets)
    promised = [
        row
        | {"title": mine["title"], "who": mine["lead_partner"], "partnership": mine["partnership"]}
        for row in rows
        if row["kind"] in PROMISED and (mine := known.get(row["target"]))
    ]  # fmt: skip

    def together(row: dict) -> tuple:
        return row["day"], PROMISED.index(row["kind"]), row["who"] or "", row["partnership"] or ""

    groups = [list(group) for _, group in groupby(sorted(promised, key=together), key=together)]
    joined = [group[0] | {"titles": list(dict.fromkeys(row["title"] for row in group))} for group in groups]
    return sorted([*others, *joined], key=lambda row: row["day"])
