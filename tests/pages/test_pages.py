"""Each page run on its own and inside the frame, on the bundled figures."""

import json
import re

import plotly.graph_objects
import pytest
from streamlit.testing.v1 import AppTest

from data_pipeline.building import warehouse
from data_pipeline.problems import Refused
from data_pipeline.reading.layouts import tidy
from pages.components.finding.frame import OF_PAPERS
from pages.serving import database, links
from tests.pages.views import NAMES, PAGES, explored, line_of, map_rows, markup, run, text
from tests.worlds import figures as w

pytestmark = pytest.mark.usefixtures("served_in_process")


@pytest.mark.parametrize("page", NAMES)
def test_every_page_runs_alone_and_has_one_main_heading(page):
    assert markup(run(page)).count("<h1>") == 1


@pytest.mark.parametrize(
    ("indicator", "area", "says"),
    [
        ("NI 55", "X10000001", "The worked example has no figures of this measure."),
        ("NI 1", None, "No national figures of it are held here."),
        ("NI 999", None, "We do not know that indicator"),
        ("NI 55", "E06000044", "Reception children"),
    ],
)
def test_a_measure_with_figures_or_without_has_one_main_heading_above_the_pickers(indicator, area, says):
    app = run("indicator", indicator=indicator, **({"area": area} if area else {}))
    assert markup(app).count("<h1>") == 1
    assert says in text(app)


def test_short_pieces_stand_with_what_follows_in_the_order_they_were_said():
    def script() -> None:
        import streamlit as st

        from pages.components.surfaces.joined import LONG, joined

        with joined() as page:
            page.html("a")
            page.html("b")
            with page.slot():
                page.html("c")
            page.html("d")
            page.html("e" * LONG)
            page.html("f")
            page.settle()
            st.button("by itself")
            page.html("g")

    said = [part.proto.body for part in AppTest.from_function(script).run().get("html")]
    apart = [re.findall("[a-g]+", re.sub("<[^>]*>", " ", piece)) for piece in said]
    assert [[piece[0] for piece in pieces] for pieces in apart] == [["a", "b"], ["c"], ["d", "e"], ["f"], ["g"]]
    assert ["pieces" in piece for piece in said] == [True, False, True, False, False]


def test_every_file_of_a_page_has_its_address():
    files = {path for folder in (".", "governance") for path in (PAGES / folder).glob("*.py")}
    assert files == {links.script(name) for name in NAMES}


@pytest.mark.parametrize("page", NAMES)
def test_every_page_runs_inside_the_frame(page):
    frame = AppTest.from_file(str(PAGES / "serving" / "frame.py"), default_timeout=30).run()
    frame.switch_page(str(links.script(page))).run()
    assert not frame.exception
    assert "page-footer" in markup(frame)


# Copied by hand from the published files: area, year, series, what the card must say.
COPIED = [
    ("E06000001", "2007/08", "ni_055", "12.9%"),  # ni_055.csv row 2
    ("E06000044", "2010/11", "ni_154", "3.8 per 1,000 homes"),
    ("E10000014", "2010/11", "ni_154", "6.4 per 1,000 homes"),
    ("E10000006", "2010/11", "ni_087", "16.2%"),  # printed 16.16
    ("E07000112", "2010/11", "ni_186", "5.5 tonnes"),  # printed 5.53
    ("E07000112", "2010/11", "ni_116", "22.2%"),
    ("E09000030", "2010/11", "ni_116", "45.9%"),
    ("E06000044", "2010/11", "ni_166", "£384"),  # printed 384.4
    ("E07000087", "2010/11", "ni_055", "8.1%"),  # printed 8.145
    ("E07000028", "2010/11", "ni_129", "41.8%"),
    ("E08000020", "2010/11", "ni_055", "9.2%"),  # Gateshead, printed under E08000037 as 9.163
    ("E10000002", "2010/11", "ni_151", "75.4%"),  # Buckinghamshire, printed under E06000060
    ("E07000121", "2010/11", "ni_154", "0.0 per 1,000 homes"),  # a true zero
    ("E07000078", "2010/11", "ni_154", "−0.1 per 1,000 homes"),  # 5 homes fewer
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


def test_a_card_says_once_that_no_target_was_published():
    assert text(run("report_card", area="E06000044")).count("No promises of Portsmouth are held here") == 1


def test_a_district_card_names_its_county_and_a_county_card_its_districts():
    assert 'area=E10000014&amp;year=2010/11">Hampshire</a> agreement' in markup(run("report_card", area="E07000087"))
    assert 'area=E07000087&amp;year=2010/11">Fareham</a>' in markup(run("report_card", area="E10000014"))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("E08000037", "Gateshead"), ("e08000020", "Gateshead"), ("00CH", "Gateshead"), ("gateshead", "Gateshead"),
        ("E08000038", "Barnsley"), ("City of Hull", "Kingston upon Hull"), ("Hants", "Hampshire"),
        ("x10000001", "Exampleshire"),
    ],
)  # fmt: skip
def test_any_code_or_name_in_an_address_opens_the_area_it_stands_for_and_stays_as_it_is(written, name):
    for page in ("report_card", "indicator"):
        app = run(page, area=written)
        assert name in text(app) and "not known here" not in text(app)
        assert app.query_params["area"] == written
    assert f"<h1>{name}</h1>" in markup(run("report_card", area=written))


