"""A place beside others: what the page says of each measure, worked out again from the figures of the places."""

import math
import re
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median, quantiles

import duckdb
import pytest

from data_pipeline import queries, words
from data_pipeline.building import tables
from data_pipeline.statistics.comparing import positions
from pages.serving import database, links
from tests import browser
from tests.oracles import comparisons as oracle
from tests.oracles.published_files import shown
from tests.pages.views import asked, read, written

pytestmark = pytest.mark.usefixtures("served_in_process")

PORTSMOUTH, HAMPSHIRE, BASINGSTOKE, SCILLY = "E06000044", "E10000014", "E07000084", "E06000053"
LUTON, SLOUGH, DERBY, LEEDS, HULL = "E06000032", "E06000039", "E06000015", "E08000035", "E06000010"
COUNTIES = "E10000016,E10000011,E10000030,E10000008"  # Kent, East Sussex, Surrey, Devon
YEAR = "2010/11"
SAYS = words.comparing.standing


def page_of(area: str, year: str = YEAR, **choices: str) -> str:
    return written("compare", area=area, year=year, **choices)


def lead(page: str) -> str:
    return read(re.search(r'<p class="lead">(.*?)</p>', page)[1])


def lines(page: str) -> dict[str, list[str]]:
    """The cells of every measure that is compared, by its series: measure, figure, among them, beside them, England."""
    found = {}
    for name, row in re.findall(r'<tr role="row" id="(\w+)">(.*?)</tr>', page, flags=re.DOTALL):
        found[name] = [read(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, flags=re.DOTALL)]
    return found


def figures(codes: list[str], year: str) -> dict[str, dict[str, dict]]:
    """What is published of these places in a year, by series and place."""
    marks = ", ".join("?" * len(codes))
    found: dict[str, dict[str, dict]] = {}
    for row in asked(
        f"""
        select area_code, series_id, period, value, lower, upper, series.polarity, series.decimals, series.unit,
            series.is_complete, series.is_testable, series.has_own_tiers, areas.is_district, areas.is_agreement_area
        from marts.figures join marts.series as series using (series_id) join marts.areas as areas using (area_code)
        where stands_for_year and value is not null and reporting_year = ? and area_code in ({marks})
            and not series.is_of_few_places
        """,
        year, *codes,
    ):  # fmt: skip
        found.setdefault(row["series_id"], {})[row["area_code"]] = row
    return found


def comparable(here: dict, there: dict) -> bool:
    tiers = [(row["is_district"], row["is_agreement_area"]) for row in (here, there)]
    return here["period"] == there["period"] and (not here["has_own_tiers"] or tiers[0] == tiers[1])


def expected(area: str, codes: list[str], year: str) -> dict[str, dict]:
    """By series what the rules make of the figures, in plain Python."""
    found = {}
    for name, by_place in figures([area, *codes, queries.ENGLAND], year).items():
        here = by_place.get(area)
        if here is None:
            continue
        others = [row for code, row in by_place.items() if code in codes and comparable(here, row)]
        values = [row["value"] for row in others]
        said = oracle.positioned(here, values)
        if "words" not in said:
            continue
        if shown(here["value"], here["decimals"]) == shown(said["median"], here["decimals"]):
            said["words"] = "broadly similar"
        bare = {"lower": -math.inf, "upper": math.inf}
        limits = {end: here[end] if here["is_testable"] and here[end] is not None else bare[end] for end in bare}
        if here["is_complete"]:
            limits = {end: here["value"] for end in bare}
        is_sure = oracle.is_sure({**here, **limits}, {**said, "p_value": math.nan}, values)
        england = by_place.get(queries.ENGLAND)
        is_same = england and england["period"] == here["period"]
        found[name] = {
            **said,
            **here,
            "values": values,
            "is_sure": is_sure,
            "england": england["value"] if is_same else None,
        }
    return found


GROUPS = [
    (PORTSMOUTH, None),
    (HAMPSHIRE, None),
    (BASINGSTOKE, None),
    (PORTSMOUTH, f"{LUTON},{SLOUGH},{DERBY},{LEEDS},{HULL}"),
]


