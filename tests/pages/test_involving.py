"""Having a say: what is asked, how much an answer can change, what came of it. Each sum is worked out a second time."""

import csv
import re
from datetime import date
from fractions import Fraction

import pytest

from data_pipeline.words.involving import consultation
from tests.pages.views import read, table, written
from tests.running import PROJECT, definitions

pytestmark = pytest.mark.usefixtures("served_in_process")


def sections(markup: str) -> dict[str, str]:
    """The markup of each question by its code."""
    return dict(re.findall(r'<section class="consulted" id="(\w+)">(.*?)</section>', markup, flags=re.DOTALL))


def test_the_eight_questions_add_up_to_the_totals_the_summary_prints():
    found = sections(written("consultation"))
    answers = [row for row in definitions("consultation_responses") if row["stance"]]
    printed = {"Q1": 171, "Q2": 80, "QS": 24, "Q3": 130, "Q4": 101, "Q5": 94, "Q6": 112, "Q7": 93}  # copied by hand
    assert list(found) == list(printed)
    for question, total in printed.items():
        counts = {
            stance: sum(
                int(row["responses"]) for row in answers if (row["question"], row["stance"]) == (question, stance)
            )
            for stance in ("yes", "yes_qualified", "no")
        }
        assert sum(counts.values()) == total
        shares = [int(Fraction(count * 100, total) + Fraction(1, 2)) for count in counts.values()]
        table = re.search(r"<tbody>(.*?)</tbody>", found[question], flags=re.DOTALL)[1]
        cells = re.findall(r'<td class="number">(\d+)%?</td>', table)
        assert [int(cell) for cell in cells] == [
            *(number for pair in zip(counts.values(), shares, strict=True) for number in pair), total,
        ]  # fmt: skip
        rounded = f"The shares add up to {sum(shares)}, because each is rounded."
        assert (rounded in read(found[question])) == (sum(shares) != 100)


def test_every_quotation_stands_under_its_question_by_kind_and_every_answer_of_the_government_too():
    found = {code: read(markup) for code, markup in sections(written("consultation")).items()}
    quoted = definitions("consultation_quotations")
    assert len(quoted) == 67
    for row in quoted:
        assert f"“{' '.join(row['wording'].split())}”" in found[row["question"]]
        assert row["respondent"][1:] in found[row["question"]]
    for code, text in found.items():
        assert f"({sum(row['question'] == code for row in quoted)} quotations)" in text
    answered = [row for row in definitions("consultation_texts") if row["kind"] == "government" and row["question"]]
    assert {row["question"] for row in answered} == set(found)
    assert all(" ".join(row["wording"].split()) in found[row["question"]] for row in answered)


def test_the_days_of_the_consultation_are_those_that_the_summary_prints():
    days = [
        row["as_printed"] for row in definitions("printed_figures") if row["kind"] == "date" and row["line"] == "125"
    ]
    assert f"From {days[0]} to {days[1]} the Government asked" in read(written("consultation"))


def test_the_warning_of_the_summary_stands_beside_every_number_of_the_consultation():
    page = written("consultation")
    assert f"“{consultation.NOT_STRICT}”" in read(page)
    assert consultation.NOT_STRICT in next(
        row["wording"] for row in definitions("consultation_texts") if row["kind"] == "method"
    )
    assert "None." not in read(page)
    assert all("Not strict statistics, says the summary." in read(markup) for markup in sections(page).values())


def test_all_figures_that_the_documents_print_are_there_and_each_has_its_source_and_date():
    figures = definitions("printed_figures")
    answers = definitions("consultation_responses")
    assert len(figures) + 2 * len(answers) == 301  # An answer is printed with its count and its per cent.
    assert "print 301 figures" in read(written("facts"))
    shown = []
    for topic in dict.fromkeys(row["topic"] for row in figures):
        said = read(written("facts", topic=topic))
        rows = [row for row in figures if row["topic"] == topic]
        assert f"{len(rows)} entries under {topic}." in said
        shown += [row for row in rows if row["as_printed"] in said and f"(line {row['line']})" in said]
        assert all(row["period"] in said and row["geography"] in said for row in rows)
    assert len(shown) == len(figures)


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Bexley", "“car crime declined by 29%”"),  # the White Paper, line 415
        ("Bexley", "7% of residents"),
        ("Newcastle upon Tyne", "The source is older than the figure."),  # lines 588 and 590
        ("Birmingham", "“5.4%”"),  # line 656, Castle Vale
        ("Bolton", "Per cent of the share before, or percentage points?"),
    ],
)
def test_what_is_printed_of_a_neighbourhood_is_found_by_its_place_with_its_doubt(place, said):
    assert said in read(written("facts", area=place))
    code = {row["name"]: row["area_code"] for row in definitions("areas")}[place]
    count = sum(row["area_code"] == code for row in definitions("printed_figures"))
    card = written("report_card", area=code, year="2010/11")
    assert f'href="/facts?area={code}">{count} facts about {place} in papers of 2006 to 2008</a>' in card


@pytest.mark.parametrize(
    ("text", "count"), [("castle vale", 1), ("CRIME", 3), ("crime newcastle", 1), ("%", None), ("_", 0), ("zzz", 0)]
)
def test_a_search_finds_what_has_every_word_and_takes_signs_as_they_are(text, count):
    every = definitions("printed_figures") + definitions("published_facts")
    said = read(written("facts", q=text))
    if count is None:
        assert sum("%" in row["as_printed"] for row in every) > 50
        assert "The first 60 are shown." in said
    elif count:
        assert re.search(rf"\b{count} entr(y|ies) with the words “{text}”\.", said)
    else:
        assert f"No fact with the words “{text}” is printed." in said


