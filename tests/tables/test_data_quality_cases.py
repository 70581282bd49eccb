"""The 42 known faults of the source documents, DQ01 to DQ42: each is found, borne or kept out as it should be.

The facts are carried in data/definitions with their document and line; the rules of tables/rules doubt what is
wrong, the marts say the rest. The numbers here were read from the documents by hand. Each rule is also shown
a fault it must find in test_checks.py; here a control that stays quiet is then damaged and must not.
"""

import csv
import re
import shutil
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import duckdb
import pytest

from data_pipeline.building import tables, warehouse
from tests.running import PROJECT
from tests.worlds.claims import ANSWERS, FACTS, SUMS, WORDS, Claim, doubts

QUESTIONS = {"Q1": 171, "Q2": 80, "QS": 24, "Q3": 130, "Q4": 101, "Q5": 94, "Q6": 112, "Q7": 93}


@pytest.fixture
def ask(real):
    """The answer to a question to the bundled data: a list of rows, or of values where rows have one."""

    def run(query: str, *values) -> list:
        rows = real.con.execute(query, list(values)).fetchall()
        return [row[0] if len(row) == 1 else row for row in rows]

    return run


@pytest.fixture
def doubted(ask):
    """The keys (first columns) of the rows of a definition that a rule doubts."""

    def run(rule: str, stem: str) -> set[str]:
        rows = ask(
            "select source_row from meta.issues where rule = ? and source_id = ? and severity = 'doubt'", rule, stem
        )
        with (warehouse.DATA / "definitions" / f"{stem}.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        return {lines[row - 1][0] for row in rows}

    return run


@pytest.fixture(scope="module")
def copy(real, tmp_path_factory) -> Path:
    return Path(shutil.copy(real.path, tmp_path_factory.mktemp("cases") / "copy.duckdb"))


@pytest.fixture
def when_changed(copy):
    """The rules that doubt the row of a definition once cells of it are changed."""

    def run(stem: str, key: str, **cells: str) -> set[str]:
        row, found = doubts(Claim("", stem, key, cells, "", ""), copy)
        return {rule for rule, file, found_row, *_ in found if (file, found_row) == (f"definitions/{stem}.csv", row)}

    return run


def facts_of(ask, topic: str, columns: str) -> list:
    return ask(f"select {columns} from marts.facts where topic = ? order by document_date, line, fact_id", topic)


def test_dq01_a_percentage_that_its_counts_do_not_give_is_doubted(ask, doubted):
    assert "not_voted" in doubted("published_sum_off", SUMS)
    (value,) = ask("select value from meta.issues where rule = 'published_sum_off' and value like '%NOP%'")
    assert "prints 67; its numbers give 50.9" in value
    assert "WP, line 473" in value


@pytest.mark.parametrize(
    ("question", "total"),
    [
        pytest.param("Q1", 101, id="DQ02"),
        pytest.param("Q4", 101, id="DQ03"),
        pytest.param("Q6", 101, id="DQ04"),
        pytest.param("Q7", 99, id="DQ05"),
    ],
)
def test_percentages_that_miss_100_by_rounding_get_a_note_and_no_doubt(question, total, ask, doubted, when_changed):
    printed = ask("select percent_printed from marts.consultation where question = ? and level = 'main'", question)
    notes = set(ask("select rounding_note from marts.consultation where question = ?", question))
    assert sum(printed) == total
    assert notes == {"does not sum to 100 because of rounding"}
    for rule in ("percents_do_not_add_up", "percent_off", "answers_do_not_add_up", "published_sum_off"):
        assert not {key for key in doubted(rule, ANSWERS) if key.startswith(f"{question}.")}
    # Two points more is no rounding.
    changed = f"{printed[0] + (2 if total > 100 else -2)}%"
    (answer,) = ask("select answer from marts.consultation where question = ? order by line limit 1", question)
    assert when_changed(ANSWERS, answer, percent_as_printed=changed) == {"percent_off"}


def test_a_question_whose_percentages_make_100_has_no_note(ask):
    noted = set(ask("select distinct question from marts.consultation where rounding_note is not null"))
    assert noted == {"RESP", "Q1", "Q4", "Q6", "Q7"}


def test_dq06_the_percentage_of_a_parent_comes_from_its_count(ask, when_changed):
    lsp = "Local Strategic Partnerships"
    assert ask("select responses, percent from marts.consultation where response_group = ?", lsp) == [(20, 12)]
    assert ask("select sum(percent), sum(responses) from marts.consultation where parent = ?", lsp) == [(11, 20)]
    (answer,) = ask("select answer from marts.consultation where response_group = ?", lsp)
    assert when_changed(ANSWERS, answer, percent_as_printed="11%") == {"percent_off"}
    assert "answers_do_not_add_up" in when_changed(ANSWERS, answer, responses="21")


def test_dq07_less_than_one_per_cent_is_a_bound_and_keeps_its_print(ask, when_changed):
    rows = ask(
        """
        select response_group, percent_as_printed, percent_qualifier, percent_printed
        from marts.consultation where percent_qualifier is not null order by line
        """
    )
    assert rows == [("Central Government", "<1%", "less than", 1), ("Business Sector", "<1%", "less than", 1)]
    (answer,) = ask("select answer from marts.consultation where response_group = 'Central Government'")
    assert when_changed(ANSWERS, answer, responses="2") == {"percent_off"}


def test_dq08_halves_are_rounded_up(ask):
    assert ask("select percent, percent_as_printed from marts.consultation where answer = 'Q2.1'") == [(33, "33%")]
    assert round(100 * 26 / 80) == 32  # what Python would print
    pairs = [(part, whole) for whole in range(1, 61) for part in range(whole + 1)]
    wanted = [int((Decimal(100 * p) / w).quantize(Decimal(1), ROUND_HALF_UP)) for p, w in pairs]
    with duckdb.connect() as con:
        con.execute((tables.TABLES / "macros.sql").read_text(encoding="utf-8"))
        got = [con.execute("select percent_half_up(?::integer, ?::integer)", pair).fetchone()[0] for pair in pairs]
    assert got == wanted


def test_every_printed_percentage_is_the_one_its_counts_give(ask):
    rows = ask("select responses, base, percent_as_printed from marts.consultation")
    assert len(rows) == 56
    for responses, base, printed in rows:
        exact = Decimal(100 * responses) / base
        if printed.startswith("<"):
            assert exact < 1
        else:
            assert f"{exact.quantize(Decimal(1), ROUND_HALF_UP)}%" == printed


def test_dq09_more_responses_than_respondents_are_named_for_what_they_are(ask, doubted, when_changed):
    base, base_type, note = ask("select base, base_type, base_note from marts.consultation where answer = 'Q1.total'")[
        0
    ]
    assert (base, base_type) == (171, "responses")
    assert "171 responses" in note
    assert "167 respondents" in note
    assert not doubted("more_answers_than_respondents", ANSWERS)
    assert when_changed(ANSWERS, "Q1.total", base_type="respondents") == {"more_answers_than_respondents"}


def test_dq10_every_percentage_has_its_base(ask):
    bases = dict(ask("select distinct question, base from marts.consultation"))
    assert bases == {"RESP": 167, **QUESTIONS}
    assert ask("select count(*) from marts.consultation where base is null or base_type is null") == [0]


def test_dq11_a_list_shorter_than_its_stated_length_is_doubted(ask, doubted):
    assert {"respondents_listed", "public_listed"} <= doubted("published_sum_off", SUMS)
    (listed,) = ask("select operands from definitions.published_sums where sum_id = 'respondents_listed'")
    (private,) = ask("select operands from definitions.published_sums where sum_id = 'public_listed'")
    organisations = ask("select count(distinct organisation) from definitions.consultation_respondents")
    assert organisations == [int(listed) - int(private)]


def test_dq12_a_word_that_its_figure_does_not_bear_out_is_doubted(ask):
    values = ask("select value from meta.issues where rule = 'words_against_figure' order by source_row")
    assert '"small number" (CONS, line 1037): 35 of 94, 37%' in values[-1]
    assert not [value for value in values if "significant minority" in value]


def test_dq13_yes_yes_with_reservations_and_no_are_three_bands(ask, when_changed):
    bands = ask(
        """
        select band, sum(responses)::integer from marts.consultation
        where question = 'Q5' and level = 'main' group by band order by min(line)
        """
    )
    assert bands == [("yes", 34), ("yes, with reservations", 25), ("no", 35)]
    values = ask("select value from meta.issues where rule = 'words_against_figure' order by source_row")
    assert [value for value in values if '"majority"' in value and "34 of 94, 36%" in value]
    assert not [value for value in values if "59 of 94" in value]
    assert when_changed(WORDS, "CONS", part="48") == set()


@pytest.mark.parametrize(
    "answers",
    [pytest.param({"Q2.1", "Q2.2"}, id="DQ14"), pytest.param({"QS.3", "Q7.2", "Q3.3"}, id="DQ15")],
)
def test_answers_are_known_by_their_code_and_two_labels_are_doubted(answers, ask, doubted):
    assert answers <= doubted("answer_printed_in_two_ways", ANSWERS)
    rows = ask("select answer, heading from definitions.consultation_responses where heading is not null")
    labels = dict(ask("select answer, response_group from marts.consultation"))
    for answer, heading in rows:
        assert labels[answer] != heading
        assert heading not in labels.values()
    assert len(labels) == ask("select count(*) from marts.consultation")[0]


def test_dq16_eight_questions_are_seven_and_a_supplementary_one(ask, doubted, when_changed):
    questions = set(ask("select distinct question from marts.consultation where question <> 'RESP'"))
    assert questions == set(QUESTIONS)
    assert "questions_posed" not in doubted("published_sum_off", SUMS)
    assert when_changed(SUMS, "questions_posed", operands="7") == {"published_sum_off"}


def test_dq17_a_gap_is_in_percentage_points_and_a_missing_period_is_said(ask, doubted):
    assert facts_of(ask, "gap in the employment rate", "value, unit, period") == [
        (5.2, "percentage points", "not stated"),
        (6.0, "percentage points", "not stated"),
    ]
    assert doubted("gap_in_per_cent", FACTS) == {"employment_gap_start", "employment_gap_end"}


@pytest.mark.parametrize(
    "names",
    [
        pytest.param({"satisfaction_fall": -10}, id="DQ18"),
        pytest.param({"great_lever_satisfaction": 16, "great_lever_litter": -18}, id="DQ19"),
    ],
)
def test_a_change_that_may_be_in_points_is_ambiguous_and_drawn_nowhere(names, ask, doubted, when_changed):
    assert names.keys() <= doubted("ambiguous_change", FACTS)
    for name, value in names.items():
        rows = ask("select value, unit, is_chartable from marts.facts where fact_id = ?", name)
        assert rows == [(value, "ambiguous", False)]
        assert "ambiguous_change" not in when_changed(FACTS, name, unit_as_printed="percentage points")


def test_dq20_a_percentage_of_nobody_knows_what_is_doubted(doubted, when_changed):
    assert doubted("share_without_base", FACTS) == {"supplier_gains"}
    assert when_changed(FACTS, "supplier_gains", base="the region's spending") == set()


def test_dq21_a_source_older_than_its_figure_is_doubted(doubted, when_changed):
    assert doubted("source_older_than_period", FACTS) == {"benwell_crime", "benwell_empty_homes"}
    assert when_changed(FACTS, "benwell_empty_homes", source_published="2006") == set()
    assert when_changed(FACTS, "benwell_empty_homes", source_published="2006-09") == {"source_older_than_period"}


def test_dq22_two_answers_to_one_question_count_as_one_measure(ask, doubted, when_changed):
    rows = facts_of(ask, "influence over local decisions", "value, counts_as_measure, polarity")
    assert rows == [(61, False, "lower"), (39, True, "higher")]
    assert not doubted("complement_not_marked", FACTS)
    assert when_changed(FACTS, "no_influence", complement_of="", value="60") == set()
    assert when_changed(FACTS, "can_influence", complement_of="") == set()  # one of the two says it: enough


def test_dq22_a_complement_nobody_marked_is_doubted(copy):
    _, found = doubts(Claim("", FACTS, "no_influence", {"complement_of": ""}, "", ""), copy)
    assert [(rule, value) for rule, _, _, _, value, _ in found if rule == "complement_not_marked"] == [
        ("complement_not_marked", "39% and 61% (no_influence)")
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("cpa_2002_good", "cpa_2005_three_stars", id="DQ23"),
        pytest.param("cpa_2002_poor", "cpa_2005_no_stars", id="DQ24"),
    ],
)
def test_no_line_joins_two_methods(old, new, ask, doubted, when_changed):
    keys = dict(ask("select fact_id, line_key from marts.facts where fact_id in (?, ?)", old, new))
    assert keys[old] != keys[new]
    assert new in doubted("method_changed", FACTS)
    assert old not in doubted("method_changed", FACTS)
    (method,) = ask("select method from marts.facts where fact_id = ?", old)
    assert when_changed(FACTS, new, method=method) == set()


