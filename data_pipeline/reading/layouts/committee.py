"""A committee's table of indicators: baseline, a target for each year, actual, status, lead, comment.

As councils' performance papers print it (Salford, Cumbria, Middlesbrough, Hertfordshire). One row an
indicator; each cell of a baseline, target or actual is a figure of the measure 'NI 16 | target'. Oddities: headings of
two rows, years above and kinds below or the other way; a heading of a year alone ('09/10') carries on the kind before
it; an indicator stands once for several areas, or its name goes on in the next line; cells hold 'TBC', 'None set',
'<5', '#DIV/0!', two numbers, or the data's own year ('55.7 (for 2009)'), which is not the column's; a status is in the
council's own words, and kept in the note. 'On target?' and 'Variance from target' are no targets, and left out by
name. The table does not name its area, unless it has a column for it: `series.csv` must.
"""

import re
from dataclasses import replace
from pathlib import Path

import duckdb

from data_pipeline.problems import Problem
from data_pipeline.reading import grids, layouts, periods, printed_values
from data_pipeline.reading.csv_files import refuse
from data_pipeline.reading.grid_tables import areas, columns, headings, outlines
from data_pipeline.reading.grid_tables.headings import Heading
from data_pipeline.reading.grid_tables.outlines import Table
from data_pipeline.reading.grids import Row

KEY = re.compile(r"(?:ni |pi )?(?:indicator|ref|reference|pi|ni|no|code|number|measure)\.?(?: .*)?", re.IGNORECASE)
KIND = re.compile(r"\b(baseline|target|actual|outturn)s?\b", re.IGNORECASE)
WORDS = {"outturn": "actual"}
# What may stand beside a kind and says nothing more of it.
PLAIN = re.compile(
    r"\b(?:laa|annual|figures?|data|performance|results?|values?|number|no|per ?cent(?:age)?|rate|for|in|at|of|by|the"
    r"|year[ -]end|end of year|full year)\b|[%£()?:,.–-]",
    re.IGNORECASE,
)
# What makes another kind of it: a stretch target is not the target.
FURTHER = re.compile(
    r"\b(stretch(?:ed)?|floor|minimum|interim|final|revised|original|refreshed|proposed|draft|agreed|local|national"
    r"|lower|upper|lpsa|cumulative)\b",
    re.IGNORECASE,
)
QUARTER = re.compile(r"\bq(?:uarter|tr)?\.? ?([1-4])\b", re.IGNORECASE)
A_WORD = re.compile(rf"(?!\b{periods.MONTH}\b)\b[a-z]{{2,}}", re.IGNORECASE)


def recognise(sample: layouts.Sample) -> bool:
    rows = [Row(number, [grids.printed(cell) for cell in row]) for number, row in enumerate(sample.rows)]
    return bool(_tables([row for row in rows if row.filled]))


def read(con: duckdb.DuckDBPyConnection, path: Path, name: str, table: str) -> list[Problem]:
    tables = _tables(grids.rows_of_csv(path, name))
    if not tables:
        raise refuse(name, "no row has an indicator, a baseline or a target", "Choose the layout of the file")
    reading = areas.Reading(name, "")
    for found in tables:
        _read_table(reading, found)
    grids.write(con, reading.figures, table, name, reading.problems)
    return reading.problems


def _tables(rows: list[Row]) -> list[Table]:
    return outlines.below(rows, _is_key, lambda joined: bool(_kinds(joined)))[0]


def _is_key(cell: str) -> bool:
    return bool(KEY.fullmatch(cell))


def _read_table(reading: areas.Reading, table: Table) -> None:
    texts = [heading.text for heading in table.headings]
    kinds = _kinds(table.headings)
    first = min(kinds)
    keys = [place for place in range(first) if _is_key(texts[place])]
    codes, names = _columns_of_areas(table, {*kinds, *keys})
    its = columns.of_areas(table, codes, names)
    notes = [place for place, text in enumerate(texts) if areas.NOTES.search(text) and place not in kinds]
    for place in set(table.places) - {*kinds, *keys, *codes, *names, *notes}:
        if any(printed_values.parse(cell).number is not None for cell in table.cells(place)):
            what = "the column is left out: it is no baseline, target or actual that we can read"
            reading.leave_out(table, place, what, "Nothing to do, unless it is one: then head it so, with its period")
    is_by_area = max(codes + names, default=keys[0]) < keys[0]
    indicator, area = "", {}
    for row in _whole_names(table.body, keys[0]):
        problem = grids.misfit(row, len(table.headings), reading.file)
        # An indicator stands once for several areas, or an area for several indicators.
        area = its.area(row) or (area if is_by_area else {})
        indicator = _named(row, keys) or (indicator if its.area(row) else "")
        if problem:
            reading.problems.append(problem)
            indicator, area = "", {}
        elif not indicator:
            reading.refuse(row, "the row names no indicator", "Name its indicator in the row")
        elif area and its.doubt:
            reading.refuse(row, its.doubt, "Keep one column of names or codes of areas")
        else:
            said = [f"{texts[place]}: {row.cell(place)}" for place in notes if row.cell(place)]
            given = {"note": "; ".join(said) or None, **area}
            for place, (kind, period) in kinds.items():
                measure = f"{indicator} | {kind}"
                reading.figures.append(grids.figure(row, texts[place], measure, row.cell(place), period, **given))


