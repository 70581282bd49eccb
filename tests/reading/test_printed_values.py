"""Printed values: every way a committee writes a number, and every reason for having none."""

import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_pipeline.reading import printed_values

NUMBERS = [
    ("12.3%", 12.3), ("4.6 %", 4.6), ("38.30", 38.3), ("2,737", 2737), ("£1,234", 1234), ("£ 1,234.50", 1234.5),
    ("9.5 days", 9.5), ("32.0 per 1000 females", 32), ("867 per 100,000", 867), ("0", 0), ("0%", 0), ("-5", -5),
    ("−5.5", -5.5), (".5", 0.5), ("18.72152169", 18.72152169), (" 7\xa0", 7), ("149 units", 149),
    ("1,234,567", 1234567), ("1e3", 1000), ("1e+05", 100000), ("1.2E6", 1200000), ("8.4e-05", 0.000084),
    ("12.3[note 2]", 12.3), ("12.3 [note 1, note 4]", 12.3),
    ("36% (see footnote)", 36), ("200 (merged year cell)", 200),
    ("97.5% (increase of 3%)", 97.5),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "number"), NUMBERS)
def test_a_clean_number_is_read_whatever_its_dress(printed, number):
    assert printed_values.parse(printed) == printed_values.Value(number, None)


DATED = [
    # printed, number, the data's own period, mark
    ("55.7 (for 2009)", 55.7, "2009", None),
    ("28.9% (to Feb 11)", 28.9, "to Feb 11", None),
    ("18.8% (2010/11)", 18.8, "2010/11", None),
    ("64% (06/07)", 64, "06/07", None),
    ("10.96% (2005 provisional)", 10.96, "2005", "provisional"),
    ("0 (2004 baseline)", 0, "2004", None),
    ("70.3% (rolling year to April 2010)", 70.3, "rolling year to April 2010", None),
    ("72.38% in 2009/10", 72.38, "2009/10", None),
    ("200 homes for 2008/9", 200, "2008/9", None),
    ("1,234 (p)", 1234, None, "provisional"),
    ("1,234 (r)", 1234, None, "revised"),
    ("225 units (estimate)", 225, None, "estimated"),
    ("12.3 [r]", 12.3, None, "revised"),
    ("12.3r", 12.3, None, "revised"),
    ("1,234 R", 1234, None, "revised"),
    ("12.3e", 12.3, None, "estimated"),
    ("5[p]", 5, None, "provisional"),
    ("12.3 [est]", 12.3, None, "estimated"),
    ("48.5% (TBC by CSD)", 48.5, None, "to be confirmed"),
]


@pytest.mark.parametrize(("printed", "number", "period", "mark"), DATED)
def test_what_a_cell_says_about_its_number_is_kept(printed, number, period, mark):
    assert printed_values.parse(printed) == printed_values.Value(number, None, period, mark)


