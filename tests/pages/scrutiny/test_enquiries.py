"""Lines of enquiry: every reason found again in plain Python, every question read for a word that takes sides."""

import re
from datetime import date

import pytest

from data_pipeline import queries, words
from data_pipeline.queries.scrutiny import enquiries
from tests.running import PROJECT, definitions

EXAMPLE, ROTHERHAM, CUMBRIA, PORTSMOUTH = "X10000001", "E08000018", "E10000006", "E06000044"
YEAR = "2010/11"
SAYS, ASKED_OF = words.scrutiny.enquiry, words.scrutiny.witnesses
TONE = re.compile("|".join(row["pattern"] for row in definitions("tone_words")), re.IGNORECASE)


def lines(real, area: str, agreement: str | None = None, **how: str | None) -> list[dict]:
    return queries.enquiries(real.con, area, agreement, how.pop("year", YEAR), **how)


def targets(found: list[dict], reason: str) -> set[str]:
    return {line["target"] for line in found for row in line["reasons"] if row["reason"] == reason and line["target"]}


def agreements(real) -> list[str]:
    return [row["area_code"] for row in queries.agreements(real.con)]


def everything(real) -> list[dict]:
    """Every reason of every agreement, of every edition of the example, and of every tenth place without one."""
    places = [
        row["area_code"] for row in queries.asking.all_rows(real.con, "from marts.areas where has_card order by 1")
    ]
    editions = [row["edition"].isoformat() for row in queries.editions(real.con, EXAMPLE)]
    found = [line for code in agreements(real) for line in lines(real, code, code)]
    found += [line for day in editions for line in lines(real, EXAMPLE, EXAMPLE, as_of=day, year=None)]
    return found + [line for code in places[::10] for line in lines(real, code)]


@pytest.mark.parametrize("as_of", [None, "2009-07-29", "2010-07-29"])
@pytest.mark.parametrize("code", [EXAMPLE, ROTHERHAM])
def test_promises_are_asked_about_for_what_their_ratings_say(real, code, as_of):
    found = lines(real, code, code, as_of=as_of)
    rated = queries.ratings(real.con, code, as_of)
    assert targets(found, "not kept") == {row["target"] for row in rated if row["end_code"] == "not kept"}
    assert targets(found, "gone backwards") == {row["target"] for row in rated if row["rating_code"] == "backwards"}
    assert targets(found, "behind") == {
        row["target"] for row in rated if row["rating_code"] == "behind" and row["end_code"] != "not kept"
    }
    assert targets(found, "kinder word") == {
        row["target"] for row in rated if row["disagreement"] == "kinder than the figures"
    }
    hidden = {(row["target"], row["district_code"]) for row in queries.masking(real.con, code, as_of)}
    assert hidden == {
        (line["target"], row["district_code"])
        for line in found
        for row in line["reasons"]
        if row["reason"] == "hidden by the whole" and line["target"]
    }
    doubts = {row["target"] for row in queries.target_audit(real.con, code, as_of) if row["is_target_in_doubt"]}
    beside = {row["target"] for row in rated if row["is_beside"]}
    assert targets(found, "target in doubt") == doubts - beside
    day = as_of or date.today().isoformat()
    for line in found:
        for row in line["reasons"]:
            assert (row.get("asks_from") or date.min).isoformat() < day


