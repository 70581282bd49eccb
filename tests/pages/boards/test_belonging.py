"""Where a target belongs: related targets, two themes, plans, other levels; and what is drawn says no cause."""

import html
import re
from collections import Counter
from collections.abc import Iterator

import duckdb
import pytest

from data_pipeline.drawings.describing import trend
from pages.components.drawings import described
from tests.pages.boards.meetings import CUMBRIA, EXAMPLE, PACK, ROTHERHAM, SALFORD
from tests.pages.views import read, written
from tests.running import PROJECT
from tests.worlds.packs import rows_of

pytestmark = pytest.mark.usefixtures("served_in_process")
HAMPSHIRE, FAREHAM, PORTSMOUTH = "E10000014", "E07000087", "E06000044"
THEMES = {
    "CYP": "Children and Young People", "HCOP": "Healthier Communities and Older People",
    "SSC": "Safer and Stronger Communities", "EDE": "Economic Development and the Environment",
}  # fmt: skip


@pytest.fixture(scope="module")
def scratch() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        con.execute((PROJECT / "data_pipeline/tables/macros.sql").read_text(encoding="utf-8"))
        yield con


def fact(area: str, indicator: str, name: str, **choices: str) -> tuple[str, list[str]]:
    """What stands under a heading of where a target belongs, and the texts of its links."""
    page = written("indicator", area=area, indicator=indicator, **choices)
    found = re.search(rf"<dt>{name}</dt><dd>(.*?)</dd>", page, flags=re.DOTALL)
    return (read(found[1]), [read(link) for link in re.findall(r"<a [^>]*>(.*?)</a>", found[1])]) if found else ("", [])


def latest() -> dict[str, dict]:
    return {row["target"]: row for row in sorted(rows_of(PACK, "targets"), key=lambda row: row["agreed_on"])}


@pytest.mark.parametrize("target", ["T09", "T16", "T30", "T23"])
def test_b9_related_targets_are_those_of_the_same_objective_and_no_cause_is_made_up(target):
    mine = latest()[target]
    related = [
        row["title"]
        for row in latest().values()
        if row["objective"] == mine["objective"] and row["target"] != target and row["change"] != "removed"
    ]
    title = {row["objective"]: row["title"] for row in rows_of(PACK, "objectives")}[mine["objective"]]
    said, links = fact(EXAMPLE, mine["indicator"], "Related targets")
    if related:
        assert sorted(links) == sorted(related) and f"Of the same objective, “{title}”:" in said
    else:
        assert "Of the same objective" not in said and links
    assert said.endswith(
        "Which of them is a cause and which a symptom no paper found says; that they stand together is all."
    )


def test_b9_where_no_objective_is_published_they_are_those_of_the_policy_area(real):
    said, links = fact(SALFORD, "NI 72", "Related targets")
    known = real.con.execute(
        """
        select title from marts.promises where agreement_code = ? and is_latest_edition and target is not null
            and policy_area = 'improving-educational-attainment' and indicator <> 'NI 72' and not is_removed
        """,
        [SALFORD],
    ).fetchall()
    assert sorted(links) == sorted(title for (title,) in known) and "Of the same policy area" in said


def two_themes() -> dict[str, tuple[str, set[str]]]:
    """By title the theme under which a target is counted, and those of its policy area and outcome beside that."""
    of_area = {row["policy_area"]: row["theme"] for row in rows_of(PACK, "policy_areas")}
    of_outcome = {row["outcome"]: row["theme"] for row in rows_of(PACK, "outcomes")}
    found = {}
    for row in latest().values():
        other = {of_area[row["policy_area"]], of_outcome[row["outcome"]]} - {row["theme"]}
        if other:
            found[row["title"]] = (THEMES[row["theme"]], {THEMES[code] for code in other})
    return found


@pytest.mark.parametrize("page", ["board", "partners", "theme"])
def test_b12_a_target_of_two_themes_is_named_under_both_and_counted_once(page):
    known, counts = two_themes(), Counter()
    assert len(known) == 5
    for code, name in THEMES.items():
        place = {"county": EXAMPLE} if page == "theme" else {"area": EXAMPLE}
        said = written(page, theme=code, **place)
        crossing = re.search(
            r'<p class="quiet">(\d+) more (?:is|are) of this theme too(.*?)</p>', said, flags=re.DOTALL
        )
        named = (
            {html.unescape(read(link)) for link in re.findall(r"<a [^>]*>(.*?)</a>", crossing[2])}
            if crossing
            else set()
        )
        expected = {title for title, (_, others) in known.items() if name in others}
        assert named == expected and (not crossing or int(crossing[1]) == len(expected))
        if page == "board":
            counts[name] = int(re.search(r"Only (\d+) of 60 targets", read(said))[1])
    assert page != "board" or counts.total() == 60


def test_b12_the_page_of_a_target_tells_both_themes_and_under_which_it_counts():
    said, links = fact(EXAMPLE, "NI 39", "Theme")
    assert links == [THEMES["SSC"], THEMES["HCOP"]] and f"Counted once, under {THEMES['SSC']};" in said
    assert fact(EXAMPLE, "NI 16", "Theme") == (THEMES["SSC"], [THEMES["SSC"]])


