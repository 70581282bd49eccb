"""Committees' tables of indicators: headings of two rows, quarters, names that go on, columns that are no targets."""

import pytest

A = "NI 901"


def table(*lines: str) -> str:
    return "Report to the Cabinet\n\n" + "\n".join(lines) + "\n"


FIGURES = [
    ("target", "2008/09", "12"), ("actual", "2008/09", "13"), ("target", "2009/10", "11"), ("actual", "2009/10", "10"),
]  # fmt: skip
TWO_ROWS = {
    "years above": ["Indicator,Title,2008/09,,2009/10,", ",,Target,Actual,Target,Actual"],
    "years on every column": ["Indicator,Title,2008/09,2008/09,2009/10,2009/10", ",,Target,Actual,Target,Actual"],
    "years above all": [",,2008/09,,2009/10,", "Indicator,Title,Target,Actual,Target,Actual"],
    "key in both": ["Indicator,,2008/09,,2009/10,", "Ref,Title,Target,Outturn,Target,Outturn"],
    "one row": ["Indicator,Title,Target 2008/09,Actual 2008/09,Target 2009–10,Actual 2009–10"],
    "in brackets": ["Ref,Title,Target (2008/09),Actual (2008/09),Target (2009/10),2009/10 Actual"],
    "with footnotes": ["Ref,Title,Target 2008/09*,Actual 2008/09¹,Target 2009/10,Actual 2009/10 †"],
    "provisional": ["Ref,Title,Target 2008/09,Actual 2008/09,Target 2009/10,Actual 2009/10 (p)"],
    "of a year end": ["Ref,Title,LAA target 2008/09,Year end actual 2008/09,Target 2009/10,Actual year end 2009/10"],
}


@pytest.mark.parametrize("heads", TWO_ROWS.values(), ids=TWO_ROWS)
def test_headings_of_one_or_two_rows_say_kind_and_year(heads, read):
    rows, problems = read(table(*heads, f"{A},Lost hats,12,13,11,10"), "measure, period, value")
    assert [
        (measure, period and period.replace("–", "-").replace("09-10", "09/10").removesuffix(" (p)")[-7:], value)
        for measure, period, value in rows
    ] == [(f"{A} | {kind}", period, value) for kind, period, value in FIGURES]
    assert problems == []


def test_kinds_above_and_years_below(read):
    lines = ["Indicator,Target,,Actual,", ",2008/09,2009/10,2008/09,2009/10", f"{A},12,11,13,10"]
    rows, problems = read(table(*lines), "measure, period, value")
    assert sorted(rows, key=lambda row: row[1]) == [(f"{A} | {kind}", *rest) for kind, *rest in FIGURES]
    assert problems == []


def test_the_heading_repeated_on_a_new_page_is_none_of_the_figures(read):
    head = "Indicator,Baseline,Target 2009/10"
    rows, problems = read(table(head, f"{A},1,2", head, "NI 902,3,4"), "measure, value")
    assert [value for _, value in rows] == ["1", "2", "3", "4"]
    assert problems == []


@pytest.mark.parametrize(
    "heading",
    ["On target?", "Variance from target", "% of target achieved", "Target met", "Actual v target",
     "Distance to target", "Change since baseline", "Target date", "Baseline year", "Gap between actual and target",
     "Target owner", "Variance from target 2009/10", "Below target by", "Performance against target"],
)  # fmt: skip
def test_what_is_said_about_a_target_is_no_target(heading, read):
    lines = [f"Indicator,Target 2009/10,Actual 2009/10,{heading}", f"{A},12,11,-8.3%", "NI 902,5,6,20%"]
    rows, problems = read(table(*lines), "measure, period, value")
    assert rows == [
        (f"{A} | target", "2009/10", "12"),
        (f"{A} | actual", "2009/10", "11"),
        ("NI 902 | target", "2009/10", "5"),
        ("NI 902 | actual", "2009/10", "6"),
    ]
    if heading == "On target?":  # What a council says of itself is kept in the note.
        assert problems == []
        assert read(table(*lines), "distinct note")[0] == [("On target?: -8.3%",), ("On target?: 20%",)]
    else:
        ((row, column, value),) = [(problem.row, problem.column, problem.value) for problem in problems]
        assert (row, column, value) == (3, heading, "-8.3%")


@pytest.mark.parametrize("kind", ["stretch target", "minimum target", "revised target", "national target"])
def test_another_kind_of_target_is_not_the_target(kind, read):
    lines = [f"Indicator,Target 2009/10,{kind.capitalize()} 2009/10", f"{A},12,15"]
    rows, problems = read(table(*lines), "measure, value")
    assert rows == [(f"{A} | target", "12"), (f"{A} | {kind}", "15")]
    assert problems == []


def test_two_columns_that_say_the_same_are_not_both_read(read):
    lines = ["Indicator,Actual 2009/10,Outturn 2009/10", f"{A},12,15"]
    rows, (problem,) = read(table(*lines), "measure, value")
    assert rows == [(f"{A} | actual", "12")]
    assert problem.column == "Outturn 2009/10"


QUARTERS = "Actual Q1,Actual Q2,Qtr 3 Actual,Actual quarter 4"


def test_quarters_are_of_the_only_year_of_the_table(read):
    lines = [f"Indicator,Baseline 2007/08,Target 2009/10,{QUARTERS},Actual year end 2009/10", f"{A},9,12,3,2,4,5,14"]
    rows, problems = read(table(*lines), "period, value")
    assert rows == [
        ("2007/08", "9"), ("2009/10", "12"), ("Q1 2009/10", "3"), ("Q2 2009/10", "2"), ("Q3 2009/10", "4"),
        ("Q4 2009/10", "5"), ("year end 2009/10", "14"),
    ]  # fmt: skip
    assert problems == []