def test_dq25_elements_and_indicators_are_different_things_and_keep_their_words(ask):
    rows = facts_of(ask, "burden of reporting", "value, unit, wording")
    assert rows == [
        (None, None, "many hundreds"),
        (600, "elements", "approximately"),
        (1200, "indicators", "between"),
        (600, "indicators", "between"),
    ]


@pytest.mark.parametrize(
    ("topic", "history"),
    [
        pytest.param(
            "size of the national indicator set", [("200", "about"), ("198", None), ("198", None)], id="DQ26 size"
        ),
        pytest.param(
            "number of targets in an agreement", [("35", "around"), ("35", "up to"), ("35", "up to")], id="DQ26 limit"
        ),
        pytest.param("start of the new performance framework", [("2009-04", None), ("2008-04", None)], id="DQ27"),
        pytest.param(
            "annual review of the Sustainable Community Strategy",
            [("required", None), ("not required", None)],
            id="DQ28",
        ),
        pytest.param("who signs off an agreement", [("full council", None), ("local discretion", None)], id="DQ29"),
        pytest.param(
            "duty to have regard",
            [("national priorities, by direction", None), ("all agreement targets", None)],
            id="DQ30",
        ),
    ],
)
def test_the_newest_document_says_the_rule_and_the_older_ones_stay(topic, history, ask):
    rows = facts_of(ask, topic, "value_as_published, wording, is_current, document_date")
    assert [(value, wording) for value, wording, *_ in rows] == history
    assert [is_current for _, _, is_current, _ in rows] == [False] * (len(rows) - 1) + [True]
    assert rows[-1][3] == max(date for *_, date in rows)


