"""The page of a theme: what it counts, orders and sets apart, worked out again from the published files."""

import html
import io
import re
import urllib.request
from collections import Counter

import pandas as pd
import pytest

from data_pipeline import queries
from pages.components.themes import measures
from pages.serving import database
from pages.serving.answers import first
from tests.oracles.gaps import ENGLAND, context, gap_of_cell, scopes
from tests.oracles.published_files import SERIES, is_of_few_places, published, shown, standard_error
from tests.pages.views import markup, run, unexplained

pytestmark = pytest.mark.usefixtures("served_in_process")

CYP, HCOP = "Children and Young People", "Healthier Communities and Older People"
SSC, EDE = "Safer and Stronger Communities", "Economic Development and the Environment"
THEMES = (CYP, HCOP, SSC, EDE)
HAMPSHIRE, CUMBRIA, SOUTH_EAST, PORTSMOUTH, EXAMPLE = "E10000014", "E10000006", "E12000008", "E06000044", "X10000001"
YEAR = "2010/11"
PLACES = (ENGLAND, SOUTH_EAST, HAMPSHIRE, CUMBRIA)


def written(**chosen: str) -> str:
    """The page as it is without JavaScript."""
    return re.sub(r"\s+", " ", unexplained(str(first.told("theme", chosen).whole.__html__())))