def test_a_code_of_another_year_is_said_to_be_one():
    assert "E08000020 became E08000037 on 2013-04-01" in text(run("report_card", area="E08000037"))


# Page, what its address asks for, and what is said of it; each with what is shown instead.
NOT_KNOWN = [
    ("indicator", {"area": "E99999999"}, "the area E99999999 , which is not known here. Shown instead: England"),
    ("indicator", {"area": "E06000063"}, "the area E06000063 , which has no card of its own. Shown instead: England"),
    ("indicator", {"year": "2010-12"}, "the year 2010-12 , which is not known here. Shown instead: 2010/11"),
    ("report_card", {"area": "E06000044", "year": "1999/00"}, "the year 1999/00 , which is not known here."),
    ("report_card", {"area": "E06000044", "year": "2010/11", "as_of": "2010-06-30"},
     "the year 2010/11 , which had not ended by 30 June 2010. Shown instead: 2008/09"),
    ("report_card", {"area": "X10000001", "view": "nonsense"}, "the view nonsense , which is not known here."),
    ("report_card", {"area": "E06000046", "view": "promises"}, "but no agreement of Isle of Wight is held here."),
    ("report_card", {"area": "X10000001", "by": "colour"}, "the grouping colour , which is not known here."),
    ("report_card", {"area": "X10000001", "view": "changes", "since": "2001-01-01"},
     "changes since 2001-01-01 , which is not known here."),
    ("district_map", {"indicator": "NI 999"}, "the measure NI 999 , which is not known here. Shown instead: Reception"),
    ("district_map", {"county": "Nowhere"}, "a map of Nowhere , which is not known here. Shown instead: England"),
    ("district_map", {"county": "E06000044"}, "a map of Portsmouth , which is one area and has no map of its own."),
    ("district_map", {"view": "globe"}, "the drawing globe , which is not known here. Shown instead: Map"),
    ("about_the_data", {"section": "jokes"}, "the section jokes , which is not known here. Shown instead: Sources"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "query", "said"), NOT_KNOWN, ids=[str(case[1]) for case in NOT_KNOWN])
def test_what_an_address_asks_for_in_vain_is_named_and_the_address_stays(page, query, said):
    app = run(page, **query)
    assert said in text(app)
    assert {name: app.query_params[name] for name in query} == query


# However it is written, it is the same view: nothing is said of it.
ALIKE = [
    ("district_map", {"county": "E10000006", "indicator": "NI 151", "year": "2009/10"},
     [{"county": "e10000006"}, {"county": "Cumbria"}, {"county": "16"}, {"indicator": "ni 151"}, {"indicator": "NI151"},
      {"indicator": "ni_151"}, {"indicator": "NI 0151"}, {"year": "2009-10"}, {"year": "2009/2010"}]),
    ("district_map", {"county": "E12000008", "view": "hexagons"}, [{"county": "South East"}, {"view": "HEXAGONS"}]),
    ("indicator", {"indicator": "NI 151", "area": "E06000048"},
     [{"area": "E06000057"}, {"area": "00EM"}, {"area": "Northumberland"}, {"indicator": "NI151"}]),
    ("report_card", {"area": "E06000044", "as_of": "2010-06-30"},
     [{"as_of": "30/06/2010"}, {"as_of": "2010-06"}, {"as_of": "30 June 2010"}, {"as_of": "June 2010"}]),
    ("report_card", {"area": "X10000001", "view": "changes"}, [{"view": "Changes"}]),
]  # fmt: skip


@pytest.mark.parametrize(("page", "query", "others"), ALIKE, ids=[str(case[1]) for case in ALIKE])
def test_however_an_address_is_written_it_shows_the_same(page, query, others):
    # The line to share a view by has the address that one came by.
    without_codes = re.compile(
        r'<p class="not-known quiet">.*?</p>\n?|<details class="share".*?</details>|as_of=[^"&]*|area=[^"&]*', re.DOTALL
    )

    def shown(asked: dict) -> str:
        return without_codes.sub("", markup(run(page, **asked)))

    assert 'role="note">The address asks' not in shown(query)
    for other in others:
        assert shown(query | other) == shown(query)