def test_s44_a_target_leads_to_the_plans_it_appears_in_once_they_were_published():
    said, links = fact(CUMBRIA, "NI 153", "Where this appears in plans")
    documents = {row["url"]: row["title"] for row in rows_of(PROJECT / "data/agreements/cumbria", "documents")
                 if row["kind"] == "plan"}  # fmt: skip
    mine = {row["source_url"] for row in rows_of(PROJECT / "data/agreements/cumbria", "targets")
            if row["indicator"] == "NI 153" and not row["area_code"]}  # fmt: skip
    assert set(links) == {documents[url] for url in mine} and len(links) == 2
    assert "the target" in said and "May 2009" in said
    earlier, links = fact(CUMBRIA, "NI 153", "Where this appears in plans", as_of="2009-12-31")
    assert len(links) == 1 and "2010" not in earlier
    assert fact(ROTHERHAM, "NI 136", "Where this appears in plans")[0] == "In no plan or strategy that was found."
    strategy, _ = fact(EXAMPLE, "NI 39", "Where this appears in plans")
    assert "Exampleshire 2025: our Sustainable Community Strategy (its objective; 20 March 2008)" in strategy


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Ask jo.bloggs@council.example", "an e-mail address"), ("Ring 01329 236100", "a telephone number"),
        ("Mrs Bloggs leads on it", "a person's name"), ("Director of Children's Services", None),
        ("The PCT; 20 staff were trained", None),
    ],
)  # fmt: skip
def test_s44_nothing_personal_of_staff_may_be_published(scratch, text, what):
    """The rule by which a cell of any sheet is set aside."""
    assert scratch.execute("select personal_data_in(?)", [text]).fetchone()[0] == what


def test_s44_nothing_personal_stands_among_partners_or_plans(real, scratch):
    texts = real.con.execute(
        """
        select body from marts.bodies union select body from marts.target_partners
        union select title from marts.target_plans
        """
    ).fetchall()
    found = scratch.execute(
        "select x from unnest(?) as t(x) where personal_data_in(x) is not null", [[x for (x,) in texts]]
    )
    assert len(texts) > 40 and found.fetchall() == []


@pytest.mark.parametrize(("area", "indicator"), [(HAMPSHIRE, "NI 151"), (FAREHAM, "NI 151"), (PORTSMOUTH, "NI 151"),
                                                 (FAREHAM, "NI 62")])  # fmt: skip
def test_b10_a_measure_leads_to_its_other_levels_as_far_as_it_is_measured_there(real, area, indicator):
    page = written("indicator", area=area, indicator=indicator)
    found = re.search(r"The same measure elsewhere[.] (.*?)</p>", page, flags=re.DOTALL)
    known = real.con.execute(
        """
        select distinct other.name from marts.areas as own
        join marts.areas as other on other.county_code = own.area_code or other.area_code = own.county_code
        join marts.figures as figures on figures.area_code = other.area_code and figures.value is not null
        join marts.series as series on series.series_id = figures.series_id and series.indicator = $indicator
        where own.area_code = $area and other.area_code <> own.area_code
        """,
        {"area": area, "indicator": indicator},
    ).fetchall()
    names = {read(link) for link in re.findall(r"<a [^>]*>(.*?)</a>", found[1])} if found else set()
    assert names == {name for (name,) in known}
    assert (area == PORTSMOUTH) == (not known)
    if area == HAMPSHIRE:
        assert len(names) == 11 and "No figure of a neighbourhood is held" in found[1]


def test_b10_a_promise_leads_to_its_districts_and_back():
    def names(area: str) -> list[str]:
        page = written("indicator", area=area, indicator="NI 16")
        found = re.search(r"The same measure elsewhere[.] (.*?)</p>", page, flags=re.DOTALL)
        return [read(link) for link in re.findall(r"<a [^>]*>(.*?)</a>", found[1])]

    districts = [row["name"] for row in rows_of(PACK, "areas") if row["area_type"] == "district"]
    assert names(EXAMPLE) == sorted(districts)
    assert names("X07000003") == ["Exampleshire", *sorted(set(districts) - {"Port Pretend"})]


@pytest.mark.parametrize("indicator", ["NI 59", "NI 39", "NI 16"])
def test_b14_of_the_actions_that_are_drawn_on_a_chart_no_cause_is_claimed(indicator):
    """That they stand at their days is tested with the time line of a measure."""
    drawn = described.chart(described.Choices("promise", EXAMPLE, indicator, None))
    page = read(written("indicator", area=EXAMPLE, indicator=indicator))
    assert "That does not say that one brought about the other." in page
    ours = drawn.told[-1] + drawn.alt
    assert not re.search(r"\b(because|caused?|thanks to|led to|result of|effect|worked)\b", re.sub(r"“.*?”", "", ours))


def test_b16_another_version_of_a_definition_breaks_the_series():
    """No line joins what cannot be set side by side, and what stood before is judged no more."""
    rows = [{"is_break": flag, "value": value} for flag, value in ((False, 1), (False, 2), (True, 9), (False, 10))]
    assert [[row["value"] for row in part] for part in trend._stretches(rows)] == [[1, 2], [9, 10]]
