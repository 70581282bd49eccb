"""Who answers, how to complain, what a resident can do: on every card, right for every place (R8, R9, R11, R18)."""

import csv
import html
import re

import pytest

from data_pipeline import queries, words
from pages.serving.answers import first
from tests.running import PROJECT, definitions

CARDS = {
    "national, one council": {"area": "E06000044", "view": "figures", "year": "2010/11"},
    "national, a district": {"area": "E07000087", "year": "2010/11"},
    "national, City of London": {"area": "E09000001", "year": "2010/11"},
    "agreement": {"area": "E08000018", "view": "card"},
    "agreement without targets": {"area": "E10000014", "view": "card"},
    "all promises": {"area": "E10000006", "view": "promises"},
    "worked example": {"area": "X10000001", "view": "card"},
    "district of the worked example": {"area": "X07000001", "view": "card"},
}
each_card = pytest.mark.parametrize("choices", CARDS.values(), ids=CARDS)


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def part(page: str, pattern: str) -> str:
    """The one part of a page that fits."""
    (found,) = re.findall(pattern, page, flags=re.DOTALL)
    return found


def card(choices: dict) -> str:
    return first.written("report_card", choices, "")


@pytest.fixture(scope="module")
def lines(real) -> dict[str, str]:
    """Who answers, of every place that has a card."""
    duties = queries.council_duties(real.con)
    found = queries.councils(real.con)
    return {code: words.answerable.councils.line(row, duties) for code, row in found.items()}


def test_r18_every_place_has_one_line_and_a_districts_names_both_councils(lines, real):
    """A resident enters one place and reads of all its tiers; the names are worked out here from the list of areas."""
    listed = {row["area_code"]: row for row in definitions("areas") if row["area_type"] != "former_district"}
    areas = [row for row in queries.areas(real.con) if not row["is_example"]]
    assert len(areas) == 353 and {row["area_code"] for row in areas} <= lines.keys()
    for area in areas:
        row, line = listed[area["area_code"]], lines[area["area_code"]]
        if row["area_type"] == "district":
            assert listed[row["laa_area_code"]]["name"].removesuffix(" County") in line, line
        for later in filter(None, row["successor_names"].split(";")):
            # It was itself replaced, four years on.
            assert later in line or (later == "Somerset West and Taunton" and "Somerset Council" in line), line
        if row["successor_names"]:
            assert re.search(r"\b20(19|20|21|23)\b", line), line
        assert "Council" in line or "London Borough" in line or "Royal Borough" in line or "Corporation" in line, line


def test_r18_every_line_is_grammatical(lines):
    for line in lines.values():
        assert re.fullmatch(r"[A-Z][^.]*\.( [A-Z][^.]*\.)?", line), line
        assert not re.search(r"\bNone\b|\s\s| ,|,,|\b(\w+) \1\b|&|Council Council", line), line
        # One council answers, two answer.
        subject = re.match(r"(.*?) (answers?) ", line)
        assert (subject[2] == "answer") == (len(re.findall("Council", subject[1])) == 2), line


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("E06000044", "Portsmouth City Council answers for all that a council does here."),
        (
            "E07000087",
            "Hampshire County Council answers for schools, social care and local roads; Fareham Borough Council for "
            "housing, planning and bin collection.",
        ),
        (
            "E10000014",
            "Hampshire County Council answers for schools, social care and local roads; its district councils for "
            "housing, planning and bin collection.",
        ),
        (
            "E09000003",
            "The London Borough of Barnet answers for what a council does here; the Mayor of London sets strategies "
            "for all of London.",
        ),
        (
            "E09000001",
            "The City of London Corporation answers for what a council does here; the Mayor of London sets strategies "
            "for all of London.",
        ),
        ("E06000053", "The Council of the Isles of Scilly answers for all that a council does here."),
        (
            "E10000006",
            "Cumberland Council and Westmorland and Furness Council answer now for all that a council does here, each "
            "in its part. Until 2023 it was Cumbria County Council and its district councils.",
        ),
        (
            "E07000190",
            "Somerset Council answers now for all that a council does here. Until 2023 it was Somerset County Council "
            "and Taunton Deane Borough Council.",
        ),
        (
            "E07000206",
            "Suffolk County Council answers for schools, social care and local roads. Waveney District Council "
            "answered for housing, planning and bin collection until 2019; East Suffolk Council does now.",
        ),
        (
            "X07000003",
            "Exampleshire County Council answers for schools, social care and local roads; Port Pretend District "
            "Council for housing, planning and bin collection.",
        ),
    ],
)
def test_r18_a_line_of_each_kind_of_place(code, said, lines):
    assert lines[code] == said


@each_card
@pytest.mark.usefixtures("served_in_process")
def test_r9_every_card_says_who_answers(choices, lines):
    said = plain(part(card(choices), r'<p class="who">.*?</p>'))
    assert said.startswith(f"Who answers: {lines[choices['area']]}")


def test_r9_leads_are_counted_as_the_papers_name_them(real):
    """Of every agreement that is held: a target that names no lead is counted as one, too."""
    for agreement in queries.agreements(real.con):
        rows = queries.lead_partners(real.con, agreement["area_code"])
        targets = [row for row in queries.promises(real.con, agreement["area_code"]) if row["target"]]
        named = [row["lead_partner"] for row in targets if not row["is_history"]]
        told = words.answerable.councils.leads(rows)
        count = sum(name not in (None, "not published") for name in named)
        assert sum(row["targets"] for row in rows) == len(named)
        if 0 < count < len(named):
            assert told == f"Its papers name who leads on {count} of {len(named)} targets."
        else:
            assert bool(told) == bool(named) and ("Lead not declared" in told) == (bool(named) and not count)


