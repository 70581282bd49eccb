"""Tables made for people: read as they stand, or set aside by name, and nothing in between."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_pipeline.reading import grids, line_ends, periods
from data_pipeline.reading.grid_tables import areas, columns, headings, outlines

# Lines


SEPARATORS = ["\x85", "\u2028", "\u2029", "\v", "\f", "\x1c", "\x1e"]


@pytest.mark.parametrize("mark", SEPARATORS, ids=ascii)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=ascii)
def test_a_row_ends_with_its_line_and_not_at_another_separator(mark, end, read):
    lines = ["A measure", f"Area,Area{mark}code,2009/10", f"Caster{mark}bridge,,12{mark}", "Coketown,,13"]
    rows, problems = read(end.join(lines), "file_row, area, value")
    assert rows == [(3, "Caster bridge", "12"), (4, "Coketown", "13")]
    assert problems == []


def test_lines_are_broken_where_a_file_breaks_them_and_keep_their_ends():
    assert line_ends.lines("a\nb\r\nc\rd\n\ne") == ["a\n", "b\r\n", "c\r", "d\n", "\n", "e"]
    assert line_ends.lines("") == []
    assert "".join(line_ends.lines("\r\r\n\n\x85x")) == "\r\r\n\n\x85x"


# The narrowest names


NARROWEST = {
    "region": ["Region", "Local authority"],
    "county": ["County", "District"],
    "all tiers": ["English region", "County council", "District council"],
    "upper and lower tier": ["Upper tier", "Lower tier local authority"],
    "government office": ["GOR", "LA name"],
    "old names": ["RGN11NM", "LAD11NM"],
    "type between": ["Region", "Type of authority", "Authority"],
    "marked": ["Region1", "Local authority [note 2]"],
    "area": ["County", "Area"],
    "borough": ["Region", "London borough"],
    "corner of two": ["Region", "Local authority (alphabetical order)"],
}


@pytest.mark.parametrize("heads", NARROWEST.values(), ids=NARROWEST)
@pytest.mark.parametrize("is_merged", [True, False], ids=["merged down", "repeated"])
def test_a_row_is_of_the_narrowest_area_that_its_table_names(heads, is_merged, read):
    """Wessex is named beside two of its districts: neither figure is Wessex's."""
    wide = [["Wessex"] * (len(heads) - 1), [""] * (len(heads) - 1) if is_merged else ["Wessex"] * (len(heads) - 1)]
    sheet = [
        ["Lost hats"],
        [],
        [*heads, "2009/10", "2010/11"],
        [*wide[0], "Casterbridge", 12, 13],
        [*wide[1], "Coketown", 14, 15],
    ]
    rows, problems = read(sheet, "area, period, value")
    assert rows == [
        ("Casterbridge", "2009/10", "12"),
        ("Casterbridge", "2010/11", "13"),
        ("Coketown", "2009/10", "14"),
        ("Coketown", "2010/11", "15"),
    ]
    assert problems == []


def test_the_same_holds_of_a_table_of_periods_across(read):
    text = "Lost hats\n\nCounty,District,2009/10\nBarsetshire,Silverbridge,12\n,Coketown,14\nLoamshire,,9\n"
    rows, (problem,) = read(text, "area, value")
    assert rows == [("Silverbridge", "12"), ("Coketown", "14")]
    assert (problem.row, problem.problem) == (6, "the row names no area in the column 'District'")


CODED = {
    "region's code first": (["Region code", "Region", "LA code", "LA"], ["E12000099", "Wessex"], "area_code"),
    "codes alike": (["Code", "Region", "Code", "Local authority"], ["E12000099", "Wessex"], "area_code"),
    "code of the wider": (["Region", "Code", "Local authority"], ["Wessex", "E12000099"], "area_name"),
    "county's code": (["County code", "County", "LAD11CD", "LAD11NM"], ["E10000099", "Barsetshire"], "area_code"),
    "E-code before": (["E-code", "ONS code", "LA name"], ["E0701"], "area_code"),
    "E-code alone": (["E code", "LA name"], ["E0701"], "area_name"),
    "old and new": (["LA_LGF_Code", "ONS_Code", "LA"], ["E0701"], "area_code"),
}


