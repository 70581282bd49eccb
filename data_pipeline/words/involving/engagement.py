"""Chances to take part, what came of them, and money, in words."""

from datetime import date

from data_pipeline.words import figures

MODES = {
    "inform": "You are told. Nothing is asked.",
    "consult": "You are asked what you think.",
    "involve": "You work on it together.",
    "devolve": "You decide.",
}


def is_open(row: dict, day: date) -> bool:
    """Whether people can take part on a day; what has no last day is open as far as the papers say."""
    return (row["opens"] is None or row["opens"] <= day) and (row["closes"] is None or row["closes"] >= day)


def is_closed(row: dict, day: date) -> bool:
    return row["closes"] is not None and row["closes"] < day


def asks(row: dict) -> bool:
    """Whether anything is asked: of what only tells people no result can come."""
    return row["mode"] != "inform"


def lead(rows: list[dict], day: date, published: date | None) -> str:
    """'9 chances to take part are published. On 31 January 2012 two with a closing date were open.'"""
    count = len(rows)
    is_now = day == date.today()
    when = "Today" if is_now else f"On {figures.day(day)}"
    first = "1 chance to take part is published." if count == 1 else f"{count} chances to take part are published."
    dated = [row for row in rows if is_open(row, day) and row["closes"]]
    endless = [row for row in rows if is_open(row, day) and not row["closes"]]
    told = [first]
    one, many = ("is", "are") if is_now else ("was", "were")
    told.append(f"{when} {figures.in_words(len(dated))} with a closing date {one if len(dated) < 2 else many} open.")
    if not dated and (closed := [row for row in rows if is_closed(row, day)]):
        last = max(row["closes"] for row in closed)
        told.append(f"The last closed on {figures.day(last)}.")
    if endless:
        since = f": the papers, of {figures.day(published)}, do not say for how long" if published else ""
        told.append(f"{figures.upper_first(figures.in_words(len(endless)))} {_has(endless)} no closing date{since}.")
    return " ".join(told)


def _has(rows: list[dict]) -> str:
    return "has" if len(rows) == 1 else "have"


def results(rows: list[dict], day: date) -> str:
    """'Of 7 that asked something and are closed 3 have no published result.'; nothing where none is closed."""
    closed = [row for row in rows if is_closed(row, day) and asks(row)]
    if not closed:
        return ""
    without = [row for row in closed if not row["result"]]
    if len(closed) == 1:
        return f"The one that is closed has {'no' if without else 'a'} published result."
    if not without:
        return f"All {len(closed)} that asked something and are closed have a published result."
    return f"Of {len(closed)} that asked something and are closed, {len(without)} {_has(without)} no published result."


def when(row: dict) -> str:
    """'1 May 2009 to 30 June 2009'."""
    opens = figures.day(row["opens"]) if row["opens"] else None
    closes = figures.day(row["closes"]) if row["closes"] else None
    if opens and closes:
        return f"{opens} to {closes}"
    if opens:
        return f"from {opens}; no closing date"
    return f"until {closes}" if closes else "no dates published"


def how(row: dict) -> str:
    """'Consult: You are asked what you think.'; a mode that is not known stands by itself."""
    meaning = MODES.get(row["mode"])
    return f"{figures.upper_first(row['mode'])}: {meaning}" if meaning else row["mode"]


def result(row: dict, day: date) -> str:
    """What came of it, with its day; 'No result published' where it is closed and was to have one."""
    if row["result"]:
        return f"{row['result']}{_on(row['result_on'])}"
    if not asks(row):
        return "None to be had: it only told people."
    if is_closed(row, day):
        return "No result published."
    return "Not closed yet." if row["closes"] else "No closing date, and no result published so far."


def _on(day: date | None) -> str:
    return f" (published {figures.day(day)})" if day else ""


def clash(row: dict) -> str:
    """Two that ask the same people at once, with the days on which they do."""
    days = "one day" if row["days"] == 1 else f"{row['days']} days"
    who = (
        f"both ask: {row['audience']}"
        if row["audience"] == row["other_audience"]
        else f"they ask: {row['audience']}; {row['other_audience']}"
    )
    return (
        f"“{row['title']}” and “{row['other_title']}” were open together for {days}, from "
        f"{figures.day(row['clash_from'])} to {figures.day(row['clash_to'])}; {who}."
    )


def published(row: dict) -> str:
    """What a pack publishes of taking part: '9 chances to take part, 5 petitions and 5 calls for action'."""
    told = _counted(
        (row["activities"], "chance to take part", "chances to take part"),
        (row["petitions"], "petition", "petitions"),
        (row["calls"], "call for action", "calls for action"),
    )
    return told or "nothing of taking part"


def watched(row: dict) -> str:
    """What else a pack publishes that shows how the agreement was watched over."""
    told = _counted(
        (row["scrutiny"], "question or recommendation by councillors", "questions or recommendations by councillors"),
        (row["decisions"], "decision", "decisions"),
        (row["documents"], "paper", "papers"),
    )
    return told or "no papers"


def _counted(*kinds: tuple[int, str, str]) -> str:
    """'9 petitions and 1 call': each kind that there is any of, as count, name of one, name of many."""
    told = [f"{count} {one if count == 1 else many}" for count, one, many in kinds if count]
    return figures.listed(told) if told else ""


def message(row: dict) -> str:
    """What there is to see of one place, for sending on. `row`: of marts.involvement."""
    return f"What people in {row['area_name']} were asked, and what came of it: {published(row)}."