def test_r9_every_national_indicator_says_what_kind_of_body_reported_it_and_what_of_that_is_inferred(real):
    bodies = queries.indicator_bodies(real.con)
    for row in definitions("national_indicators"):
        said = bodies[row["indicator"]]
        line, reading = words.answerable.measures.line(said), words.answerable.measures.reading(said)
        assert (line == words.answerable.measures.NOT_KNOWN) == (not row["spatial_level"]), line
        assert bool(reading) == ("spatial_level" in row["inferred_fields"])


@pytest.mark.usefixtures("served_in_process")
def test_r9_the_page_of_a_measure_says_who_answers_for_it(lines):
    page = plain(first.written("indicator", {"indicator": "NI 112", "area": "E07000087"}, ""))
    told = page.partition("Who answers for this measure ")[2]
    assert told.startswith("It was reported by ") and f"Who answers: {lines['E07000087']}" in told
    assert "Who answers for this measure" in plain(first.written("indicator", {"indicator": "NI 1"}, ""))


@each_card
@pytest.mark.usefixtures("served_in_process")
def test_r11_every_card_says_how_to_complain(choices):
    """Every way of the file that is open there, with its address, and the ones that are not with the reason."""
    page = card(choices)
    fold = part(page, r'<details class="folded answerable">.*?</ol>.*?</details>')
    assert part(page, r'id="complain"') and 'href="#complain"' in page
    for way in definitions("redress"):
        is_open = choices["area"] not in way["not_for"].split(";")
        assert (html.escape(way["what_to_do"], quote=False) in html.unescape(fold)) == is_open, way["way"]
        assert not way["address"] or not is_open or f'href="{way["address"]}"' in fold
    assert ("does not name this council" in fold) == (choices["area"] == "E09000001")


def test_r11_every_way_names_what_says_so_and_the_ombudsman_is_the_one_of_today():
    ways = {row["way"]: row for row in definitions("redress")}
    assert all(row["law"] or row["line"] for row in ways.values())
    assert ways["The Local Government Ombudsman"]["address"] == "https://www.lgo.org.uk/"


@pytest.mark.usefixtures("served_in_process")
def test_r8_a_card_asks_about_its_worst_sure_measure_in_its_own_figures(real):
    """Of twenty places where something surely got worse: the question holds the measure's title and both figures."""
    query = """
        select area_code, series_title, value, start_value, unit, decimals
        from marts.report_card
        join marts.series using (series_id)
        where reporting_year = '2010/11' and better_or_worse = 'worse' and is_change_clear
        qualify row_number() over (partition by area_code order by improvement_in_spreads, series_id) = 1
        order by md5(area_code) limit 20
    """
    for row in queries.asking.all_rows(real.con, query):
        choices = {"area": row["area_code"], "view": "figures", "year": "2010/11"}
        said = plain(part(card(choices), r'<p class="act">.*?</p>'))
        then, now = (words.figures.figure(row[name], row["unit"], row["decimals"]) for name in ("start_value", "value"))
        assert f"Why did ‘ {row['series_title']} ’ go from {then} (" in said and f") to {now} (" in said


def test_r8_a_question_takes_no_side():
    """No word that tells good from bad is in what is asked of anybody."""
    tone = re.compile("|".join(row["pattern"] for row in definitions("tone_words")), re.IGNORECASE)
    asked = [words.answerable.acting.GENERAL, words.answerable.acting.OF_PROMISES]
    row = {"value": 1.0, "start_value": 2.0, "england_value": 3.0, "unit": "%", "decimals": 1,
           "series_title": "Bells", "period_label": "2010/11", "start_period_label": "2007/08"}  # fmt: skip
    reasons = ("since start", "behind England")
    asked += [words.answerable.acting.question(row, reason) for reason in reasons]
    asked += [row["take_part"] for row in definitions("local_action")]
    assert not [text for text in asked if tone.search("".join(text))]
    assert "".join(asked[2]) == "Why did Bells go from 2.0% (2007/08) to 1.0% (2010/11)?"


@pytest.mark.usefixtures("served_in_process")
def test_r8_a_partnerships_own_words_come_before_ours():
    """Those of the policy area of the promise that is asked about, as its last commentary has them."""
    folder = PROJECT / "data" / "agreements" / "exampleshire"
    said = plain(part(card(CARDS["worked example"]), r'<p class="act">.*?</p>'))
    own = said.removeprefix("One thing you can do: ").partition(" In the partnership’s own words.")[0]
    asked = re.search("The target for ‘ (.*?) ’", said)[1]
    with (folder / "targets.csv").open(encoding="utf-8") as file:
        (policy_area,) = {row["policy_area"] for row in csv.DictReader(file) if row["title"] == asked}
    latest = max((folder / "commentary").glob(f"*-{policy_area}.md"))
    helping = latest.read_text().partition("## How you can help")[2]
    assert f"- {own}" in helping.splitlines()
    other = plain(part(card(CARDS["agreement"]), r'<p class="act">.*?</p>'))
    assert "In the partnership’s own words." not in other and "These are our ideas." in other
