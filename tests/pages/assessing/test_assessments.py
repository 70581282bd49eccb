"""How an agreement was assessed: each thing as published and known by then, each sum worked out a second time."""

import re
from collections import Counter
from datetime import date

import pytest

from data_pipeline import queries, words
from pages.components.assessing import judgements
from pages.components.surfaces import writing
from pages.components.surfaces.written import Written
from tests.pages.views import read, table, written
from tests.running import PROJECT
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")
EXAMPLE, ROTHERHAM, CUMBRIA = "X10000001", "E08000018", "E10000006"
PACK = PROJECT / "data" / "agreements" / "exampleshire"
SAYS = words.assessing
DAYS = [None, "2008-07-01", "2009-12-09", "2010-06-30", "2011-05-30"]


def page_of(area: str = EXAMPLE, day: str | None = None) -> str:
    return written("assessments", area=area, **({"as_of": day} if day else {}))


def part(page: str, title: str) -> str:
    """The markup of the fold with this heading; nothing where the page has none."""
    start = page.find(f"<summary><h2>{title}</h2>")
    ends = [end for end in (page.find("<summary><h2>", start + 1), page.find("Decisions and papers", start)) if end > 0]
    return page[start : min(ends)] if start >= 0 else ""


def known(sheet: str, column: str, day: str | None) -> list[dict]:
    return [row for row in rows_of(PACK, sheet) if day is None or row[column] <= day]


def test_s60_every_target_local_too_stands_beside_our_rating_once_and_each_mismatch_is_marked(real):
    page = page_of()
    differ = table(page, "Where their words and our rating differ")
    others = table(page, "The other 49 targets")
    targets = {row["target"]: row for row in rows_of(PACK, "targets")}
    assert len(differ) + len(others) == len(targets)
    ratings = {row["target"]: row for row in queries.standing(real.con, EXAMPLE) if row["target"]}
    titles = Counter(row["title"] for row in ratings.values())
    said = Counter(cells[0] for cells in differ)
    said.update(re.sub(r" (Designated|Statutory|Local)$", "", cells[0]) for cells in others)
    assert said == titles
    assert sum(cells[0].endswith(" Local") for cells in others) + sum(
        row["kind"] == "local" and bool((row["judgement"] or {}).get("disagreement")) for row in ratings.values()
    ) == sum(row["kind"] == "local" for row in targets.values())
    mismatched = {row["title"]: row["judgement"]["disagreement"] for row in ratings.values()
                  if row["judgement"] and row["judgement"]["disagreement"]}  # fmt: skip
    assert {cells[0]: cells[3] for cells in differ} == mismatched
    assert f"{len(mismatched)} of their words are kinder or harsher" in read(page)
    assert (
        f"a word of their own for {sum(bool(row['published_rating']) for row in ratings.values())} of the 60"
        in read(page)
    )


def test_the_other_view_of_the_same_says_the_same():
    name = "Where their words and our rating differ"
    assert table(page_of(), name) == table(written("report_card", area=EXAMPLE, view="checks"), name)


@pytest.mark.parametrize("day", DAYS)
def test_nothing_is_told_before_it_was_published(day):
    page = page_of(day=day)
    for sheet, column, text, title in (
        ("judgements", "published_on", "text", "What inspectors judged"),
        ("interventions", "started", "what", "Support and intervention"),
        ("risks", "reviewed_on", "what", "Risks"),
        ("exceptions", "date", "reason", "Departures from targets"),
    ):
        told = read(part(page, title))
        texts = {row[text] for row in known(sheet, column, day)}
        later = {row[text] for row in rows_of(PACK, sheet)} - texts - {"Improvement Notice"}
        assert {one for one in texts if one not in told} == set()
        assert {one for one in later if one in told} == set()
    notice = next(row for row in rows_of(PACK, "interventions") if row["step"] == "5")
    is_over = day is None or notice["ended"] <= day
    assert ("reached: 61.2%" in read(page)) == is_over
    assert ("83.5%" in read(part(page, "Support and intervention"))) == is_over
    begun = {year for year in ("2008/09", "2009/10", "2010/11") if day is None or f"{year[:4]}-04-01" <= day}
    assert {cell[-7:] for cell in re.findall(r"in \d{4}/\d\d", read(part(page, "Money")))} == begun


def panels(page: str) -> dict[str, str]:
    found = re.search(r'<div class="judged">(.*?)</div>', page, flags=re.DOTALL)[1]
    return dict(re.findall(r"<section><h3>(.*?)</h3>(.*?)</section>", found, flags=re.DOTALL))


