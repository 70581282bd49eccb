"""Tables of areas made for people, read into figures: what cannot be read with certainty is set aside by name."""

import re
from collections import Counter
from dataclasses import dataclass, field
from string import ascii_uppercase

from data_pipeline.problems import Problem
from data_pipeline.reading import further_columns, grids, printed_values
from data_pipeline.reading.grid_tables import columns, headings, outlines
from data_pipeline.reading.grid_tables.columns import Columns
from data_pipeline.reading.grid_tables.outlines import Table
from data_pipeline.reading.grids import Row

NOTES = re.compile(r"\b(?:notes?|comments?|remarks?|status|rag|on target|lead)\b", re.IGNORECASE)
UNIT = re.compile(r"units?(?: of measure(?:ment)?)?|(?:unit )?multiplier", re.IGNORECASE)
# What a title says of figures, and the name of a group of areas does not.
TITLE = re.compile(
    r"table\s+\w{1,4}\b.*|\W*[%£][\w,]*\W*|(?:.*\W)?(?:numbers?|rates?|per ?cent(?:age)?s?|counts?|values?|scores?"
    r"|averages?|means?|medians?|proportions?|ratios?|index)(?:\W.*)?",
    re.IGNORECASE,
)


@dataclass
class Reading:
    """What is read of one sheet: figures, problems, and under each measure the headings and areas it has."""

    file: str
    sheet: str
    is_titled: bool = False  # A table's own title is the whole name of its measure.
    has_formats: bool = False  # Whether a cell is in per cent, its number format says.
    figures: list[dict] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    measures: dict[str, tuple[list[str], set]] = field(default_factory=dict)

    def refuse(self, row: Row, what: str, what_to_do: str, column: str | None = None) -> None:
        self.problems.append(Problem(self.file, what, what_to_do, row.number, column, ",".join(row.cells)))

    def leave_out(self, table: Table, place: int, what: str, what_to_do: str) -> None:
        """Name a column of which nothing is read."""
        column = table.headings[place].text or letters(place)
        first = next((cell for cell in table.cells(place) if headings.is_figure(cell)), None)
        self.problems.append(Problem(self.file, what, what_to_do, row=table.row, column=column, value=first))

    def name(self, table: Table, places: list[int], areas: set) -> dict[int, str]:
        """The measure of each column. One that an earlier table has is told apart, unless that table goes on here."""
        texts = [table.headings[place].text for place in places]
        names = self._under(self.sheet, table, places)
        again = [self.measures[name] for name in names.values() if name in self.measures]
        if again and (table.caption or any(texts != said or areas & has for said, has in again)):
            caption = table.caption or f"table in row {table.row}"
            title = caption if self.is_titled and table.caption else f"{self.sheet} | {caption}"
            names = self._under(title, table, places)
            if any(name in self.measures for name in names.values()):
                names = self._under(f"{title}, row {table.row}", table, places)
        for name in names.values():
            self.measures[name] = (texts, self.measures.get(name, (texts, set()))[1] | areas)
        return names

    @staticmethod
    def _under(title: str, table: Table, places: list[int]) -> dict[int, str]:
        return {place: " | ".join(filter(None, (title, table.headings[place].rest))) for place in places}


def read(rows: list[Row], file: str, sheet: str) -> Reading:
    """Every table of a sheet. Its measures are named by the sheet and the headings of their columns."""
    reading = Reading(file, sheet, has_formats=True)
    tables, before = outlines.below(rows, headings.is_only_of_areas, lambda joined: True, is_loose=True)
    width = max((len(row.cells) for row in rows), default=0)
    for row in before:
        if outlines.has_figures(row) and any(printed_values.parse(cell).number is not None for cell in row.cells):
            what = f"the sheet {sheet!r} has figures without a header that names areas"
            reading.refuse(row, what, "Give its columns their headings")
    for table in tables:
        if any(
            headings.is_datum(cell) for row in table.body for cell in row.cells if cell
        ):  # A sheet of words may have headings, too.
            for one, found in columns.beside(table.widened(width)):
                read_table(reading, one, found)
    return reading


def read_table(reading: Reading, table: Table, found: Columns) -> None:
    """Add the figures of one table to what is read, and name the rows and columns that cannot be."""
    places = [place for place in found.figures if table.headings[place].parts and not _is_of_units(table, place)]
    for place in found.figures:
        if not table.headings[place].parts:
            count = sum(map(headings.is_figure, table.cells(place)))
            what = f"a column has no heading, so that figures in it are not read: {count}"
            reading.leave_out(table, place, what, "Give the column its heading")
    for place in found.words:
        count = sum(printed_values.parse(cell).number is not None for cell in table.cells(place))
        if count and not NOTES.search(table.headings[place].text):
            what = f"most cells of the column are words, so that figures in it are not read: {count}"
            reading.leave_out(table, place, what, "Leave figures, or marks for missing ones, in it and no words")
    other = _other_heading(table, found)
    rows = [row for row in table.body if _fits(reading, table, found, row, other)]
    if rows and not places:
        for row in rows:
            reading.refuse(row, "no column of the table has figures", "Give its columns of figures their headings")
    elif rows:
        _add_figures(reading, table, found, places, rows)


