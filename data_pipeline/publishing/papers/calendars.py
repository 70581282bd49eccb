"""The days that answers to scrutiny fall due, as a file for calendars (RFC 5545)."""

from datetime import datetime, time, timedelta

from icalendar import Calendar, Event, vText

from data_pipeline import words

SAYS = words.scrutiny


def due_days(rows: list[dict], name: str, page: str) -> str:
    """A calendar with a whole day for each thing asked that has a day to be answered by.

    `rows`: of queries.exchanges and queries.cases; `name`: of the calendar; `page`: the whole address of the page that
    they are on. The same rows make the same bytes.
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
    is_exchange = "exchange" in row
    event = Event()
    event.add("uid", f"{row['agreement_code']}-{row['exchange' if is_exchange else 'name']}@local-area-report-card")
    event.add("dtstamp", datetime.combine(row["day"], time()))
    event.add("dtstart", row["due"])
    event.add("dtend", row["due"] + timedelta(days=1))
    event.add("summary", (SAYS.exchanges if is_exchange else SAYS.cases).event(row))
    event.add("description", "\n".join(_told(row) if is_exchange else SAYS.cases.told(row)))
    event.add("url", page)
    event.add("transp", "TRANSPARENT")
    return event


def _told(row: dict) -> list[str]:
    return [f"{SAYS.exchanges.asked(row)}: {row['text']}", SAYS.exchanges.standing(row)]