@pytest.mark.parametrize("area, chosen", GROUPS)
def test_s70_each_measure_stands_as_the_figures_of_the_places_make_it(area, chosen):
    codes = chosen.split(",") if chosen else [
        row["similar_code"] for row in asked("from marts.similar_areas where area_code = ? and rank <= 10", area)
    ]  # fmt: skip
    page, wanted = page_of(area, **({"with": chosen} if chosen else {})), expected(area, codes, YEAR)
    found = lines(page)
    assert set(found) == set(wanted) and len(found) > 10
    counts = {}
    for name, row in wanted.items():
        _, figure, among, beside, _ = found[name]
        number = {way: words.figures.short_figure(value, row["unit"], row["decimals"]) for way, value in (
            ("here", row["value"]), ("low", min(row["values"])), ("high", max(row["values"])),
            *zip(("lower", "middle", "upper"), quantiles(row["values"], n=4, method="inclusive"), strict=True),
        )}  # fmt: skip
        assert figure.startswith(number["here"])
        assert among.startswith(
            f"{number['low']} to {number['high']}; half of them {number['lower']} to {number['upper']}; middle "
            f"{number['middle']}"
        )
        if row["england"] is not None:
            england = words.figures.short_figure(row["england"], row["unit"], row["decimals"])
            assert f"England {england}." in among
        word = row["words"].split()[-1] if row["words"].endswith(("better", "worse")) else None
        assert words.figures.upper_first(row["words"]) in beside or word is None
        counts[row["is_sure"], word] = counts.get((row["is_sure"], word), 0) + 1
        assert ("Untested" in beside) == (
            word is not None and not row["is_complete"] and (row["lower"] is None or not row["is_testable"])
        ), (name, beside)
        if row["is_complete"]:
            assert "chance" not in beside or "no chance is in it" in beside
    said = lead(page)
    assert f"the {len(wanted)} measures" in said
    sure = {side: counts.get((True, side)) for side in ("better", "worse")}
    for side, count in sure.items():
        assert (f"surely {side} on {count}" in said) == bool(count)
    assert any(sure.values()) or "surely unlike them on none" in said
    leaning = {side: counts.get((False, side)) for side in ("better", "worse")}
    for side, count in leaning.items():
        assert (f"{side} on {count}" in said) == bool(count)
    # What is printed adds up to what is compared.
    numbers = [int(number) for number in re.findall(r"(?i)\bon (\d+)", said)]
    assert sum(numbers) == len(wanted)


def test_s70_chosen_places_are_compared_by_the_sums_that_made_the_tables(real):
    """Similar places, as the tables have them, and the same places chosen."""
    areas = [row["area_code"] for row in queries.areas(real.con) if not row["is_example"]][::24]
    told = ("area_count", "lower_quartile", "median", "upper_quartile", "words", "distance", "difference", "is_sure",
            "rank_low", "rank_high", "chance", "why_not")  # fmt: skip
    compared = 0
    for number, area in enumerate(areas):
        year = ("2008/09", "2009/10", YEAR, "2016/17")[number % 4]
        codes = [row["similar_code"] for row in queries.similar_areas(real.con, area) if row["similar_code"]]
        kept, made = (queries.compared(real.con, area, year, group, *codes) for group in ("similar", "chosen"))
        assert len(kept) == len(made)
        for one, other in zip(kept, made, strict=True):
            for name in told if one["words"] else ("area_count", "why_not"):
                assert one[name] == pytest.approx(other[name], abs=1e-9), (area, year, one["series_id"], name)
            compared += one["words"] is not None
    assert compared > 100


@pytest.mark.parametrize("area, around", [(PORTSMOUTH, "similar"), (BASINGSTOKE, "region"), (BASINGSTOKE, "county")])
def test_the_page_of_a_measure_says_the_same(area, around):
    """The words beside others and the rank, of measures with a test and without, from their own pages."""
    here = page_of(area, **{"with": around})
    rows = lines(here)
    for indicator, name in (("NI 151", "ni_151"), ("NI 55", "ni_055"), ("NI 154", "ni_154")):
        there = queries_of(area, name)[around]
        phrase = words.comparisons.in_column(there, verdicts())
        assert words.figures.upper_first(phrase) in rows[name][3], indicator
        assert (words.comparisons.rank(there) or "nothing to say") in rows[name][3] or there["rank_low"] is None
        table = re.search(
            r"beside others</caption>.*?</table>", written("indicator", area=area, indicator=indicator, year=YEAR), re.S
        )
        calls = {"similar": "similar areas", "region": "South East", "county": "Hampshire"}
        said = words.comparisons.comparison(there, calls[around], verdicts())
        assert words.figures.upper_first(said) in read(table[0])


def queries_of(area: str, series_id: str) -> dict:
    with database.cursor() as con:
        return queries.comparisons(con, area, YEAR, series_id=series_id)[series_id]


def verdicts() -> dict:
    return database.lasting(queries.verdicts)


def test_s70_what_is_surely_worse_is_what_scrutiny_asks_about():
    page = page_of(PORTSMOUTH)
    sure = re.search(r"Surely better or worse.*?</table>", page, re.S)[0]
    worse = {name for name, cells in lines(sure).items() if re.search("[Ww]orse", cells[3])}
    reasons = asked(
        "from marts.figure_enquiries where area_code = ? and reporting_year = ? and reason = 'behind similar places'",
        PORTSMOUTH, YEAR,
    )  # fmt: skip
    assert worse == {row["series_id"] for row in reasons} and worse


def test_s70_fewer_than_four_places_are_no_comparison():
    page = page_of(PORTSMOUTH, **{"with": f"{LUTON},{SLOUGH},{DERBY}"})
    assert lead(page) == ("No measure of 2010/11 can be compared: that takes at least four places to compare with.")
    assert lines(page) == {} and "fewer than 4 of these places" in page.replace("Fewer", "fewer")
    assert SAYS.FEWEST == positions.FEWEST