@pytest.mark.parametrize("page", NAMES)
def test_a_page_writes_no_choice_of_its_own_into_its_address(page):
    assert run(page).query_params == {}
    asked = {"area": "E06000044", "as_of": "2010-06-30"}
    assert run(page, **asked).query_params == asked


def test_an_unknown_area_gets_a_friendly_page_with_the_nearest_names():
    said = text(run("report_card", area="Portsmuth"))
    assert "We do not know that area" in said
    assert "Portsmouth , unitary authority" in said


@pytest.mark.parametrize("year", ["1999/00", "2010", "2010/11' or 1=1", ""])
def test_a_year_that_makes_no_sense_gives_the_agreements_last_year_and_is_named(year):
    said = text(run("report_card", area="E06000044", year=year))
    assert "Report card for 2010/11" in said
    assert (f"the year {year} , which is not known here. Shown instead: 2010/11." in said) == bool(year)


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


POSTCODES = {
    # As the ONS Postcode Directory has them, and as the National Statistics Postcode Lookup of some year.
    "directory.csv": "pcd,pcds,dointr,oslaua,oscty\n"
    f"ZZ1 1AA,ZZ1 1AA,198001,{w.CASTERBRIDGE},E99999999\n"
    f"ZZ1 1AB,ZZ1 1AB,198001,{w.COKETOWN_2013},E99999999\n"
    "ZZ2 2AA,ZZ2 2AA,198001,W06000015,W99999999\n",
    "lookup.csv": f"pcd7,lad24cd\nZZ33AA,{w.WALMINGTON_AND_EASTGATE}\nZZ1 1AC,\n",
}


@pytest.mark.parametrize(
    ("typed", "said", "cards"),
    [
        ("ZZ1 1AA", "a postcode in Casterbridge", [w.CASTERBRIDGE]),
        ("zz11ab", "a postcode in Coketown", [w.COKETOWN]),
        ("ZZ3 3AA", "a postcode in Walmington-on-Sea", [w.WALMINGTON]),
        ("ZZ1", "postcodes in these areas, or in one of them", [w.CASTERBRIDGE, w.COKETOWN]),
        ("ZZ2 2AA", "ZZ2 2AA is in Wales. Local Area Agreements were made in England only", []),
        ("ZZ9 9ZZ", "ZZ9 9ZZ is not in the list of postcodes that is installed here.", []),
        ("ZZ1 1AC", "ZZ1 1AC is not in the list of postcodes that is installed here.", []),
    ],
)
def test_a_postcode_is_found_in_a_list_that_somebody_installed(typed, said, cards, with_postcodes):
    app = run("find_your_area", place=typed)
    assert said in text(app)
    assert re.findall(r'class="go" href="/report_card\?area=(\w+)"', markup(app)) == cards


@pytest.fixture
def with_postcodes(made_once, monkeypatch):
    """The fixture world with two lists of postcodes."""

    def make(folder):
        data = w.write(folder / "data")
        (data / "postcodes").mkdir()
        for name, rows in POSTCODES.items():
            (data / "postcodes" / name).write_text(rows)
        warehouse.build(data)

    monkeypatch.setattr(database, "DATA", made_once("postcodes", make) / "data")


def test_a_list_without_postcodes_or_districts_is_refused_by_name(data):
    (data / "postcodes").mkdir()
    for header in ("pcds,ward", "town,laua"):
        (data / "postcodes" / "list.csv").write_text(f"{header}\nZZ1 1AA,E06000901\n")
        with pytest.raises(Refused) as refusal:
            warehouse.build(data)
        assert refusal.value.problems[0].file == "postcodes/list.csv"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Cardiff", "Cardiff is in Wales. Local Area Agreements were made in England only"),
        ("W06000015", "W06000015 is a code of a place in Wales."),
        ("E99999999", "No area with the code E99999999 is known here. Please type"),
        ("E06000070", "It may be newer than our list of codes (to April 2025)."),
        ("e07000260", "It may be newer than our list of codes (to April 2025)."),
        ("E07000001", "Mid Bedfordshire , a district until April 2009, now in Central Bedfordshire"),
        ("Cumberland", "Cumberland , a council formed on 1 April 2023, after the agreements; the areas before it have"),
        ("City of London", "City of London , an area with a card of its own City of London "),
        ("Dorset", "Dorset , another name for Dorset County Dorset County Dorset Council ,"),
        ("Merseyside", "a metropolitan county; each of its boroughs had an agreement"),
        ("England", "England , the whole country, on the map England map of the country"),
    ],
)
def test_a_search_says_what_a_place_is_and_no_kind_twice(typed, said):
    assert said.strip() in text(run("find_your_area", place=typed))