@pytest.mark.parametrize(("heads", "first", "kind"), CODED.values(), ids=CODED)
def test_a_code_is_taken_from_the_column_that_has_the_areas_own(heads, first, kind, read):
    rest = ["E06000901", "Casterbridge"][len(first) - len(heads) :]
    rows, problems = read([[*heads, "2009/10"], [*first, *rest, 12]], "area_code, area_name, value")
    assert rows == [("E06000901", None, "12") if kind == "area_code" else (None, "Casterbridge", "12")]
    assert problems == []


OF_CODES = [
    "LA Code", "LAD11CD", "LAD23CD", "UTLA21CD", "CTYUA09CD", "area_code", "LA_code", "ONSCode", "ONS_Code",
    "ONS code¹", "areacd", "GSS code", "Code", "Codes", "ecode",
]  # fmt: skip


@pytest.mark.parametrize("heading", OF_CODES)
def test_headings_of_codes_are_known(heading, read):
    assert headings.is_of_codes(heading)
    rows, problems = read([["T"], [], [heading, "LA name", "2009/10"], ["E06000901", "Casterbridge", 12]], "area_code")
    assert (rows, problems) == ([("E06000901",)], [])


@pytest.mark.parametrize(
    "heading", ["Postcode", "Council tax", "Type of authority", "Lead council", "Indicator name", "Policy area", "Rate"]
)
def test_headings_of_other_things_are_not_taken_for_areas(heading):
    assert not headings.is_of_codes(heading)
    assert not headings.is_only_of_areas(heading)


@pytest.mark.parametrize(
    ("head", "areas"),
    [("Region", ["Wessex", "Loamland"]), ("County", ["Barsetshire", "Loamshire"]), ("", ["Casterbridge", "Wessex"]),
     ("Area", ["England", "Casterbridge"]), ("Council", ["Barchester City Council", "Coketown"])],
)  # fmt: skip
def test_a_table_that_names_one_kind_of_area_is_of_that_kind(head, areas, read):
    sheet = [[head, "2009/10", "2010/11"], *([area, 12, 13] for area in areas)]
    rows, problems = read(sheet, "distinct area, source_row")
    assert [area for area, _ in rows[::2]] == areas
    assert problems == []


AMBIGUOUS = {
    "two of one kind": [["District", "Authority", "2009/10"], ["Silverbridge", "Coketown", 12]],
    "a place in a district": [["Area", "District", "2009/10"], ["Old Town", "Coketown", 12]],
    "wards by name": [["Ward", "Local authority", "2009/10"], ["Coketown", "Casterbridge", 12]],
    "on both sides": [["LA name", "Rate", "Region", "Number"], ["Casterbridge", 12, "Wessex", 400]],
}


