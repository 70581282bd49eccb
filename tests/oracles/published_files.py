"""The bundled files read a second time: their figures by area and year, and how these changed."""

import csv
import re
from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from scipy.stats import norm

from data_pipeline.building import warehouse

# Three counties became one council each, with the same borders: their figures are the county's.
SAME_GROUND = {"E06000060": "E10000002", "E06000065": "E10000023", "E06000066": "E10000027"}

DISTRICT_TYPES = {"district", "unitary", "metropolitan", "london_borough"}
AGREEMENT_TYPES = {"county", "unitary", "metropolitan", "london_borough"}


def read(file: str) -> list[dict[str, str]]:
    with (warehouse.DATA / file).open(encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


SERIES = {row["series_id"]: row for row in read("indicators/series.csv")}
AREAS = {row["area_code"]: row for row in read("definitions/areas.csv") if row["area_type"] != "former_district"}
REGIONS = {row["name"]: row["area_code"] for row in read("definitions/regions.csv")}
# Everything that has had a place here: what is published for another code stands for nothing.
KNOWN = {
    code
    for row in read("definitions/areas.csv")
    for code in (row["area_code"], *row["successor_codes"].split(";"), *REGIONS.values(), "E92000001")
}
OWN_CODE = {row["later_code"]: code for code, row in AREAS.items() if row["later_code"]} | SAME_GROUND


@dataclass(frozen=True)
class Figure:
    """One published figure, with its numbers read from their text."""

    area: str
    period: str
    start: date
    end: date
    text: str
    value: float | None
    lower: float | None
    upper: float | None
    published_code: str
    note: str
    status: str


@dataclass(frozen=True)
class Published:
    """One series: its figures by area and reporting year, and by area and period."""

    by_year: dict[tuple[str, str], Figure]
    by_period: dict[tuple[str, str], Figure]

    def value(self, area: str, year: str) -> float | None:
        figure = self.by_year.get((area, year))
        return figure.value if figure else None

    def value_in(self, area: str, period: str) -> float | None:
        figure = self.by_period.get((area, period))
        return figure.value if figure else None


@cache
def published(series_id: str) -> Published:
    """The figures of a series under the codes of our areas; of two periods in one year the later stands for it."""
    by_year: dict[tuple[str, str], Figure] = {}
    by_period: dict[tuple[str, str], Figure] = {}
    for row in read(f"indicators/{SERIES[series_id]['file']}"):
        if OWN_CODE.get(row["area_code"], row["area_code"]) not in KNOWN:
            continue
        start, end = days(row["period"])
        figure = Figure(
            OWN_CODE.get(row["area_code"], row["area_code"]), row["period"], start, end, row["value"],
            *(float(row[column]) if row[column] else None for column in ("value", "lower", "upper")),
            row["area_code"], row["note"], row["status"],
        )  # fmt: skip
        key = (figure.area, row["period"])
        if key not in by_period or row["area_code"] == figure.area:
            by_period[key] = figure
    for figure in by_period.values():
        key = (figure.area, reporting_year(figure.start, figure.end))
        if key not in by_year or by_year[key].end < figure.end:
            by_year[key] = figure
    return Published(by_year, by_period)


def days(period: str) -> tuple[date, date]:
    """First and last day of '2010-04-01/P1Y' (whole years or, as '2010-04-01/P3M', months) or of '2010-04-14'."""
    first, _, length = period.partition("/")
    start = date.fromisoformat(first)
    if not length:
        return start, start
    count, unit = re.fullmatch(r"P(\d+)([YM])", length).groups()
    years, month = divmod(start.month - 2 + int(count) * (12 if unit == "Y" else 1), 12)
    return start, date(start.year + years, month + 1, monthrange(start.year + years, month + 1)[1])


def reporting_year(start: date, end: date) -> str:
    """The April-to-March year with the most of the last twelve months, month by month."""
    months = [(end.year * 12 + end.month - 1 - before) for before in range(12)]
    months = [divmod(month, 12) for month in months if month >= start.year * 12 + start.month - 1]
    first_years = Counter(year if month >= 3 else year - 1 for year, month in months)
    first = first_years.most_common(1)[0][0]
    return f"{first}/{(first + 1) % 100:02d}"


def better_or_worse(change: float | None, polarity: str) -> str | None:
    if change is None:
        return None
    if abs(change) < 1e-9:
        return "same"
    return "better" if (change > 0) == (polarity == "higher") else "worse"


def shown(value: float | str, decimals: int | str) -> Decimal:
    """A figure as a page prints it, by exact decimals."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-int(decimals)), ROUND_HALF_UP)


def less(a: float | None, b: float | None, decimals: int | str) -> float | None:
    """The difference of two figures as shown."""
    return None if a is None or b is None else float(shown(a, decimals) - shown(b, decimals))


def year_before(year: str) -> str:
    first = int(year[:4]) - 1
    return f"{first}/{(first + 1) % 100:02d}"


def standard_error(figure: Figure) -> float:
    return (figure.upper - figure.lower) / (2 * norm.ppf(0.975))


def is_of_few_places(series_id: str) -> bool:
    """Whether it has a figure, or one that is withheld, for fewer than a quarter of the places that have a card."""
    figures = published(series_id).by_year.items()
    places = {area for (area, _), figure in figures if figure.value is not None or figure.status in ("c", "u")}
    return 4 * len(places & set(AREAS)) < len(AREAS)