def test_a_figure_of_another_duty_or_period_is_left_out_by_name(real):
    """Waste is the business of counties and of districts in different ways; a unitary council does both."""
    page = page_of(PORTSMOUTH, **{"with": COUNTIES})
    assert {"ni_191", "ni_192", "ni_193"}.isdisjoint(lines(page)) and "ni_151" in lines(page)
    codes = [LUTON, SLOUGH, DERBY, LEEDS, HULL]
    with a_copy(real, (PORTSMOUTH, *codes)) as world:
        world.execute(
            "update marts.report_card set period = 'another', period_label = 'the calendar year 2010' "
            "where area_code = ? and series_id = 'ni_055'",
            [SLOUGH],
        )
        rows = queries.compared(world, PORTSMOUTH, YEAR, "chosen", *codes)
    row = next(row for row in rows if row["series_id"] == "ni_055")
    assert row["area_count"] == 4 and row["words"]
    left_out = [(place.code, place.why) for place in row["places"] if place.why]
    assert left_out == [(SLOUGH, "its figure is for the calendar year 2010")]
    values = [place.value for place in row["places"] if not place.why]
    assert row["median"] == pytest.approx(median(values)) and row["lowest"] == min(values)
    assert "Slough" in SAYS.left_out(row, dict.fromkeys(codes, "another") | {SLOUGH: "Slough"})


@contextmanager
def a_copy(real, codes: tuple[str, ...]) -> Iterator[duckdb.DuckDBPyConnection]:
    """What is known of a few places, in a database to be changed."""
    with duckdb.connect() as world:
        world.execute((tables.TABLES / "macros.sql").read_text(encoding="utf-8"))
        world.execute("create schema marts")
        for name, some in (("series", ""), ("areas", ""), ("comparisons", "where"), ("report_card", "where")):
            kept = real.con.sql(f"from marts.{name} {some and f'where area_code in {codes}'}").to_arrow_table()
            world.register("kept", kept)
            world.execute(f"create table marts.{name} as from kept")
            world.unregister("kept")
        yield world


def test_places_are_chosen_by_code_or_name_and_the_address_says_them_all():
    by_name = page_of(PORTSMOUTH, **{"with": f"luton, {SLOUGH},Derby,Leeds,Hull"})
    by_code = page_of(PORTSMOUTH, **{"with": f"{LUTON},{SLOUGH},{DERBY},{LEEDS},{HULL}"})
    assert lines(by_name) == lines(by_code) and len(lines(by_code)) > 10
    assert links.joined([("area", "A"), ("with", "B"), ("with", "C"), ("area", "D")]) == {"area": "D", "with": "B,C"}
    ticked = re.findall(r'name="with" value="(\w+)" checked', by_code)
    assert set(ticked) == {LUTON, SLOUGH, DERBY, LEEDS, HULL}


def test_what_cannot_be_compared_with_is_named():
    similar = [row["similar_code"] for row in asked("from marts.similar_areas where area_code = ?", PORTSMOUTH)]
    page = read(page_of(PORTSMOUTH, **{"with": ",".join(["Nowhere", *similar])}))
    assert "a comparison with Nowhere , which is not known here. Shown instead: the other places named." in page
    assert "Shown instead: similar places." in read(page_of(PORTSMOUTH, **{"with": "Nowhere"}))
    assert "No more than 10 places can be chosen, so these are left out: Warrington" in page
    assert "Hampshire is left out: a county and a district answer for different things" in read(
        page_of(BASINGSTOKE, **{"with": HAMPSHIRE})
    )


def test_a_place_that_none_is_like_is_called_unusual_and_no_other():
    rows = asked("select area_code, is_unusual from marts.similar_areas where rank = 1 order by area_code")
    for is_unusual in (True, False):
        area = next(row["area_code"] for row in rows if row["is_unusual"] == is_unusual)
        assert ("Read what is said of similar areas with care" in read(page_of(area))) == is_unusual


def test_a_place_without_similar_areas_or_figures_says_so():
    page = page_of(SCILLY)
    assert words.comparing.groups.NO_SIMILAR in read(page) and "others in South West" in lead(page)
    assert words.comparing.groups.NO_SIMILAR not in read(page_of(PORTSMOUTH))
    assert "no published national figures" in lead(page_of("X10000001"))


def test_places_are_chosen_by_keyboard_and_the_page_can_be_sent_on(browser_page, server):
    page, outside = browser_page(360)
    browser.open_live(page, f"{server.address}/report_card?area={PORTSMOUTH}&year={YEAR}")
    page.get_by_role("link", name="Every measure beside similar places").press("Enter")
    page.locator("html[data-is=live]").wait_for(state="attached")
    fold = page.locator("summary", has_text="Choose the places yourself").filter(visible=True)
    fold.press("Enter")
    for name in ("Luton", "Slough"):  # Ticked, as similar places are at first.
        page.get_by_role("checkbox", name=name).press(" ")
    page.get_by_role("textbox", name="Any other place").press_sequentially("leeds")
    page.keyboard.press("Enter")
    page.get_by_text("with the nine places chosen").filter(visible=True).first.wait_for()
    assert "with=Leeds".lower() in page.url.lower() and LUTON not in page.url
    assert page.evaluate("document.documentElement.scrollWidth") <= 360 and outside == []
