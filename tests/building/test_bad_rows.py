"""A row that is wrong is set aside or doubted: it is named, with what to do, and nothing good is lost."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from data_pipeline.building import tables, warehouse
from tests.worlds import figures as w
from tests.worlds import pack_faults
from tests.worlds.builds import judged
from tests.worlds.claims import DOUBTED_CLAIMS
from tests.worlds.figures import YEAR


@dataclass(frozen=True)
class RowFault:
    """A row of NI 901 (or another series) made wrong, and what the build must say of it.

    `beside`: another row of the same period that is right, and comes before it.
    """

    name: str
    cells: dict[str, str]
    found: dict[tuple[str, str], str | None]  # (rule, column): value, in which {period} is that of the row
    series_id: str = "ni_901"
    area_code: str = w.CASTERBRIDGE
    beside: dict[str, str] | None = None

    def add(self, data: Path, period: str) -> int:
        """Append the row, as one of a period that no other row has; returns its number."""
        right = {"value": "25.0", "lower": "22.0", "upper": "28.0"} if self.series_id == "ni_901" else {"value": "470"}
        if self.beside:
            w.append(data, self.series_id, period=period, **right | self.beside)
        cells = {"area_code": self.area_code, "period": period, **right, **self.cells}
        return w.append(data, self.series_id, **cells)

    def told(self, period: str) -> dict[tuple[str, str], str | None]:
        return {place: value and value.format(period=period) for place, value in self.found.items()}


@dataclass(frozen=True)
class PartOfAnArea(RowFault):
    """The same, of a file that comes in the layout of Fingertips: only there can a row be of a part."""

    def add(self, data: Path, period: str) -> int:
        columns = ("area_code", "area_name", "period", "value", "indicator", "inequality")
        rows = [{**row, "indicator": "Bandstands", "inequality": "NA"} for row in w.figures(self.series_id)]
        rows.append({"area_code": self.area_code, "period": period, "indicator": "Bandstands", **self.cells})
        w.write_rows(w.figures_file(data, self.series_id), columns, rows)
        return len(rows) + 1


def not_a_number(text: str) -> RowFault:
    return RowFault(f"the text {text}", {"value": text}, {("not_a_number", "value"): text})


NO_INTERVAL = {"lower": "", "upper": ""}
SET_ASIDE = [
    *(not_a_number(text) for text in ("1,23", "nan", "inf", ".", "12.3*", "12.3 [c]", "1e400", "c. 22", "12.3 (1)")),
    RowFault(
        "a limit that is not a number",
        {"lower": "c. 22"},
        {("not_a_number", "lower"): "c. 22", ("half_interval", "lower"): "c. 22"},
    ),
    RowFault("an unknown area code", {"area_code": "E06999999"}, {("unknown_area", "area_code"): "E06999999"}),
    RowFault(
        "a code of another kind of place",
        {"area_code": "W06000001"},
        {("place_of_another_kind", "area_code"): "W06…"},
    ),
    PartOfAnArea(
        "a figure of a fifth of an area",
        {"value": "3", "inequality": "Most deprived quintile"},
        {("part_of_an_area", "part"): "Most deprived quintile"},
        series_id="ni_903",
    ),
    RowFault("an area code left out", {"area_code": ""}, {("unknown_area", "area_code"): None}),
    RowFault("a period in words", {"period": "some time in 2010"}, {("unknown_period", "period"): "some time in 2010"}),
    RowFault(
        "a year that a program made a date of",
        {"period": "2009-10-01"},
        {("year_kept_as_a_date", "period"): "2009-10-01"},
    ),
    RowFault("a period left out", {"period": ""}, {("unknown_period", "period"): None}),
    RowFault("an unknown status", {"status": "q"}, {("unknown_status", "status"): "q"}),
    RowFault(
        "a missing value with no reason",
        {"value": "", "status": "", **NO_INTERVAL},
        {("missing_without_reason", "value"): None},
    ),
    RowFault("a value that its status denies", {"status": "u"}, {("value_said_to_be_missing", "status"): "u"}),
    RowFault(
        "an interval the wrong way round",
        {"value": "25.0", "lower": "28.0", "upper": "22.0"},
        {
            ("interval_reversed", "lower"): "28.0 to 22.0",
            ("value_outside_interval", "value"): "25.0 is not between 28.0 and 22.0",
        },
    ),
    RowFault("an interval without its lower limit", {"lower": ""}, {("half_interval", "lower"): "28.0"}),
    RowFault("an interval without its upper limit", {"upper": ""}, {("half_interval", "upper"): "22.0"}),
    RowFault(
        "a share over 100",
        {"value": "100.1", **NO_INTERVAL},
        {("share_out_of_range", "value"): "100.1", ("implausible_value", "value"): "100.1"},
    ),
    RowFault(
        "a share below 0",
        {"value": "-0.1", **NO_INTERVAL},
        {("share_out_of_range", "value"): "-0.1", ("implausible_value", "value"): "-0.1"},
    ),
    RowFault(
        "an implausibly high value",
        {"value": "3001"},
        {("implausible_value", "value"): "3001"},
        series_id="ni_902",
    ),
    RowFault(
        "an implausibly low value",
        {"value": "47"},
        {("implausible_value", "value"): "47"},
        series_id="ni_902",
    ),
    RowFault(
        "a row that repeats an earlier one",
        {"status": "p"},
        {("repeated_row", "area_code"): f"{w.CASTERBRIDGE}, {{period}}, 25.0"},
        beside={"area_code": w.CASTERBRIDGE, "status": "p"},
    ),
    RowFault(
        "a figure published under both the old and the new code",
        {"value": "27.1", "lower": "24.1", "upper": "30.1"},
        {("published_twice", "area_code"): w.COKETOWN_2013},
        area_code=w.COKETOWN_2013,
        beside={"area_code": w.COKETOWN, "value": "27.0", "lower": "24.0", "upper": "30.0"},
    ),
]
DOUBTED = [
    RowFault(
        "a value outside its own interval",
        {"value": "29.0"},
        {("value_outside_interval", "value"): "29.0 is not between 22.0 and 28.0"},
    ),
]


@dataclass(frozen=True)
class Faulty:
    """The fixture world with every row of `SET_ASIDE` and `DOUBTED` added, each of a period of its own, and built."""

    built: warehouse.Built
    told: dict[tuple[str, int], list[tuple]]  # by file and row: rule, column, value, severity, problem, what to do
    kept: set[tuple[str, int]]
    places: dict[str, tuple[str, int]]  # name of a fault: file and row
    periods: dict[str, str]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory) -> Faulty:
    data = w.write(tmp_path_factory.mktemp("faulty") / "data")
    faults = [*SET_ASIDE, *DOUBTED]
    periods = {fault.name: f"{1960 + number}-04-01/P1Y" for number, fault in enumerate(faults)}
    places = {
        fault.name: (f"indicators/{fault.series_id}.csv", fault.add(data, periods[fault.name])) for fault in faults
    }
    built = warehouse.build(data)
    with warehouse.connect(built.path) as con:
        told = {}
        for rule, file, row, *rest in issues(con):
            told.setdefault((file, row), []).append((rule, *rest))
        return Faulty(built, told, kept_figures(con), places, periods)


@pytest.mark.parametrize("fault", SET_ASIDE, ids=lambda fault: fault.name)
def test_a_faulty_row_is_set_aside(fault, faulty):
    found = faulty.told[faulty.places[fault.name]]
    assert {(rule, column): value for rule, column, value, *_ in found} == fault.told(faulty.periods[fault.name])
    assert "set aside" in {severity for *_, severity, _, _ in found}
    assert all(problem and what_to_do for *_, problem, what_to_do in found)
    assert (fault.series_id, faulty.places[fault.name][1]) not in faulty.kept


@pytest.mark.parametrize("fault", DOUBTED, ids=lambda fault: fault.name)
def test_a_doubtful_row_is_named_and_kept(fault, faulty):
    ((rule, column, value, severity, problem, what_to_do),) = faulty.told[faulty.places[fault.name]]
    assert {(rule, column): value} == fault.told(faulty.periods[fault.name])
    assert severity == "doubt"
    assert problem and what_to_do
    assert (fault.series_id, faulty.places[fault.name][1]) in faulty.kept


def test_of_faulty_rows_all_are_named_and_all_others_are_kept(faulty, world):
    assert set(faulty.told) == set(faulty.places.values())
    assert len(faulty.told) == len(SET_ASIDE) + len(DOUBTED)
    built = faulty.built
    assert (built.rows_kept, built.rows_set_aside) == (len(faulty.kept), len(SET_ASIDE))
    assert built.rows_read == built.rows_kept + built.rows_set_aside
    assert kept_figures(world.con) <= faulty.kept


def test_of_two_rows_with_different_values_neither_is_kept(data):
    first = w.amend(data, "ni_901", w.CASTERBRIDGE, YEAR, note="the first")
    second = w.append(data, "ni_901", area_code=w.CASTERBRIDGE, period=YEAR, value="24.0", lower="23.0", upper="25.0")
    with judged(data, "meta.sources") as con:
        assert [(rule, row) for rule, _, row, *_ in issues(con)] == [("repeated_row", first), ("repeated_row", second)]
        assert rows_set_aside(con) == 2


@pytest.mark.parametrize(
    "line",
    [f"{w.CASTERBRIDGE},2011-04-01/P1Y,24.0,,", f"{w.CASTERBRIDGE},2011-04-01/P1Y,24.0,,,,,extra"],
    ids=["too few cells", "too many cells"],
)
def test_a_row_that_does_not_fit_the_header_is_set_aside_and_the_rows_after_it_keep_their_numbers(line, data):
    path = w.figures_file(data, "ni_901")
    lines = path.read_text().splitlines()
    lines[5:5] = [line, line]
    lines.append(f"E06999999,{YEAR},1,,,,")
    path.write_text("\n".join(lines) + "\n")
    with judged(data, "marts.figures", "meta.sources") as con:
        rows, lost = issues(con), rows_set_aside(con)
        names = con.execute("select distinct source_row, area_code from marts.figures where series_id = 'ni_901'")
        kept = dict(names.fetchall())
    assert [(rule, row) for rule, _, row, *_ in rows] == [
        ("unreadable_row", 6),
        ("unreadable_row", 7),
        ("unknown_area", len(lines)),
    ]
    assert "columns" in rows[0][6]
    assert rows[0][4] == line
    assert lost == 3
    assert kept[5] == lines[4].split(",")[0]
    assert kept[8] == lines[7].split(",")[0]


def test_a_truncated_last_line_is_set_aside(data):
    path = w.figures_file(data, "ni_901")
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b",2010") + 8])
    with judged(data, "meta.sources") as con:
        ((rule, _, row, *_),) = issues(con)
        assert rows_set_aside(con) == 1
    assert rule == "unreadable_row"
    assert row == len(content.splitlines())


ODD_PERIODS = {
    # a period: what is said of it
    "0001-01-01": "not a period", "0210-04-01/P1Y": "not a period", "3010-04-01/P1Y": "not a period",
    "200809": "a month or a financial year", "201903": "a month or", "190000": "a month or",
    "2008091": "not a period", "300809": "not a period", "2008": None,
    "Oct-09": "this is a date; was 2009/10 meant?", "01/11/2010": "this is a date; was 2010/11 meant?",
}  # fmt: skip


def test_a_period_that_no_figure_can_be_of_is_set_aside_and_named_as_what_it_may_be(data):
    rows = {
        w.append(data, "ni_901", area_code=w.CASTERBRIDGE, period=period, value="25.0"): said
        for period, said in ODD_PERIODS.items()
    }
    with judged(data, "staging.reporting_years") as con:
        told = {row: (rule, problem) for rule, _, row, *_, problem, _ in issues(con)}
        assert con.execute("select max(reporting_year) from staging.reporting_years").fetchone() == ("2010/11",)
    assert set(told) == {row for row, said in rows.items() if said}
    for row, (rule, problem) in told.items():
        assert (rule, rows[row] in problem) == ("unknown_period", True), problem


DATES = [
    # other periods of a series that has a date, 1 October 2009; whether that is one
    (["2009-11-01"], True), (["2009-07-01", "2010-01-01"], True), (["2010-10-01"], True),
    (["2010-11-01"], False), (["2010-03-31"], False),
]  # fmt: skip


def test_a_date_among_dates_is_one(data):
    """Each in a series of its own, of which the fixture world has four and one more here."""
    series = ("ni_901", "ni_902", "ni_903", "li_904", w.another_series(data, "ni_906"))
    for series_id, (others, _) in zip(series, DATES, strict=True):
        for period in ("2009-10-01", *others):
            w.append(
                data, series_id, area_code=w.MELCHESTER, period=period, value="400" if "902" in series_id else "24"
            )
    with judged(data) as con:
        found = con.execute("select file, value from meta.issues where rule = 'year_kept_as_a_date'").fetchall()
    kept = [(f"indicators/{series_id}.csv", "2009-10-01") not in found for series_id in series]
    assert kept == [is_one for _, is_one in DATES]


def test_one_period_written_in_two_ways_is_a_repeat(data):
    first = w.amend(data, "ni_901", w.CASTERBRIDGE, YEAR, note="the first")
    second = w.append(data, "ni_901", area_code=w.CASTERBRIDGE, period="2010-04-01/P12M", value="24.0")
    with judged(data) as con:
        assert [(rule, row) for rule, _, row, *_ in issues(con)] == [("repeated_row", first), ("repeated_row", second)]


def test_a_card_says_what_came_of_a_figure_that_could_not_be_kept(data):
    """Of two figures neither; one under another code; none because it was set aside, or because it is withheld."""
    w.append(data, "ni_901", area_code=w.CASTERBRIDGE, period=YEAR, value="24.0", lower="23.0", upper="25.0")
    w.append(data, "ni_901", area_code=w.COKETOWN, period=YEAR, value="about 12")
    w.amend(data, "ni_901", w.BARCHESTER, YEAR, value="about 12")
    w.amend(data, "ni_901", w.SILVERBRIDGE, YEAR, value="[c]", lower="[c]", upper="[c]", status="")
    with judged(data, "marts.report_card") as con:
        value, reason = card_line(con, w.CASTERBRIDGE)
        assert (value, bool(reason)) == (None, True)
        assert card_line(con, w.COKETOWN) == (27.0, None)
        value, reason = card_line(con, w.BARCHESTER)
        assert value is None
        assert "set aside" in reason  # And not that it was never published.
        assert card_line(con, w.SILVERBRIDGE) == (None, "Withheld to protect people")
        assert len(issues(con)) == 4


YEAR_WITHOUT_FIGURES = "2005-04-01/P1Y"


def test_a_blank_line_does_not_shift_the_rows_after_it(data):
    path = w.figures_file(data, "ni_901")
    header, first, *rest = path.read_text().splitlines()
    lines = [header, first, "", *rest, f"{w.CASTERBRIDGE},{YEAR_WITHOUT_FIGURES},about 12,,,,"]
    path.write_text("\n".join(lines) + "\n")
    with judged(data) as con:
        ((_, _, found, *_),) = issues(con)
    assert found == len(lines)


@pytest.mark.parametrize(("again", "rows_lost"), [("value", 1), ("upper", 2)])
def test_a_repeat_is_the_same_figure_however_it_is_written(again, rows_lost, data):
    """25 and 25.0 are one figure; the same value with another interval is not."""
    figure = {"value": "25.0", "lower": "24.0", "upper": "26.0"}
    w.append(data, "ni_901", area_code=w.CASTERBRIDGE, period=YEAR_WITHOUT_FIGURES, **figure)
    other = {**figure, again: "25" if again == "value" else "27.0"}
    w.append(data, "ni_901", area_code=w.CASTERBRIDGE, period=YEAR_WITHOUT_FIGURES, **other)
    with judged(data, "meta.sources") as con:
        assert rows_set_aside(con) == rows_lost


@pytest.mark.parametrize(
    ("england", "unit", "districts", "is_found"),
    [
        (20.1, "%", 50, True),
        (-0.1, "per 100,000", 50, True),
        (20.0, "%", 50, False),
        (0.0, "%", 50, False),
        (10.0, "%", 50, False),
        (20.1, "%", 49, False),
        (900.0, "people", 50, False),
    ],
)
def test_a_whole_that_lies_outside_all_of_its_parts_is_set_aside(england, unit, districts, is_found):
    """Districts of 0 to 20: their average is no less and no more, whatever the weights. A count is their sum."""
    with duckdb.connect() as con:
        con.execute("create schema staging")
        con.execute(
            """
            create table staging.figures as
            select 's' as source_id, range as source_row, 's' as series_id, '2010' as period, $unit as unit,
                format('E07{:06d}', range) as area_code, 20.0 * range / ($districts - 1) as value,
                '' as value_as_published
            from range($districts)
            union all by name
            select 's' as source_id, 1000 as source_row, 's' as series_id, '2010' as period, $unit as unit,
                'E92000001' as area_code, cast($england as double) as value, 'printed' as value_as_published
            union all by name
            -- A region is no part that is counted, and another period is none of this one's.
            select 's' as source_id, 1001 as source_row, 's' as series_id, '2010' as period, $unit as unit,
                'E12000001' as area_code, 5000.0 as value, '' as value_as_published
            union all by name
            select 's' as source_id, 1002 as source_row, 's' as series_id, '2011' as period, $unit as unit,
                'E92000001' as area_code, 5000.0 as value, '' as value_as_published
            """,
            {"unit": unit, "districts": districts, "england": england},
        )
        (rule,) = (tables.TABLES / "rules").rglob("whole_outside_its_parts.sql")
        found = con.execute(rule.read_text()).fetchall()
    assert [row[1:4] for row in found] == (
        [(1000, "value", "printed; districts go from 0.0 to 20.0")] if is_found else []
    )


def test_of_the_bundled_figures_only_one_series_of_england_is_a_sum_printed_as_a_rate(real):
    found = real.con.execute(
        "select file, count(*) from meta.issues where rule = 'whole_outside_its_parts' group by file"
    ).fetchall()
    assert found == [("indicators/ni_111.csv", 9)]


def test_every_rule_has_a_faulty_row():
    tried = {rule for fault in [*SET_ASIDE, *DOUBTED] for rule, _ in fault.found} | {"whole_outside_its_parts"}
    tried |= {claim.rule for claim in DOUBTED_CLAIMS} | pack_faults.TRIED
    assert tried == {path.stem for path in (tables.TABLES / "rules").rglob("*.sql")}


@pytest.mark.parametrize("path", sorted((tables.TABLES / "rules").rglob("*.sql")), ids=lambda path: path.stem)
def test_a_rule_says_on_its_first_line_whether_it_sets_a_row_aside_or_doubts_it(path):
    doubts = {rule for fault in DOUBTED for rule, _ in fault.found} | {claim.rule for claim in DOUBTED_CLAIMS}
    is_doubt = path.stem in doubts | pack_faults.DOUBTS
    assert path.read_text().startswith("-- doubt: " if is_doubt else "-- set aside: ")


def issues(con) -> list[tuple]:
    return con.execute(
        """
        select rule, file, source_row, column_name, value, severity, problem, what_to_do
        from meta.issues order by source_row, rule
        """
    ).fetchall()


def rows_set_aside(con) -> int:
    return con.execute("select sum(rows_set_aside) from meta.sources where kind = 'series'").fetchone()[0]


def card_line(con, area_code: str) -> tuple[float | None, str | None]:
    """The value of NI 901 on the card of 2010/11, and why there is none."""
    return con.execute(
        """
        select value, missing_reason from marts.report_card
        where area_code = ? and series_id = 'ni_901' and reporting_year = '2010/11'
        """,
        [area_code],
    ).fetchone()


def kept_figures(con) -> set[tuple[str, int]]:
    return set(con.execute("select source_id, source_row from marts.figures").fetchall())