def test_a_heading_says_no_kind_twice():
    assert "London borough" not in text(run("report_card", area="E09000001")).split("Report card for")[0]
    assert "London borough" in text(run("report_card", area="E09000028")).split("Report card for")[0]


def test_a_name_that_nothing_is_like_says_so():
    assert "Nothing called xqzzk was found" in text(run("find_your_area", place="xqzzk"))


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
    assert "Hampshire as a whole: 6.4 per 1,000 homes. From " in said


def test_a_map_without_figures_gives_the_one_reason_or_points_to_the_table():
    one = text(run("district_map", county="E10000006", indicator="NI 87", year="2010/11"))
    assert "None of these 6 districts has a figure for 2010/11: not published for districts in this series." in one
    two = text(run("district_map", county="E10000006", indicator="NI 151", year="2010/11"))
    assert "None of these 6 districts has a figure for 2010/11. The table says why for each." in two


def test_zero_on_the_map_is_a_figure_and_has_a_colour():
    rows = map_rows(run("district_map", indicator="NI 154", year="2010/11"))
    assert (rows["E07000121"]["text"], rows["E07000121"]["class"] > 0) == ("0.0", True)


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


def test_a_picker_is_sent_alike_with_every_choice_and_follows_the_address():
    """What is sent alike is only named; Portsmouth, Reading and Southampton have national figures only."""
    app = run("report_card", area="E06000044")
    assert app.selectbox(key="pick_area").proto.raw_value == "Portsmouth"
    sent = []
    for code in ("E06000038", "E06000045"):
        app.selectbox(key="pick_area").set_value(code).run()
        sent.append(app.selectbox(key="pick_area").proto.SerializeToString(deterministic=True))
    assert sent[0] == sent[1] and app.selectbox(key="pick_area").value == "E06000045"
    app.query_params["area"] = "E06000044"  # A step back.
    app.run()
    assert app.selectbox(key="pick_area").proto.raw_value == "Portsmouth"
    assert app.selectbox(key="pick_area").value == "E06000044"


@pytest.mark.parametrize("indicator", ["NI 151", "NI 154", "NI 87", "ID 2010 crime"])
def test_charts_use_only_what_plotly_knows(indicator):
    charts = explored("indicator", indicator=indicator, area="E10000006").get("plotly_chart")
    assert charts
    for chart in charts:
        plotly.graph_objects.Figure(json.loads(chart.proto.spec))


@pytest.mark.parametrize(
    ("indicator", "shaded"),
    [("NI 154", ("2008/09", "2010/11", "2009/10")), ("NI 191", ("2010/11", "2010/11", "2010/11")), ("NI 187", None)],
)
def test_a_chart_names_the_agreements_years_only_where_it_has_them(indicator, shaded):
    """NI 191 starts in 2010/11, NI 187 after the agreements."""
    (chart, *_) = explored("indicator", indicator=indicator, area="E06000044").get("plotly_chart")
    layout = json.loads(chart.proto.spec)["layout"]
    found = [(shape["x0"], shape["x1"], note["x"])
             for shape, note in zip(layout.get("shapes", []), layout.get("annotations", []), strict=True)]  # fmt: skip
    assert found == ([shaded] if shaded else [])


def test_a_line_is_not_drawn_across_a_break():
    """Fuel poverty has another definition from 2019 on: two lines, and a sentence."""
    app = explored("indicator", indicator="NI 187", area="E06000044", year="2022/23")
    (chart, *_) = app.get("plotly_chart")
    lines = [[year for year, value in zip(line["x"], line["y"], strict=True) if value is not None]
             for line in json.loads(chart.proto.spec)["data"] if line["name"] == "Portsmouth"]  # fmt: skip
    assert [(line[0], line[-1]) for line in lines] == [("2011/12", "2018/19"), ("2019/20", "2022/23")]
    assert "From 2019/20 on another thing is measured: earlier figures cannot be set beside later." in text(app)
    sparks = markup(run("report_card", area="E06000044", year="2019/20"))
    spark = re.search(r'id="ni_187".*?<img class="sparkline"[^>]*>', sparks, flags=re.DOTALL)[0]
    assert re.search(r"stroke-width='1.8' d='(.*?)'", spark)[1].count("M") == 2


def test_an_indicator_without_figures_says_so_and_leads_to_those_with():
    app = run("indicator", indicator="NI 1")
    assert "No national figures of it are held here" in text(app)
    assert 'href="/indicators"' in markup(app)


