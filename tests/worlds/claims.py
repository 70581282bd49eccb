"""What documents claim, made wrong: cells of the definitions of published sums, words, facts and answers."""

# Hypothesis keeps this module to the very end, and duckdb complains of any of its types kept so long.
from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from data_pipeline.building import definitions, faults, tables
from tests.worlds import figures as w


@dataclass(frozen=True)
class Claim:
    """Cells of one row of a definition made wrong, and the doubt that must come of it, of which row and cell."""

    rule: str
    stem: str
    key: str
    cells: dict[str, str]
    column: str
    says: str
    row: int | None = None  # where the doubt falls on another row than the one that was changed


SUMS, WORDS, FACTS, ANSWERS = "published_sums", "published_words", "published_facts", "consultation_responses"
SPENT = "childrens_services_spending"
DOUBTED_CLAIMS = [
    Claim("published_sum_off", SUMS, "bandstands", {"result_as_printed": "31"}, "result_as_printed", "give 32.5"),
    Claim("published_sum_off", SUMS, "bandstands", {"result_as_printed": "34"}, "result_as_printed", "prints 34"),
    Claim("published_sum_off", SUMS, "clocks", {"wording": ""}, "result_as_printed", "give 63"),
    Claim("published_sum_off", SUMS, "clocks", {"operands": "7|8"}, "result_as_printed", "give 56"),
    Claim("published_sum_off", SUMS, "clocks", {"kind": "sum"}, "result_as_printed", "give 16"),
    Claim("published_sum_off", SUMS, "bandstands", {"kind": "ratio"}, "result_as_printed", "give 0.3"),
    Claim("published_sum_off", SUMS, "bandstands", {"operands": "0|0"}, "result_as_printed", "give"),
    Claim("words_against_figure", WORDS, "WP", {"part": "39"}, "words", '"majority" (WP, line 3): 39 of 80, 49%'),
    Claim("words_against_figure", WORDS, "WP", {"words": "small number"}, "words", "41 of 80, 51%"),
    Claim("words_against_figure", WORDS, "WP", {"words": "significant minority"}, "words", "41 of 80"),
    Claim("percent_off", ANSWERS, "RESP.4", {"percent_as_printed": "55%"}, "percent_as_printed", "100 of 180"),
    Claim("percent_off", ANSWERS, "RESP.4", {"percent_as_printed": "<55%"}, "percent_as_printed", "100 of 180"),
    Claim("percents_do_not_add_up", ANSWERS, "RESP.4", {"percent_as_printed": "58%"}, "percent_as_printed",
          "RESP: 103%", row=7),
    Claim("percents_do_not_add_up", ANSWERS, "Q1.2", {"percent_as_printed": "48%"}, "percent_as_printed",
          "Q1: 98%", row=10),
    Claim("answers_do_not_add_up", ANSWERS, "Q1.2", {"responses": "100"}, "responses", "199 printed, 200 counted",
          row=10),
    Claim("answers_do_not_add_up", ANSWERS, "RESP.3", {"responses": "52"}, "responses", "Councils: 79 printed, 78",
          row=2),
    Claim("more_answers_than_respondents", ANSWERS, "Q1.total", {"base_type": "respondents"}, "base_type",
          "Q1: 199 of 180"),
    Claim("answer_printed_in_two_ways", ANSWERS, "Q1.1", {"heading": "Yes, but"}, "heading", "Yes, but"),
    Claim("gap_in_per_cent", FACTS, "reading_gap", {"unit_as_printed": "%"}, "unit_as_printed", "6% (WP, line 7)"),
    Claim("gap_in_per_cent", FACTS, "reading_gap", {"unit_as_printed": ""}, "unit_as_printed", "6, no unit"),
    Claim("ambiguous_change", FACTS, "reading_gap", {"measure": "change of a share", "unit_as_printed": "%"},
          "unit_as_printed", "6 %"),
    Claim("share_without_base", FACTS, "can_read", {"base": ""}, "base", "61% can read"),
    Claim("source_older_than_period", FACTS, "can_read", {"source_published": "2004"}, "source_published",
          "to 2005, from a publication of 2004"),
    Claim("source_older_than_period", FACTS, "reading_gap", {"period_end": "2006-10", "source_published": "2006-09"},
          "source_published", "to 2006-10"),
    Claim("complement_not_marked", FACTS, "cannot_read", {"complement_of": ""}, "complement_of", "39% and 61%"),
    Claim("method_changed", FACTS, "cannot_read", {"method": "by post"}, "method", "by post; before: not stated"),
    Claim("figure_of_a_lost_image", FACTS, "reading_chart", {"value": "12"}, "value", "12"),
    Claim("context_without_caveat", FACTS, "can_read", {"context": "in the holidays"}, "caveat", "in the holidays"),
    Claim("spending_above_gross", SPENT, w.CASTERBRIDGE, {"net_current_gbp": "600001"}, "net_current_gbp",
          "600001 net, 600000 gross"),
    Claim("spending_above_gross", SPENT, w.CASTERBRIDGE, {"net_current_gbp": "-1"}, "net_current_gbp", "-1 net"),
    Claim("spending_all_nought", SPENT, w.COKETOWN, {"gross_gbp": "0", "net_current_gbp": "0"}, "gross_gbp",
          "0 in all of 1 lines"),
]  # fmt: skip
CLAIM_RULES = [
    path
    for path in sorted((tables.TABLES / "rules").rglob("*.sql"))
    if not re.search(r"\b(staging|packs)\.", path.read_text())
]


