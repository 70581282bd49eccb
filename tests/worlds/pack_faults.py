"""Faults to put into the pack of the fixture world, one for every rule over packs, and what only just is none."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.worlds import figures as w
from tests.worlds import packs as p

DOUBTS = {
    "agreement_incomplete", "dates_out_of_order", "floor_incomplete", "link_broken", "milestone_against_target",
    "more_than_one_lead", "old_target_lost", "outturn_in_words", "outturn_outside_interval",
    "petition_with_several_calls", "promise_in_words", "request_to_the_police", "risk_without_owner",
    "stage_against_answer", "survey_without_sample_size", "target_period_unknown",
}  # fmt: skip


@dataclass(frozen=True)
class Damage:
    """One thing done to the pack. `do` returns the row that the rule must name, where it is not the damaged row's.

    `found` is the sheet, column and value that must be named. `after`: rules that follow from it.
    """

    rule: str
    name: str
    do: Callable[[Path], int | tuple[int, ...]]
    found: tuple[str, str | None, str | None] = ("", None, None)
    after: tuple[str, ...] = ()


def amend(sheet: str, which: dict[str, str], /, **cells: str) -> Callable[[Path], int]:
    return lambda pack: p.amend(pack, sheet, which, **cells)


def append(sheet: str, *rows: dict[str, str]) -> Callable[[Path], int]:
    return lambda pack: p.append(pack, sheet, *rows)


def copy(sheet: str, which: dict[str, str], /, **cells: str) -> Callable[[Path], int]:
    return lambda pack: p.append(pack, sheet, p.copied(pack, sheet, which, **cells))


def designated(count: int) -> Callable[[Path], int]:
    """As many designated targets in all: T1, which has two versions, and others."""
    target = {"indicator": "NI 902", "kind": "designated", "lead_partner": "The Board of Clocks"}
    return append("targets", *({**target, "target": f"D{number}"} for number in range(2, count + 1)))


def write_commentary(text: str) -> Callable[[Path], int]:
    def do(pack: Path) -> int:
        (pack / "commentary" / "year-end-economy.md").write_text(text, encoding="utf-8")
        return 2

    return do


def without_targets(pack: Path) -> int:
    for path in [*pack.glob("*.csv"), *pack.glob("commentary/*")]:
        if path.stem != "agreement":
            path.unlink()
    return 2


def without_partners(pack: Path) -> int:
    without_targets(pack)
    target = {"target": "T5", "indicator": "NI 905", "kind": "council measure"}
    w.write_rows(pack / "targets.csv", tuple(target), [target])
    return 2


def invent_places(pack: Path) -> int:
    place = {"area_code": "X10000001", "name": "Nowhere", "area_type": "county"}
    w.write_rows(pack / "areas.csv", tuple(place), [place])
    return 2


def claim_a_later_code(pack: Path) -> int:
    place = {"area_code": "E07000999", "name": "Nowhere", "area_type": "district"}
    w.write_rows(pack / "areas.csv", tuple(place), [place])
    return 2


def second_pack_for_the_same_area(pack: Path) -> int:
    (pack.parent / "trollope").mkdir()
    (pack.parent / "trollope" / "agreement.csv").write_bytes((pack / "agreement.csv").read_bytes())
    return 2


def drop_old_version(pack: Path) -> int:
    p.remove(pack, "targets", {"target": "T1", "change": "new"})
    return 2


def two_lines(sheet: str, *damages: Callable[[Path], int]) -> Callable[[Path], int]:
    def do(pack: Path) -> int:
        return [damage(pack) for damage in damages][-1]

    return do


AGREEMENT = {"area_code": w.BARSETSHIRE}
T1, T2, T3, T4, T5 = ({"target": f"T{number}"} for number in range(1, 6))
T1_NEW, T4_OLD = {"target": "T1", "agreed_on": "2010-01-28"}, {"target": "T4", "agreed_on": "2008-06-19"}
LAST = {"indicator": "NI 901", "published_on": "2011-06-30"}
SMALL = {"indicator": "LI 2", "period": "2009/10", "area_code": w.BARCHESTER}
SMALL_TOO = {"indicator": "LI 2", "period": "2009/10", "area_code": w.SILVERBRIDGE}
FAULTS = [
    Damage("agreement_incomplete", "no targets", without_targets,
           ("agreement", "title", "Barsetshire Local Area Agreement")),
    Damage("agreement_incomplete", "no partners", without_partners,
           ("agreement", "title", "Barsetshire Local Area Agreement")),
    Damage("agreement_incomplete", "no first day", amend("agreement", AGREEMENT, period_start=""),
           ("agreement", "period_start", "2011-03-31")),
    Damage("agreement_incomplete", "a day too long", amend("agreement", AGREEMENT, period_end="2011-04-30"),
           ("agreement", "period_end", "2011-04-30")),
    Damage("agreement_incomplete", "a vision of 9 years", amend("agreement", AGREEMENT, vision_to="2017"),
           ("agreement", "vision_to", "2017")),
    Damage("agreement_incomplete", "a vision of 21 years", amend("agreement", AGREEMENT, vision_to="2029"),
           ("agreement", "vision_to", "2029")),
    Damage("agreement_of_no_area", "an unknown code", amend("agreement", AGREEMENT, area_code="E10999999"),
           ("agreement", "area_code", "E10999999"), ("belongs_to_set_aside", "promise_for_another_area")),
    Damage("agreement_of_no_area", "a district", amend("agreement", AGREEMENT, area_code=w.BARCHESTER),
           ("agreement", "area_code", w.BARCHESTER),
           ("belongs_to_set_aside", "promise_for_another_area", "said_otherwise_that_day")),
    Damage("agreement_of_no_area", "an example without its county", amend("agreement", AGREEMENT, is_example="yes"),
           ("agreement", "area_code", w.BARSETSHIRE), ("belongs_to_set_aside",)),
    Damage("agreement_published_twice", "two packs", second_pack_for_the_same_area,
           ("trollope/agreement", "area_code", w.BARSETSHIRE), ("agreement_incomplete",)),
    Damage("belongs_to_nothing", "a milestone of no target", amend("milestones", T3, target="T33"),
           ("milestones", "target", "T33")),
    Damage("belongs_to_nothing", "a departure from no target", amend("exceptions", T4, target="T44"),
           ("exceptions", "target", "T44")),
    Damage("belongs_to_nothing", "a reward for no target", amend("rewards", T1, target="T11"),
           ("rewards", "target", "T11")),
    *(
        Damage("call_about_an_appeal", f"one of {title}", amend("calls_for_action", {}, title=title),
               ("calls_for_action", "title", title))
        for title in ("The appeal of the bandstand", "Planning permission for a bandstand", "The premises licence")
    ),
    Damage("change_without_reason", "no reason", amend("targets", T1_NEW, reason=""),
           ("targets", "reason", "Refreshed")),
    Damage("change_without_reason", "no date",
           amend("targets", T2, agreed_on="", change="removed", reason="Too dear", published_change="Gone"),
           ("targets", "agreed_on", "Gone"), ("belongs_to_set_aside",)),
    Damage("change_without_reason", "a second version that does not say it is one",
           copy("targets", T3, agreed_on="2010-01-28", final_target="28"), ("targets", "reason", None)),
    Damage("commentary_incomplete", "about nothing",
           write_commentary("---\nedition: E\ndate: 2011-06-30\nauthor: A board\n---\n\n## Challenges\n\nMany.\n"),
           ("commentary/year-end-economy", "policy_area", None)),
    Damage("commentary_incomplete", "says nothing",
           write_commentary("---\ntheme: EDE\nedition: E\ndate: 2011-06-30\nauthor: A board\n---\n\n## Challenges\n"),
           ("commentary/year-end-economy", "achievements", None)),
    *(
        Damage("dates_out_of_order", f"{column} of {sheet}", amend(sheet, {}, **{column: day}), (sheet, column, day))
        for sheet, column, day in (
            ("scrutiny", "answered_on", "2010-01"), ("scrutiny", "answered_on", "2009"),
            ("scrutiny", "due", "2010-01-31"), ("petitions", "responded_on", "2010-02-10"),
            ("engagement", "closes", "2010-04-30"), ("engagement", "result_on", "2010-04-30"),
            ("interventions", "ended", "2010-01-14"), ("interventions", "deadline", "2010-01-14"),
            ("interventions", "responded_on", "2010-01-14"),
        )
    ),
    Damage("example_in_a_real_pack", "an invented county", invent_places, ("areas", "area_code", "X10000001")),
    Damage("example_claims_a_real_place", "a later code of a real district", claim_a_later_code,
           ("areas", "area_code", "E07000999"), ("example_in_a_real_pack",)),
    Damage("floor_incomplete", "no floor", amend("targets", T2, floor=""), ("targets", "floor", None)),
    Damage("floor_incomplete", "no deadline", amend("targets", T2, floor_deadline=""),
           ("targets", "floor_deadline", None)),
    Damage("indicator_defined_nationally", "a national one",
           copy("indicators", {"indicator": "LI 3"}, indicator="NI 903"), ("indicators", "indicator", "NI 903")),
    Damage("indicator_defined_nationally", "another of ours",
           copy("indicators", {"indicator": "LI 3"}, indicator="LI 904"), ("indicators", "indicator", "LI 904")),
    Damage("indicator_unknown", "a target of no indicator", amend("targets", T5, indicator="NI 999"),
           ("targets", "indicator", "NI 999")),
    Damage("indicator_unknown", "a target of two", amend("targets", T5, indicator="NI 901; NI 902"),
           ("targets", "indicator", "NI 901; NI 902")),
    Damage("indicator_unknown", "an outturn of two",
           append("outturns", {"indicator": "NI 901 / NI 902", "period": "2010", "value": "7"}),
           ("outturns", "indicator", "NI 901 / NI 902")),
    Damage("judgement_of_another_body", "a partnership", amend("judgements", {}, body="Barsetshire Partnership"),
           ("judgements", "body", "Barsetshire Partnership")),
    Damage("judgement_of_another_body", "a hospital trust", amend("judgements", {}, body="Barchester Hospitals Trust"),
           ("judgements", "body", "Barchester Hospitals Trust")),
    Damage("judgement_repeated", "on another day", copy("judgements", {}, score="2", published_on="2010-03"),
           ("judgements", "year", "2009")),
    Damage("judgement_scale", "a score without its scale", amend("judgements", {}, scale=""),
           ("judgements", "scale", None)),
    Damage("judgement_scale", "a score of area risk", amend("judgements", {}, kind="area risk"),
           ("judgements", "score", "3")),
    Damage("link_broken", "an action in no policy area", amend("actions", {}, policy_area="bands and clocks"),
           ("actions", "policy_area", "bands and clocks")),
    Damage("link_broken", "a petition that became nothing", amend("petitions", {}, call_for_action="C7"),
           ("petitions", "call_for_action", "C7")),
    Damage("milestone_against_target", "another number", amend("milestones", T3, value="31"),
           ("milestones", "value", "31")),
    Damage("milestone_against_target", "called a milestone, of a year written otherwise",
           amend("milestones", T3, value="31", kind="milestone", period="2010-11"), ("milestones", "value", "31")),
    Damage("more_than_one_lead", "a semicolon", amend("targets", T2, lead_partner="A board; a council"),
           ("targets", "lead_partner", "A board; a council")),
    Damage("more_than_one_lead", "a stroke", amend("targets", T2, lead_partner="A board / a council"),
           ("targets", "lead_partner", "A board / a council")),
    Damage("petition_with_several_calls", "two", two_lines("petitions",
           append("calls_for_action", {"call": "C2", "title": "Louder bands", "stage": "informal"}),
           amend("petitions", {}, call_for_action="C1; C2")),
           ("petitions", "call_for_action", "C1; C2"), ("link_broken",)),
    Damage("request_to_the_police", "to them and others", amend("scrutiny", {}, to_body="The Board; Barset Police"),
           ("scrutiny", "to_body", "The Board; Barset Police")),
    *(
        Damage("stage_against_answer", name, amend(sheet, {}, **cells), (sheet, "stage", cells["stage"]))
        for name, sheet, cells in (
            ("a petition answered without words", "petitions", {"stage": "answered"}),
            ("a petition answered too early", "petitions", {"stage": "debated", "response": "No"}),
            ("a call closed without words", "calls_for_action", {"stage": "closed", "outcome": ""}),
            ("a call answered too early", "calls_for_action", {"stage": "committee", "outcome": "It came"}),
            ("a call refused without a reason", "calls_for_action", {"stage": "refused", "outcome": ""}),
            ("a reason of what was not refused", "calls_for_action", {"stage": "closed", "refused_because": "No"}),
        )
    ),
    Damage("notice_incomplete", "no issue", amend("interventions", {}, issue=""), ("interventions", "issue", None)),
    Damage("notice_incomplete", "no level", amend("interventions", {}, level_required=""),
           ("interventions", "level_required", None)),
    Damage("notice_incomplete", "no deadline", amend("interventions", {}, deadline=""),
           ("interventions", "deadline", None)),
    Damage("old_target_lost", "the first version is gone", drop_old_version, ("targets", "change", "changed")),
    Damage("outturn_in_words", "two numbers", amend("outturns", {"indicator": "LI 3"}, value="48.5 2"),
           ("outturns", "value", "48.5 2")),
    Damage("outturn_in_words", "words around one", amend("outturns", {"indicator": "LI 3"}, value="Met its 85% target"),
           ("outturns", "value", "Met its 85% target")),
    Damage("outturn_outside_interval", "above it", amend("outturns", {"lower": "16.5"}, value="22.6%"),
           ("outturns", "value", "22.6%, interval 16.5 to 22.5")),
    Damage("outturn_outside_interval", "below it", amend("outturns", {"lower": "16.5"}, value="16.4%"),
           ("outturns", "value", "16.4%, interval 16.5 to 22.5")),
    Damage("outturn_outside_interval", "half of one", amend("outturns", LAST, lower="16.0"),
           ("outturns", "value", "17.5%, interval 16.0 to nothing")),
    Damage("outturn_repeated", "the same row again", copy("outturns", LAST),
           ("outturns", "indicator", "NI 901, 2010/11, 17.5%")),
    Damage("outturn_said_to_be_missing", "a withheld figure", amend("outturns", LAST, status="c"),
           ("outturns", "status", "c")),
    Damage("outturn_said_to_be_missing", "a figure not due, and whom it counts",
           amend("outturns", {"status": "n"}, numerator="12"), ("outturns", "status", "n")),
    Damage("outturn_without_value", "nothing and no status", amend("outturns", {"status": "n"}, status=""),
           ("outturns", "value", None)),
    Damage("outturn_without_value", "nothing and a status that has a value",
           amend("outturns", {"status": "n"}, status="p"), ("outturns", "value", None)),
    Damage("personal_data", "in a commentary", write_commentary(
           p.COMMENTARY["year-end-economy"].replace("Nobody", "Mr Harding")),
           ("commentary/year-end-economy", "challenges", "a person's name")),
    Damage("personal_data", "an e-mail address for a link", amend("engagement", {}, link="https://a.example/?to=a@b.example"),
           ("engagement", "link", "an e-mail address")),
    Damage("promise_for_another_area", "a target of another county's", amend("targets", T5, area_code=w.CASTERBRIDGE),
           ("targets", "area_code", w.CASTERBRIDGE)),
    Damage("promise_for_another_area", "an outturn of nowhere",
           amend("outturns", {"status": "n"}, area_code="E07999999"), ("outturns", "area_code", "E07999999")),
    Damage("promise_in_words", "a target to be agreed",
           amend("targets", T3, final_target="to be agreed", final_period="2012"),
           ("targets", "final_target", "to be agreed")),
    Damage("promise_in_words", "words for the other direction", amend("targets", T3, final_target="at most 30",
           final_period="2012"), ("targets", "final_target", "at most 30")),
    Damage("promise_in_words", "a milestone of two numbers", append("milestones", {"target": "T3", "agreed_on":
           "2008-06", "period": "2009/10", "value": "24-26", "source_url": p.PAPER}), ("milestones", "value", "24-26")),
    Damage("promise_in_words", "a threshold in words", amend("rewards", T1, threshold="TBC"),
           ("rewards", "threshold", "TBC")),
    Damage("promise_without_period", "a milestone", amend("milestones", T3, period="soon"),
           ("milestones", "period", "soon")),
    Damage("promise_without_period", "the data's own period", amend("outturns", LAST, period_data="last spring"),
           ("outturns", "period_data", "last spring")),
    Damage("promise_without_period", "a year that is a date in words", amend("outturns", LAST, period="Nov-10"),
           ("outturns", "period", "Nov-10")),
    Damage("promised_year_kept_as_a_date", "of an outturn", amend("outturns", LAST, period="2010-11-01"),
           ("outturns", "period", "2010-11-01")),
    Damage("promised_year_kept_as_a_date", "without its century", amend("milestones", T3, period="2024-11-10"),
           ("milestones", "period", "2024-11-10")),
    Damage("promised_year_kept_as_a_date", "of a target", amend("targets", T5, baseline_period="2007-08-01"),
           ("targets", "baseline_period", "2007-08-01")),
    Damage("recoverable_count", "one of two districts withheld", amend("outturns", SMALL, value="", status="c"),
           ("outturns", "numerator", "a count")),
    Damage("risk_without_owner", "no owner", amend("risks", {}, owner=""), ("risks", "owner", None)),
    Damage("risk_without_owner", "about nothing", amend("risks", {}, target=""), ("risks", "target", None)),
    Damage("small_count", "four people", amend("outturns", {"indicator": "NI 902"}, numerator="4"),
           ("outturns", "numerator", "fewer than 5")),
    Damage("small_count", "a count as the figure", amend("outturns", {"indicator": "LI 2", "period": "2010/11"},
           value="4"), ("outturns", "numerator", "fewer than 5")),
    Damage("survey_without_sample_size", "a national survey", amend("outturns", LAST, sample_size=""),
           ("outturns", "sample_size", "17.5%")),
    Damage("survey_without_sample_size", "a survey of their own",
           append("outturns", {"indicator": "LI 1", "period": "2010/11", "value": "44%"}),
           ("outturns", "sample_size", "44%")),
    Damage("target_period_unknown", "a baseline of no period", amend("targets", T3, baseline_period="long ago"),
           ("targets", "baseline_period", "long ago")),
    Damage("target_without_direction", "neither way", append("targets", {"target": "T9", "indicator": "LI 4", "kind":
           "local", "lead_partner": "A board"}), ("targets", "polarity", None)),
    Damage("target_without_direction", "said to be neither", amend("targets", T2, polarity="neither"),
           ("targets", "polarity", "neither"), ("belongs_to_set_aside",)),
    Damage("target_without_partner", "nobody", amend("targets", T3, lead_partner=""),
           ("targets", "lead_partner", None), ("belongs_to_set_aside",)),
    Damage("too_many_designated", "the 36th", designated(36), ("targets", "kind", "designated")),
]  # fmt: skip
NEAR_MISSES = [
    Damage("agreement_incomplete", "a vision of 10 years", amend("agreement", AGREEMENT, vision_to="2018")),
    Damage("agreement_incomplete", "a vision of 20 years", amend("agreement", AGREEMENT, vision_to="2028")),
    Damage("agreement_incomplete", "another three years",
           amend("agreement", AGREEMENT, period_start="2007-04-01", period_end="2010-03-31")),
    Damage("agreement_of_no_area", "a district's target in the county's agreement",
           amend("targets", T5, area_code=w.SILVERBRIDGE)),
    Damage("belongs_to_nothing", "a milestone of a removed target",
           append("milestones", {"target": "T4", "period": "2008-2010", "value": "9"})),
    Damage("call_about_an_appeal", "one that was refused", amend("calls_for_action", {}, stage="refused", outcome="",
           title="The appeal of the bandstand", refused_because="It has a way of its own")),
    Damage("call_about_an_appeal", "one that is unappealing", amend("calls_for_action", {}, title="Unplanned tunes")),
    Damage("dates_out_of_order", "a month before its day is known", amend("scrutiny", {}, answered_on="2010-02-01")),
    Damage("dates_out_of_order", "a year that holds the day", amend("scrutiny", {}, answered_on="2010")),
    Damage("dates_out_of_order", "on the same day", amend("petitions", {}, stage="answered", response="Yes",
           responded_on="2010-02-11")),
    Damage("petition_with_several_calls", "one", amend("petitions", {}, call_for_action="C1")),
    Damage("request_to_the_police", "a question", amend("scrutiny", {}, kind="question", to_body="Barset Police")),
    Damage("request_to_the_police", "a policy", amend("scrutiny", {}, to_body="The policy board")),
    Damage("stage_against_answer", "a call that has an answer and no outcome",
           amend("calls_for_action", {}, stage="response", outcome="", response="It will come")),
    Damage("change_without_reason", "'not published' is a reason", amend("targets", T1_NEW, reason="not published")),
    Damage("change_without_reason", "a second version that is unchanged",
           copy("targets", T3, agreed_on="2010-01-28", change="unchanged")),
    Damage("commentary_incomplete", "one heading is enough", write_commentary(
           "---\npolicy_area: bands\nedition: E\ndate: 2011-06-30\nauthor: B\n---\n\n## How you can help\n\nHum.")),
    Damage("floor_incomplete", "no floor where none is promised", amend("targets", T3, floor="", floor_deadline="")),
    Damage("indicator_defined_nationally", "a name of its own",
           copy("indicators", {"indicator": "LI 3"}, indicator="NI 903 in winter")),
    Damage("indicator_unknown", "a local indicator", amend("targets", T5, indicator="LI 3", area_code="")),
    Damage("judgement_of_another_body", "a primary care trust", amend("judgements", {}, body="NHS Barset PCT")),
    Damage("judgement_of_another_body", "another kind of judgement",
           amend("judgements", {}, body="Barsetshire Partnership", kind="inspection")),
    Damage("judgement_repeated", "another year", copy("judgements", {}, year="2010")),
    Damage("judgement_repeated", "another body", copy("judgements", {}, body="Barchester City Council")),
    Damage("judgement_scale", "area risk without a score",
           amend("judgements", {}, kind="area risk", score="", scale="", text="Pupils may lose their way")),
    Damage("link_broken", "no link at all", amend("petitions", {}, call_for_action="", policy_area="")),
    Damage("milestone_against_target", "a stretched one", amend("milestones", T3, value="31", kind="stretch")),
    Damage("milestone_against_target", "an earlier year", amend("milestones", T3, value="25", period="2009/10")),
    Damage("milestone_against_target", "a later paper", amend("milestones", T3, value="31", agreed_on="2010-01-28")),
    Damage("milestone_against_target", "the same number", amend("milestones", T3, value="30.0")),
    Damage("more_than_one_lead", "one body of two parts", amend("targets", T2, lead_partner="Boards and/or Bands")),
    Damage("notice_incomplete", "a step below a notice",
           amend("interventions", {}, step="4", issue="", level_required="", deadline="")),
    Damage("old_target_lost", "a removed target that was here before", amend("targets", T4_OLD, change="new")),
    Damage("outturn_in_words", "no figure yet", amend("outturns", {"indicator": "LI 3"}, value="not yet published")),
    Damage("outturn_in_words", "the year it is of", amend("outturns", {"indicator": "LI 3"}, value="52 (for 2010)")),
    Damage("outturn_in_words", "words, and a status that there is no figure",
           amend("outturns", {"indicator": "LI 3"}, value="Due May 2012", status="n")),
    Damage("outturn_outside_interval", "on the limit", amend("outturns", {"lower": "16.5"}, value="22.5%")),
    Damage("outturn_repeated", "the same figure of another paper", copy("outturns", LAST, source_url=p.PAPER)),
    Damage("outturn_repeated", "the same figure on another day", copy("outturns", LAST, published_on="2011-09")),
    Damage("outturn_said_to_be_missing", "words and a status", amend("outturns", {"status": "n"}, value="tba")),
    Damage("outturn_said_to_be_missing", "less than five", amend("outturns", {"status": "n"}, status="c", value="<5")),
    Damage("outturn_without_value", "words in place of a figure",
           amend("outturns", {"status": "n"}, status="", value="tba")),
    Damage("personal_data", "an address with digits", amend("engagement", {}, link="https://a.example/01632960123")),
    Damage("personal_data", "an address with an at", amend("engagement", {}, link="https://a.example/@library/x.y")),
    Damage("promise_for_another_area", "the whole area by its code", amend("targets", T3, area_code=w.BARSETSHIRE)),
    Damage("promise_in_words", "words that fit the good direction",
           amend("targets", T3, final_target="at least 30", final_period="2012")),
    Damage("promise_in_words", "a threshold that fits the good direction",
           amend("rewards", T1, threshold="at most 18%")),
    Damage("promise_in_words", "another row has the number", amend("targets", T3, final_target="see below")),
    Damage("promise_without_period", "a quarter", amend("outturns", LAST, period="Q3 2010/11")),
    Damage("promise_without_period", "none printed", append("outturns", {"indicator": "LI 3", "period": "",
           "value": "40"})),
    Damage("promised_year_kept_as_a_date", "a day in words", amend("outturns", LAST, period="1 November 2010")),
    Damage("promised_year_kept_as_a_date", "the end of a year", amend("outturns", LAST, period="2011-03-31")),
    Damage("promised_year_kept_as_a_date", "one of two months", two_lines("outturns",
           amend("outturns", LAST, period="2010-11-01"), copy("outturns", {"period": "2010-11-01"},
           period="2010-12-01"))),
    Damage("promised_year_kept_as_a_date", "a deadline", amend("targets", T2, floor_deadline="2010-11-01")),
    Damage("said_otherwise_that_day", "the same figure twice", two_lines("outturns",
           copy("outturns", LAST, source_url=p.PAPER, value="17.50 %"), copy("milestones", T3),
           copy("targets", T5, change="unchanged"))),
    Damage("said_otherwise_that_day", "a later figure", copy("outturns", LAST, published_on="2011-09", value="17.1%")),
    Damage("said_otherwise_that_day", "a figure of another area",
           copy("outturns", LAST, area_code=w.SILVERBRIDGE, value="19%")),
    Damage("said_otherwise_that_day", "a figure of a quarter",
           copy("outturns", LAST, period="Q4 2010/11", value="16%")),
    Damage("said_otherwise_that_day", "a figure, and that there is none",
           copy("outturns", LAST, value="tba", source_url=p.PAPER)),
    Damage("said_otherwise_that_day", "a stretched milestone", copy("milestones", T3, kind="stretch", value="35")),
    Damage("said_otherwise_that_day", "what the target says in words", copy("milestones", T3, value="at least 30")),
    Damage("said_otherwise_that_day", "another note", copy("targets", T5, note="See 2", change="unchanged")),
    Damage("recoverable_count", "no total", lambda pack: p.remove(
           pack, "outturns", {"indicator": "LI 2", "period": "2009/10", "area_code": ""})
           or p.amend(pack, "outturns", SMALL, value="", status="c")),
    Damage("recoverable_count", "both districts withheld", two_lines("outturns",
           amend("outturns", SMALL, value="*", status="c"), amend("outturns", SMALL_TOO, value="<5", status="c"))),
    Damage("risk_without_owner", "a policy area is enough", amend("risks", {}, target="", policy_area="reading")),
    Damage("small_count", "five people", amend("outturns", {"indicator": "NI 902"}, numerator="5")),
    Damage("small_count", "nobody", amend("outturns", {"indicator": "NI 902"}, numerator="0")),
    Damage("small_count", "four concerts", amend("outturns", {"indicator": "LI 3"}, value="4")),
    Damage("survey_without_sample_size", "an interval instead",
           amend("outturns", LAST, sample_size="", lower="16.5", upper="18.5")),
    Damage("survey_without_sample_size", "no figure", amend("outturns", LAST, sample_size="", value="tba")),
    Damage("target_period_unknown", "no period", amend("targets", T3, baseline_period="")),
    Damage("target_without_direction", "the target says it", append("targets", {"target": "T9", "indicator": "LI 4",
           "kind": "local", "lead_partner": "A board", "polarity": "higher"})),
    Damage("target_without_partner", "'not published' is an answer",
           amend("targets", T3, lead_partner="not published")),
    Damage("target_without_partner", "one who contributes",
           amend("targets", T3, lead_partner="", contributing_partners="A board")),
    Damage("target_without_partner", "a council's own measure", amend("targets", T5, lead_partner="")),
    Damage("too_many_designated", "35", designated(35)),
]  # fmt: skip
TRIED = {damage.rule for damage in FAULTS} | {"belongs_to_set_aside", "said_otherwise_that_day"}