def test_the_trend_has_a_table_with_counts_and_the_intervals_made_of_them():
    """26 of 316: Wilson's interval is 5.7% to 11.8%. Of homes there is none, and before 2004/05 no rate."""
    said = text(run("indicator", indicator="NI 62", area="E06000044", year="2010/11"))
    assert "8.2% 5.7% to 11.8%, from the counts 26 of 316 children looked after" in said
    said = text(run("indicator", indicator="NI 154", area="E06000044", year="2010/11"))
    assert "3.8 per 1,000 homes – net change of 336 homes, where there were 87,755" in said
    assert "only the count: 596" in said
    assert "A count of everything, not a sample: it has no margin of error." in said
    assert "Our copy of this series carries no margin of error." in text(run("indicator", indicator="NI 55"))
    # How many children a mean is of is in its note.
    said = text(run("indicator", indicator="NI 58", area="E06000001", year="2010/11"))
    assert "mean of 81 children's scores; eligible 93" in said
    card = text(run("report_card", area="E06000001", year="2010/11", view="figures"))
    assert "Mean of 81 children's scores; eligible 93." in card


def test_the_trend_has_a_table_with_the_same_figures():
    assert "71.9% 69.0% to 74.8%" in text(run("indicator", indicator="NI 151", area="E06000044"))


def test_a_line_of_a_card_says_its_direction_its_comparisons_and_how_sure_they_are():
    app = run("report_card", area="E06000044", year="2010/11")
    line, body = line_of(app, "ni_151"), text(app)
    assert "No clear change 2006/07 to 2010/11" in line
    assert "Better than most similar areas 68.8%" in line
    assert "No clear difference from England 70.3%" in line
    assert "Rule direction.fingertips" in body
    assert (
        "The smallest change over these years that could have been told from chance, once in 20: 3.55 points." in body
    )


def test_what_could_not_be_tested_says_so_in_every_place():
    app = run("report_card", area="E06000044", year="2010/11")
    line = line_of(app, "ni_055")
    assert "Better, untested down 2.9 points from 12.5%" in line
    # Homes are all counted: fewer are fewer.
    assert "Worse down 4.8 from 8.6" in line_of(app, "ni_154")
    # What holds for many lines stands once.
    said = text(app)
    assert said.count("it may be chance") == said.count("direction of travel yet") == 1
    assert "Can’t tell yet" not in said
    assert "chance" not in line.partition("How do we know")[0] and "middle" not in line.partition("How do we know")[0]


def test_a_card_of_a_year_uses_no_later_figure():
    line = line_of(run("report_card", area="E06000044", year="2009/10"), "ni_151")
    assert "2005/06 to 2009/10" in line


def test_what_stands_out_is_listed_with_its_rule_or_said_to_be_nothing():
    said = text(run("report_card", area="E10000019", year="2010/11"))
    assert "What stands out beside other places: 3 clearly unlike England, " in said
    assert "People aged 16-64 in employment : ✓ better than England (70.3%)" in said
    assert "Median gross weekly pay of residents : ! worse than England (£411)" in said
    assert "Benjamini and Hochberg" in said
    nothing = text(run("report_card", area="E06000044", year="2010/11"))
    assert "What stands out beside other places: 0 clearly unlike England, 2 far from similar areas" in nothing
    assert "None is clearly unlike England." in nothing


def test_no_position_is_called_significant():
    """Where only values exist a figure has a place among others, and nothing is said of chance."""
    for area in ("E06000044", "E10000019", "E07000087"):
        body = text(run("report_card", area=area, year="2010/11"))
        assert not re.search(r"(?i)signific", body.replace("no significant change", ""))


def test_an_indicator_begins_with_a_paragraph_whose_every_sentence_has_a_rule():
    app = run("indicator", indicator="NI 151", area="E06000044", year="2010/11")
    body = text(app)
    assert "People aged 16-64 in employment: 71.9% in Portsmouth, 2010. Higher is better." in body
    assert body.index("Written by the computer from the figures.") < body.index("Measured in per cent")
    folded = re.search(r"Each sentence and its rule</summary>.*?</details>", markup(app), flags=re.DOTALL)[0]
    assert folded.count("<li>") == folded.count("<code>") == 7


def test_an_indicator_has_its_direction_with_fingertips_verdict_beside_ours():
    body = text(run("indicator", indicator="NI 151", area="E06000044", year="2010/11"))
    assert "Fingertips site: “no significant change”. By our own, less strict test: probably worsening." in body


def test_an_indicator_has_a_rank_only_as_two_places():
    body = text(run("indicator", indicator="NI 121", area="E10000019", year="2010/11"))
    assert "between 4th and 10th of 10" in body


def test_an_area_unlike_all_others_carries_a_warning_and_one_without_facts_a_reason():
    unusual = text(run("indicator", indicator="NI 151", area="E06000052", year="2010/11"))
    assert "is unusual: even the area most like it" in unusual
    alike = text(run("indicator", indicator="NI 151", area="E06000044", year="2010/11"))
    assert "is unusual" not in alike
    assert "The 10 areas most like Portsmouth, and why" in alike
    unknown = text(run("indicator", indicator="NI 55", area="E06000028", year="2010/11"))
    assert "No similar areas are listed for Bournemouth: not known: population in 2008" in unknown