EXAMPLE = PROJECT / "data" / "agreements" / "exampleshire"


def sheet(name: str) -> list[dict]:
    with open(EXAMPLE / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("day", ["2009-06-01", "2010-08-15", "2012-01-31", "2012-03-30", "2012-03-31", None])
def test_r12_open_and_closed_chances_are_those_of_the_day(day):
    by = day or "9999"
    known = [row for row in sheet("engagement") if row["opens"] <= by]
    is_open = [row["title"] for row in known if not row["closes"] or row["closes"] >= by]
    page = written("get_involved", area="X10000001", **({"as_of": day} if day else {}))
    assert [row[0] for row in table(page, "Open")] == is_open
    assert [row[0] for row in table(page, "Closed")] == [row["title"] for row in known if row["title"] not in is_open]
    some = "chances to take part are" if len(known) > 1 else "chance to take part is"
    assert f"{len(known)} {some} published." in read(page)


def test_r12_a_place_finds_its_chances_from_the_list_of_places():
    assert 'href="/get_involved?area=X10000001">Exampleshire (worked example)</a>' in written("get_involved")
    assert "9 chances to take part, 5 petitions and 5 calls for action" in read(written("get_involved"))


@pytest.mark.parametrize("day", ["2011-01-15", "2012-01-31", None])
def test_r10_what_is_closed_shows_its_result_or_that_none_is_published(day):
    by = day or "9999"
    closed = [row for row in sheet("engagement") if row["closes"] and row["closes"] < by and row["mode"] != "inform"]
    results = [row["result"] if row["result"] and row["result_on"] <= by else None for row in closed]
    page = written("get_involved", area="X10000001", **({"as_of": day} if day else {}))
    shown = {row[0]: row[-1] for row in table(page, "Closed")}
    for row, result in zip(closed, results, strict=True):
        assert shown[row["title"]].removeprefix("What came of it").startswith(result or "No result published.")
    none = results.count(None)
    assert f"Of {len(closed)} that asked something and are closed, {none} {'has' if none == 1 else 'have'} no" in read(
        page
    )


def test_r13_each_chance_says_how_and_how_much_an_answer_can_change():
    page = written("get_involved", area="X10000001", as_of="2012-01-31")
    shown = {row[0]: row for part in ("Open", "Closed") for row in table(page, part)}
    assert len(shown) == len(sheet("engagement"))
    for row in sheet("engagement"):
        assert row["influence_offered"] in shown[row["title"]][4]
        assert shown[row["title"]][1].lower().startswith(row["mode"])


def test_r14_money_adds_up_to_the_total_of_its_year_and_says_what_it_is_not():
    page = written("get_involved", area="X10000001")
    *streams, total = table(page, "Money by year")
    years = sorted({row["year"] for row in sheet("funding")})
    for position, year in enumerate(years, 1):
        amounts = [int(row["amount"]) for row in sheet("funding") if row["year"] == year]
        assert total[position] == f"£{sum(amounts):,}"
        assert sorted(row[position] for row in streams) == sorted(f"£{amount:,}" for amount in amounts)
    assert "It is not all that is spent in the place" in read(page)


@pytest.mark.parametrize(("day", "years"), [("2008-12-31", ["2008/09"]), ("2009-04-01", ["2008/09", "2009/10"])])
def test_r14_money_is_told_from_when_its_year_began(day, years):
    page = written("get_involved", area="X10000001", as_of=day)
    assert re.findall(r'<th scope="col"[^>]*>(\d{4}/\d\d)</th>', page) == years
    assert len(table(page, "Money by year")[-1]) == 1 + len(years)


@pytest.mark.parametrize(("day", "is_known"), [("2012-01-15", False), ("2012-01-16", True), (None, True)])
def test_two_that_ask_the_same_people_at_once_are_found(day, is_known):
    asked = [row for row in sheet("engagement") if row["mode"] != "inform" and row["closes"]]
    pairs = [
        (one, other)
        for position, one in enumerate(asked)
        for other in asked[position + 1 :]
        if one["opens"] <= other["closes"] and other["opens"] <= one["closes"]
        and (one["audience"] == other["audience"] or "everyone" in (one["audience"] + other["audience"]).lower())
    ]  # fmt: skip
    ((one, other),) = pairs
    days = date.fromisoformat(min(one["closes"], other["closes"])) - date.fromisoformat(
        max(one["opens"], other["opens"])
    )
    said = f"“{one['title']}” and “{other['title']}” were open together for {days.days + 1} days"
    assert (said in read(written("get_involved", area="X10000001", **({"as_of": day} if day else {})))) == is_known


@pytest.mark.parametrize("area", ["E10000006", "E06000044", "E09000014"])  # Cumbria, Portsmouth, Haringey: real packs
def test_a_pack_without_chances_says_so_once_and_what_else_it_holds(area):
    said = read(written("get_involved", area=area))
    assert said.count("name no chance to take part, no petition and no call for action.") == 1
    assert "That does not mean that there were none." in said
    assert re.search(r"They hold [^:]*\d+ papers?", said)


def test_a_place_of_no_agreement_and_a_district_are_answered_too():
    assert "No paper of an agreement of Isle of Wight is held here" in read(written("get_involved", area="E06000046"))
    assert "was in the agreement of Exampleshire" in read(written("get_involved", area="X07000001"))
