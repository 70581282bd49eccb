"""Lines of enquiry in words: why each is here, what to ask, what it rests on. Rows of queries.enquiries.

A question takes no side: it says what was promised and what was reported, or what was and what is, and asks.
"""

import re

from data_pipeline.words.figures import day, figure, listed, lower_first, partial_day, upper_first
from data_pipeline.words.promises import as_printed, with_period
from data_pipeline.words.scrutiny import witnesses

# Why a line is here, in two or three words; and what is asked.
NAMES = {
    "not kept": "Not kept",
    "gone backwards": "Gone backwards",
    "missed": "Missed what was due",
    "behind": "Behind what was due",
    "got worse": "Got worse",
    "hidden by the whole": "Hidden by the whole",
    "gap widening": "Gap widened",
    "behind similar places": "Behind similar places",
    "behind England": "Behind England",
    "no better since": "No better since a recommendation",
    "answer overdue": "Answer overdue",
    "action overdue": "Action overdue",
    "kinder word": "Kinder word than the figures",
    "target in doubt": "Target in doubt",
    "target changed": "Target set again",
    "no figure": "No figure",
    "no figure at the end": "No figure for the end",
    "stale": "Printed late",
    "lead": "No one lead",
}
CHANCE = {
    "sure": "This is more than chance.",
    "untested": "No margin of error is published with it, so nobody can say whether it is more than chance.",
    "chance": "It could be chance.",
}
# Of a count of everything there is no chance to tell it from.
WHOLE_COUNT = "It is a count of everything and no sample, so there is no chance in it."


def question(row: dict) -> str:
    """What to ask for one reason: `row`, one of the `reasons` of a line."""
    return _QUESTIONS[row["reason"]](row)


ASKED = re.compile(r" (?:What|Where|Who|Why|How) [^.”]*\?$")


def known(row: dict) -> str:
    """What the question says before it asks: '8.9% (2009/10) was due, and it was 11.9%.'"""
    return ASKED.sub("", question(row))


def evidence(row: dict) -> str:
    """What the question rests on, how sure it is in the same breath; nothing where the question says it all."""
    return " ".join(filter(None, (_evidence(row), _chance(row))))


def _chance(row: dict) -> str:
    if row["how_sure"] == "sure" and row.get("is_complete"):
        return WHOLE_COUNT
    return CHANCE.get(row["how_sure"], "")


def _evidence(row: dict) -> str:
    reason = row["reason"]
    if reason in ("not kept", "missed", "behind") and row["published_rating"]:
        return f"The paper calls it “{row['published_rating']}”."
    if reason == "behind similar places":
        low, high = (_figure(row, row[name]) for name in ("lower_quartile", "upper_quartile"))
        return f"Half of {row['similar_count']} similar places lie between {low} and {high}."
    if reason == "gap widening" and "series_id" in row:
        return f"The worst-off tenth of its districts: {listed(row['districts'])}."
    if reason == "target changed":
        return f"The reason printed: “{row['detail']}”" if _is_said(row["detail"]) else "No reason is printed."
    if reason == "answer overdue":
        return f"It was to be answered by {day(row['due'])}, {row['days_late']:,} days before {day(row['day'])}."
    if reason == "action overdue":
        return f"It is {row['days_late']:,} days past that day, on {day(row['day'])}, and {_whose(row['owner'])}."
    return ""


def _whose(owner: str | None) -> str:
    return f"its owner is {owner}" if owner else "no owner is named"


def _is_said(text: str | None) -> bool:
    return bool(text) and text != "not published"


def _figure(row: dict, value: float) -> str:
    return figure(value, row["unit"], row["decimals"])


def _printed(row: dict, which: str) -> str:
    """As the paper prints it, with the unit that it leaves to the heading, and the period."""
    return with_period(as_printed(row[f"{which}_printed"], 0, None, row["printed_unit"]), row[f"{which}_for"])


def _shortfall(row: dict) -> str:
    now = as_printed(row["now_printed"], 0, None, row["printed_unit"])
    if row["due_printed"] is None:
        return f"For {row['now_for']} it was {now}. What explains the difference from what was due?"
    what = "promised" if row["reason"] == "not kept" and not row["is_beside"] else "due"
    return (
        f"{upper_first(_printed(row, 'due'))} was {what}, and it was {now}. What explains the difference, and what is "
        "being done about it?"
    )


def _change(row: dict) -> str:
    if "series_id" in row:
        then, now = _figure(row, row["start_value"]), _figure(row, row["value"])
        then, now = with_period(then, row["start_period_label"]), with_period(now, row["period_label"])
    else:
        then, now = _printed(row, "then"), _printed(row, "now")
    wanted = {"higher": " Higher is wanted.", "lower": " Lower is wanted."}.get(row["polarity"], "")
    return f"It went from {then} to {now}.{wanted} What explains the change?"


def _hidden(row: dict) -> str:
    if "series_id" in row:
        then, now = _figure(row, row["district_start_value"]), _figure(row, row["district_value"])
        whole = f", and in the whole from {_figure(row, row['start_value'])} to {_figure(row, row['value'])}"
    else:
        then, now, whole = _printed(row, "then"), _printed(row, "now"), ""
    return (
        f"In {row['district']} it went from {then} to {now}{whole}. What is different there from the rest of the area?"
    )


def _gap(row: dict) -> str:
    if "series_id" in row:
        then, now = _figure(row, row["start_gap"]), _figure(row, row["gap"])
        return (
            f"Between its worst-off districts and the whole the gap went from {then} in {row['start_year']} to {now}. "
            "What explains that?"
        )
    return (
        f"In {row['detail']} it is {row['now_printed']}, in the whole area {row['due_printed']} ({row['now_for']}). "
        f"The two are further apart than in {row['then_for']}. What explains that?"
    )