def test_the_methods_have_a_real_sum_for_every_rule_that_occurs(real):
    body = text(run("about_the_data", section="methods"))
    query = "select distinct rule from marts.{} where rule is not null"
    for table in ("directions", "comparisons"):
        for (rule,) in real.con.execute(query.format(table)).fetchall():
            assert f"Rule {rule} :" in body


@pytest.mark.parametrize("section", ["sources", "left_out", "coverage", "problems", "methods", "glossary", "downloads"])
def test_every_section_about_the_data_is_filled_from_the_warehouse(section):
    app = run("about_the_data", section=section)
    assert len(text(app)) > 400
    # "None set" is what papers print.
    assert "None" not in text(app).replace("None set", "")


def test_many_problems_are_listed_in_a_table_that_scrolls(bundled_copy_in_use, real, monkeypatch):
    """With the doubts that the bundled data always has."""
    query = "select count(distinct (file, source_row)) + sum(row_count - 1), count(*) from meta.issues"
    (known, known_issues), faults = real.con.execute(query).fetchone(), 300
    path = bundled_copy_in_use / "indicators" / "ni_055.csv"
    header, *lines = path.read_text().splitlines()
    broken = [line.replace("/P1Y,", "/P1Y,c. ", 1) for line in lines[:faults]]
    path.write_text("\n".join([header, *broken, *lines[faults:]]) + "\n")
    warehouse.build(bundled_copy_in_use)
    monkeypatch.setattr(database, "DATA", bundled_copy_in_use)
    app = run("about_the_data", section="problems")
    assert f"{known + faults} rows were set aside or doubted" in text(app)
    (table,) = app.dataframe
    assert len(table.value) == known_issues + faults
    assert list(table.value.columns)[:4] == ["File", "Row", "Column", "Found"]


def test_a_single_problem_is_said_in_the_singular_and_stands_in_a_plain_table(data, monkeypatch):
    row = w.amend(data, "ni_902", w.CASTERBRIDGE, "2010-01-01/P1Y", value="c. 470")
    warehouse.build(data)
    monkeypatch.setattr(database, "DATA", data)
    app = run("about_the_data", section="problems")
    assert "1 row was set aside or doubted" in text(app)
    assert f"indicators/ni_902.csv {row} value c. 470 this is not one clean number" in text(app)
    assert not app.dataframe


def test_the_doubts_about_the_source_documents_are_listed():
    app = run("about_the_data", section="problems")
    assert "definitions/published_sums.csv 2 result_as_printed" in text(app)
    assert "prints 67; its numbers give 50.9" in text(app)


# As of a day.


def test_a_card_as_of_a_day_shows_the_figures_of_that_day_and_leads_on_as_of_it():
    """Rotherham's NI 136: 3,286 was the target until the paper of June 2011 made it 2,800."""
    then = run("report_card", area="E08000018", view="card", as_of="2011-06-26")
    now = run("report_card", area="E08000018", view="card")
    assert "3286" in text(then) and "2,800" not in text(then)
    assert "2,800" in text(now)
    inner = [link for link in re.findall(r'href="(/[^"]+)"', markup(then)) if not link.startswith("/download")]
    assert inner and all("as_of=2011-06-26" in link for link in inner)
    assert "as_of" not in markup(now)


@pytest.mark.parametrize("nonsense", ["2011-13-45", "2010-02-30", "yesterday", "<b>", "2999-01-01"])
def test_a_day_that_is_none_is_named_on_every_page_that_has_one(nonsense):
    frame = AppTest.from_file(str(PAGES / "serving" / "frame.py"), default_timeout=30)
    frame.query_params["as_of"] = nonsense
    frame.run()
    said = f"the day {nonsense} , which is no day that has come. Shown instead: the latest that is known."
    assert said in text(frame) and "As it was known on" not in text(frame)


@pytest.mark.parametrize("nonsense", ["latest", "", "2011-13-45", "yesterday", "<b>"])
def test_a_day_that_is_none_is_the_latest(nonsense):
    app = run("report_card", area="E08000018", view="card", as_of=nonsense)
    assert "2,800" in text(app)


def test_before_an_agreement_was_published_the_page_says_so():
    assert "Nothing of this agreement" in text(run("report_card", area="E08000018", view="card", as_of="2006-01-01"))


@pytest.mark.parametrize(
    ("day", "year"), [("2010-08-30", "2008/09"), ("2010-08-31", "2009/10"), ("2012-01-01", "2010/11")]
)
def test_a_year_is_shown_once_the_last_of_its_periods_had_ended(day, year):
    """The school year 2009/10, of NI 99 to NI 101, ended on 31 August 2010."""
    assert f"Report card for {year}" in text(run("report_card", area="E06000044", view="figures", as_of=day))
    assert "to April 2012" not in text(run("indicator", indicator="NI 55", area="E06000044", as_of=day))