def test_dq28_no_page_says_that_a_yearly_review_of_the_strategy_is_required():
    claim = re.compile(
        r"(annual|yearly)\s+review.{0,80}(strategy|SCS)|(strategy|SCS).{0,80}(annual|yearly)\s+review",
        re.DOTALL | re.IGNORECASE,
    )
    pages = [path for path in (PROJECT / "pages").rglob("*.py")]
    assert pages
    assert not [path for path in pages if claim.search(path.read_text(encoding="utf-8"))]
    assert claim.search("an annual review of the Sustainable Community Strategy")


def test_dq31_a_name_split_over_two_lines_is_one_of_27_beside_an_open_class(ask):
    rows = ask("select is_named, count(*) from definitions.statutory_partners where named_in_2008 = 'yes' group by 1")
    assert dict(rows) == {"yes": 27, "no": 1}
    split = ask(
        """
        select partner, line_of_2008, continued_on_line from definitions.statutory_partners
        where partner like '%Skills%'
        """
    )
    assert split == [("Learning and Skills Council in England", "132", "146")]
    assert ask("select partner from definitions.statutory_partners where partner like 'Council%'") == []


@pytest.mark.parametrize(
    ("name", "printed", "meant"),
    [
        pytest.param("needs_assessment", "Pacts", "PCTs", id="DQ32"),
        pytest.param("district_alignment", "SMS", "SCS", id="DQ33"),
        pytest.param("scs_guidance", "sector 4 of", "section 4 of", id="DQ34"),
        pytest.param("cohesion_pathfinders", "Cante Report", "Cantle Report", id="DQ35 Cantle"),
        pytest.param("london_framework", "Greater London Assembly", "Greater London Authority", id="DQ35 London"),
    ],
)
def test_a_misprint_is_mended_and_its_print_kept(name, printed, meant, ask):
    ((as_printed, as_meant),) = ask("select as_printed, as_meant from marts.facts where fact_id = ?", name)
    assert printed in as_printed
    assert meant in as_meant
    assert printed not in as_meant