REASONS = [
    ("", "empty"), (None, "empty"), ("\xa0 ", "empty"),
    ("None set", "not set"), ("No target set", "not set"), ("not set", "not set"),
    ("TBC", "to be confirmed"), ("tba", "to be confirmed"), ("Current LAA - TBC with GONW, etc", "to be confirmed"),
    ("n/a", "not applicable"), ("N/A", "not applicable"), ("NA", "not applicable"),
    ("Deleted", "deleted"), ("#", "suppressed"), ("*", "suppressed"), ("x", "suppressed"),
    ("#DIV/0!", "error"), ("#N/A", "error"), ("#REF!", "error"),
    ("New PI", "pending"), ("First measurement was 08/09", "pending"), ("?", "pending"),
    ("not yet available", "pending"),
    ("..", "not available"), ("-", "not available"), ("–", "not available"), ("not available", "not available"),
    ("Refer to section 1.", "see elsewhere"), ("see footnote", "see elsewhere"),
    ("4.1%94", "two numbers"), ("5,750 (77%)", "two numbers"), ("12,34", "two numbers"), ("45 or 46", "two numbers"),
    ("4.6 % obese (2002) 15.1% overweight (2002)", "two numbers"), ("74.2 70.1 69.8", "two numbers"),
    ("142 at the end of December (27 in the quarter)", "text"),
    ("reduce by 10%", "a change, not a level"), ("down by 30.4%", "a change, not a level"),
    ("drop of 24% since 1998", "a change, not a level"), ("5% fewer", "a change, not a level"),
    ("+3", "a change, not a level"), ("17.5% from 2004", "a change, not a level"),
    ("Good progress", "text"), ("12p", "text"), ("12.3*", "text"), ("nan", "text"), ("inf", "text"),
    ("[c]", "suppressed"), ("[C]", "suppressed"), ("c", "suppressed"), ("confidential", "suppressed"),
    ("[x]", "not available"), ("NULL", "not available"), (":", "not available"), ("[z]", "not applicable"),
    ("z", "not applicable"), ("[u]", "unreliable"), ("u", "unreliable"), ("low reliability", "unreliable"),
    ("[low]", "low"), ("low", "low"), ("k", "low"), ("~", "low"), ("0~", "low"), ("0 [low]", "low"),
    ("0.0[low]", "low"),
    ("[w]", "none recorded"), ("none recorded", "none recorded"),
    ("[e]", "text"), ("[p]", "text"), ("[note 1]", "text"), ("5 [low]", "text"), ("12.3 [c]", "text"),
    ("12.3 [u]", "text"), ("12.3 [f]", "text"), ("12.3 (1)", "two numbers"), ("12.3¹", "text"), ("12.3 *", "text"),
    ("nil", "text"), ("(3.2)", "text"), ("1e400", "two numbers"), ("1 234", "two numbers"),
    ("60-65%", "two numbers"), ("60% (was 55%)", "two numbers"), ("60% by 2012", "two numbers"),
    ("60% of residents", "text"),
    ("increase to at least 60%", "a change, not a level"), ("at least 60% or 65%", "two numbers"), ("58%*", "text"),
    ("at least", "text"), ("60% or so", "text"),
    ("2009/10", "text"), ("2009/10 Actual", "text"), ("2010 / 11 target", "text"),
    ("(2007)", "text"), (".", "text"), ("99 bottles", "text"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "reason"), REASONS)
def test_what_is_not_one_clean_number_has_a_reason_and_no_number(printed, reason):
    value = printed_values.parse(printed)
    assert (value.number, value.reason) == (None, reason)


QUALIFIED = [
    ("<1%", "less than", "less than", 1), ("<5", "suppressed", "less than", 5), ("< 5", "suppressed", "less than", 5),
    ("<0.5", "less than", "less than", 0.5), ("less than 1%", "less than", "less than", 1),
    ("≤5", "suppressed", "at most", 5), ("up to 5%", "at most", "at most", 5),
    (">95%", "more than", "more than", 95), ("over 1,000", "more than", "more than", 1000),
    *(
        (printed.format("60%"), "at least", "at least", 60)
        for printed in (
            "at least {}", "At least {}", "≥{}", ">= {}", "{} or more", "{} or above", "{}+", "no less than {}",
            "not less than {}",
            "minimum {}", "a minimum of {}", "min. {}", "{} minimum", "{} (minimum)", "{} (or more)", "{} and over",
        )
    ),
    *(
        (printed.format("1,060"), "at most", "at most", 1060)
        for printed in (
            "at most {}", "no more than {}", "not more than {}", "{} or less", "{} or fewer", "{} or below",
            "maximum {}",
            "{} (max)", "max of {}", "not exceeding {}", "{} homes or fewer", "up to {} (2010/11)",
        )
    ),
    ("c. 22", "about", "about", 22), ("Almost 7,500 (93%)", "about", "about", 7500),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "reason", "qualifier", "bound"), QUALIFIED)
