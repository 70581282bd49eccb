"""The list of all indicators, the page of each, and what is found by typing."""

import csv
import html
import re

import pytest

from pages.serving import database
from pages.serving.answers import first
from tests.pages.views import HOSTILE, unexplained
from tests.running import PROJECT

pytestmark = pytest.mark.usefixtures("served_in_process")
DEFINITIONS = PROJECT / "data" / "definitions"


def rows(name: str) -> list[dict]:
    with open(DEFINITIONS / f"{name}.csv", encoding="utf-8") as file:
        return list(csv.DictReader(file))


NATIONAL = [row for row in rows("national_indicators") if row["title_status"] != "dropped"]


def ask(query: str) -> list[tuple]:
    with database.cursor() as cursor:
        return cursor.execute(query).fetchall()


def page(name: str, **chosen: str) -> str:
    written = first.written(name, chosen, "").partition('<main class="stMainBlockContainer">')[2]
    return unexplained(written.partition("</main>")[0])


def said(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def listed(**chosen: str) -> list[str]:
    return [
        html.unescape(name) for name in re.findall(r"<a [^>]*><b>((?:NI|ID) [^<]*)</b>", page("indicators", **chosen))
    ]


def test_the_list_has_each_of_the_198_once_and_says_what_is_held():
    names = listed()
    assert len(NATIONAL) == 198
    assert sorted(names) == sorted([*(row["indicator"] for row in NATIONAL), "ID 2010 crime"])
    text = said(page("indicators"))
    assert "NI 31 was dropped" in text
    with open(PROJECT / "data" / "indicators" / "series.csv", encoding="utf-8") as file:
        held = {row["indicator"] for row in csv.DictReader(file)} & set(names)
    assert len(re.findall(r"figures for \d+ places?", text)) == len(held)
    assert f"Figures of {len(held - {'ID 2010 crime'})} are held here, and all 198" in text


def test_the_list_says_of_how_many_places_the_file_of_a_measure_has_figures():
    query = "select count(distinct area_code) from marts.figures where indicator = 'NI 55' and value is not null"
    ((count,),) = ask(query)
    assert f"figures for {count} places" in said(page("indicators", q="NI 55"))


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("obes", ["NI 55", "NI 56"]),
        ("obese children", ["NI 55", "NI 56"]),
        ("ni151", ["NI 151"]),
        ("151", ["NI 151"]),
        ("NI 051", ["NI 51"]),
        ("chlidren povrety", ["NI 116"]),
        ("NEET", ["NI 117"]),
        ("potholes", ["NI 168", "NI 169"]),
    ],
)
def test_r7_a_measure_is_found_by_number_plain_words_and_abbreviations_and_has_its_figures_by_place(typed, finds):
    found = listed(q=typed)
    assert found[: len(finds)] == finds
    assert f"{len(found)} indicator{' fits' if len(found) == 1 else 's fit'} “{typed}”" in said(
        page("indicators", q=typed)
    )


def test_what_fits_nothing_is_said_and_what_is_typed_is_only_text():
    assert "No indicator fits “xyzzy”" in said(page("indicators", q="xyzzy"))
    for typed in (HOSTILE, "'; drop table x; --", "%_\\", "\x00", "a" * 5000, "‮ni 55", "(((", "NI"):
        markup = page("indicators", q=typed)
        assert markup.count("<h1>") == 1
        assert "<script>alert" not in markup


def test_a_word_of_the_glossary_is_explained_among_the_answers():
    text = said(page("indicators", q="SCS"))
    assert "Sustainable Community Strategy" in text
    assert 'href="/about_the_data?section=glossary#word-scs"' in page("indicators", q="SCS")
    assert 'id="word-scs"' in page("about_the_data", section="glossary")


def test_each_of_the_198_has_a_page_that_says_what_it_is_and_what_is_held():
    words = {row["indicator"]: row["plain"] for row in rows("indicator_words")}
    for row in [*NATIONAL, {"indicator": "NI 31", "title": "Re-offending by registered sex offenders (dropped)"}]:
        name = row["indicator"]
        markup = page("indicator", indicator=name)
        text = said(markup)
        assert len(re.findall("<h1>[^<]", markup)) == 1, name
        assert f"Title {' '.join(row['title'].split())}" in text, name
        assert words[name] in text
        assert "Outcome, output or process Not known" in text
        assert re.search(r"Figures held here ([\d,]+ figures for \d+ places|No national figures)", text), name


def test_what_no_source_says_is_marked_and_what_a_source_says_is_not():
    row = next(row for row in NATIONAL if row["indicator"] == "NI 45")
    text = said(page("indicator", indicator="NI 45"))
    assert "unit" in row["inferred_fields"].split(";") and "lead_department" not in row["inferred_fields"].split(";")
    assert "Measured in Per cent inferred" in text
    assert "Lead department Youth Justice Board, Department for Children, Schools and Families Theme" in text
    assert "shortened" in text and row["title_source_url"] in page("indicator", indicator="NI 45")
    assert "From April 2008, all other sets of indicators" in text


def test_the_page_of_a_measure_links_the_agreements_that_promise_it():
    promised = """
        select indicator, list(distinct area_code order by area_code) from marts.promises as promises
        where is_national and is_latest_edition and has_target and area_code = agreement_code
            and pack not in (select pack from marts.agreements where is_example)
        group by indicator order by count(*) desc limit 3
    """
    found = ask(promised)
    assert len(found) == 3
    for indicator, codes in found:
        _, _, markup = page("indicator", indicator=indicator).partition("<dt>Promised in the agreements held here</dt>")
        assert sorted(re.findall(r"area=(E\d+)", markup.partition("</dd>")[0])) == codes, indicator