def test_s62_four_panels_each_of_its_own_subjects_and_scale():
    found = panels(page_of())
    assert list(found) == [title for title, _ in SAYS.judged.KINDS.values()]
    for kind, (title, _) in SAYS.judged.KINDS.items():
        rows = [row for row in rows_of(PACK, "judgements") if row["kind"] == kind]
        said = read(found[title])
        headings = re.findall(r"<h4>(.*?)</h4>", found[title])
        assert sorted(headings) == sorted(f"{row['body']}, {row['year']}" for row in rows)
        assert all(row["text"] in said for row in rows)
        marked = re.findall(r'<li aria-current="true">(.*?)</li>', found[title])
        scored = {f"{row['body']}, {row['year']}": row["score"] for row in rows if row["score"]}
        assert len(marked) == len(scored)
        for heading, grade in zip([name for name in headings if name in scored], marked, strict=True):
            assert grade == scored[heading] or grade.startswith(f"{scored[heading]} ")
    assert "<ol" not in found["Risks to the area"]


def test_s62_a_panel_is_made_of_its_own_judgements_alone(real):
    """Any other judgement changed, left out or doubled leaves it as it is: nothing is made of several."""
    rows = queries.assessment(real.con, EXAMPLE)["judgements"]

    def shown(given: list[dict]) -> dict[str, str]:
        with writing(Written()) as surface:
            judgements.show(given)
        return panels(str(surface.whole.__html__()))

    before = shown(rows)
    for kind, (title, _) in SAYS.judged.KINDS.items():
        own = [row for row in rows if row["kind"] == kind]
        others = [row | {"score": "worst", "grade_position": 1, "text": "Changed"} for row in rows if row not in own]
        for given in (own, own + others, own + 2 * others):
            assert shown(given)[title] == before[title]
        assert shown([row | {"text": "Changed"} for row in own])[title] != before[title]


# What a mark for a whole place or council might be called, and every column that is called so, each of one thing.
MARKS = re.compile(r"(^|_)(overall|composite|league|stars?|scores?|grades?|marks?|ranks?|points_of)(_|$)")
OF_ONE_THING = {
    "cases.score", "pack_judgements.score", "judgements.score", "judgements.grades",  # one judgement
    "judgements.grade_position",
    "comparisons.rank_low", "comparisons.rank_high",  # one figure of one measure
    "similar_areas.rank", "similar_areas.apart_imd_2007_mean_score",  # how near another place is
    "pack_milestones.value_mark", "pack_outturns.value_mark", "pack_targets.baseline_mark",  # a sign beside a figure
    "pack_targets.final_target_mark", "pack_targets.floor_mark", "pack_rewards.threshold_mark", "promise_points.mark",
    "promises.mark",
}  # fmt: skip


def test_s62_no_mart_holds_a_mark_for_a_whole_place(real):
    columns = real.con.execute(
        "select table_name || '.' || column_name, column_name from information_schema.columns "
        "where table_schema = 'marts'"
    ).fetchall()
    assert {name for name, column in columns if MARKS.search(column)} == OF_ONE_THING


def test_s62_judgements_are_read_for_their_panels_and_added_up_by_nothing(real):
    readers = [
        path.name for path in (PROJECT / "data_pipeline").rglob("*")
        if path.suffix in (".sql", ".py") and "checks" not in path.parts
        and re.search(r"\b(marts\.|pack_)judgements\b|_known\(\"judgements\"", path.read_text(encoding="utf-8"))
    ]  # fmt: skip
    assert sorted(readers) == ["cases.sql", "judgements.sql", "records.py"]
    query = (PROJECT / "data_pipeline/tables/marts/judgements.sql").read_text(encoding="utf-8")
    assert not re.search(r"\b(group by|avg|sum|min|max|median|count|mode|any_value)\b", query)
    own = real.con.execute("select agreement_code, kind, body, year, score from marts.judgements order by all")
    sheet = "select agreement_code, kind, body, year, score from marts.pack_judgements order by all"
    assert own.fetchall() == real.con.execute(sheet).fetchall() != []


@pytest.mark.parametrize("view", ["card", "promises", "changes", "checks", "record"])
def test_s62_no_page_gives_one(view):
    said = read(written("report_card", area=EXAMPLE, view=view)) + read(page_of()).replace(
        "“there will no longer be a single performance mark”", ""
    )
    assert not re.search(r"(?i)\b(overall (mark|score|grade|rating)|performance mark|star rating|league table)\b", said)


