"""What a heading of a table made for people says: a code or a name, of how wide an area, and of which period.

Publishers write 'LA Code', 'LAD11CD', 'ONSCode', 'Upper tier local authority' and 'English region'. An area is read
from the narrowest column that names one, so each heading has a level, or none where it says no more than 'Area'.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache

from data_pipeline.reading import periods, printed_values


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SMALL, DISTRICT, COUNTY, REGION = range(4)
AUTHORITIES = (DISTRICT, COUNTY)
LEVELS = {
    SMALL: "ward wards wd lsoa msoa soa oa parish parishes constituency constituencies pcon pc school schools street",
    DISTRICT: "district districts borough boroughs lad ltla unitary ua",
    COUNTY: "county counties cty ctyua utla upper",
    REGION: "region regions rgn gor country nation",
}
LEVEL_OF = {word: level for level, text in LEVELS.items() for word in _words(text)}
# These say that a district is meant only where no other word says more: 'County council', 'Upper tier authority'.
WEAK = _words("authority authorities council councils la las")
CODES = _words("code codes cd ecode")
PLAIN = _words("area areas name names nm nmw place gss ons geography locality") | CODES
# What stands beside a place and is none: 'Type of authority', 'Lead council', 'Indicator name', 'Policy area'.
OTHER = _words(
    "type types kind class classification category group status control family cluster lead leader officer owner"
    " partner responsible contact indicator measure series service policy priority theme outcome block delivery"
)
KINDS = _words("type types kind class classification category group status")
FILLING = _words(
    "of and or the in local tier lower single old new current official metropolitan non shire london england english"
    " administrative government office full short geographical geographic e"
)
KNOWN_CODE = re.compile(r"[A-Z]\d{8}|\d{2}(?:[A-Z]{2}){0,2}")
PREFIXES = {
    REGION: ("E12", "E15"), COUNTY: ("E10", "E11", "E13", "E47"), DISTRICT: ("E06", "E07", "E08", "E09"),
    SMALL: ("E00", "E01", "E02", "E05", "E14"),
}  # fmt: skip
MOST_REMEMBERED = 50_000
SIX_DIGITS = re.compile(r"(?:19|20)\d{4}")
YEAR_FIRST = re.compile(r"(?:19|20)?\d{2}\s?[/–-]\s?\d{2,4}\s+[a-z]", re.IGNORECASE)  # '2009/10 Actual'
RANGE = re.compile(r"\d+\s*(?:-|–|to)\s*\d+")
MARKS = " *†‡§¹²³⁰⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True)
class Heading:
    """The cells above one column, from the top down; `is_period`: they say a period, readable or not."""

    parts: tuple[str, ...] = ()
    is_period: bool = False

    @property
    def text(self) -> str:
        return " ".join(self.parts)

    @property
    def period(self) -> str | None:
        """The period that it names, or six digits that may be one; None where it names none, or several."""
        return self._named or period_in(self.text) or (self.text if self.is_period else None)

    @property
    def rest(self) -> str:
        """What it says beside its period."""
        if self._named:
            return " ".join(part for part in self.parts if period_in(part) is None)
        return "" if self.period else self.text

    @property
    def _named(self) -> str | None:
        """The period in one of its parts."""
        named = list(filter(None, map(period_in, self.parts)))
        return named[0] if len(named) == 1 else None


def period_in(text: str) -> str | None:
    """A heading that is a period, or was one before a program made a date of it, without marks; None for any other."""
    plain = text.strip(MARKS)
    plain = plain[1:-1] if plain.startswith("(") and plain.endswith(")") else plain
    is_one = SIX_DIGITS.fullmatch(plain) or periods.is_year_and_month(plain) or periods.year_meant(plain)
    return plain if plain and (is_one or periods.parse(plain)) else None


@cache
def words(heading: str) -> frozenset[str]:
    """'LAD11CD', 'ONSCode' and 'areacd' in the words that they are made of."""
    apart = re.sub(
        r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z]+", " ", printed_values.without_notes(heading)
    )
    apart = re.sub(r"\b(area|lad?)(cd|nm|code|name)\b", r"\1 \2", apart.lower())
    return frozenset(apart.split())


def is_of_areas(heading: str) -> bool:
    """Whether a heading says that a column has the names or codes of areas, among other words."""
    said = words(heading)
    return bool(said & (WEAK | PLAIN | LEVEL_OF.keys())) and not said & OTHER


def is_only_of_areas(heading: str) -> bool:
    """The same of a heading without a word that might be another matter, or part of a name: 'Essex County Council'."""
    return is_of_areas(heading) and words(heading) <= (WEAK | PLAIN | FILLING | LEVEL_OF.keys())


def names_areas(heading: str) -> bool:
    """Whether a column has names of areas, whatever kind of them: 'Waste collection authority', not 'Council tax'."""
    last = next(reversed(re.findall(r"[^\W\d_]+", heading.lower())), "")
    return is_only_of_areas(heading) or (is_of_areas(heading) and last in WEAK | LEVEL_OF.keys())


def is_about_areas(heading: str) -> bool:
    """Whether a column says nothing but which area it is, or of what kind: 'Type of authority'."""
    said = words(heading)
    is_wide = level(heading) not in (None, SMALL)
    return is_wide and (names_areas(heading) or said <= (WEAK | PLAIN | FILLING | KINDS | LEVEL_OF.keys()))


def is_plain(heading: str) -> bool:
    """Whether a heading says no more than 'Name' or 'Code', which may be of anything."""
    return words(heading) <= (PLAIN | FILLING) - {"area", "areas"}


def is_of_codes(heading: str) -> bool:
    return is_of_areas(heading) and bool(words(heading) & CODES)


def level(heading: str) -> int | None:
    """How wide the areas of a column are; None where the heading does not say, or names several kinds."""
    said = words(heading)
    strong = {LEVEL_OF[word] for word in said if word in LEVEL_OF}
    if SMALL in strong or len(strong) == 1:
        return min(strong)
    return DISTRICT if not strong and said & WEAK else None


def level_of_codes(codes: list[str]) -> int | None:
    """How wide the areas of most of these codes are; None where they do not say."""
    prefixes = Counter(code[:3] for code in codes if KNOWN_CODE.fullmatch(code) and len(code) == 9)
    most = max(prefixes, key=prefixes.get, default="")
    return next((found for found, known in PREFIXES.items() if most in known), None)


@lru_cache(MOST_REMEMBERED)
def is_datum(cell: str) -> bool:
    """Whether a cell is a figure or stands in place of one ('12.3%', '<5', 'n/a', '*'), and no word nor period."""
    if printed_values.PLAIN.fullmatch(cell) and len(cell) not in (4, 6):
        return True
    if not cell or period_in(cell) or YEAR_FIRST.match(cell):
        return False
    value = printed_values.parse(cell)
    if value.number is not None:
        return True
    if value.qualifier:  # 'Under 18' is a heading, and '<5' is not.
        return not cell[0].isalpha()
    # 'Low' and 'High' are headings, too.
    return value.reason not in ("text", "two numbers", "a change, not a level") and cell.lower() != "low"


@lru_cache(MOST_REMEMBERED)
def is_figure(cell: str) -> bool:
    """Whether a cell of a body counts as one of figures: a year does, '5,750 (77%)' too, and '16-24' does not."""
    if printed_values.PLAIN.fullmatch(cell):
        return True
    value = printed_values.parse(cell)
    if value.reason == "two numbers":
        return not RANGE.fullmatch(cell) and not period_in(cell)
    return value.number is not None or bool(value.qualifier) or value.reason == "low" or is_datum(cell)