def _beside_similar(row: dict) -> str:
    return (
        f"It is {_here(row)} here, and in the middle of {row['similar_count']} similar places "
        f"{_figure(row, row['similar_middle'])}. What do they do differently?"
    )


def _beside_england(row: dict) -> str:
    england = _figure(row, row["england_value"])
    return f"It is {_here(row)} here, and {england} in England. What explains the difference?"


def _here(row: dict) -> str:
    return with_period(_figure(row, row["value"]), row["period_label"])


def _no_better(row: dict) -> str:
    return (
        f"On {partial_day(row['asked_on'])} the committee recommended: “{row['text']}” Before that it was "
        f"{row['before_as_published']} ({row['before_label']}), and since then {row['since_as_published']} "
        f"({row['since_label']}). What was done about the recommendation?"
    )


def _answer(row: dict) -> str:
    asked = f"On {partial_day(row['asked_on'])} the committee asked {row['to_body'] or 'for this'}"
    return f"{asked}: “{row['text']}” Where can the answer be read?"


def _action(row: dict) -> str:
    return f"“{row['what']}” was to be done by {partial_day(row['due'])}. How far has it come?"


def _kinder(row: dict) -> str:
    return (
        f"The paper calls {_printed(row, 'now')} “{row['published_rating']}”; by the figures it is "
        f"“{lower_first(row['rating'])}”. What does the word of the paper rest on?"
    )


def _no_figure(row: dict) -> str:
    if "series_id" in row:
        return f"No figure for {row['reporting_year']} is published, and other places have one. Why is there none?"
    when = f" for {row['due_for']}" if row["due_for"] else ""
    printed = f" The paper prints “{row['detail']}”." if _is_said(row["detail"]) else ""
    return f"No figure of what happened{when} is in the papers found.{printed} Why is there none?"


def _no_end(row: dict) -> str:
    return f"The last figure in the papers found is {_printed(row, 'now')}; none is later. Why is there none?"


def _late(row: dict) -> str:
    return (
        f"The figure for {row['now_for']} was printed on {day(row['printed_by'])}, {row['days']:,} days after the "
        "period ended, in the earliest paper found. What took the time?"
    )


def _doubt(row: dict) -> str:
    return f"{row['detail']}. How was this target chosen, and who agreed it?"


def _set_again(row: dict) -> str:
    return "This target was set again while the agreement ran. Who agreed that, and on what grounds?"


def _no_lead(row: dict) -> str:
    return f"{row['detail']}. Who answers for it?"


_QUESTIONS = {
    "not kept": _shortfall,
    "gone backwards": _change,
    "missed": _shortfall,
    "behind": _shortfall,
    "got worse": _change,
    "hidden by the whole": _hidden,
    "gap widening": _gap,
    "behind similar places": _beside_similar,
    "behind England": _beside_england,
    "no better since": _no_better,
    "answer overdue": _answer,
    "action overdue": _action,
    "kinder word": _kinder,
    "target in doubt": _doubt,
    "target changed": _set_again,
    "no figure": _no_figure,
    "no figure at the end": _no_end,
    "stale": _late,
    "lead": _no_lead,
}


def reasons(rows: list[dict]) -> dict:
    """Why to ask, in texts: `names` of the reasons, `asked` (each question, and what it rests on)."""
    return {"names": [NAMES[row["reason"]] for row in rows], "asked": [(question(row), evidence(row)) for row in rows]}


def told(line: dict, to: str, whom: list[str]) -> dict:
    """A line of enquiry in texts: `names` of its reasons, `asked` (each question, and what it rests on), `to` and
    `whom`, `before` (what was asked or to be done: what it is, its words), `elsewhere`.

    `to` and `whom`: of `witnesses`, whom to ask and how the law bound them. What a page shows and a paper prints.
    """
    return {
        "line": line["line"],
        "title": line["title"],
        **reasons(line["reasons"]),
        "to": to,
        "whom": whom,
        "before": witnesses.said_before(line),
        "elsewhere": [elsewhere(row) for row in line["elsewhere"]],
    }


def elsewhere(row: dict) -> str:
    """'Wigan: 96.8 in 2005 to 2007, 81.2 per 100,000 in 2008 to 2010': a row of `elsewhere` of a line."""
    then, now = _figure(row, row["start_value"]), _figure(row, row["value"])
    return (
        f"{row['name']}: {with_period(then, row['start_period_label'])}, then {with_period(now, row['period_label'])}"
    )


def lead(lines: list[dict], shown: int) -> str:
    """What stands first: how many lines of enquiry the figures give, and how many of them stand open."""
    count = len(lines)
    if not count:
        return "The rules below find nothing here that the published figures give to ask about."
    results = sum(line["is_of_result"] for line in lines)
    kinds = " and ".join(
        part
        for part in (
            f"{results} about results" if results else "",
            f"{count - results} about how they are recorded" if count - results else "",
        )
        if part
    )
    which = f" The first {shown} stand open." if count > shown else ""
    return f"{count} line{'' if count == 1 else 's'} of enquiry: {kinds}.{which}"


def went_well(kept: list[str], better: list[str]) -> str:
    """The other side: promises kept, and figures that surely got better, by title, as queries.went_well has them."""
    parts = []
    if kept:
        promises = "promise" if len(kept) == 1 else "promises"
        parts.append(f"{len(kept)} {promises} kept: {'; '.join(kept)}")
    if better:
        what = "figure" if len(better) == 1 else "figures"
        parts.append(f"{len(better)} national {what} that surely got better: {'; '.join(better)}")
    return f"{'. '.join(parts)}." if parts else "No promise is known to be kept, and no figure surely got better."