def test_a_qualified_number_keeps_its_bound_and_is_never_a_clean_number(printed, reason, qualifier, bound):
    """DQ07: '<1%' is 1 with the qualifier 'less than'; it may be shown, never reckoned with."""
    value = printed_values.parse(printed)
    assert (value.number, value.reason, value.qualifier, value.bound) == (None, reason, qualifier, bound)


def test_a_reason_keeps_a_period_that_can_be_read_and_no_other():
    assert printed_values.parse("n/a (2007)").period == "2007"
    assert printed_values.parse("n/a (Autumn 2007, Easter)").period is None


STATUSES = [
    ("", ""), ("Normal value", ""), ("Undefined", ""), ("[note 1]", ""), ("n/a", ""),
    ("p", "p"), ("[P]", "p"), ("provisional", "p"), ("Provisional value", "p"), ("prov", "p"),
    ("revised", "r"), ("Estimated figure", "e"), ("Estimate", "e"),
    ("[c]", "c"), ("C", "c"), ("suppressed", "c"), ("Missing value; suppressed", "c"), ("*", "c"),
    ("Suppressed for disclosure control", "c"), ("Confidential", "c"), ("Value withheld", "c"),
    ("[u]", "u"), ("Low reliability", "u"), ("not published: data quality", "u"),
    ("x", "x"), ("Missing value", "x"), ("missing", "x"), ("Not available", "x"), ("Data not yet available", "x"),
    ("[z]", "z"), ("Not applicable", "z"), ("Missing value; not applicable", "z"),
    ("[low]", "low"), ("Low", "low"), ("k", "low"), ("[w]", "w"), ("None recorded", "w"),
    ("derived", "derived"), ("q", "q"), ("Value for two together", "value for two together"),
    ("Estimated for two together", "estimated for two together"),
]  # fmt: skip


@pytest.mark.parametrize(("printed", "code"), STATUSES)
def test_a_status_in_words_or_brackets_is_the_code_for_it_and_an_unknown_one_stays(printed, code):
    assert printed_values.status(printed) == code


def test_what_sql_takes_for_a_known_status_is_what_has_a_code():
    with duckdb.connect() as con:
        for printed, _ in STATUSES:
            said = printed.lower().strip("[]")
            (known,) = con.execute("select regexp_full_match(?, ?)", [said, printed_values.KNOWN_STATUS]).fetchone()
            assert known == any(re.fullmatch(pattern, said) for _, pattern in printed_values.STATUS_WORDS), printed


@given(st.text() | st.from_regex(r"[£<]?\d{1,4}[.,]?\d{0,3} ?%?( \((for )?\d{0,4}[a-z ]{0,5}\))?", fullmatch=True))
def test_every_text_gives_a_number_or_a_reason_and_never_both(printed):
    value = printed_values.parse(printed)
    assert (value.number is None) != (value.reason is None)
    codes = {reason for reason, _ in printed_values.REASONS} | set(printed_values.CODES)
    assert value.reason is None or value.reason in codes


@given(st.decimals(-100000, 100000, places=2))
def test_a_number_is_the_number_that_is_printed(number):
    assert printed_values.parse(f"{number:,}").number == float(number)
    assert printed_values.parse(f"{number}%").number == float(number)


@given(st.text("0123456789.,%£<>()/ -", max_size=12))
def test_a_number_never_has_digits_that_were_not_printed_together(printed):
    value = printed_values.parse(printed)
    if value.number is not None:
        outside = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", printed)
        assert len(re.findall(r"[\d.,]*\d", outside)) <= 1 or "/" in outside


@pytest.mark.parametrize(("printed", "number"), [("2010/100,000", 2010), ("24/1000 people", 24), ("2,009/10", 2009)])
def test_a_rate_is_no_year(printed, number):
    assert printed_values.parse(printed).number == number
