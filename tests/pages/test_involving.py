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


def test_the_warning_of_the_summary_stands_beside_every_number_of_the_consultation():
    page = written("consultation")
    assert f"“{consultation.NOT_STRICT}”" in read(page)
    assert consultation.NOT_STRICT in next(
        row["wording"] for row in rows_of("consultation_texts") if row["kind"] == "method"
    )
    assert all("Not strict statistics, says the summary." in read(markup) for markup in sections(page).values())