@pytest.mark.parametrize("code", [ROTHERHAM, CUMBRIA, PORTSMOUTH, "E07000086", "E09000007", "E06000053"])
def test_published_figures_are_asked_about_without_any_target(real, code):
    """The same reasons from the rows of the card and its comparisons, one at a time."""
    series = {row["series_id"]: row for row in queries.series(real.con)}
    place = queries.area(real.con, code)
    expected = set()
    for card in queries.asking.all_rows(
        real.con, "from marts.report_card where area_code = ? and reporting_year = ?", [code, YEAR]
    ):
        of = series[card["series_id"]]
        sign = {"higher": 1, "lower": -1}.get(of["polarity"], 0)
        beside = {row["comparator"]: row for row in queries.asking.all_rows(
            real.con, "from marts.comparisons where area_code = ? and series_id = ? and reporting_year = ?",
            [code, card["series_id"], YEAR],
        )}  # fmt: skip
        if card["better_or_worse"] == "worse" and card["is_change_clear"]:
            expected.add((card["series_id"], "got worse", "sure"))
        if (
            card["better_or_worse"] == "worse"
            and card["is_change_clear"] is None
            and card["improvement_in_spreads"] <= -0.5
            and place["population_2008"] >= 10_000
        ):
            expected.add((card["series_id"], "got worse", "untested"))
        england, others = beside.get("england"), beside.get("similar")
        if england and england["words"] == "worse" and england["is_clear"]:
            expected.add((card["series_id"], "behind England", "sure"))
        if others and others["words"] in ("worse", "much worse") and sign:
            worst_quarter = others["lower_quartile" if sign > 0 else "upper_quartile"]
            kindest = card["value"] if of["is_complete"] else card["upper" if sign > 0 else "lower"]
            in_reach = kindest is None or sign * (kindest - others["median"]) >= 0
            if sign * (card["value"] - worst_quarter) <= 0 and not in_reach:
                expected.add((card["series_id"], "behind similar places", "sure"))
        if card["missing_reason"] == "not published for this place and year" and card["area_count"]:
            expected.add((card["series_id"], "no figure", "fact"))
    found = {
        (row["series_id"], row["reason"], row["how_sure"])
        for line in lines(real, code)
        for row in line["reasons"]
        if row["reason"] not in ("hidden by the whole", "gap widening")
    }
    assert found == expected


def test_no_question_takes_a_side_and_each_rests_on_what_it_says(real):
    """What is quoted is the paper's own; nothing but “why is there none?” is asked where there is no figure."""
    asked = 0
    for line in everything(real):
        for row in line["reasons"]:
            question = SAYS.question(row)
            asked += 1
            assert not TONE.search(re.sub("“[^”]*”", "", question)), question
            assert question.endswith("?") and not re.search(r"\bnan\b|\bNone\b(?! set)", question), question
            if row["reason"] in ("no figure", "no figure at the end"):
                assert question.count("?") == 1 and question.endswith("Why is there none?")
            if row["reason"] in ("not kept", "behind", "gone backwards"):
                assert row["now_printed"] in question and row["now_for"] in question + row["now_printed"]
            assert row["reason"] in SAYS.NAMES
    assert asked > 500


def test_every_reason_occurs_and_has_a_name_and_a_rule(real):
    named = {rule.removeprefix("enquiry.") for rule in queries.rules(real.con, "enquiry")}
    assert named == set(queries.REASONS) == set(SAYS.NAMES)
    found = {row["reason"] for line in everything(real) for row in line["reasons"]}
    assert found == set(queries.REASONS) - {"no better since"}  # No recommendation in the papers has a figure since.


def test_the_surest_come_first_and_among_them_those_of_most_people(real):
    for code in (EXAMPLE, ROTHERHAM, PORTSMOUTH):
        found = lines(real, code, code if code != PORTSMOUTH else None)
        order = [
            (not line["is_of_result"], enquiries.SURENESS.index(line["how_sure"]), -(line["people"] or 0))
            for line in found
        ]
        assert order == sorted(order)
        assert len({line["line"] for line in found}) == len(found)


def test_what_could_be_chance_is_called_that_beside_the_question(real):
    said = {
        "sure": ("more than chance", "no chance in it"),
        "untested": ("nobody can say",),
        "chance": ("could be chance",),
    }
    for line in lines(real, EXAMPLE, EXAMPLE) + lines(real, PORTSMOUTH):
        for row in line["reasons"]:
            if row["how_sure"] != "fact":
                assert any(part in SAYS.evidence(row) for part in said[row["how_sure"]])


