"""What a card says first: the answer, in plain words, for every real place; the rest folded below it."""

import html
import re

import pytest

from data_pipeline import queries, words
from data_pipeline.queries.asking import all_rows
from pages.components.agreements import agreement_cards
from pages.components.answerable import acting, answering
from pages.components.cards import first_screen
from pages.serving.answers import first
from tests.oracles.reading_age import reading_age

pytestmark = pytest.mark.usefixtures("served_in_process")
YEAR = "2010/11"
# Words of the trade: whoever reads them first reads no further.
JARGON = (
    "designated", "statutory", "outturn", "indicator", "baseline", "milestone", "trajectory", "stretch", "polarity",
    "proxy", "tolerance", "confidence", "interval", "significan", "percentile", "quartile", "median", "cohort",
    "numerator", "denominator", "stakeholder", "delivery plan", "refresh", "partnership board", "LSP", "NI 1",
)  # fmt: skip
OLDEST = 11


def sentences(markup: str) -> list[str]:
    """Of what stands first. The title of a measure, which is its publisher's, counts as one word, and so does the name
    of a place: nobody spells them out in reading.
    """
    text = re.sub(r"<a [^>]*>.*?</a>", " X ", markup, flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</(h2|p|li)>", ". ", text)))
    return [part for part in re.split(r"(?<=[.?!;])\s+", text) if re.search("[A-Za-z]", part)]


@pytest.fixture(scope="module")
def of_figures(real) -> dict[str, str]:
    """What stands first on the card of every real area with national figures."""
    series = {row["series_id"]: row for row in queries.series(real.con)}
    counts = queries.card_counts_of_year(real.con, YEAR)
    lines = {area["area_code"]: {} for area in queries.areas(real.con) if not area["is_example"]}
    query = f"select {queries.figures.LINE} from {queries.figures.CARD} where reporting_year = ?"
    for row in all_rows(real.con, query, [YEAR]):
        lines[row["area_code"]][row["series_id"]] = {**series[row["series_id"]], **row}
    assert len(lines) > 340
    return {
        area["name"]: first_screen.of_figures(area, YEAR, counts[code][None], lines[code])
        + answering.line(area)
        + acting.of_figures(area, YEAR, [*lines[code].values()])
        for area in queries.areas(real.con)
        if (code := area["area_code"]) in lines
    }


@pytest.fixture(scope="module")
def of_agreements(real) -> dict[str, str]:
    """The same of every agreement that is held."""
    return {
        row["area_name"]: agreement_cards.drawn(real.con, row["area_code"], "card", "policy", None)[0]
        for row in queries.agreements(real.con)
    }


def test_a_child_of_eleven_can_read_what_stands_first(of_figures, of_agreements):
    ages = {
        name: reading_age(sentences(page.replace(name, "X"))) for name, page in (of_figures | of_agreements).items()
    }
    assert {name: age for name, age in ages.items() if age > OLDEST} == {}


def test_no_word_of_the_trade_stands_first(of_figures, of_agreements):
    for name, page in (of_figures | of_agreements).items():
        said = " ".join(sentences(page)).lower()
        assert [word for word in JARGON if word.lower() in said] == [], name


def test_only_what_is_sure_is_called_better_or_worse_and_all_of_it_is_counted(of_figures, real):
    """Beside the report card itself, place by place."""
    rows = real.con.execute(
        """
        select name, better_or_worse, count(*)
        from marts.report_card join marts.areas using (area_code)
        where reporting_year = ? and is_change_clear and better_or_worse in ('better', 'worse') and not is_example
        group by all
        """,
        [YEAR],
    ).fetchall()
    sure = {(name, kind): count for name, kind, count in rows}
    assert sure
    for name, page in of_figures.items():
        for kind in ("better", "worse"):
            count = sure.get((name, kind), 0)
            assert page.count(f'class="badge {kind}"') == min(count, 2), (name, kind)
            assert f"{words.headlines.measures.title(kind, count)}</h2>" in page, (name, kind)


@pytest.mark.parametrize("area", ["E06000044", "E08000018", "E10000006", "X10000001", "X07000001", "E07000087"])
def test_r17_the_first_answer_is_in_order_and_the_rest_is_folded(area):
    page = first.written("report_card", {"area": area}, "")
    order = ["<h1>", '<p class="lead">', '<details class="change">', '<details class="theme']
    places = [page.index(part) for part in order]
    assert places == sorted(places)
    assert page.count("<summary>Change place or year</summary>") == 1
    # Folded, each of them, and whole on paper.
    themes = re.findall(r'<details class="theme[^>]*>', page)
    assert len(themes) >= 3 and not [tag for tag in themes if " open" in tag or "printed" not in tag]
    assert page.count("<details") == page.count("</details>")


def test_an_agreement_without_words_says_once_that_there_are_none():
    page = html.unescape(re.sub(r"<[^>]+>", "|", first.written("report_card", {"area": "E10000006"}, "")))
    assert page.count("No achievements, challenges, actions or ways to help were found in the papers.") == 1
    assert not re.search(r"None published|nothing published|Not known", page)
    # Once for a table of several, and not in each of its sixteen lines.
    assert page.count("Whether any of these was kept cannot be said: no figure of what happened is in the papers") == 2


def test_national_figures_stand_beside_a_promise_that_was_not_reported_and_are_no_verdict(real):
    """Of every real agreement: there where the card of the place has a figure of the same measure, and nowhere else."""
    found = 0
    for row in (row for row in queries.agreements(real.con) if not row["is_example"]):
        code = row["area_code"]
        page = agreement_cards.drawn(real.con, code, "promises", "policy", None)[1]
        (expected,) = real.con.execute(
            """
            select count(*) from marts.promises join marts.report_card as card using (area_code, indicator)
            where agreement_code = ? and agreement_code = area_code and is_latest_edition and has_target
              and promises.value is null and card.value is not null and card.reporting_year = ? and not is_history
            """,
            [code, YEAR],
        ).fetchone()
        assert page.count("Not reported. The national series") == expected, code
        found += expected
    assert found
