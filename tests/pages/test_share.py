"""What can be taken along of a view: a short text that is true, for every place, map, measure and agreement."""

import re
from collections import Counter

import pytest

from data_pipeline import queries, words
from pages.components.sharing import said
from pages.serving import database, links
from pages.serving.answers import first
from tests import browser

SITE = "https://here.example"


@pytest.fixture(scope="module")
def con(served_in_process):
    with database.cursor() as cursor:
        yield cursor


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"\b(\d+)\b", text.replace("none", "0"))]


def counted(con, year: str) -> dict[str, Counter]:
    """What became of the measures of every place, by plain Python over the rows."""
    rows = con.execute(
        "select area_code, better_or_worse, is_change_clear from marts.report_card "
        "where reporting_year = ? and better_or_worse is not null", [year],
    ).fetchall()  # fmt: skip
    found: dict[str, Counter] = {}
    for code, way, is_clear in rows:
        kind = way if way == "same" and is_clear is not False else way if is_clear else "chance"
        found.setdefault(code, Counter())[kind] += 1
    return found


def test_the_text_of_every_real_place_says_what_its_rows_say(con):
    truth, seen = counted(con, "2010/11"), 0
    for area in (row for row in queries.areas(con) if not row["is_example"]):
        whole = queries.area(con, area["area_code"])
        text = said.card(whole, None, "figures", "2010/11", None).text
        assert len(text) <= words.messages.LONGEST and text.startswith(f"{area['name']}, 2010/11: "), text
        here = truth.get(area["area_code"], Counter())
        if not here:
            assert "none of them has one for 2007/08" in text
            continue
        told = [here.total(), here["better"], here["worse"], *([n] if (n := here["chance"]) else [])]
        told += [n] if (n := here["same"]) else []
        assert numbers(text.partition(": of ")[2].replace("2007/08", "")) == told, text
        seen += 1
    assert seen > 300


@pytest.mark.parametrize("as_of", [None, "2010-06-30"])
def test_the_text_of_every_agreement_fits_and_the_example_says_that_it_is_one(con, as_of):
    for row in queries.agreements(con):
        code = row["area_code"]
        area = queries.area(con, code)
        promises = queries.standing(con, code, as_of)
        made = [one for one in promises if words.tallies.sort_of(one) == "promises"]
        for view in ("card", "promises", "changes", "checks", "record"):
            text = said.card(area, row, view, None, as_of).text
            assert len(text) <= words.messages.LONGEST
            assert (
                text.startswith(words.cards.EXAMPLE) == row["is_example"] or queries.agreement(con, code, as_of) is None
            )
            if view == "card" and made and " made " in text:
                total, *parts = numbers(re.sub(r" of \d{4} to \d{4}", "", text.partition(" made ")[2]))
                assert total == len(made) and (not parts or sum(parts) == total), text


def test_the_text_of_every_map_has_its_lowest_and_its_highest_figure(con):
    measures = queries.series(con)
    scopes = [row for row in queries.map_scopes(con) if not row["is_example"]]
    maps = [(scopes[number % len(scopes)], row) for number, row in enumerate(measures)]
    maps += [(row, measures[0]) for row in scopes]
    for place, series in maps:
        layer = queries.map_layer(con, place["area_code"], series["series_id"])
        rows = queries.area_map(con, layer, series["indicator"], "2010/11")
        text = said.figure_map(place, series, "2010/11", rows, "2010-06-30").text
        known = [row["value"] for row in rows if row["value"] is not None]
        assert len(text) <= words.messages.LONGEST
        for value in (min(known), max(known)) if known else ():
            assert words.figures.figure(value, series["unit"], series["decimals"]) in text, text


def test_the_text_of_every_measure_has_its_figure_and_describes_the_page(con):
    for row in queries.series(con):
        for query in ({}, {"area": "E06000044"}):
            page = first.told("indicator", {"indicator": row["indicator"], **query}, SITE)
            text = page.described
            assert len(text) <= words.messages.LONGEST
            value = queries.figure_of(con, query.get("area", queries.ENGLAND), row["series_id"], "2010/11")
            if value is not None:
                assert words.figures.figure(value, row["unit"], row["decimals"]) in text, text


@pytest.mark.parametrize("name", links.PAGES)
def test_every_page_has_one_line_to_share_with_its_whole_address(con, name):
    choices = {"section": "coverage"} if name == "about_the_data" else {"as_of": "2010-06-30"}
    markup = str(first.told(name, choices, SITE).whole.__html__())
    assert markup.count('class="share"') == 1
    with links.at(choices, SITE):
        here = links.whole(name).replace("&", "&amp;")
    assert f'value="{here}"' in markup and here.startswith(SITE)
    assert markup.count(here) == 2  # The line, and the foot of what is printed.


def test_link_and_text_are_copied_and_said_aloud_and_can_be_chosen_without_the_script(browser_page, server):
    page, outside = browser_page(360)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    browser.open_live(page, f"{server.address}/report_card?area=E06000044&year=2010/11")
    assert not page.locator(".share button").first.is_visible()
    page.get_by_text("Share or print").press("Enter")
    for what, field in (("link", "input"), ("text", "textarea")):
        page.get_by_role("button", name=f"Copy {what}").click()
        page.get_by_role("status").filter(has_text=f"The {what} is copied.").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == page.locator(f".share {field}").input_value()
    assert page.locator(".share input").input_value() == page.url
    assert outside == []
    page.route("**/share.js*", lambda route: route.abort())
    page.reload()
    page.locator("html[data-is=live]").wait_for(state="attached")
    page.get_by_text("Share or print").click()
    assert page.get_by_label("In a few words").is_visible() and page.locator(".share button:visible").count() == 0