def plain(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def lead(page: str) -> str:
    return plain(re.search(r'<p class="lead">(.*?)</p>', page)[1])


def lines(page: str) -> dict[str, list[str]]:
    """The cells of the table of measures by the number of the indicator, as markup, in their order."""
    table = re.search(r'<table class="measures standings".*?</table>', page)[0]
    found = {}
    for row in re.findall(r'<tr role="row">(.*?)</tr>', table)[1:]:
        name = re.search(r'class="code">(.*?) ·', row)[1]
        found[name] = [*re.findall(r"<td.*?</td>", row)]
    return found


def groups(cell: str) -> list[tuple[str, int, list[tuple[str, float]], int]]:
    """What a cell says of places: the words, how many, those named with their figures, how many more."""
    found = []
    for said in re.findall(r'<p class="standing.*?</p>', cell):
        told, count = re.search(r"</span>\s*(.*?): <b>([\d,]+)</b>", said).groups()
        places = re.findall(r'<a href="/report_card[^"]*">([^<]*)</a> (−?£?[\d,.]+)', said)
        figures = [(html.unescape(name), float(text.replace("−", "-").translate(str.maketrans("", "", "£,"))))
                   for name, text in places]  # fmt: skip
        more = re.search(r">([\d,]+) more</a>", said)
        found.append((told, int(count.replace(",", "")), figures, int(more[1].replace(",", "")) if more else 0))
    return found


@pytest.fixture(scope="module")
def districts() -> dict[str, list[str]]:
    return scopes()


@pytest.mark.parametrize("scope", PLACES)
def test_the_districts_of_a_measure_add_up_to_all(scope, districts):
    for theme in THEMES:
        for name, (_, *cells) in lines(written(theme=theme, county=scope, year=YEAR)).items():
            counted = sum(count for cell in cells for _, count, _, _ in groups(cell))
            without = re.search(r"(\d+) of the (\d+) districts ha(?:s|ve) no figure", plain(cells[1]))
            none = re.search(r"None of the (\d+) districts has", plain(cells[1]))
            missing = int(without[1]) if without else int(none[1]) if none else 0
            assert counted + missing == len(districts[scope]), (theme, name)
            for cell in cells:
                for told, count, places, more in groups(cell):
                    assert len(places) + more in (0, count), (name, told)


def standing_by_test(series_id: str, code: str) -> str:
    """By the two intervals, as published: 'worse', 'better' or neither, of the figures as shown."""
    here, there = (published(series_id).by_year[area, YEAR] for area in (code, ENGLAND))
    z = (here.value - there.value) / (standard_error(here) ** 2 + standard_error(there) ** 2) ** 0.5
    decimals, sign = SERIES[series_id]["decimals"], 1 if SERIES[series_id]["polarity"] == "higher" else -1
    if abs(z) <= 1.959964 or shown(here.value, decimals) == shown(there.value, decimals):
        return "unclear"
    return "better" if sign * z > 0 else "worse"


@pytest.mark.parametrize("scope", PLACES)
def test_r3_who_is_surely_worse_than_england_is_so_by_the_published_intervals_of_one_period(scope, districts):
    """R3: comparisons with other areas, of which group and of one period."""
    cells = lines(written(theme=HCOP, county=scope, year=YEAR)).get("NI 121", [])[1:]
    of_year = published("ni_121").by_year
    tested = [
        code for code in districts[scope]
        if (code, YEAR) in of_year and of_year[code, YEAR].period == of_year[ENGLAND, YEAR].period
    ]  # fmt: skip
    expected = Counter(standing_by_test("ni_121", code) for code in tested)
    said = {told: count for cell in cells for told, count, _, _ in groups(cell)}
    assert said.get("Surely worse than England", 0) == expected["worse"]
    assert said.get("Surely better than England", 0) == expected["better"]
    assert said.get("No clear difference from England, could be chance", 0) == expected["unclear"]
    assert sum(said.values()) == len(tested)
    # The worst that are sure come first, by their figures.
    values = sorted((of_year[code, YEAR].value for code in tested if standing_by_test("ni_121", code) == "worse"),
                    reverse=True)  # fmt: skip
    named = [value for cell in cells for told, _, places, _ in groups(cell) if "worse" in told for _, value in places]
    assert named == [pytest.approx(float(shown(value, 1))) for value in values[: len(named)]]
    assert len(named) == (min(len(values), 3) if len(tested) > 12 else len(values))


@pytest.mark.parametrize("scope", [ENGLAND, HAMPSHIRE])
def test_the_ends_of_what_is_not_tested_are_the_highest_and_the_lowest_published(scope, districts):
    cells = lines(written(theme=CYP, county=scope, year=YEAR))["NI 55"][1:]
    of_year = published("ni_055").by_year
    known = sorted((of_year[code, YEAR].value for code in districts[scope]
                    if of_year.get((code, YEAR)) and of_year[code, YEAR].value is not None), reverse=True)  # fmt: skip
    assert sum(count for cell in cells for _, count, _, _ in groups(cell)) == len(known)
    best = [value for _, _, places, _ in groups(cells[2]) for _, value in places]
    assert best == [pytest.approx(float(shown(value, 1))) for value in known[::-1][: len(best)]]
    if scope == ENGLAND:
        worst = [value for _, _, places, _ in groups(cells[0]) for _, value in places]
        assert worst == [pytest.approx(float(shown(value, 1))) for value in known[:3]]
    assert all("untested" in told or "most" in told for cell in cells for told, *_ in groups(cell))


@pytest.mark.parametrize("area", [PORTSMOUTH, HAMPSHIRE, CUMBRIA, "E07000090", "E09000030"])
def test_the_lead_says_what_the_card_says_of_the_theme_in_parts_that_add_up(area):
    card = plain(markup(run("report_card", area=area, year=YEAR, view="figures")))
    for theme in THEMES:
        first_words = lead(written(theme=theme, area=area, year=YEAR))
        said, number, parts = re.search(r": ((\d+) measures?[:,] (.*?))\.", first_words).groups()
        count = int(number)
        assert f"{theme} {said}" in card, (theme, said)
        counts = [int(number) for number in re.findall(r"(\d+) (?:surely|the same|could|with)", parts)]
        assert not counts or sum(counts) == count
        assert count == sum(theme == row["laa_theme"] for row in _series_of_card(area))


def _series_of_card(area: str) -> list[dict]:
    """The series that a card of the area has a line for: those of few places only where there is a figure."""
    mine = lambda name: any(key[0] == area and figure.value is not None  # noqa: E731
                            for key, figure in published(name).by_year.items())  # fmt: skip
    rows = database.lasting(queries.series)
    return [row for row in rows if not is_of_few_places(row["series_id"]) or mine(row["series_id"])]


@pytest.mark.parametrize("scope", [ENGLAND, HAMPSHIRE])
@pytest.mark.parametrize("series_id", ["ni_055", "ni_121", "ni_152"])
def test_r15_gaps_are_those_of_the_published_files_with_chance_in_the_same_breath(scope, series_id, districts):
    """R15: gaps between places, drawn, each with what could be chance."""
    series = SERIES[series_id]
    theme = {"ni_055": CYP, "ni_121": HCOP, "ni_152": EDE}[series_id]
    page = written(theme=theme, county=scope, year=YEAR, indicator=series["indicator"])
    expected = gap_of_cell(published(series_id), 1 if series["polarity"] == "higher" else -1, series["decimals"],
                           scope, districts[scope], YEAR, context())  # fmt: skip
    after = plain(page.split("catching up?</h2>")[1])[:900]
    size = abs(float(expected["gap"]))
    assert (f"{size:,.{int(series['decimals'])}f}" if size else "There is no gap") in after, (expected, after)
    assert re.search(r"chance|rounding could make|no such gap|do better", after)
    assert 'class="still' in page.split("catching up?</h2>")[1]  # The chart.


def test_r15_what_is_not_held_of_groups_of_people_is_said():
    assert "Between groups of people" in plain(written(theme=HCOP, county=HAMPSHIRE))


def test_what_is_covered_is_what_about_the_data_covers():
    about = plain(markup(run("about_the_data", section="coverage")))
    held = Counter()
    for theme in THEMES:
        page = written(theme=theme)
        row = re.search(rf"{theme}</b></th>(.*?)</tr>", page)[1]
        national, figures, _ = (int(text) for text in re.findall(r">(\d+)</td>", row))
        missing = re.search(r"The (\d+) measures of this theme without figures here(.*?)</details>", page)
        assert national == figures + int(missing[1]) == figures + missing[2].count("<li>")
        held.update({"set": national, "figures": figures})
        options = re.search(r'<select name="indicator">(.*?)</select>', page)[1]
        for title in re.findall(r"<option[^>]*>(.*?) \((?:NI|ID)[^<]*</option>", options):
            assert html.unescape(title) in about, title
    assert held["set"] == 198
    assert held["figures"] == sum(name["indicator"].startswith("NI") for name in SERIES.values())


@pytest.mark.parametrize("sort", measures.SORTS)
def test_measures_are_put_in_order_by_links_that_work_without_scripts(sort):
    page = written(theme=CYP, county=HAMPSHIRE, year=YEAR, sort=sort)
    assert re.search(rf'<a href="[^"]*sort={sort}[^"]*" aria-current="true"', page)

    def share(cells: list[str], column: int, word: str) -> tuple[float, float]:
        total = sum(count for cell in cells[1:] for _, count, _, _ in groups(cell)) or 1
        mine = groups(cells[column])
        sure = sum(count for told, count, *_ in mine if told.startswith("Surely"))
        return sure / total, sum(count for _, count, *_ in mine) / total - sure / total

    found = lines(page)
    if sort == "number":
        numbers = [int(re.search(r"\d+", name)[0]) for name in found]
        assert numbers == sorted(numbers)
    elif sort in ("worst", "best"):
        shares = [share(cells, 1 if sort == "worst" else 3, sort) for cells in found.values()]
        with_places = [one for one, cells in zip(shares, found.values(), strict=True) if any(map(groups, cells[1:]))]
        assert with_places == sorted(with_places, reverse=True) and len(with_places) > 2
    # The map is of the same measure, however the table is sorted.
    assert "Reception children" in re.search(r'<h2 id="map">(.*?)</h2>', page)[1]


def test_a_measure_of_another_theme_is_named_with_the_way_to_it():
    page = written(theme=HCOP, county=HAMPSHIRE, indicator="NI 55", year=YEAR)
    note = re.search(r'<p class="not-known".*?</p>', page)[0]
    assert "NI 55" in note and CYP in note and "theme=Children" in note


def test_strange_choices_are_named_and_answered():
    page = written(theme="<script>alert(1)</script>", county="Nowhere")
    assert "<script>alert" not in page and page.count('class="not-known"') == 2
    assert lead(page).startswith("England: ") and f"<h1>{CYP}</h1>" in page
    one_area = written(theme=EDE, county=PORTSMOUTH, year=YEAR)
    assert lead(one_area).startswith("Portsmouth: ") and "in South East" in one_area
    assert 'class="not-known"' not in one_area
    assert "HCOP" not in written(theme="hcop") and f"<h1>{HCOP}</h1>" in written(theme="hcop")
    assert f"<h1>{EDE}</h1>" in written(indicator="NI 151")


def test_england_names_few_places_of_each_measure_and_leads_to_all():
    page = written(theme=EDE, year=YEAR)
    for name, cells in lines(page).items():
        assert sum(len(places) for cell in cells[1:] for _, _, places, _ in groups(cell)) <= 6, name
    assert page.count(">Manchester<") <= 12


def test_policy_areas_of_the_example_add_up_to_its_card_and_say_who_answers():
    checks = markup(run("report_card", area=EXAMPLE, view="checks"))
    total = int(re.search(r'class="lead tally">\s*(\d+) promises', checks)[1])
    names = ("learning", "health", "independence", "safer", "stronger", "prosperity", "places")
    pages = {name: written(theme=name, county=EXAMPLE) for name in names}
    assert sum(int(re.match(r"(\d+) promise", lead(page))[1]) for page in pages.values()) == total
    themes = [written(theme=theme, county=EXAMPLE) for theme in THEMES]
    assert sum(int(re.match(r"(\d+) promise", lead(page))[1]) for page in themes) == total
    assert "Community Safety Partnership" in plain(pages["safer"])
    assert "not real figures" in pages["safer"]


def test_what_was_not_found_is_not_called_not_made():
    page = plain(written(theme=CYP, county=HAMPSHIRE))
    assert "No promise of this theme was found in the one agreement of Hampshire held here" in page
    assert "Not found does not mean not made" in page
    assert "no figures of them are held here" in plain(written(theme=SSC))


def test_the_download_has_a_row_for_each_district_and_measure(server, districts):
    address = f"{server.address}/download/theme/{HAMPSHIRE}.csv?theme={HCOP.replace(' ', '%20')}&year={YEAR}"
    with urllib.request.urlopen(address, timeout=20) as answer:
        rows = pd.read_csv(io.BytesIO(answer.read()), dtype=str)
    assert len(rows) == 3 * (len(districts[HAMPSHIRE]) + 1)
    mine = rows[(rows["indicator"] == "NI 121") & rows["value"].notna()].set_index("area_code")
    for code, row in mine.iterrows():
        assert float(row["value"]) == published("ni_121").by_year[code, YEAR].value