def test_before_the_first_year_had_ended_there_is_no_national_figure():
    for page, query in (("report_card", {"area": "E06000044"}), ("indicator", {}), ("district_map", {})):
        assert "No reporting year" in text(run(page, as_of="2008-01-01", **query))


def test_the_frame_says_on_every_page_what_day_is_shown_and_the_way_back():
    frame = AppTest.from_file(str(PAGES / "serving" / "frame.py"), default_timeout=30)
    for page in NAMES:
        frame.switch_page(str(links.script(page)))
        frame.query_params["as_of"] = "2010-06-30"
        frame.run()
        assert not frame.exception
        is_dated = page not in OF_PAPERS
        assert ("As it was known on 30 June 2010" in text(frame)) == is_dated, page
        assert ('<a href="?">Show the latest</a>' in markup(frame)) == is_dated
        assert "/report_card?as_of=2010-06-30" in markup(frame)


def test_the_way_to_every_page_takes_the_choices_along():
    frame = AppTest.from_file(str(PAGES / "serving" / "frame.py"), default_timeout=30)
    frame.query_params["area"] = "E06000044"
    frame.query_params["view"] = "card"
    frame.run()
    ways = re.search(r'<nav class="pages".*?</nav>', markup(frame), flags=re.DOTALL)[0]
    entries = [name for name, page in links.PAGES.items() if page.under is None]
    assert re.findall(r'href="/([^"?]*)\?area=E06000044"', ways) == ["", *entries[1:]]
    assert ways.count("<a ") == len(entries)
    assert re.findall(r'aria-current="page">([^<]*)', ways) == ["Find your area"]


EVERYWHERE = {row["area_code"] for row in w.figures("li_904")}
# Of each series the status and value of all its figures, the areas that have one; what its page says, and its charts.
EMPTY = {
    "li_904": ("c", "", EVERYWHERE, "No figure of this series is published for any place.", 0),
    "ni_902": (
        "",
        "12.0",
        {w.ENGLAND},
        "No district has a figure of this series for 2010/11. England as a whole has 12.0%.",
        1,
    ),
    "ni_903": ("", "0", EVERYWHERE, "The shaded middle half runs from 0.0% to 0.0%", 3),
}


@pytest.fixture
def with_empty_series(made_once, monkeypatch):
    """The fixture world with the series of EMPTY, each of percentages as LI 904 is."""

    def make(folder):
        data = w.write(folder / "data")
        card = next(row for row in w.SERIES if row["series_id"] == "li_904")
        card = {name: cell for name, cell in card.items() if name not in ("series_id", "indicator")}
        for series_id, (status, value, areas, *_) in EMPTY.items():
            rows = [
                row | {"value": value, "status": status} for row in w.figures("li_904") if row["area_code"] in areas
            ]
            w.write_rows(w.figures_file(data, series_id), tidy.FIGURES, rows)
            w.amend_series(data, series_id, rows_min="1", areas_min="1", **card)
        warehouse.build(data)

    monkeypatch.setattr(database, "DATA", made_once("empty_series", make) / "data")


@pytest.mark.parametrize("series_id", EMPTY)
def test_a_series_without_figures_says_which_and_draws_no_empty_chart(series_id, with_empty_series):
    _, value, _, said, charts = EMPTY[series_id]
    app = explored("indicator", indicator=series_id.upper().replace("_", " "))
    assert said in text(app) and "None" not in text(app)
    drawn = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    assert len(drawn) == charts
    if value == "0":
        axes = [(chart["layout"]["xaxis"].get("range"), chart["layout"]["yaxis"].get("range")) for chart in drawn]
        assert axes == [(None, [0, 1]), ([0, 1], [-1, 1.6]), (None, [0, 1])]


def test_what_changed_counts_the_causes_and_shows_the_ratings_that_moved():
    app = run("report_card", area="X10000001", view="changes", since="2009-07-29", as_of="2010-07-29")
    said = text(app)
    assert "From 29 July 2009 to 29 July 2010:" in said and "ratings changed" in said
    assert "Because" in said and "New figure for 2009/10" in said
    first = run("report_card", area="X10000001", view="changes", as_of="2008-06-19")
    assert "there is none before it" in text(first)


# Targets to check.


def test_every_finding_about_a_target_is_listed_with_whom_to_ask(real):
    said = text(run("report_card", area="X10000001", view="checks"))
    rows = real.con.execute(
        "select title, detail, ask from marts.target_audit where agreement_code = 'X10000001' and is_latest_edition"
    ).fetchall()
    assert len(rows) >= 8
    for title, detail, ask in rows:
        assert f"{title} " in said and detail in said and ask in said