def doubts(claim: Claim, damaged: Path) -> tuple[int, list[tuple]]:
    """Make the claim wrong in the loaded files, look for issues again, and take it back.

    Returns the row changed, and of each doubt: rule, file, row, column, value, whether it says what to do.
    """
    with duckdb.connect(str(damaged)) as con:
        con.execute("begin")
        row = amend(con, claim.stem, claim.key, claim.cells)
        con.execute("drop table meta.findings")
        faults.find(con, CLAIM_RULES)
        found = con.execute(
            """
            select rule, file, source_row, column_name, value, problem <> '' and what_to_do <> ''
            from meta.findings join meta.files using (source_id) where severity = 'doubt'
            """
        ).fetchall()
        con.execute("rollback")
    return row, found


def amend(con: duckdb.DuckDBPyConnection, stem: str, key: str, cells: dict[str, str]) -> int:
    """Change cells of the first row of a definition whose first column is `key`; returns its number."""
    (row,) = con.execute(
        f"select min(source_row) from definitions.{stem} where {definitions.DEFINITIONS[stem][0]} = ?", [key]
    ).fetchone()
    for column, text in cells.items():
        con.execute(f"update definitions.{stem} set {column} = nullif(?, '') where source_row = ?", [text, row])
    return row


WRONG_DEFINITIONS = [
    (SUMS, "bandstands", {"kind": "guess"}, "not a kind of sum"),
    (SUMS, "bandstands", {"operands": "26"}, "not the numbers of such a sum"),
    (SUMS, "bandstands", {"operands": "26|many"}, "not the numbers of such a sum"),
    (SUMS, "bandstands", {"result_as_printed": "a third"}, "not a number"),
    (SUMS, "clocks", {"wording": "give or take"}, "how far this word may stretch"),
    (WORDS, "WP", {"words": "some"}, "which shares this can stand for"),
    (WORDS, "WP", {"part": "81"}, "not a part of the whole"),
    (WORDS, "WP", {"whole": ""}, "not a part of the whole"),
    (FACTS, "can_read", {"measure": "feeling"}, "not a kind of fact"),
    (FACTS, "reading_gap", {"fact_id": "can_read"}, "another row has this name"),
    (FACTS, "reading_gap", {"document": "X"}, "no document has this name"),
    (FACTS, "reading_gap", {"value": "six"}, "not a number"),
    (FACTS, "reading_gap", {"complement_of": "nothing"}, "no fact has this name"),
    (ANSWERS, "Q1.1", {"responses": "many"}, "not a count"),
    (ANSWERS, "Q1.1", {"percent_as_printed": "half"}, "not a whole per cent"),
    (ANSWERS, "Q1.1", {"base_type": "people"}, "what is counted"),
    (ANSWERS, "Q1.2", {"answer": "Q1.1"}, "another row has this code"),
    (ANSWERS, "Q1.1", {"level": "total"}, "not one total"),
    # A former district has no duties to children, though it may have the name of a council that has.
    (SPENT, w.CASTERBRIDGE, {"area_code": w.MELCHESTER}, "no council with duties to children"),
    (SPENT, w.CASTERBRIDGE, {"area_code": w.BARCHESTER}, "no council with duties to children"),
    (SPENT, w.CASTERBRIDGE, {"period": "2011-04-01/P1Y"}, "not a financial year of the agreements"),
    (SPENT, w.COKETOWN, {"area_code": w.CASTERBRIDGE}, "another row has it"),
    (SPENT, w.CASTERBRIDGE, {"service": ""}, "there is no service"),
    (SPENT, w.CASTERBRIDGE, {"gross_gbp": "-600000"}, "not a number of pounds"),
    (SPENT, w.CASTERBRIDGE, {"net_current_gbp": "n/a"}, "not a number of pounds"),
    ("misprints", "WP", {"meant": "raed"}, "what was printed"),
    ("consultation_respondents", "WP", {"organisation": "Mr A. Example"}, "private person"),
    ("printed_figures", "WP", {"document": "X"}, "no document has this name"),
    ("printed_figures", "WP", {"line": "eight"}, "not a line"),
    ("printed_figures", "WP", {"value": ""}, "nothing that was printed"),
    ("printed_figures", "WP", {"area_code": "E99"}, "no area has this code"),
    ("printed_figures", "WP", {"fact_id": "can_read|nothing"}, "no fact has this name"),
    ("consultation_texts", "WP", {"kind": "rumour"}, "not a kind of passage"),
    ("consultation_texts", "WP", {"question": "Q9"}, "no question has this code"),
    ("consultation_texts", "WP", {"document": "X"}, "no document has this name"),
    ("consultation_texts", "WP", {"wording": ""}, "there are no words"),
    ("consultation_texts", "WP", {"plain": ""}, "said in plain words"),
    ("consultation_quotations", "WP", {"answer": "Q1.9"}, "no answer to this question"),
    ("consultation_quotations", "WP", {"answer": "Q1.total"}, "no answer to this question"),
    ("consultation_quotations", "WP", {"respondent": "Mr A. Example"}, "not a kind of respondent"),
    ("consultation_quotations", "WP", {"wording": ""}, "there are no words"),
    ("old_sets", "LAA", {"document": "X"}, "no document has this name"),
    ("indicator_words", "NI 901", {"indicator": "NI 999"}, "no indicator has this name"),
    ("further_words", "NI", {"term": "laa"}, "the glossary has this word already"),
    ("further_words", "NI", {"source": ""}, "nobody is named who says so"),
    ("statutory_partners", "The Board of Clocks", {"is_named": "perhaps"}, "neither yes nor no"),
    ("statutory_partners", "The Board of Clocks", {"answers": "never"}, "no way to answer scrutiny"),
    ("council_names", w.COKETOWN, {"area_code": "E99999999"}, "no area has this code"),
    ("council_names", w.COKETOWN, {"council": ""}, "no name of a council"),
    ("council_duties", "1", {"tier": "parish"}, "not a tier"),
    ("council_duties", "1", {"law": ""}, "nothing says that this is theirs"),
    ("council_duties", "2", {"document": "X"}, "no document has this name"),
    ("redress", "1", {"what_to_do": ""}, "nothing to do"),
    ("redress", "1", {"address": "http://beadle.example/"}, "no address that a browser opens safely"),
    ("redress", "1", {"not_for": f"{w.COKETOWN};E99999999"}, "no area has this code"),
    ("redress", "1", {"document": "", "line": "", "law": ""}, "nothing says that this can be done"),
    ("local_action", "SSC", {"take_part": ""}, "nothing to do"),
    ("local_action", "SSC", {"theme": "XYZ"}, "no theme has this code"),
    ("local_action", "SSC", {"line": ""}, "nothing says that there were such partnerships"),
    ("spatial_levels", "parish", {"tier": "parish"}, "does not say whose they are"),
    ("spatial_levels", "parish", {"partner": "Nobody"}, "no partner has this name"),
    ("national_indicators", "NI 901", {"spatial_level": "bells"}, "nothing says who reports at this level"),
]
