"""Each page run on its own and inside the frame, on the bundled figures."""

import html
import json
import re
from pathlib import Path

import plotly.graph_objects
import pytest
from streamlit.testing.v1 import AppTest

from data_pipeline import warehouse
from pages.components import database
from tests import world as w

PAGES = Path(__file__).parents[1] / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.py"))
pytestmark = pytest.mark.usefixtures("served_in_process")


def run(page: str, **query: str) -> AppTest:
    app = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def markup(app: AppTest) -> str:
    return "\n".join(part.proto.body for part in app.get("html"))


def text(app: AppTest) -> str:
    """What a reader reads: no tags, one space between words."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup(app))).split())


def line_of(app: AppTest, series_id: str) -> str:
    """One measure's line on a report card."""
    body = markup(app)
    tag = "tr" if f'<tr role="row" id="{series_id}"' in body else "li"
    found = re.search(rf'<{tag}[^>]* id="{series_id}".*?</{tag}>(?!</ul></details>)', body, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", found[0])).split())


def map_rows(app: AppTest) -> dict[str, dict]:
    """What a map draws: its rows by area code."""
    data = json.loads(app.get("bidi_component")[0].proto.json)
    columns = ("code", "text", "class", "word")
    rows = [dict(zip(columns, row, strict=True)) for row in data["rows"]]
    return {row["code"]: {**row, "note": data["words"][row["word"]]} for row in rows}


@pytest.mark.parametrize("page", NAMES)
def test_every_page_runs_alone_and_has_one_main_heading(page):
    assert markup(run(page)).count("<h1>") == 1


@pytest.mark.parametrize("page", NAMES)
def test_every_page_runs_inside_the_frame(page):
    frame = AppTest.from_file(str(PAGES / "components" / "frame.py"), default_timeout=30).run()
    frame.switch_page(str(PAGES / f"{page}.py")).run()
    assert not frame.exception
    assert "page-footer" in markup(frame)


# Copied by hand from the published files: area, year, series, what the card must say.
COPIED = [
    ("E06000001", "2007/08", "ni_055", "12.9%"),  # ni_055.csv row 2
    ("E06000044", "2010/11", "ni_154", "4 per 1,000 homes"),
    ("E10000014", "2010/11", "ni_154", "6 per 1,000 homes"),
    ("E10000006", "2010/11", "ni_087", "16.2%"),  # printed 16.16
    ("E07000112", "2010/11", "ni_186", "5.5 tonnes"),  # printed 5.53
    ("E07000112", "2010/11", "ni_116", "22.2%"),
    ("E09000030", "2010/11", "ni_116", "45.9%"),
    ("E06000044", "2010/11", "ni_166", "£384"),  # printed 384.4
    ("E07000087", "2010/11", "ni_055", "8.1%"),  # printed 8.145
    ("E07000028", "2010/11", "ni_129", "41.8%"),
    ("E08000020", "2010/11", "ni_055", "9.2%"),  # Gateshead, printed under E08000037 as 9.163
    ("E10000002", "2010/11", "ni_151", "75.4%"),  # Buckinghamshire, printed under E06000060
    ("E07000078", "2010/11", "ni_154", "0 per 1,000 homes"),  # a true zero
    ("E06000053", "2012/13", "ni_116", "0.0%"),  # a true zero
]


@pytest.mark.parametrize(("area", "year", "series_id", "said"), COPIED)
def test_figures_copied_by_hand_come_out_on_the_card(area, year, series_id, said):
    assert f" {said} " in line_of(run("report_card", area=area, year=year, view="figures"), series_id)


def test_a_suppressed_figure_says_that_it_was_withheld():
    line = line_of(run("report_card", area="E06000053", year="2010/11"), "ni_166")
    assert line.endswith("Withheld by the publisher because it was too unreliable to print")


def test_a_figure_said_not_to_exist_says_so_and_is_not_zero():
    line = line_of(run("report_card", area="E06000053", year="2010/11"), "ni_151")
    assert line.endswith("The publisher has no figure for this place and period")


def test_a_merged_council_is_pointed_at_and_never_copied():
    line = line_of(run("report_card", area="E07000050", year="2010/11"), "ni_151")
    assert line.endswith("published only for Dorset Council (one council since 2019) : 73.4%".replace(" :", ":"))


def test_the_headline_has_as_many_shortfalls_as_improvements():
    body = markup(run("report_card", area="E06000044", year="2010/11"))
    good, bad = (
        re.search(rf"headline {kind}.*?</section>", body, flags=re.DOTALL)[0] for kind in ("improvement", "shortfall")
    )
    assert good.count('<li><a href="#') == bad.count('<li><a href="#') == 3


def test_a_card_says_once_that_no_target_was_published():
    assert text(run("report_card", area="E06000044")).count("No targets have been published") == 1


def test_a_district_card_names_its_county_and_a_county_card_its_districts():
    assert 'area=E10000014&amp;year=2010/11">Hampshire</a> agreement' in markup(run("report_card", area="E07000087"))
    assert 'area=E07000087&amp;year=2010/11">Fareham</a>' in markup(run("report_card", area="E10000014"))


def test_an_old_or_new_code_in_the_address_opens_the_area_it_stands_for():
    app = run("report_card", area="E08000037")
    assert "<h1>Gateshead</h1>" in markup(app)
    assert app.query_params["area"] == "E08000020"


def test_an_unknown_area_gets_a_friendly_page_with_the_nearest_names():
    said = text(run("report_card", area="Portsmuth"))
    assert "We do not know that area" in said
    assert "Portsmouth , unitary authority" in said


@pytest.mark.parametrize("year", ["1999/00", "2010", "2010/11' or 1=1", ""])
def test_a_year_that_makes_no_sense_gives_the_agreements_last_year(year):
    assert "Report card for 2010/11" in text(run("report_card", area="E06000044", year=year))


def test_markup_in_an_address_is_shown_as_text():
    for page, name in (("report_card", "area"), ("indicator", "indicator"), ("find_your_area", "place")):
        body = markup(run(page, **{name: "<img src=x onerror=alert(1)>"}))
        assert "<img src=x" not in body
        assert "&lt;img src=x" in body


@pytest.mark.parametrize(
    ("typed", "cards"),
    [
        ("Fareham", ["E07000087", "E10000014"]),
        ("Shepway", ["E07000112", "E10000016"]),
        ("Durham UA", ["E06000047"]),
        ("Carrick", ["E06000052"]),
        ("Westmorland and Furness", ["E10000006"]),
        ("Baffins", ["E06000044"]),
        ("portsmuth", ["E06000044"]),
        ("SOUTHWARK", ["E09000028"]),
    ],
)
def test_a_typed_name_leads_to_every_tier_with_a_card(typed, cards):
    body = markup(run("find_your_area", place=typed))
    for card in cards:
        assert f"/report_card?area={card}" in body


@pytest.mark.parametrize("typed", ["PO1 2AB", "po12ab", "SW1A 1AA", "PO1"])
def test_a_postcode_gets_an_honest_answer(typed):
    assert "Postcodes cannot be looked up here yet" in text(run("find_your_area", place=typed))


def test_a_name_that_nothing_is_like_says_so():
    assert "No place called xqzzk was found" in text(run("find_your_area", place="xqzzk"))


def test_the_map_draws_the_countys_districts_with_their_figures():
    rows = map_rows(run("district_map", county="E10000014", indicator="NI 55", year="2010/11"))
    assert len(rows) == 11
    assert rows["E07000087"]["text"] == "8.1%"


def test_the_map_hatches_what_has_no_figure_and_says_why():
    rows = map_rows(run("district_map", county="E10000009", indicator="NI 151", year="2010/11"))
    north_dorset = rows["E07000050"]
    assert (north_dorset["text"], north_dorset["class"]) == (None, None)
    assert north_dorset["note"] == "Published only for Dorset Council (one council since 2019)"


def test_the_map_says_first_what_the_place_as_a_whole_has():
    """A county's own figure, as published: what its districts' figures stand beside."""
    said = text(run("district_map", county="E10000014", indicator="NI 154", year="2010/11"))
    assert "Hampshire as a whole: 6 per 1,000 homes. From " in said


def test_a_map_without_figures_gives_the_one_reason_or_points_to_the_table():
    one = text(run("district_map", county="E10000006", indicator="NI 87", year="2010/11"))
    assert "None of these 6 districts has a figure for 2010/11: not published for districts in this series." in one
    two = text(run("district_map", county="E10000006", indicator="NI 151", year="2010/11"))
    assert "None of these 6 districts has a figure for 2010/11. The table says why for each." in two


def test_zero_on_the_map_is_a_figure_and_has_a_colour():
    rows = map_rows(run("district_map", indicator="NI 154", year="2010/11"))
    assert (rows["E07000078"]["text"], rows["E07000078"]["class"] > 0) == ("0", True)


def test_a_series_without_districts_is_drawn_by_agreement_area():
    assert len(map_rows(run("district_map", indicator="NI 87", year="2010/11"))) == 152


def test_the_hexagon_view_draws_the_same_figures():
    plain, hexagons = (run("district_map", indicator="NI 55", view=view) for view in ("map", "hexagons"))
    assert map_rows(plain) == map_rows(hexagons)


def test_choosing_another_area_changes_the_address_and_the_card():
    app = run("report_card", area="E06000044")
    app.selectbox(key="pick_area").set_value("E10000006").run()
    assert app.query_params["area"] == "E10000006"
    assert "<h1>Cumbria</h1>" in markup(app)


@pytest.mark.parametrize("indicator", ["NI 151", "NI 154", "NI 87", "ID 2010 crime"])
def test_charts_use_only_what_plotly_knows(indicator):
    charts = run("indicator", indicator=indicator, area="E10000006").get("plotly_chart")
    assert charts
    for chart in charts:
        plotly.graph_objects.Figure(json.loads(chart.proto.spec))


def test_an_indicator_without_figures_says_so_and_names_those_with():
    said = text(run("indicator", indicator="NI 1"))
    assert "No figures for this indicator are held here" in said
    assert "Reception children (age 4-5) who are obese (NI 55)" in said


def test_the_trend_has_a_table_with_the_same_figures():
    assert "71.9% 69.0% to 74.8%" in text(run("indicator", indicator="NI 151", area="E06000044"))


@pytest.mark.parametrize("section", ["sources", "coverage", "problems", "methods", "glossary", "downloads"])
def test_every_section_about_the_data_is_filled_from_the_warehouse(section):
    app = run("about_the_data", section=section)
    assert len(text(app)) > 400
    assert "None" not in text(app)


@pytest.mark.parametrize("faults", [1, 300])
def test_every_problem_found_is_listed_however_many(faults, bundled_copy_in_use, real, monkeypatch):
    """Few as a plain table, many as one that scrolls; with the doubts that the bundled data always has."""
    query = "select count(distinct (file, source_row)) + sum(row_count - 1), count(*) from meta.issues"
    known, known_issues = real.con.execute(query).fetchone()
    path = bundled_copy_in_use / "indicators" / "ni_055.csv"
    header, *lines = path.read_text().splitlines()
    broken = [line.replace("/P1Y,", "/P1Y,c. ", 1) for line in lines[:faults]]
    path.write_text("\n".join([header, *broken, *lines[faults:]]) + "\n")
    warehouse.build(bundled_copy_in_use)
    monkeypatch.setattr(database, "DATA", bundled_copy_in_use)
    app = run("about_the_data", section="problems")
    assert f"{known + faults} rows were set aside or doubted" in text(app)
    if faults == 1:
        assert "indicators/ni_055.csv 2 value c. 12.9 this is not a number" in text(app)
    else:
        (table,) = app.dataframe
        assert len(table.value) == known_issues + faults
        assert list(table.value.columns)[:4] == ["File", "Row", "Column", "Found"]


def test_a_single_problem_is_said_in_the_singular(data, monkeypatch):
    w.amend(data, "ni_901", w.CASTERBRIDGE, "2010-04-01/P1Y", value="12.3%")
    warehouse.build(data)
    monkeypatch.setattr(database, "DATA", data)
    app = run("about_the_data", section="problems")
    assert "1 row was set aside or doubted" in text(app)


def test_the_doubts_about_the_source_documents_are_listed():
    app = run("about_the_data", section="problems")
    assert "definitions/published_sums.csv 2 result_as_printed" in text(app)
    assert "prints 67; its numbers give 50.9" in text(app)