def test_only_the_line_of_a_misprint_is_mended(ask):
    """'SMS' is a word elsewhere; a quotation of another line stays as it is."""
    mended = ask("select document, line from marts.facts where as_printed <> as_meant")
    misprints = ask("select document, line::integer from definitions.misprints")
    assert sorted(mended) == sorted(misprints)


@pytest.mark.parametrize("name", ["core_cities_chart", "cpa_chart", "framework_chart"])
def test_dq36_no_figure_is_invented_for_a_lost_image(name, ask, doubted, when_changed):
    rows = ask("select value, is_chartable, missing_reason from marts.facts where fact_id = ?", name)
    assert rows == [(None, False, "figure not available in source text")]
    assert not doubted("figure_of_a_lost_image", FACTS)
    assert when_changed(FACTS, name, value="12") == {"figure_of_a_lost_image"}


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        pytest.param("procurement_cards", {"result_as_printed": "44000000", "wording": ""}, id="DQ37"),
        pytest.param("e_auction_return", {"result_as_printed": "9.4"}, id="DQ38"),
        pytest.param("leader_and_cabinet", {"operands": "218|388"}, id="DQ39"),
        pytest.param("cumbria_leaders", {"operands": "7|52"}, id="DQ40"),
    ],
)
def test_a_sum_that_reconciles_is_left_in_peace(name, wrong, doubted, when_changed):
    assert name not in doubted("published_sum_off", SUMS)
    assert when_changed(SUMS, name, **wrong) == {"published_sum_off"}