@pytest.mark.parametrize("sheet", AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_where_two_columns_name_areas_no_figure_is_given_to_either(sheet, read):
    rows, (problem,) = read(sheet)
    assert rows == [] and problem.row == 2
    assert any(word in problem.problem for word in ("both name areas", "small areas", "both sides"))


def test_two_columns_that_name_the_same_areas_are_no_riddle(read):
    rows, problems = read([["LA name", "Council", "2009/10"], ["Coketown", "COKETOWN", 12]], "area, value")
    assert (rows, problems) == ([("Coketown", "12")], [])


SDG = "Year,Series,{heads},Units,Unit multiplier,Observation status,GeoCode,Value\n"


@pytest.mark.parametrize(
    ("heads", "cells", "area"),
    [
        ("Region,County council,Local authority", "Wessex,Barsetshire,Silverbridge", "Silverbridge"),
        ("Region,County council,Local authority", "Wessex,Barsetshire,", "Barsetshire"),
        ("Region,County council,Local authority", "Wessex,,", "E12000099"),
        ("Region,Type of authority,Local authority", "Wessex,Unitary,Casterbridge", "Casterbridge"),
        ("Region,Type of authority,Local authority", "Wessex,Unitary,", "E12000099"),
        ("Local authority,County", "Silverbridge,Barsetshire", "Silverbridge"),
    ],
)
def test_a_long_file_of_names_is_read_by_the_narrowest_that_a_row_gives(heads, cells, area, read):
    text = SDG.format(heads=heads) + f"2009/10,Hats,{cells},%,Units,Normal value,E12000099,41.5\n"
    rows, problems = read(text, "area, measure, value")
    assert rows == [(area, "Hats | %", "41.5")]
    assert problems == []


def test_a_row_of_a_long_file_that_names_two_areas_is_set_aside(read):
    lines = ["2009/10,Hats,Coketown,Five Towns,%,,Normal value,,1", "2009/10,Hats,Coketown,Coketown,%,,Normal value,,2"]
    text = SDG.format(heads="Waste collection authority,Waste disposal authority") + "\n".join(lines)
    rows, (problem,) = read(text, "area, value")
    assert rows == [("Coketown", "2")]
    assert problem.row == 2 and "two columns name areas" in problem.problem


def test_figures_of_different_units_are_different_measures(read):
    lines = ["%,Units", "Number,Units", "Number,Thousands", "Number,"]
    text = SDG.format(heads="Local authority") + "".join(
        f"2009/10,Hats,Coketown,{units},Normal value,,{number}\n" for number, units in enumerate(lines)
    )
    rows, _ = read(text, "measure, value")
    assert rows == [
        ("Hats | %", "0"),
        ("Hats | Number", "1"),
        ("Hats | Number | Thousands", "2"),
        ("Hats | Number", "3"),
    ]


# Tables side by side


RIGHT = [["E06000903", "Barchester", 400], ["E06000904", "Silverbridge", 500], ["E06000905", "Coketown", 600]]
LEFT = [["E06000901", "Casterbridge", 12], ["E06000902", "Five Towns", 14]]


@pytest.mark.parametrize("gap", [[], [""], ["", ""]], ids=["no gap", "a gap", "a wide gap"])
@pytest.mark.parametrize("by", [slice(0, 3), slice(1, 3)], ids=["codes", "names"])
def test_a_second_column_of_areas_to_the_right_begins_a_table(gap, by, read):
    heads = ["LA Code", "LA name"]
    sheet = [["Hats"], [*[*heads, "Rate"][by], *gap, *[*heads, "Number"][by]]]
    for left, right in zip([*LEFT, ["", "", ""]], RIGHT, strict=True):
        sheet.append([*left[by], *gap, *right[by]])
    rows, problems = read(sheet)
    expected = [(row[by.start], "Data | Rate", None, str(row[2])) for row in LEFT]
    assert rows == expected + [(row[by.start], "Data | Number", None, str(row[2])) for row in RIGHT]
    assert problems == []


def test_three_tables_side_by_side_are_three(read):
    heads = ["LA name", "Lost", "", "LA name", "Found", "", "LA name", "Sold"]
    rows, problems = read([heads, ["Casterbridge", 1, "", "Coketown", 2, "", "Barchester", 3]])
    assert rows == [
        ("Casterbridge", "Data | Lost", None, "1"),
        ("Coketown", "Data | Found", None, "2"),
        ("Barchester", "Data | Sold", None, "3"),
    ]
    assert problems == []


def test_a_table_that_goes_on_beside_itself_is_one_measure(read):
    heads = ["LA name", "2009/10"]
    rows, _ = read([[*heads, "", *heads], ["Barchester", 1, "", "Coketown", 3], ["Casterbridge", 2, "", "", ""]])
    assert {measure for _, measure, *_ in rows} == {"Data"}
    assert sorted((area, value) for area, _, _, value in rows) == [
        ("Barchester", "1"), ("Casterbridge", "2"), ("Coketown", "3"),
    ]  # fmt: skip


def test_tables_under_titles_of_their_own_are_different_measures(read):
    heads = ["LA name", "2009/10"]
    rows, _ = read([["Rate", "", "", "Number"], [*heads, "", *heads], ["Barchester", 1, "", "Coketown", 300]])
    assert rows == [("Barchester", "Data", "2009/10", "1"), ("Coketown", "Data | Number", "2009/10", "300")]


def test_a_legend_beside_a_table_is_none_of_its_figures(read):
    rows, problems = read([["LA name", "2009/10", "", "Key", "Rank"], ["Barchester", 1, "", "steady", 5]])
    assert rows == [("Barchester", "Data", "2009/10", "1")]
    assert ["no column names the areas" in problem.problem for problem in problems] == [True]


def test_a_code_or_a_region_at_the_end_is_of_the_same_table(read):
    rows, problems = read([["LA name", "2009/10", "LA Code", "Region"], ["Barchester", 1, "E06000903", "Wessex"]])
    assert (rows, problems) == ([("E06000903", "Data", "2009/10", "1")], [])


# Tables below


UNITARIES = [["LA Code", "LA name", "Rate", "Households"], ["E06000901", "Casterbridge", 12, 4000]]
COUNTIES = [["LA Code", "LA name", "Number", "Vacant"], ["E10000901", "Barsetshire", 480, 33]]


@pytest.mark.parametrize(
    "between", [[], [[]], [["Table 2: counties"]], [[], ["Table 2: counties"], []], [["1 A note"], [], ["Table 2"]]]
)
def test_a_row_of_headings_ends_a_table_and_begins_another(between, read):
    rows, problems = read([["Table 1"], *UNITARIES, *between, *COUNTIES])
    assert rows == [
        ("E06000901", "Data | Rate", None, "12"),
        ("E06000901", "Data | Households", None, "4000"),
        ("E10000901", "Data | Number", None, "480"),
        ("E10000901", "Data | Vacant", None, "33"),
    ]
    assert problems == []


def test_a_second_table_of_the_same_areas_contradicts_nothing(read):
    heads = ["LA Code", "2009/10", "2010/11"]
    tables = [["Per cent"], heads, ["E06000901", 12, 13], [], ["Number"], heads, ["E06000901", 480, 490]]
    rows, problems = read(tables)
    assert [(measure, value) for _, measure, _, value in rows] == [
        ("Data", "12"), ("Data", "13"), ("Data | Number", "480"), ("Data | Number", "490"),
    ]  # fmt: skip
    assert problems == []
    rows, _ = read([row for row in tables if row != ["Number"]])
    assert [measure for _, measure, *_ in rows] == ["Data", "Data", "Data | table in row 5", "Data | table in row 5"]


def test_titles_keep_tables_of_other_areas_apart_too(read):
    heads = ["LA Code", "2009/10"]
    rows, _ = read([["Rate"], heads, ["E06000901", 12], ["Number"], heads, ["E10000901", 480]])
    assert [measure for _, measure, *_ in rows] == ["Data", "Data | Number"]


def test_headings_repeated_on_a_new_page_go_on_with_the_table(read):
    heads = ["Local authority", "2009/10"]
    rows, problems = read(
        [heads, ["Barchester", 1], heads, ["Coketown", 2], ["Table 1 continued"], heads, ["Wessex", 3]]
    )
    assert rows == [
        ("Barchester", "Data", "2009/10", "1"), ("Coketown", "Data", "2009/10", "2"),
        ("Wessex", "Data", "2009/10", "3"),
    ]  # fmt: skip
    assert problems == []


def test_below_the_first_table_of_periods_another_has_its_own_title(read):
    text = "Lost hats\n\nArea,2009/10\nCoketown,1\n\nFound hats\n\nArea,Area code,2008/09,2009/10\nBarchester,,5,6\n"
    rows, problems = read(text)
    assert rows == [
        ("Coketown", "Lost hats", "2009/10", "1"),
        ("Barchester", "Found hats", "2008/09", "5"),
        ("Barchester", "Found hats", "2009/10", "6"),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "other",
    [
        [["Town", "Number", "Vacant"]],
        [[], ["Town", "Seats"]],
        [["Town", "Number"]],
        [["Numbers"], ["Town", "Seats"]],
        [["Table 2"]],
        [["Per cent"]],
        [[], ["Rate per 1,000 people"]],
        [["£000s"]],
    ],
)
def test_what_stands_under_headings_that_cannot_be_read_is_set_aside(other, read):
    sheet = [
        ["LA name", "Rate", "Homes"],
        ["Coketown", 12, 13],
        *other,
        ["Barchester", 480, 33],
        ["Casterbridge", 1, 2],
    ]
    rows, problems = read(sheet)
    assert [area for area, *_ in rows] == ["Coketown", "Coketown"]
    aside = {problem.row for problem in problems}
    assert aside == {number for number, row in enumerate(sheet, start=1) if row and number > 2}
    assert "under another heading" in problems[-1].problem


@pytest.mark.parametrize(
    "row", [["E06000909", "Nowhere", "not asked", "too few"], ["E06000909", "County total", 3, 4],
            ["", "Barchester City Council", "n/a", "*"]],
)  # fmt: skip
def test_a_row_of_words_about_one_area_ends_no_table(row, read):
    heads = ["LA Code", "LA name", "2009/10", "2010/11"]
    rows, problems = read([heads, ["E06000901", "Casterbridge", 1, 2], row, ["E06000902", "Coketown", 3, 4]], "value")
    assert [value for (value,) in rows] == ["1", "2", str(row[2]), str(row[3]), "3", "4"]
    assert problems == []


# Columns of figures


@pytest.mark.parametrize("mark", ["*", "..", ":", "x", "n/a", "<5", "-", "suppressed", "#", "[c]", "[x]", "[low]", "~"])
@pytest.mark.parametrize("left", [0, 1, 2])
def test_a_column_mostly_withheld_is_one_of_figures(mark, left, read):
    cells = [7, 5][:left] + [mark] * (5 - left)
    sheet = [["LA Code", "All ages", "Under 18"], *([f"E0600090{at}", 12, cell] for at, cell in enumerate(cells))]
    rows, problems = read(sheet, "measure, value")
    assert [value for measure, value in rows if measure == "Data | Under 18"] == [str(cell) for cell in cells]
    assert problems == []


def test_a_column_of_words_with_some_figures_is_left_out_by_name(read):
    sheet = [["LA Code", "All", "Young"], ["E06000901", 1, "many"], ["E06000902", 2, "few"], ["E06000903", 3, 7]]
    rows, (problem,) = read(sheet, "measure, value")
    assert rows == [("Data | All", "1"), ("Data | All", "2"), ("Data | All", "3")]
    assert (problem.row, problem.column, problem.value) == (1, "Young", "7")
    assert problem.problem.endswith("are not read: 1")


def test_a_column_of_words_alone_is_no_fault(read):
    sheet = [["LA Code", "Type", "All", "Note"], ["E06000901", "Unitary", 1, "a guess"], ["E06000902", "County", 2, ""]]
    rows, problems = read(sheet, "value, note, part")
    assert (rows, problems) == ([("1", "Note: a guess", None), ("2", None, None)], [])


BLANK = {
    "in the middle": ([["LA Code", "Male", "", "Total"]], "C"),
    "at the end": ([["LA Code", "Male", "Female", ""]], "D"),
    "the first": ([["LA Code", "", "Female", "Total"]], "B"),
    "of two rows": ([["LA Code", "All", "", ""], ["", "Male", "", "Total"]], "C"),
}


@pytest.mark.parametrize(("heads", "letter"), BLANK.values(), ids=BLANK)
def test_a_column_of_figures_without_a_heading_is_named_by_its_place(heads, letter, read):
    rows, (problem,) = read([*heads, ["E06000901", 12, 13, 14], ["E06000902", 15, 16, 17]], "file_row, value")
    assert len(rows) == 4
    assert (problem.row, problem.column) == (len(heads), letter)
    assert problem.problem == "a column has no heading, so that figures in it are not read: 2"


def test_columns_past_z_have_two_letters():
    assert [areas.letters(place) for place in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]


def test_headings_of_three_rows_give_period_and_measure(read):
    sheet = [
        ["Hats"],
        [],
        ["LA Code", "LA name", "2009/10", "", "2010/11", ""],
        ["", "", "Male", "Female", "Male", "Female"],
        ["", "", "%", "%", "%", "%"],
        ["E06000901", "Casterbridge", 12, 13, 14, 15],
    ]
    rows, problems = read(sheet, "measure, period, value, file_row")
    assert rows == [
        ("Data | Male %", "2009/10", "12", 6),
        ("Data | Female %", "2009/10", "13", 6),
        ("Data | Male %", "2010/11", "14", 6),
        ("Data | Female %", "2010/11", "15", 6),
    ]
    assert problems == []


@pytest.mark.parametrize(
    "heads",
    [
        [["", "", "Homes", ""], ["Code", "Local authority", "All", "Empty"]],
        [["Local authority", "", "Homes", ""], ["Code", "Name", "All", "Empty"]],
        [["Code", "Local authority", "Homes", ""], ["", "", "All", "Empty"]],
    ],
    ids=["areas below", "areas in both", "areas above"],
)
def test_headings_of_two_rows_are_one_wherever_the_areas_stand(heads, read):
    rows, problems = read([["Title"], *heads, ["E06000901", "Casterbridge", 12, 13]])
    assert rows == [("E06000901", "Data | Homes All", None, "12"), ("E06000901", "Data | Homes Empty", None, "13")]
    assert problems == []


def test_words_that_stand_for_figures_elsewhere_are_headings_in_a_row_of_headings(read):
    rows, problems = read([["LA Code", "Low", "High", "Under 18"], ["E06000901", 1, 2, "<5"]], "measure, value")
    assert rows == [("Data | Low", "1"), ("Data | High", "2"), ("Data | Under 18", "<5")]
    assert problems == []


def test_headings_below_a_period_tell_its_columns_apart_in_a_file_of_periods_too(read):
    text = "Hats\n\nArea,Area code,2009/10,,2010/11,\n,,Value,Count,Value,Count\nCasterbridge,,1,2,3,4\n"
    rows, problems = read(text, "measure, period, value")
    assert rows == [
        ("Hats | Value", "2009/10", "1"), ("Hats | Count", "2009/10", "2"),
        ("Hats | Value", "2010/11", "3"), ("Hats | Count", "2010/11", "4"),
    ]  # fmt: skip
    assert problems == []


def test_a_row_that_numbers_the_columns_does_not_make_figures_of_names(read):
    rows, problems = read([["LA Code", "LA name", "All"], [1, 2, 3], ["E06000901", "Casterbridge", 5]], "area, value")
    assert (rows, problems) == ([("1", "3"), ("E06000901", "5")], [])


def test_six_digits_are_a_period_that_is_named_and_not_read(read):
    rows, problems = read([["LA Code", "LA name", 200708, 200809], ["E06000901", "Casterbridge", 12, 13]])
    assert rows == [("E06000901", "Data", "200708", "12"), ("E06000901", "Data", "200809", "13")]
    assert problems == []


def test_the_name_of_a_group_of_areas_ends_no_table(read):
    sheet = [["LA name", "2009/10"], ["Coketown", 12], [], ["Counties"], ["Barsetshire", 480]]
    rows, (problem,) = read(sheet, "area, value")
    assert rows == [("Coketown", "12"), ("Barsetshire", "480")]
    assert (problem.row, problem.problem) == (4, "the row has one cell filled")


@pytest.mark.parametrize("heading", ["Year", "Financial year", "Time period", "PeriodCode"])
def test_a_column_of_years_says_when_its_rows_are_of(heading, read):
    sheet = [["LA Code", heading, "Rate"], ["E06000901", 2009, 12], ["E06000901", 2010, 13]]
    rows, problems = read(sheet)
    assert rows == [("E06000901", "Data | Rate", "2009", "12"), ("E06000901", "Data | Rate", "2010", "13")]
    assert problems == []


def test_rows_of_one_area_told_apart_by_words_are_parts_of_it(read):
    sheet = [["LA Code", "Sex", "2009/10"], ["E06000901", "Male", 12], ["E06000901", "Female", 13]]
    rows, problems = read(sheet, "part, part_column, value")
    assert (rows, problems) == ([("Male", "Sex", "12"), ("Female", "Sex", "13")], [])


def test_an_empty_cell_among_words_that_tell_rows_apart_is_a_part_too(read):
    sheet = [["LA Code", "Sex", "Age", "2009/10"], ["E06000901", "Male", "old", 12], ["E06000901", "", "old", 13]]
    rows, _ = read(sheet, "part, part_column")
    assert rows == [("Male | old", "Sex, Age"), ("(blank) | old", "Sex, Age")]


@pytest.mark.parametrize("heading", ["Unit", "Units", "Unit multiplier", "Multiplier"])
def test_rows_in_different_units_are_different_measures(heading, read):
    sheet = [["LA Code", heading, "2009/10"], ["E06000901", "Number", 12], ["E06000902", "Thousands", 13]]
    rows, problems = read(sheet, "measure, part, value")
    assert (rows, problems) == ([("Data | Number", None, "12"), ("Data | Thousands", None, "13")], [])
    alike = [sheet[0], *([code, "Number", value] for code, _, value in sheet[1:])]
    assert {measure for measure, _ in read(alike, "measure, value")[0]} == {"Data"}


def test_a_numbered_multiplier_is_no_measure_and_parts_those_it_multiplies(read):
    sheet = [["LA Code", "Multiplier", "2009/10"], ["E06000901", 1, 12000], ["E06000902", 1000, 13]]
    rows, problems = read(sheet, "measure, value")
    assert (rows, problems) == ([("Data | 1", "12000"), ("Data | 1000", "13")], [])


def test_headings_that_may_be_months_or_years_are_periods_of_one_measure_and_left_to_be_asked_about(read):
    months = [f"2009-{month:02d}" for month in range(1, 13)]
    rows, problems = read([["LA Code", *months], ["E06000901", *range(12)]], "measure, period")
    assert (rows, problems) == ([("Data", month) for month in months], [])


@pytest.mark.parametrize("heading", ["2009/10*", "2009/10¹", "2009–10", "2009/10\n(provisional)", "2009/10 †"])
def test_a_period_with_the_mark_of_a_footnote_is_that_period(heading, read):
    rows, problems = read([["LA Code", heading], ["E06000901", 12]], "measure, period")
    ((measure, period),) = rows
    assert measure == "Data" and periods.parse(period).reporting_year == "2009/10"
    assert problems == []


# What becomes of every row


CELLS = st.sampled_from(
    ["", "", "12.5", "n/a", "Coketown", "LA name", "Region", "2009/10", "Rate", "Number", "E06000901"]
)


@given(rows=st.lists(st.lists(CELLS, min_size=4, max_size=4), max_size=12), step=st.integers(1, 3))
@settings(max_examples=300)
def test_every_row_of_a_grid_is_in_one_place_and_every_figure_is_read_or_named(rows, step):
    grid = [grids.Row(number * step, cells) for number, cells in enumerate(rows, start=1) if any(cells)]
    tables, before = outlines.below(grid, headings.is_only_of_areas, lambda joined: True, is_loose=True)
    placed = [row for table in tables for row in (*table.titles, *table.heads, *table.body, *table.footnotes)]
    assert placed == grid if tables else before == grid
    reading = areas.read(grid, "a file", "Data")
    read = {(figure["file_row"], figure["file_column"]) for figure in reading.figures if figure["value"] == "12.5"}
    aside = {(problem.row, problem.column) for problem in reading.problems}
    for one, found in (pair for table in tables for pair in columns.beside(table.widened(4))):
        keys = {place for place, kind in columns.kinds_of(one).items() if kind in ("code", "name", "period")}
        keys |= {*found.names}
        for row, place in ((row, place) for row in one.body for place in set(one.places) - keys):
            if row.cell(place) == "12.5":
                column = one.headings[place].text
                of_row, of_column = (row.number, None) in aside, (one.row, column or areas.letters(place)) in aside
                assert (row.number, column) in read or of_row or of_column