def test_c7_every_question_names_a_body_and_how_the_law_bound_it(real):
    bodies, kinds = queries.lead_bodies(real.con), queries.indicator_bodies(real.con)
    for code in agreements(real):
        for line in lines(real, code, code):
            if line["target"]:
                told = ASKED_OF.of_promise(line, bodies)
                assert told[0] == ASKED_OF.ASK_THE_BOARD if line["lead_partner"] is None else len(told) >= 1
                for part in re.split(r"; | / ", line["lead_partner"] or ""):
                    assert part in " ".join(told)
            elif line["series_id"]:
                assert (
                    ASKED_OF.of_measure(kinds.get(line["indicator"]), "The council answers.")[-1]
                    == "The council answers."
                )
    duty = {row["body"]: row["answers"] for rows in bodies.values() for row in rows}
    assert duty["Exampleshire Police"] == "police law"
    assert (
        duty["Exampleshire Fire and Rescue Authority"] == duty["Cambridgeshire Primary Care Trust"] == "20 working days"
    )
    assert duty["Cumbria County Council"] == duty["Copeland BC"] == "council"
    assert duty["2010 Rotherham Ltd."] is duty["Cumbria Vision"] is None


def test_what_was_asked_before_and_what_is_overdue_stand_with_their_measure(real):
    found = {line["line"]: line for line in lines(real, EXAMPLE, EXAMPLE)}
    on = "select * from marts.exchanges where agreement_code = ? and target is not null"
    for row in queries.asking.all_rows(real.con, on, [EXAMPLE]):
        if row["target"] in found:
            assert row["exchange"] in {before["exchange"] for before in found[row["target"]]["asked"]}
    late = {row["exchange"] for row in queries.exchanges(real.con, EXAMPLE) if row["standing"] == "overdue"}
    assert late == {
        row["exchange"] for line in found.values() for row in line["reasons"] if row["reason"] == "answer overdue"
    }
    sheet = (PROJECT / "data/agreements/exampleshire/actions.csv").read_text()
    overdue = [row for line in found.values() for row in line["reasons"] if row["reason"] == "action overdue"]
    assert overdue
    for row in overdue:
        assert row["done_on"] is None and row["due_by"] < row["day"] and row["what"] in sheet
        assert row["days_late"] == (row["day"] - row["due_by"]).days


def test_what_came_of_an_action_is_not_told_before_the_papers_that_tell_it(real):
    """A01 was done in June 2010, and its result speaks of a figure of 2011."""
    for as_of, is_told in (("2010-09-14", False), (None, True)):
        (line,) = [line for line in lines(real, EXAMPLE, EXAMPLE, as_of=as_of) if line["line"] == "T04"]
        (done,) = [row for row in line["actions"] if row["action"] == "A01"]
        (sheet,) = [row for row in queries.pack_sheet(real.con, "actions", EXAMPLE, as_of) if row["action"] == "A01"]
        assert (done["done_on"], sheet["done_on"]) == ("2010-06-14", "2010-06-14")
        assert (done["result"] is not None) == (sheet["result"] is not None) == is_told


def test_c5_a_district_has_its_own_rows_and_those_of_the_whole(real):
    district = "X07000003"
    found = lines(real, EXAMPLE, EXAMPLE, district=district)
    whole = lines(real, EXAMPLE, EXAMPLE)
    assert {line["area_code"] for line in found} <= {EXAMPLE, district}
    assert {row["district_code"] for line in found for row in line["reasons"] if row.get("district_code")} == {district}
    kept = {(line["line"], row["reason"]) for line in found for row in line["reasons"]}
    for line in whole:
        for row in line["reasons"]:
            concerns = {line["area_code"], row.get("district_code")} - {EXAMPLE, None}
            assert ((line["line"], row["reason"]) in kept) == (concerns <= {district}), (line["line"], row["reason"])
    assert len(kept) < sum(len(line["reasons"]) for line in whole)


def test_similar_places_where_it_went_better_are_named_with_their_figures(real):
    named = [line for line in lines(real, ROTHERHAM, ROTHERHAM) if line["elsewhere"]]
    alike = {row["similar_code"] for row in queries.similar_areas(real.con, ROTHERHAM)}
    assert named
    for line in named:
        for row in line["elsewhere"]:
            assert row["area_code"] in alike and len(line["elsewhere"]) <= 2
            card = queries.card_line(real.con, row["area_code"], line["series_id"] or row["indicator"], YEAR)
            if card:
                assert card["value"] == row["value"] and card["better_or_worse"] == "better"
