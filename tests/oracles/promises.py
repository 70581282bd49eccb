"""Which of a promise's printed figures is its latest, and what was due by then, as a careful reader would pick."""

from datetime import date

from data_pipeline.reading import periods, printed_values


def last_day(text: str) -> date | None:
    if not text:
        return None
    whole = periods.parse(text) if len(text) == 4 else None
    if len(text) == 7:
        year, month = map(int, text.split("-"))
        return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
    return whole.end if whole else date.fromisoformat(text)


def period_of(row: dict) -> periods.Period:
    cell = printed_values.parse(row["value"])
    own = periods.parse(cell.period) if cell.period else None
    return (
        (periods.parse(row["period_data"]) if row.get("period_data") else None) or own or periods.parse(row["period"])
    )


def late(day: date | None) -> tuple:
    """For sorting: what has no date was said before anything that has."""
    return (day is not None, day or date.min)


def latest_outturn(rows: list[tuple[int, dict]], milestones: list[dict]) -> tuple[int, dict] | None:
    """Of one indicator and place: of each period what was printed last; then the period that ends last.

    A year says more than its last quarter, a figure more than a reason; and a part of a year for which nothing was due
    comes after every year.
    """
    words: dict[periods.Period, tuple[int, dict]] = {}
    for number, row in sorted(rows, key=lambda pair: (late(last_day(pair[1].get("published_on", ""))), pair[0])):
        words[period_of(row)] = (number, row)

    def rank(item):
        period, (number, row) = item
        months = (period.end.year - period.start.year) * 12 + period.end.month - period.start.month
        stands_alone = months >= 11 or period in {period_of(row) for row in milestones if not row.get("kind")}
        return stands_alone, period.end, months, printed_values.parse(row["value"]).number is not None, number

    return max(words.items(), key=rank)[1] if words else None


def milestone_due(rows: list[tuple[int, dict]], outturn: dict | None) -> dict | None:
    """The milestone for the same period: of the same paper, else the latest agreed before it ended, else the first.

    Words in place of a number only where no paper prints one.
    """
    if outturn is None:
        return None
    period = period_of(outturn)
    same = [(n, row) for n, row in rows if not row.get("kind") and period_of(row) == period]
    same = [pair for pair in same if printed_values.parse(pair[1]["value"]).number is not None] or same
    url = outturn.get("source_url")
    of_paper = [pair for pair in same if url and pair[1].get("source_url") == url] or same

    def said(pair):
        return last_day(pair[1].get("agreed_on", ""))

    valid = [pair for pair in of_paper if said(pair) is None or said(pair) <= period.end]
    if valid:
        return max(valid, key=lambda pair: (late(said(pair)), pair[0]))[1]
    return min(of_paper, key=lambda pair: (said(pair), -pair[0]))[1] if of_paper else None