def test_s67_the_seven_steps_stand_in_their_order_with_only_what_was_published():
    ladder = re.search(r'<ol class="ladder">(.*?)</ol>', page_of(), flags=re.DOTALL)[1]
    steps = re.findall(r"<li[^>]*>(.*?)</li>", ladder, flags=re.DOTALL)
    assert [re.search("<b>(.*?)</b>", step)[1] for step in steps] == [
        "Sector support", "Government Office co-ordination", "Inspection", "Referral", "Improvement Notice",
        "Directive action", "Removal of functions",
    ]  # fmt: skip
    for number, step in enumerate(steps, 1):
        taken = [row for row in rows_of(PACK, "interventions") if row["step"] == str(number)]
        assert all(row["what"] in read(step) and row["body"] in read(step) for row in taken)
        assert ("None published." in read(step)) == (not taken)
        assert step.count("href=") == len(taken)
    assert "No end of 1 of them is published." in read(page_of())


def test_s67_no_step_is_made_of_figures():
    """Rotherham missed targets, and no paper tells of a step: none published, and none shown."""
    page = page_of(ROTHERHAM)
    assert "Missed" in read(page)
    assert part(page, "Support and intervention") == "" and "ladder" not in page[page.index("<main") :]
    assert re.search(r"None published in the papers found: [^.]*steps of support or intervention", read(page))


def test_s68_a_notice_says_what_is_wrong_how_much_better_by_when_to_whom_and_how_it_went():
    (notice,) = [row for row in rows_of(PACK, "interventions") if row["step"] == "5"]
    markup = re.search(r'<section class="facts notice">(.*?)</section>', page_of(), flags=re.DOTALL)[1]
    said = read(markup)
    for text in (notice["body"], notice["issue"], notice["level_required"], "31 December 2010"):
        assert text in said
    assert all(body.strip() in said for body in notice["recipients"].split(";"))
    steps, came = ([cell.strip() for cell in notice[name].split(";")] for name in ("milestones", "progress"))
    pairs = zip([*steps, "Afterwards"], came, strict=True)
    assert all(f"{step} {told}" in said for step, told in pairs)
    late = (date.fromisoformat(notice["ended"]) - date.fromisoformat(notice["deadline"])).days
    assert f"{late} days after its deadline" in said
    assert f'href="/indicator?indicator=NI%2059&amp;area={EXAMPLE}"' in markup


def test_s63_risks_stand_by_theme_with_who_answers_and_what_they_threaten():
    page = page_of()
    theme_of = {row["policy_area"]: row["theme"] for row in rows_of(PACK, "policy_areas")}
    titles = {row["target"]: row["title"] for row in rows_of(PACK, "targets")}
    names = {"CYP": "Children and Young People", "HCOP": "Healthier Communities and Older People",
             "SSC": "Safer and Stronger Communities", "EDE": "Economic Development and the Environment"}  # fmt: skip
    risks = rows_of(PACK, "risks")
    for code, theme in names.items():
        shown = {cells[0]: cells for cells in table(page, f"Risks: {theme}")}
        mine = [row for row in risks if theme_of[row["policy_area"]] == code]
        assert set(shown) == {row["what"] for row in mine}
        for row in mine:
            _, how_bad, mitigation, owner, concerns, _ = shown[row["what"]]
            assert how_bad == f"Likelihood: {row['likelihood']}. Impact: {row['impact']}."
            assert (mitigation, concerns) == (row["mitigation"], titles[row["target"]])
            assert owner == (row["owner"] or "⚠ Nobody is named")
    assert f"Nobody is named who answers for {sum(not row['owner'] for row in risks)} of them." in read(page)


def pounds(amount: float) -> str:
    return f"£{amount:,.0f}"