def test_every_disagreement_is_listed_with_their_words_and_the_sum_behind_ours(real):
    app = run("report_card", area="X10000001", view="checks")
    rows = real.con.execute(
        """
        select title, published_rating from marts.ratings
        where agreement_code = 'X10000001' and is_latest_edition and disagreement is not null
        """
    ).fetchall()
    assert rows and text(app).count("Why this rating?") == len(rows)
    assert all(f"{title} “{words}”" in text(app) for title, words in rows)
    assert f"{len(rows)} are rated otherwise here" in text(app)


def test_where_nothing_could_be_rated_the_page_says_so():
    said = text(run("report_card", area="E06000002", view="checks"))
    assert "No target was found to be wrong in itself" in said and "no word of their own" in said


# Every badge opens its sum.

ROW = r"<tr\b.*?</tr>(?:<tr[^>]* class=\"why\".*?</tr>)?"


@pytest.mark.parametrize(
    "query",
    [
        {"area": "X10000001", "view": "card"},
        {"area": "X10000001", "view": "promises", "as_of": "2010-07-29"},
        {"area": "X10000001", "view": "checks"},
        {"area": "X10000001", "view": "changes", "since": "2009-07-29"},
        {"area": "E08000018", "view": "promises"},
        {"area": "E06000044", "view": "figures", "year": "2010/11"},
        {"area": "E10000006", "view": "figures", "year": "2009/10"},
    ],
)
def test_every_badge_on_a_card_opens_its_sum(query):
    body = markup(run("report_card", **query))
    # Above them the badges that stand first: those of lines that open their sums further down, or at their own address.
    lines = body[body.rindex('class="headline ') :].partition("</section>")[2] if 'class="headline ' in body else body
    rows = [row for row in re.findall(ROW, lines, flags=re.DOTALL) if 'class="badge' in row]
    assert rows and sum(row.count('class="badge') for row in rows) == lines.count('class="badge')
    for row in rows:
        assert re.search(r"<summary>(Why this rating\?|How do we know\?)", row), row[:300]


@pytest.mark.parametrize(
    "query", [{"indicator": "NI 117", "area": "X10000001"}, {"indicator": "NI 136", "area": "E08000018"},
              {"indicator": "NI 151", "area": "E06000044"}, {"indicator": "NI 154", "area": "E10000006"}]
)  # fmt: skip
def test_every_badge_of_an_indicator_is_followed_by_its_sum(query):
    """On a page of one measure the sum stands below: in the same part of the page there is one to open."""
    parts = re.split(r"<h[23]>", markup(run("indicator", **query)))
    with_badge = [part for part in parts if 'class="badge' in part]
    assert with_badge
    for part in with_badge:
        last = part.rindex('class="badge')
        assert re.search(r"<summary>(?:Why this rating|How do we know)", part[last:]), part[last : last + 300]


def test_a_map_says_how_far_the_most_deprived_district_is_behind_and_why():
    said = text(run("district_map", county="E10000014", indicator="NI 116", year="2010/11"))
    assert (
        "Havant, the most deprived district of Hampshire: 22.9% in 2010/11; all districts of Hampshire together: "
        "12.8%. That is a gap of 10.1 points. Since 2007/08 the gap widened by 0.3 points, from 9.8 points: both got "
        "worse, the most deprived by more. Nobody can tell whether that is more than chance"
    ) in said
    assert "Havant is the most deprived of 11 districts by the Index of Multiple Deprivation of 2007" in said


def test_an_indicator_draws_the_gap_with_a_table_and_knows_no_later_year_than_was_known():
    said = text(run("indicator", indicator="NI 116", area="E07000090", year="2010/11"))
    assert "Are the worst-off in Hampshire catching up?" in said
    assert "2016/17" in said[said.index("Gap as a share of the average") :]
    said = text(run("indicator", indicator="NI 116", area="E07000090", as_of="2011-06-30"))
    table = said[said.index("Gap as a share of the average") : said.index("On the map")]
    assert "2009/10 " in table and "2011/12" not in table


def test_a_gap_that_cannot_be_shown_says_why():
    said = text(run("district_map", county="E10000014", indicator="NI 87", year="2010/11"))
    assert "cannot be shown: the most deprived district has no figure." in said


def test_a_card_counts_all_gaps_of_an_agreement_and_lists_each():
    body = markup(run("report_card", area="X10000001", view="card"))
    section = re.search(r"<h2>The gap</h2>.*?</details></details>", body, flags=re.DOTALL)[0]
    assert "Of 9 gaps, 7 widened, 1 narrowed and 1 did not change." in section
    assert section.count("<li>") == 9
    assert "chosen afresh in each of the two years" in section