def _named(row: Row, keys: list[int]) -> str:
    """The indicator of a row: what first names it, and a number that may be the row's only where nothing else does."""
    said = [row.cell(place) for place in keys if row.cell(place)]
    return next((cell for cell in said if not cell.isdecimal()), next(iter(said), ""))


def _columns_of_areas(table: Table, others: set[int]) -> tuple[list[int], list[int]]:
    """The columns of codes and of names of areas: 'Name' alone is the indicator's."""
    of_areas = [
        place
        for place, heading in enumerate(table.headings)
        if place not in others and headings.is_only_of_areas(heading.text) and not headings.is_plain(heading.text)
    ]
    codes = [place for place in of_areas if headings.is_of_codes(table.headings[place].text)]
    return codes, [place for place in of_areas if place not in codes]


def _kinds(joined: list[Heading]) -> dict[int, tuple[str, str | None]]:
    """Place of each column of figures: its kind, and the period in its heading."""
    first = next((place for place, heading in enumerate(joined) if heading.parts and _is_key(heading.parts[-1])), None)
    if first is None or not all(headings.is_only_of_areas(heading.text) for heading in joined[:first]):
        return {}
    found, kind, period = {}, None, None
    for place, heading in enumerate(joined):
        is_bare = bool(QUARTER.fullmatch(heading.text)) and not (period and QUARTER.match(period))
        # Quarters behind the target of a year may be of what was done.
        kind, period = _kind(heading.text, None if is_bare else kind) if place > first else (None, None)
        if kind and (kind, period) not in found.values():
            found[place] = (kind, period)
    years = {read.reporting_year for kind, said in found.values() if kind != "baseline" if (read := _read(said))}
    year = next(iter(years)) if len(years) == 1 else ""
    return {
        place: (kind, f"{period} {year}".strip() if period and QUARTER.fullmatch(period) else period)
        for place, (kind, period) in found.items()
    }


def _read(period: str | None) -> periods.Period | None:
    return periods.parse(period) if period else None


def _kind(text: str, before: str | None) -> tuple[str | None, str | None]:
    """What a heading says its column is, and of when. A period alone carries on what is to its left."""
    said = {WORDS.get(match.lower(), match.lower()) for match in KIND.findall(text)}
    rest = QUARTER.sub(r"Q\1", " ".join(KIND.sub(" ", text).split()).strip(headings.MARKS + "-–:"))
    further = [word.lower() for word in FURTHER.findall(rest)]
    bare = " ".join(FURTHER.sub(" ", rest).split())
    period = next((read for read in (bare, PLAIN.sub(" ", bare)) if headings.period_in(read)), None)
    period = headings.period_in(period) if period else " ".join(PLAIN.sub(" ", bare).split()) or None
    is_known = not period or headings.period_in(period) or not A_WORD.search(period)
    if not is_known or len(said) > 1 or (not said and not (before and period)):
        return None, None
    return (" ".join([*further, *said]) if said else before), period


def _whole_names(rows: list[Row], key: int) -> list[Row]:
    """Rows whose indicator's name goes on in the next line, or began in the one before, with their whole name."""
    whole = []
    for row in rows:
        above, name = (whole[-1] if whole else None), row.cell(key)
        if above and name and above.cell(key) and row.number == above.number + 1 and 1 in (above.filled, row.filled):
            is_cut = above.cell(key).endswith("-")
            if is_cut or (above.filled == 1 and name[0].islower()):
                told = above if row.filled == 1 else row
                cells = list(told.cells)
                cells[key] = f"{above.cell(key)}{'' if is_cut else ' '}{name}"
                whole[-1] = replace(told, cells=cells)
                continue
        whole.append(row)
    return whole