def test_s73_money_stands_by_route_and_its_sums_add_up_to_the_whole():
    page, money = page_of(), rows_of(PACK, "funding")
    years = sorted({row["year"] for row in money})
    names = {"general grant": "General grant", "LAA grant": "Grant through the agreement",
             "separate": "Separate grants and budgets"}  # fmt: skip
    together = Counter()
    for route, name in names.items():
        mine = [row for row in money if row["route"] == route]
        streams = sorted({row["stream"] for row in mine})
        lines = table(page, name)
        assert len(lines) == len(streams) + (len(streams) > 1)
        for stream, line in zip(streams, lines, strict=False):
            amounts = {row["year"]: float(row["amount"]) for row in mine if row["stream"] == stream}
            assert line[0].startswith(stream) and line[1:] == [pounds(amounts[year]) for year in years]
            together.update(amounts)
        if len(streams) > 1:
            assert lines[-1][1:] == [
                pounds(sum(float(row["amount"]) for row in mine if row["year"] == year)) for year in years
            ]
    whole = ", ".join(f"{pounds(together[year])} in {year}" for year in years[:-1])
    assert f"All routes together: {whole} and {pounds(together[years[-1]])} in {years[-1]}." in read(page)


def test_s73_money_that_is_not_ringfenced_is_laid_to_no_theme(real):
    page = page_of()
    names = {row["policy_area"]: row["name"] for row in rows_of(PACK, "policy_areas")}
    lines = {line[0] for name, _ in SAYS.money.ROUTES.values() for line in table(page, name)}
    rows = rows_of(PACK, "funding")
    assert any(row["ringfenced"] == "no" and row["policy_area"] for row in rows)
    for row in rows:
        (line,) = [line for line in lines if line.startswith(f"{row['stream']} ")]
        named = [name for name in names.values() if f"for {name}" in line]
        assert named == ([names[row["policy_area"]]] if row["ringfenced"] == "yes" and row["policy_area"] else [])
    free = real.con.execute("select count(*) from marts.money where not ringfenced and policy_area is not null")
    assert free.fetchone() == (0,)
    spare = sum(float(row["amount"]) for row in rows if row["ringfenced"] == "no" and row["year"] == "2010/11")
    assert f"{pounds(spare)} in 2010/11 are not ringfenced." in read(page)


@pytest.mark.parametrize("day", [*DAYS, "2011-07-28", "2011-07-29"])
def test_s74_a_reward_is_earned_from_its_threshold_on_and_below_it_is_nothing(day):
    papers = {row["url"]: row["date"] for row in rows_of(PACK, "documents")}
    rows = [row for row in rows_of(PACK, "rewards") if day is None or papers[row["source_url"]] <= day]
    page = page_of(day=day)
    shown = table(page, "Rewards for targets") if rows else []
    lower = {"T17", "T20"}  # Of the example's, better is fewer crimes and offenders, and more carbon saved.
    sums = Counter()
    for row, cells in zip(rows, shown, strict=True):
        (target,) = [one for one in rows_of(PACK, "targets") if one["target"] == row["target"]]
        told = [one for one in known("outturns", "published_on", day) if one["period"] == target["final_period"]
                and one["indicator"] == target["indicator"] and not one["area_code"]
                and one["value"][0].isdigit()]  # fmt: skip
        assert cells[:3] == [target["title"], pounds(float(row["amount"])), row["threshold"]]
        if not told:
            state, said = "open", f"Not yet known. No figure for {target['final_period']} is in the papers found."
            assert cells[3] == "–"
        else:
            figure, threshold = (
                float(text.strip("%").replace(",", "")) for text in (told[-1]["value"], row["threshold"])
            )
            state = "earned" if (figure <= threshold if target["target"] in lower else figure >= threshold) else "lost"
            said = pounds(float(row["amount"])) if state == "earned" else "£0: the threshold was not reached"
            assert cells[3].startswith(f"{told[-1]['value']} in {target['final_period']}.")
        assert cells[4] == said
        sums[state] += int(row["amount"])
        is_told = row["result"] and (day is None or row["result_on"] <= day)
        assert (f"“{row['result']}”" in cells[5]) == bool(is_told)
    if day is None or day >= "2011-07-29":
        assert set(sums) == {"earned", "lost", "open"}
        assert (
            f"{pounds(sum(sums.values()))} is at stake on {len(rows)} targets. By our figures {pounds(sums['earned'])} "
            f"was earned, {pounds(sums['lost'])} was not and of {pounds(sums['open'])} it is not yet known."
        ) in read(page)
    elif rows:
        assert f"{pounds(sum(sums.values()))} is at stake on " in read(page)
        assert "Whether it was earned is not yet known." in read(page)
    assert ("at the cost of longer term improvements” (summary of responses, section 1.5.4)" in page) == bool(rows)