def _other_heading(table: Table, found: Columns) -> Row | None:
    """A row of words where figures belong, or a title: what is below stands under it, and not under the headings."""
    for above, row in zip(table.body, table.body[1:], strict=False):
        if row.filled == 1 and TITLE.fullmatch(next(filter(None, row.cells))):
            return row
        said = [row.cell(place) for place in found.figures if row.cell(place)]
        if not said or any(map(headings.is_figure, said)):
            continue
        is_apart = row.number > above.number + 1 or above.filled == 1
        is_of_an_area = any(headings.KNOWN_CODE.fullmatch(row.cell(place)) for place in found.codes)
        if not is_of_an_area and (is_apart or len(set(said)) > 1 or TITLE.fullmatch(said[0])):
            return row
    return None


def _fits(reading: Reading, table: Table, found: Columns, row: Row, other: Row | None) -> bool:
    """Whether a row can be read; a problem says why where it cannot."""
    if problem := grids.misfit(row, len(table.headings), reading.file):
        if not table.places.start:  # Of tables side by side the first tells it.
            reading.problems.append(problem)
    elif found.doubt:
        reading.refuse(row, found.doubt, "Keep one column of names or codes of areas, to the left of the figures")
    elif other and row.number >= other.number:
        said = ", ".join(filter(None, other.cells))
        reading.refuse(row, f"the row stands under another heading: {said}", "Put each table on its own sheet")
    elif not found.area(row):
        texts = [table.headings[place].text for place in found.codes[:1] + found.names]
        what = f"the row names no area in the column {' or '.join(map(repr, texts))}"
        # Of tables side by side, another may read the row.
        column = texts[0] if table.places.start else None
        reading.refuse(row, what, "Name its area there, as in other rows", column)
    else:
        return True
    return False


def _add_figures(reading: Reading, table: Table, found: Columns, places: list[int], rows: list[Row]) -> None:
    areas = [tuple(found.area(row).values()) for row in rows]
    measures = reading.name(table, places, set(areas))
    in_per_cent = [place for place in places if reading.has_formats and any("%" in row.cell(place) for row in rows)]
    notes = [place for place in found.words if NOTES.search(table.headings[place].text)]
    parts, units = _parts(table, found, rows, notes), _units(table, rows)
    for row, part, unit in zip(rows, parts, units, strict=True):
        said = [f"{table.headings[place].text}: {row.cell(place)}" for place in notes if row.cell(place)]
        given = {**found.area(row), **part, "note": "; ".join(said) or None}
        for place in places:
            heading, cell = table.headings[place], row.cell(place)
            if place in in_per_cent and _is_bare(cell):
                what = "this is not shown in per cent, and other figures of the column are"
                bare = Problem(reading.file, what, "Give the column one number format", row.number, heading.text, cell)
                reading.problems.append(bare)
                continue
            period = heading.period or (row.cell(found.period) if found.period is not None else None)
            measure = " | ".join(filter(None, (measures[place], unit)))
            reading.figures.append(grids.figure(row, heading.text, measure, cell, period, **given))


def _parts(table: Table, found: Columns, rows: list[Row], notes: list[int]) -> list[dict[str, str]]:
    """The words in further columns that tell rows of one area and period apart, and their headings, where any must."""
    when = [*([found.period] if found.period is not None else [])]
    keys = Counter((*found.area(row).values(), *map(row.cell, when)) for row in rows)
    telling = [place for place in found.words if place not in notes and not _is_of_units(table, place)]
    if not telling or len(keys) == len(rows):
        return [{}] * len(rows)
    column = ", ".join(table.headings[place].text or letters(place) for place in telling)
    said = [[row.cell(place) or further_columns.BLANK for place in telling] for row in rows]
    return [{"part": further_columns.BETWEEN.join(words), "part_column": column} for words in said]


def _units(table: Table, rows: list[Row]) -> list[str]:
    """What each row is counted in, where rows differ in that."""
    places = [place for place in table.places if _is_of_units(table, place)]
    said = [" | ".join(filter(None, map(row.cell, places))) for row in rows]
    return said if len(set(said)) > 1 else [""] * len(rows)


def _is_of_units(table: Table, place: int) -> bool:
    return bool(UNIT.fullmatch(table.headings[place].text))


def _is_bare(cell: str) -> bool:
    """True of a figure without a per cent sign that would mean another with one."""
    return bool(printed_values.parse(cell).number) and "%" not in cell


def letters(place: int) -> str:
    """The name of a column, counted from 0, as spreadsheet programs give it: 'A', 'Z', 'AA'."""
    return (letters(place // 26 - 1) if place >= 26 else "") + ascii_uppercase[place % 26]
