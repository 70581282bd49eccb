"""What the columns of a table of areas hold: codes and names, figures, periods, words.

An area is read from the same columns in every row: those of the narrowest kind of area that the table names. What
cannot be told is said, and no figure is given to an area that might not be its own.
"""

import re
from dataclasses import dataclass, field, replace

from data_pipeline.reading import printed_values
from data_pipeline.reading.grid_tables import headings
from data_pipeline.reading.grid_tables.outlines import Table
from data_pipeline.reading.grids import Row

OF_PERIODS = re.compile(
    r"(?:(?:financial|calendar|academic|reporting|time)[ _]?)?(?:year|period|date|month|quarter)"
    r"(?:[ _]?(?:code|ending))?",
    re.IGNORECASE,
)
# The Department for Communities' own codes of authorities, which no list here has: 'E0701'.
E_CODE = re.compile(r"E\d{4}")


@dataclass(frozen=True)
class Columns:
    """The places of the columns of each kind. `doubt` says why the areas of the rows cannot be told."""

    figures: list[int] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    names: list[int] = field(default_factory=list)
    period: int | None = None
    words: list[int] = field(default_factory=list)
    doubt: str | None = None

    def area(self, row: Row) -> dict[str, str]:
        """The area of a row: its code, or the name beside where it has none; nothing where it has neither."""
        codes = [printed_values.without_notes(row.cell(place)) for place in self.codes]
        names = [printed_values.without_notes(row.cell(place)) for place in self.names if row.cell(place)]
        code = next(filter(headings.KNOWN_CODE.fullmatch, codes), next(iter(codes), ""))
        if not code and names:
            return {"area_name": names[0]}
        code = code or next(filter(None, codes), "")
        return {"area_code": code} if code else {}


def _of_table(table: Table, kinds: dict[int, str]) -> Columns:
    places = {kind: [place for place in table.places if kinds[place] == kind] for kind in set(kinds.values())}
    codes, names = places.get("code", []), places.get("name", [])
    if not codes and not names:  # The corner of a table is often left blank.
        names = [place for place in places.get("words", []) if not table.headings[place].parts][:1]
    period = next(iter(places.get("period", [])), None)
    found = of_areas(table, codes, names)
    return replace(found, figures=places.get("figures", []), period=period, words=places.get("words", []))


def kinds_of(table: Table) -> dict[int, str]:
    return {place: _kind(table.headings[place].text, table.cells(place)) for place in table.places}


def _kind(heading: str, cells: list[str]) -> str:
    def most(is_one) -> bool:
        return bool(cells) and sum(map(bool, map(is_one, cells))) * 2 >= len(cells)

    if cells and OF_PERIODS.fullmatch(heading):
        return "period"
    if headings.is_of_codes(heading) or most(lambda cell: headings.KNOWN_CODE.fullmatch(cell) and len(cell) == 9):
        return "code"
    if not cells:
        return "blank"
    is_of_areas = headings.is_of_areas(heading)
    if is_of_areas and most(lambda cell: not headings.is_figure(cell)):
        return "name"
    return "figures" if most(headings.is_figure) else "words"


def of_areas(table: Table, codes: list[int], names: list[int]) -> Columns:
    """Which of these columns of codes and names say what a row is of, or why none can."""
    levels = {place: headings.level(table.headings[place].text) for place in codes + names}
    for place in codes:  # Among the codes of upper tier authorities are those of single ones.
        said = (levels[place], headings.level_of_codes(table.cells(place)))
        levels[place] = min((level for level in said if level is not None), default=None)
    for place in names:  # Beside a column of regions or counties, 'Area' is a narrower one.
        levels[place] = headings.DISTRICT if levels[place] is None and len(names) > 1 else levels[place]
    narrowest = min((level for level in levels.values() if level is not None), default=None)
    fitting = [place for place, level in levels.items() if level in (None, narrowest)]
    codes = sorted((place for place in codes if place in fitting), key=lambda place: -_known(table.cells(place)))
    names = [place for place in names if place in fitting]
    if names and codes and all(E_CODE.fullmatch(code) for place in codes for code in table.cells(place)):
        codes = []
    if codes:
        return Columns(codes=codes, names=names[:1])
    if not names:
        return Columns(doubt="no column names the areas of these figures")
    said = " and ".join(repr(table.headings[place].text) for place in names)
    if narrowest == headings.SMALL:
        return Columns(doubt=f"the names in {said} are of small areas, and may be those of larger ones too")
    if any(len({row.cell(place).casefold() for place in names} - {""}) > 1 for row in table.body):
        return Columns(doubt=f"the columns {said} both name areas, and nobody can tell whose the figures are")
    return Columns(names=names)


def _known(codes: list[str]) -> int:
    return sum(bool(headings.KNOWN_CODE.fullmatch(code)) for code in codes)


def beside(table: Table) -> list[tuple[Table, Columns]]:
    """The tables that stand side by side under one row of headings, each with its columns.

    A further column of codes or names begins one where figures stand on both its sides, as do words behind a gap.
    """
    kinds = kinds_of(table)
    starts, roles, has_figures, doubt = [table.places.start], set(), False, None
    for place in table.places:
        kind, level = kinds[place], headings.level(table.headings[place].text)
        role = (headings.DISTRICT if level is None else level, kind)
        is_before_figures = any(kinds[at] == "figures" for at in table.places if at > place)
        if has_figures and is_before_figures and kind in ("code", "name", "words"):
            is_behind_gap = kinds[place - 1] == "blank" and not table.headings[place - 1].parts
            is_again = kind != "words" and (role in roles or role[0] <= min(roles, default=role)[0])
            if is_behind_gap or is_again:
                starts.append(place)
                roles, has_figures = set(), False
            elif kind != "words":
                doubt = "areas are named on both sides of the figures, and nobody can tell whose the figures are"
        if kind in ("code", "name"):
            roles.add(role)
        has_figures = has_figures or kind == "figures"
    tables = []
    for start, end in zip(starts, [*starts[1:], table.places.stop], strict=True):
        body = [row for row in table.body if row.filled == 1 or any(map(row.cell, range(start, end)))]
        one = replace(table, places=range(start, end), body=body)
        columns = _of_table(one, kinds)
        tables.append((one, replace(columns, doubt=doubt or columns.doubt)))
    return tables