def reward(earned: float | None, at_stake: float = 100.0, **row: object) -> dict:
    return {"earned": earned, "at_stake": at_stake, "end_as_published": "5", "why_not": "there is a doubt"} | row


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([reward(100.0)], "£100 is at stake on 1 target. By our figures £100 was earned."),
        ([reward(0.0), reward(0.0, 0.0)],
         "£100 is at stake on 2 targets. By our figures £0 was earned and £100 was not."),
        ([reward(None)], "£100 is at stake on 1 target. Whether it was earned is not yet known."),
        ([reward(1.4, 1.4), reward(0.0, 1.4), reward(None, 1.4)],
         "£3 is at stake on 3 targets. By our figures £1 was earned, £1 was not and of £1 it is not yet known."),
    ],
)  # fmt: skip
def test_s74_what_is_at_stake_adds_up_as_printed(rows, said):
    assert SAYS.rewards.summary(rows) == said


def test_s74_a_reward_of_which_nothing_can_be_said_says_why():
    assert SAYS.rewards.earned(reward(None)) == "Cannot be said. There is a doubt."
    assert SAYS.rewards.earned(reward(0.0, 0.0)) == "£0"


@pytest.mark.parametrize(
    ("amounts", "said"),
    [
        ((1.4, 1.4), "Rounded to whole pounds, the lines differ from their sum by £1 in 2009/10."),
        ((0.6, 0.6), "Rounded to whole pounds, the lines differ from their sum by £1 in 2009/10."),
        ((100.0, 250.0), ""),
        ((0.0, 0.2), ""),
    ],
)
def test_sums_that_do_not_add_up_as_printed_are_said_to(amounts, said):
    rows = [
        {"stream": f"Grant {n}", "year": "2009/10", "amount": amount, "ringfenced": False, "pooled": False,
         "partner": None, "policy_area_name": None, "route": "separate"}
        for n, amount in enumerate(amounts)
    ]  # fmt: skip
    assert SAYS.money.rounding(rows, ["2009/10"]) == said
    printed = [int(line.amounts[0][1:].replace(",", "")) for line in SAYS.money.lines(rows, ["2009/10"])]
    total = int(SAYS.money.total("All", rows, ["2009/10"]).amounts[0][1:].replace(",", ""))
    assert (sum(printed) == total) == (not said)


def test_c9_and_b7_the_money_of_each_body_stands_beside_its_use_of_resources_and_results(real):
    rows = {row[0]: row[1:] for row in table(page_of(), "Money, use of resources and results by body")}
    money, judged = rows_of(PACK, "funding"), rows_of(PACK, "judgements")
    graded = {row["body"] for row in judged if row["kind"] == "use of resources"}
    assert set(rows) == {row["partner"] for row in money} | graded
    held = Counter()
    for row in money:
        held[row["partner"], row["year"]] += int(row["amount"])
    assert held == {
        (body, year): int(amount.replace(",", ""))
        for body, cells in rows.items()
        for amount, year in re.findall(r"£([\d,]+) in (\d{4}/\d\d)", cells[0])
    }
    assert rows["Exampleshire County Council"][1] == "2008/09: 3 performing well. 2009/10: 2 adequate."
    leads = Counter(row["lead_partner"] for row in queries.promises(real.con, EXAMPLE))
    for body, (_, _, promises) in rows.items():
        count = int(found[0]) if (found := re.match(r"\d+", promises)) else 0
        assert count == leads[body]


def test_s24_a_departure_stands_beside_the_rating_and_changes_it_nowhere(real):
    ratings = {row["target"]: row["rating"] for row in queries.ratings(real.con, EXAMPLE)}
    titles = {row["target"]: row["title"] for row in rows_of(PACK, "targets")}
    shown = {cells[0]: cells for cells in table(page_of(), "Departures from targets")}
    for row in rows_of(PACK, "exceptions"):
        cells = shown[titles[row["target"]]]
        assert cells[1:4] == [row["partner"], row["reason"], row["period"]]
        assert row["decided_by"] in cells[4] and row["date"][:4] in cells[4]
        assert ratings[row["target"]] in cells[5]
    readers = [
        path.name
        for path in (PROJECT / "data_pipeline").rglob("*.sql")
        if "checks" not in path.parts and "pack_exceptions" in path.read_text(encoding="utf-8")
    ]
    assert readers == ["departures.sql"]  # No rating is made of them.