def test_quarters_of_a_table_of_two_years_are_of_neither(read):
    lines = [f"Indicator,Target 2009/10,Target 2010/11,{QUARTERS}", f"{A},12,13,3,2,4,5"]
    assert [period for (period,) in read(table(*lines), "period")[0][2:]] == ["Q1", "Q2", "Q3", "Q4"]


def test_quarters_behind_the_target_of_a_year_are_no_targets(read):
    rows, problems = read(table("Indicator,2009/10 Target,Q1,Q2,2009/10 Actual", f"{A},12,1,2,14"), "measure, value")
    assert rows == [(f"{A} | target", "12"), (f"{A} | actual", "14")]
    assert [problem.column for problem in problems] == ["Q1", "Q2"]


def test_quarters_behind_a_quarter_go_on_with_it(read):
    rows, problems = read(table("Indicator,2009/10 Target,Actual Q1,Q2", f"{A},12,1,2"), "measure, period, value")
    assert rows[1:] == [(f"{A} | actual", "Q1 2009/10", "1"), (f"{A} | actual", "Q2 2009/10", "2")]
    assert problems == []


def test_quarters_under_their_year(read):
    lines = ["Indicator,2009/10,,2010/11,", ",Q1 actual,Q2 actual,Q1 actual,Target", f"{A},1,2,3,4"]
    rows, problems = read(table(*lines), "measure, period, value")
    assert [periods for _, periods, _ in rows] == ["2009/10 Q1", "2009/10 Q2", "2010/11 Q1", "2010/11"]
    assert problems == []


def test_an_indicator_stands_once_for_several_areas(read):
    lines = [
        "Indicator,Area,Target 2009/10",
        f"{A},Coketown,12",
        ",Barchester,11",
        "NI 902,Coketown,5",
        ",Barchester,6",
    ]
    rows, problems = read(table(*lines), "measure, area, value")
    assert rows == [
        (f"{A} | target", "Coketown", "12"), (f"{A} | target", "Barchester", "11"),
        ("NI 902 | target", "Coketown", "5"), ("NI 902 | target", "Barchester", "6"),
    ]  # fmt: skip
    assert problems == []


def test_an_area_stands_once_for_several_indicators(read):
    lines = ["Area,Indicator,Actual 2009/10", f"Coketown,{A},12", ",NI 902,11", f"Barchester,{A},5"]
    rows, problems = read(table(*lines), "measure, area, value")
    assert rows == [
        (f"{A} | actual", "Coketown", "12"), ("NI 902 | actual", "Coketown", "11"),
        (f"{A} | actual", "Barchester", "5"),
    ]  # fmt: skip
    assert problems == []


@pytest.mark.parametrize(
    "lines",
    [
        ["Indicator,Area,Target 2009/10", ",Barchester,11"],
        ["Indicator,Area,Target 2009/10", f"{A},Coketown,12", "Safer communities,,", ",Barchester,11"],
        ["Indicator,Lead,Target 2009/10", f"{A},Mayor,12", ",Clerk,11"],
    ],
    ids=["none above", "a group between", "no area to tell it by"],
)
def test_a_row_that_no_indicator_stands_for_is_set_aside(lines, read):
    rows, problems = read(table(*lines), "value")
    assert ("11",) not in rows
    assert problems[-1].problem == "the row names no indicator"


def test_of_a_county_and_its_districts_the_district_is_meant(read):
    lines = ["County,District,Indicator,Actual 2009/10", f"Barsetshire,Silverbridge,{A},12", f",Plumstead,{A},11"]
    rows, problems = read(table(*lines), "measure, area, value")
    assert rows == [(f"{A} | actual", "Silverbridge", "12"), (f"{A} | actual", "Plumstead", "11")]
    assert problems == []


def test_the_name_of_an_indicator_is_no_name_of_an_area(read):
    lines = ["Ref,Name,Policy area,Target 2009/10", f"{A},Lost hats,Safer,12"]
    assert read(table(*lines), "measure, area, value") == ([(f"{A} | target", None, "12")], [])


def test_the_number_of_a_row_names_its_indicator_only_where_nothing_else_does(read):
    lines = ["No.,Indicator,Good is,Target 2009/10", f"1,{A},low,12", "2,,high,5"]
    rows, problems = read(table(*lines), "measure, value")
    assert (rows, problems) == ([(f"{A} | target", "12"), ("2 | target", "5")], [])


SPLIT = {
    "in quotation marks": ['"NI 901\nLost hats",12'],
    "cut at a hyphen, figures below": ["NI 901 Re-", "offending,12"],
    "cut at a hyphen, figures above": ["NI 901 Re-,12", "offending,"],
    "cut at a word": ["NI 901 Lost", "hats,12"],
}


@pytest.mark.parametrize("lines", SPLIT.values(), ids=SPLIT)
def test_a_name_over_two_lines_is_one_name(lines, read):
    name = "NI 901 Re-offending" if "Re-" in lines[0] else "NI 901 Lost hats"
    rows, problems = read(table("Indicator,Target 2009/10", *lines, "NI 902 Found hats,5"), "measure, value")
    assert rows == [(f"{name} | target", "12"), ("NI 902 Found hats | target", "5")]
    assert problems == []


def test_a_line_that_names_a_group_is_no_part_of_a_name(read):
    lines = ["Indicator,Target 2009/10", "Safer communities", f"{A},12", "Of these:", "NI 902,5"]
    rows, problems = read(table(*lines), "measure, value")
    assert rows == [(f"{A} | target", "12"), ("NI 902 | target", "5")]
    assert [(problem.row, problem.value) for problem in problems] == [(4, "Safer communities"), (6, "Of these:")]
