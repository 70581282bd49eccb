"""Having a say: what is asked, how much an answer can change, what came of it. Each sum is worked out a second time."""

import csv
import html
import re
from fractions import Fraction

import pytest

from data_pipeline.words.involving import consultation
from pages.serving.answers import first
from tests.running import PROJECT

pytestmark = pytest.mark.usefixtures("served_in_process")
DEFINITIONS = PROJECT / "data" / "definitions"


def rows_of(stem: str) -> list[dict]:
    with open(DEFINITIONS / f"{stem}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(page: str, **query: str) -> str:
    return first.written(page, query, "")


def read(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def sections(markup: str) -> dict[str, str]:
    """The markup of each question by its code."""
    return dict(re.findall(r'<section class="consulted" id="(\w+)">(.*?)</section>', markup, flags=re.DOTALL))


def test_the_eight_questions_add_up_to_the_totals_the_summary_prints():
    found = sections(written("consultation"))
    answers = [row for row in rows_of("consultation_responses") if row["stance"]]
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
    quoted = rows_of("consultation_quotations")
    assert len(quoted) == 67
    for row in quoted:
        assert f"“{' '.join(row['wording'].split())}”" in found[row["question"]]
        assert row["respondent"][1:] in found[row["question"]]
    for code, text in found.items():
        assert f"({sum(row['question'] == code for row in quoted)} quotations)" in text
    answered = [row for row in rows_of("consultation_texts") if row["kind"] == "government" and row["question"]]
    assert {row["question"] for row in answered} == set(found)
    assert all(" ".join(row["wording"].split()) in found[row["question"]] for row in answered)


def test_the_days_of_the_consultation_are_those_that_the_summary_prints():
    days = [row["as_printed"] for row in rows_of("printed_figures") if row["kind"] == "date" and row["line"] == "125"]
    assert f"From {days[0]} to {days[1]} the Government asked" in read(written("consultation"))


def test_the_warning_of_the_summary_stands_beside_every_number_of_the_consultation():
    page = written("consultation")
    assert f"“{consultation.NOT_STRICT}”" in read(page)
    assert consultation.NOT_STRICT in next(
        row["wording"] for row in rows_of("consultation_texts") if row["kind"] == "method"
    )
    assert all("Not strict statistics, says the summary." in read(markup) for markup in sections(page).values())


def test_all_figures_that_the_documents_print_are_there_and_each_has_its_source_and_date():
    figures = rows_of("printed_figures")
    answers = rows_of("consultation_responses")
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
    code = {row["name"]: row["area_code"] for row in rows_of("areas")}[place]
    count = sum(row["area_code"] == code for row in rows_of("printed_figures"))
    card = written("report_card", area=code, year="2010/11")
    assert f'href="/facts?area={code}">{count} facts about {place} in papers of 2006 to 2008</a>' in card


@pytest.mark.parametrize(
    ("text", "count"), [("castle vale", 1), ("CRIME", 3), ("crime newcastle", 1), ("%", None), ("_", 0), ("zzz", 0)]
)
def test_a_search_finds_what_has_every_word_and_takes_signs_as_they_are(text, count):
    every = rows_of("printed_figures") + rows_of("published_facts")
    said = read(written("facts", q=text))
    if count is None:
        assert sum("%" in row["as_printed"] for row in every) > 50
        assert "The first 60 are shown." in said
    elif count:
        assert re.search(rf"\b{count} entr(y|ies) with the words “{text}”\.", said)
    else:
        assert f"No fact with the words “{text}” is printed." in said