@pytest.mark.parametrize("day", [None, "2008-12-31", "2010-06-30"])
def test_b6_an_objective_without_a_target_is_there_and_marked(day):
    versions = {row["target"]: row for row in sorted(known("targets", "agreed_on", day), key=lambda r: r["agreed_on"])}
    counts = Counter(row["objective"] for row in versions.values() if row["change"] != "removed")
    said = read(part(page_of(day=day), "What the strategy set out to do"))
    bare = 0
    for row in rows_of(PACK, "objectives"):
        count = counts[row["objective"]]
        bare += not count
        told = f"{count} target{'' if count == 1 else 's'}" if count else "⚠ No target"
        assert f"{row['title']} {told}" in said
    assert bare == 1 and "For 1 of them no target stands." in said
    assert all(row["title"] in said for row in rows_of(PACK, "outcomes"))


@pytest.mark.parametrize("area", [ROTHERHAM, CUMBRIA, "E06000044", "E06000009", "E10000003"])
def test_a_real_agreement_says_once_what_was_not_published(area):
    said = read(page_of(area))
    (missing,) = re.findall(r"None published in the papers found: ([^.]*)\.", said)
    assert missing == (
        "judgements by inspectors, steps of support or intervention, risks, departures from targets, money, "
        "rewards for targets and aims of the strategy"
    )
    assert "None published." not in said


def test_a_place_of_no_agreement_a_district_and_what_is_no_place_are_answered():
    assert "No paper of an agreement of Isle of Wight was found" in read(page_of("E06000046"))
    assert "Much Imagining was in the agreement of Exampleshire." in read(page_of("X07000001"))
    assert "We do not know that area" in read(page_of("nowhere"))
    assert "had been published by then" in read(page_of(day="2008-01-31"))
    assert 'href="/assessments?area=X10000001"' in written("report_card", area=EXAMPLE, view="record")


def test_s69_each_agreement_is_reviewed_by_the_office_of_one_region(real):
    found = real.con.execute(
        "select area_code, name, region from marts.areas where area_code in (select area_code from marts.agreements)"
    ).fetchall()
    assert len(found) == len([path for path in (PROJECT / "data" / "agreements").iterdir() if path.is_dir()])
    for code, _, region in found:
        offices = re.findall(r"The Government Office for (?:the )?(.+?) was to review", read(page_of(code)))
        assert offices == ([region] if code != EXAMPLE else [])
    assert "Office for the North West" in read(page_of(CUMBRIA))
    assert "Office for Yorkshire and The Humber" in read(page_of(ROTHERHAM))


def step(**row: object) -> dict:
    return {"started": date(2010, 1, 5), "ended": date(2010, 3, 4), "deadline": date(2010, 3, 5), "body": "A minister",
            "recipients": [], "milestones": [], "progress": []} | row  # fmt: skip


@pytest.mark.parametrize(
    ("say", "row", "said"),
    [
        (SAYS.steps.when, {}, "5 January 2010 to 4 March 2010"),
        (SAYS.steps.when, {"ended": date(2010, 1, 5)}, "5 January 2010"),
        (SAYS.steps.when, {"ended": None}, "From 5 January 2010; no end published"),
        (SAYS.steps.ended, {}, "4 March 2010, 1 day before its deadline."),
        (SAYS.steps.ended, {"ended": date(2010, 3, 5)}, "5 March 2010, on the day of its deadline."),
        (SAYS.steps.ended, {"ended": None}, "No end is published."),
        (SAYS.steps.who, {"recipients": ["A", "B"]}, "A minister to A and B"),
        (SAYS.steps.who, {}, "A minister"),
        (SAYS.steps.milestones, {"milestones": ["60%", "70%"], "progress": ["reached"]},
         [("60%", "reached"), ("70%", "")]),
        (SAYS.steps.milestones, {"milestones": ["60%"], "progress": ["reached", "lifted"]},
         [("60%", "reached"), ("Afterwards", "lifted")]),
    ],
)  # fmt: skip
def test_steps_are_said_with_their_days(say, row, said):
    assert say(step(**row)) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"score": "3", "grades": ["1", "3"], "grade_position": 2}, ""),
        ({"score": None, "grades": [], "grade_position": None}, ""),
        ({"score": "3", "grades": [], "grade_position": None}, "“3”. No scale is published with it."),
        ({"score": "B", "grades": ["1", "2"], "grade_position": None}, "“B”, which is none of the grades"),
    ],
)
def test_a_grade_that_its_scale_does_not_show_is_said(row, said):
    assert SAYS.judged.score(row).startswith(said) and bool(SAYS.judged.score(row)) == bool(said)
