"""The days that answers to scrutiny fall due, as a file for calendars (RFC 5545)."""

from datetime import datetime, time, timedelta

from icalendar import Calendar, Event, vText

from data_pipeline import words

SAYS = words.scrutiny.exchanges


def due_days(rows: list[dict], name: str, page: str) -> str:
    """A calendar with a whole day for each thing asked that has a day to be answered by.

    `rows`: of queries.exchanges; `name`: of the calendar; `page`: the whole address of the page that they are on.
    The same rows make the same bytes.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Local Area Report Card//EN")
    calendar.add("version", "2.0")
    for known_as in ("name", "x-wr-calname"):  # The second by those who read only that.
        calendar.add(known_as, vText(name))
    for row in rows:
        if row["due"] is not None:
            calendar.add_component(_event(row, page))
    return calendar.to_ical().decode()


def _event(row: dict, page: str) -> Event:
    event = Event()
    event.add("uid", f"{row['agreement_code']}-{row['exchange']}@local-area-report-card")
    event.add("dtstamp", datetime.combine(row["day"], time()))
    event.add("dtstart", row["due"])
    event.add("dtend", row["due"] + timedelta(days=1))
    event.add("summary", SAYS.event(row))
    event.add("description", "\n".join([f"{SAYS.asked(row)}: {row['text']}", SAYS.standing(row)]))
    event.add("url", page)
    event.add("transp", "TRANSPARENT")
    return event