def test_dq37_holds_to_the_pound(when_changed):
    assert when_changed(SUMS, "procurement_cards", wording="") == set()


@pytest.mark.parametrize("name", ["turnout_2005_lowest", "turnout_2005_highest"])
def test_dq41_a_figure_of_unusual_circumstances_carries_its_caveat(name, ask, doubted, when_changed):
    ((context, caveat),) = ask("select context, caveat from marts.facts where fact_id = ?", name)
    assert "general election" in context
    assert "Not comparable" in caveat
    assert not doubted("context_without_caveat", FACTS)
    assert when_changed(FACTS, name, caveat="") == {"context_without_caveat"}


def test_dq42_of_the_respondents_only_organisations_are_carried(ask):
    """That a private person refuses the build is shown in test_checks.py; here, that none came in."""
    organisations = ask("select organisation from definitions.consultation_respondents")
    assert len(organisations) == 162
    titled = re.compile(r"\b(mr|mrs|ms|miss|mx|dr|prof|professor|rev|sir|dame|cllr|councillor)\b", re.IGNORECASE)
    assert not [name for name in organisations if titled.search(name)]
    assert ask("select count(*) from marts.consultation where response_group = 'Members of Public'") == [1]
    assert not ask(
        "select 1 from information_schema.tables where table_schema = 'marts' and table_name like '%respondent%'"
    )


def test_every_case_is_here():
    text = Path(__file__).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:test_dq|id=\"DQ)(\d\d)", text))
    assert named == {f"{number:02d}" for number in range(1, 43)}
