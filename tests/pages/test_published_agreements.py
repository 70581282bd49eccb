"""The real packs and the worked example: what was copied by hand comes out on the pages, with its address."""

import csv
import html
import json
import re
import shutil
from pathlib import Path

import pytest

from data_pipeline import queries
from data_pipeline.building import warehouse
from data_pipeline.reading import packs, printed_values
from tests.pages.views import markup, run, text
from tests.running import PROJECT
from tests.worlds import packs as p

pytestmark = pytest.mark.usefixtures("served_in_process")

ROTHERHAM, HEREFORDSHIRE, CUMBRIA, SALFORD = "E08000018", "E06000019", "E10000006", "E08000006"
MIDDLESBROUGH, HULL, HERTFORDSHIRE = "E06000002", "E06000010", "E10000015"
CAMBRIDGESHIRE, LANCASHIRE, KENT, HAMPSHIRE, DEVON = "E10000003", "E10000017", "E10000016", "E10000014", "E10000008"
NORTH_YORKSHIRE, BLACKPOOL, BOLTON, LEEDS = "E10000023", "E06000009", "E08000001", "E08000035"
PORTSMOUTH, SOUTHAMPTON, PLYMOUTH, TORBAY = "E06000044", "E06000045", "E06000026", "E06000027"
NORTH_LINCOLNSHIRE, CHESHIRE_EAST, HARINGEY = "E06000013", "E06000049", "E09000014"
MINUTES_ALONE = ("E06000035", "E06000037", "E06000043", "E10000034")  # Of these only what scrutiny asked was found.
AREAS = (
    ROTHERHAM, HEREFORDSHIRE, CUMBRIA, SALFORD, MIDDLESBROUGH, HULL, HERTFORDSHIRE, CAMBRIDGESHIRE, LANCASHIRE, KENT,
    HAMPSHIRE, DEVON, NORTH_YORKSHIRE, BLACKPOOL, BOLTON, LEEDS, PORTSMOUTH, SOUTHAMPTON, PLYMOUTH, TORBAY,
    NORTH_LINCOLNSHIRE, CHESHIRE_EAST, HARINGEY, *MINUTES_ALONE,
)  # fmt: skip
YEAR_END = "https://moderngov.rotherham.gov.uk/ieIssueDetails.aspx?IId=55985&Opt=3"
QUARTER_2 = "https://moderngov.rotherham.gov.uk/mgAi.aspx?ID=51348"
HOMES = "http://councillors.herefordshire.gov.uk/mgAi.aspx?ID=17508"
CHILDREN = "https://councillors.herefordshire.gov.uk/mgAi.aspx?ID=20341"
COUNCIL_PLAN = "https://paperzz.com/doc/7265851/theme-and-outcome---cumbria-county-council"
WORKLESSNESS = "https://docest.com/doc/685056/laa-delivery-planning"
ROADS = "https://docsbay.net/laa-delivery-planning"
REFRESH = "https://docest.com/doc/49794/improving-educational-attainment"
APPENDIX = "https://docslib.org/doc/13713430/performance-indicators-appendix"
SMOKING = "https://www.yumpu.com/en/document/view/6302178/joint-strategic-needs-assessment-foundation-profile-jsna/272"
REVIEW = "https://docsbay.net/doc/277840/children-and-young-people-s-plan-performance-review-2006-07appendix-b"

FOOTWAYS = "https://docsbay.net/doc/1129609/lpsa-progress-overview"
PRT = "https://committeeadmin.lancaster.gov.uk/documents/s19833/3.%20Leaders%20PRT%20Q4.htm"
PLACE_SURVEY = "https://consultation.lancashire.gov.uk/responses/response.asp?ID=129"
NHS_NEWS = "http://www.portsmouth.nhs.uk/Default.aspx.LocID-01pnew06r.RefLocID-01p009.Lang-EN.htm"
CONCEPTIONS = "https://api.parliament.uk/query/resource?uri=https%3A%2F%2Fid.parliament.uk%2FcG8dkPkp"
ALCOHOL = "https://raw.githubusercontent.com/Devon-County-Council/jsna/master/AlcoholAdmissionsDASR_Rate.csv"
QUITTERS = "https://hansard.parliament.uk/Commons/2009-10-14/debates/09101444000107/SmokingGreaterManchester"
SPORT = "http://democracy.leeds.gov.uk/mgAi.aspx?ID=17184"
SELBY = "https://yumpu.com/en/document/view/26211108/agenda-pdf-selby-district-council/162"
PREGNANCY = "https://docest.com/doc/120298/teenage-pregnancy"
STRATEGY = "https://moderngov.cheshireeast.gov.uk/mgAi.aspx?ID=7800"
CABINET = "http://www.minutes.haringey.gov.uk/ieIssueDetails.aspx?IId=18831&PlanId=0&Opt=3"
DELIVERY = (
    "https://democracy.northlincs.gov.uk/executive-decisions-20132014/cabinet-portfolios-2008-2009/"
    "housing-and-strategic-planning/housing-and-strategic-planning-minutes-22-july-2008/"
)
MAIDSTONE_PLAN = (
    "https://maidstone.gov.uk/home/primary-services/council-and-democracy/additional-areas/contact-your-parish-council"
    "?sq_content_src=%2BdXJsPWh0dHBzJTNBJTJGJTJGbWVldGluZ3MubWFpZHN0b25lLmdvdi51ayUyRmRvY3VtZW50cyUyRnM3OTk4JTJGQ2FiaW5l"
    "dCUyMENvdW5jaWwlMjBvciUyMENvbW1pdHRlZSUyMFJlcG9ydCUyMGZvciUyMFBlcmZvcm1hbmNlJTIwUGxhbiUyMGVuYy4lMjA0Lmh0bWwlM0ZDVC"
    "UzRDImYWxsPTE%3D"
)

# Copied by hand: area, indicator, what it is, the period, what is printed, the address.
COPIED = [
    (ROTHERHAM, "NI 136", "What happened", "2010/11", "2,882", YEAR_END),
    (ROTHERHAM, "NI 136", "What happened", "2009/10", "2,358", YEAR_END),
    (ROTHERHAM, "NI 136", "Final target", "2010/11", "2,800", YEAR_END),
    (ROTHERHAM, "NI 136", "Final target", "2010/11", "3286", QUARTER_2),
    (ROTHERHAM, "NI 141", "What happened", "2010/11", "89.13%", YEAR_END),
    (ROTHERHAM, "NI 135", "What happened", "2010/11", "31.80%", YEAR_END),
    (HEREFORDSHIRE, "NI 155", "What happened", "2008/09", "208", HOMES),
    (HEREFORDSHIRE, "NI 155", "Milestone", "2008/09", "200", HOMES),
    (HEREFORDSHIRE, "NI 155", "Final target", "2010/11", "275", HOMES),
    (HEREFORDSHIRE, "NI 59", "What happened", "2008/09", "37.4%", CHILDREN),
    (CUMBRIA, "NI 153", "Baseline", "May 2007", "32.3%", WORKLESSNESS),
    (CUMBRIA, "NI 153", "Baseline", "May 2007", "31.9%", COUNCIL_PLAN),
    (CUMBRIA, "NI 153", "Final target", "2010/11", "29.3%", WORKLESSNESS),
    (CUMBRIA, "NI 153", "Final target", "Feb", "28.9%", COUNCIL_PLAN),
    (CUMBRIA, "NI 153", "Milestone", "2012/13", "tba", COUNCIL_PLAN),
    (CUMBRIA, "NI 171", "Milestone", "2009", "55.7", COUNCIL_PLAN),
    (CUMBRIA, "NI 47", "Milestone", "2008/09", "326", ROADS),
    (CUMBRIA, "NI 47", "Interim milestone", "2008/09", "315", ROADS),
    (SALFORD, "NI 72", "Baseline", "2007", "52%", REFRESH),
    (SALFORD, "NI 72", "Milestone", "2008/09", "53.4%", REFRESH),
    (SALFORD, "NI 74", "Milestone", "2008/09", "New PI", REFRESH),
    (SALFORD, "NI 75", "Milestone", "2009/10", "44.5%", REFRESH),
    (MIDDLESBROUGH, "NI 1", "Baseline", "2006/07", "74%", APPENDIX),
    (MIDDLESBROUGH, "NI 1", "Milestone", "2009/10", "None set", APPENDIX),
    (MIDDLESBROUGH, "NI 2", "What happened", "2008/09", "61.7%", APPENDIX),
    (MIDDLESBROUGH, "NI 2", "Milestone", "2010/11", "Deleted", APPENDIX),
    (HULL, "local 1", "Baseline", "2005/06", "29%", SMOKING),
    (HULL, "local 1", "Milestone", "2007/08", "27%", SMOKING),
    (HULL, "local 1", "What happened", "2008/09", "25.6%", SMOKING),
    (HERTFORDSHIRE, "local 1", "Baseline", "", "56.5%", REVIEW),
    (HERTFORDSHIRE, "local 1", "Milestone", "2006/07", "58", REVIEW),
    (HERTFORDSHIRE, "local 1", "What happened", "2006/07", "66%", REVIEW),
    (HERTFORDSHIRE, "local 3", "Baseline", "2002", "4.6%", REVIEW),
    (CAMBRIDGESHIRE, "LPSA 1", "What happened", "2005", "10.96%", FOOTWAYS),
    (CAMBRIDGESHIRE, "LPSA 1", "Reward trigger", "not printed", "21.45%", FOOTWAYS),
    (CAMBRIDGESHIRE, "LPSA 1", "Final target", "not printed", "19.85%", FOOTWAYS),
    (CAMBRIDGESHIRE, "LPSA 2", "What happened", "not printed", "461", FOOTWAYS),
    (CAMBRIDGESHIRE, "LPSA 4", "Baseline", "2004", "0", FOOTWAYS),
    (LANCASHIRE, "CH8", "What happened", "2009/10", "12.06", PRT),
    (LANCASHIRE, "CH8", "What happened", "April 2008 to December 2008", "7.11", PRT),
    (LANCASHIRE, "CH8", "Milestone", "April 2009 to September 2009", "4.875", PRT),
    (LANCASHIRE, "NI 5", "What happened", "2008", "79%", PLACE_SURVEY),
    (KENT, "L10", "What happened", "2009/10", "804", MAIDSTONE_PLAN),
    (KENT, "L10", "Milestone", "2012/13", "1,150", MAIDSTONE_PLAN),
    (KENT, "S3", "What happened", "May 2009 to April 2010", "70.3%", MAIDSTONE_PLAN),
    (HAMPSHIRE, "local 1", "What happened", "2010", "drop of 29.8% since 1998", NHS_NEWS),
    (PORTSMOUTH, "local 1", "What happened", "2010", "drop of 24% since 1998", NHS_NEWS),
    (SOUTHAMPTON, "local 2", "What happened", "2006", "43", CONCEPTIONS),
    (DEVON, "local 1", "What happened", "2008 to 2010", "566.5160035", ALCOHOL),
    (TORBAY, "local 1", "What happened", "2009 to 2011", "763.5815046", ALCOHOL),
    (PLYMOUTH, "local 1", "What happened", "2014 to 2016", "608.7107843", ALCOHOL),
    (BOLTON, "local 1", "What happened", "2007/08", "2,320", QUITTERS),
    (LEEDS, "CU-1a", "What happened", "not printed", "an impressive 7% increase", SPORT),
    (LEEDS, "CU-1a", "Final target", "not printed", "the target being 1%", SPORT),
    (NORTH_YORKSHIRE, "NI 8", "What happened", "2009", "25.7%", SELBY),
    (BLACKPOOL, "local 1", "Final target", "2010", "29.1", PREGNANCY),
    (CHESHIRE_EAST, "local 1", "Final target", "2010", "halve by 2010", STRATEGY),
    (CHESHIRE_EAST, "NI 112", "What happened", "2008", "reduction was 9.1%", STRATEGY),
    (HARINGEY, "local 1", "Milestone", "2008/09", "28%", CABINET),
    (HARINGEY, "local 1", "What happened", "2008/09", "23.9%", CABINET),
    (NORTH_LINCOLNSHIRE, "NI 155", "Milestone", "2009/10", "149 units", DELIVERY),
    (NORTH_LINCOLNSHIRE, "NI 155", "Final target", "2010/11", "225 units (estimate)", DELIVERY),
]  # fmt: skip
_pages: dict[tuple[str, str], str] = {}


def page_of(area: str, indicator: str) -> str:
    if (area, indicator) not in _pages:
        _pages[area, indicator] = markup(run("indicator", indicator=indicator, area=area))
    return _pages[area, indicator]


def test_a_figure_of_every_area_was_copied():
    assert {area for area, *_ in COPIED} == set(AREAS) - set(MINUTES_ALONE)


@pytest.mark.parametrize(("area", "indicator", "what", "period", "printed", "url"), COPIED)
def test_a_figure_copied_by_hand_is_on_the_page_of_its_measure_with_its_address(
    area, indicator, what, period, printed, url
):
    rows = re.findall(r"<tr\b.*?</tr>", page_of(area, indicator), flags=re.DOTALL)
    fitting = [
        row
        for row in rows
        if f'href="{html.escape(url)}"' in row
        and f"{what}" in row and period in row and re.search(rf">[^<]*(?<![\d.,]){re.escape(printed)}(?![\d])", row)
    ]  # fmt: skip
    assert fitting, [re.sub(r"<[^>]+>", "|", row) for row in rows]


@pytest.mark.parametrize(
    ("area", "shown"),
    [
        (ROTHERHAM, ("2,882", "2,800", "3286", "Achieved target", "Rotherham MBC Adult Social Care")),
        (HEREFORDSHIRE, ("275", "75.9%", "Registered Social Landlords")),
        (CUMBRIA, ("31.9%", "28.9%", "32.3%", "29.3%", "Jobcentre Plus")),
        (SALFORD, ("52%", "56.20%", "Refreshed", "Removed", "Salford City Council")),
        (MIDDLESBROUGH, ("74%", "61.7%", "Top quartile (08/09)")),
        (HULL, ("29%", "23.1%", "25%")),
        (HERTFORDSHIRE, ("56.5%", "66%", "LAA Year 1 target exceeded")),
    ],
)
def test_the_card_of_a_real_agreement_shows_what_was_promised_and_what_happened(area, shown):
    said = text(run("report_card", area=area, view="card"))
    assert not [word for word in shown if word not in said]
    assert "Worked example" not in said


def figures_in(pack: Path) -> int:
    """How many cells of a pack that are for figures hold one, counted in its files."""
    cells = {"targets": ("baseline", "final_target"), "milestones": ("value",), "outturns": ("value",)}
    return sum(
        any(letter.isdigit() for letter in row.get(column) or "")
        for sheet, columns in cells.items()
        if (pack / f"{sheet}.csv").exists()
        for row in csv.DictReader((pack / f"{sheet}.csv").read_text("utf-8-sig").splitlines())
        for column in columns
    )


def test_no_place_is_said_to_have_figures_of_which_none_was_found(real):
    """Minutes alone made a place one of 'a few figures', on the first page and beside its national figures."""
    first = markup(run("find_your_area"))
    listed = re.split(r"<b>([^<]+):</b>", first)
    under = {
        title: set(re.findall(r"area=(\w+)", part)) for title, part in zip(listed[1::2], listed[2::2], strict=True)
    }
    codes = dict(real.con.execute("select distinct pack, area_code from marts.agreements").fetchall())
    bare = {
        codes[pack.name]
        for pack in (PROJECT / "data" / "agreements").iterdir()
        if pack.is_dir() and not figures_in(pack)
    }
    assert "E06000043" in bare and PORTSMOUTH not in bare
    assert under["Published papers found, without figures"] == bare
    assert not bare & (under["Promises found in published papers"] | under["A few figures found in published papers"])
    assert set(codes.values()) == set.union(*under.values())
    for code in bare:
        said = text(run("report_card", area=code, view="figures"))
        assert "only papers that speak of it without a figure." in said
        assert "a few figures" not in said


def test_both_versions_of_a_changed_target_are_kept(real):
    points = real.con.execute(
        """
        select what, value_as_published, is_last_word from marts.promise_points
        where agreement_code = ? and target = ? and what in ('baseline', 'final target') order by all
        """,
        [CUMBRIA, "NI 153"],
    ).fetchall()
    assert points == [
        ("baseline", "31.9% (to May 07)", True),
        ("baseline", "32.3% (May 2007)", False),
        ("final target", "28.9% (to Feb 11)", True),
        ("final target", "29.3%", False),
    ]
    targets = real.con.execute(
        """
        select final_target, agreed_on from marts.pack_targets
        where agreement_code = ? and target = 'NI 136' order by agreed_on
        """,
        [ROTHERHAM],
    ).fetchall()
    assert targets == [("3286", "2010"), ("2,800", "2011-06-27")]


def test_the_eleven_scrutiny_exchanges_of_herefordshire_load_without_a_name(real):
    rows = real.con.execute("select * from marts.pack_scrutiny where agreement_code = ?", [HEREFORDSHIRE]).fetchall()
    assert len(rows) == 11
    named = real.con.execute(
        "select count(*) from meta.issues where rule = 'personal_data' and file like 'agreements/%'"
    ).fetchone()
    assert named == (0,)
    assert not re.search(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor|Sir)\.? [A-Z]", str(rows))


@pytest.mark.parametrize("sheet", ["targets", "milestones", "outturns", "indicators", "scrutiny", "actions"])
def test_every_row_of_a_real_pack_has_its_address(sheet, real):
    without = real.con.execute(
        f"select pack, source_row from marts.pack_{sheet} where notice is null and source_url not like 'http%://%'"
    ).fetchall()
    assert without == []


def test_the_packs_and_one_example_are_whole(real):
    found = real.con.execute(
        "select distinct area_code from marts.agreements where not is_example order by 1"
    ).fetchall()
    assert [code for (code,) in found] == sorted(AREAS)
    assert real.con.execute("select count(distinct area_code) from marts.agreements where is_example").fetchone() == (
        1,
    )
    assert p.unbalanced(real.con) == []


# Every figure that was found, counted here and, where the collection lies beside the repository, looked for row by row.

PROGRESS = Path(__file__).parents[3].joinpath("shared", "data", "figures", "agreements", "progress_figures.csv")
FOUND = 648


def test_every_figure_found_has_a_home_or_a_reason(real):
    rows = real.con.execute("from marts.figures_found").df()
    assert int(rows["figures"].sum()) == FOUND
    left_out = real.con.execute("select count(*), count(reason) from marts.figures_left_out").fetchone()
    assert left_out == (int(rows["left_out"].sum()),) * 2
    assert f"{FOUND} figures of" in text(run("about_the_data", section="sources"))


def test_every_place_and_paper_has_as_many_figures_as_were_found_there(real):
    """A figure printed as the target and as the last milestone stands twice: so at least as many."""
    short = real.con.execute(
        """
        select found.area_name, found.source_url, found.in_packs, count(points.source_row)
        from marts.figures_found as found
        left join marts.promise_points as points
            on points.area_code = found.area_code and points.source_url = found.source_url
        group by all
        having count(points.source_row) < found.in_packs
        """
    ).fetchall()
    assert short == []
    # NI 47 has a rate and a count of each place and period; the count is in the note of the rate.
    few = real.con.execute(
        """
        select area_code, found.in_series, held.figures
        from (select area_code, sum(in_series) as in_series from marts.figures_found group by area_code) as found
        left join (
            select area_code, sum(if(series_id = 'ni_047', 2, 1)) as figures
            from marts.figures where series_id in ('ni_047', 'ni_112') and value is not null group by area_code
        ) as held using (area_code)
        where found.in_series > 0 and found.in_series <> coalesce(held.figures, 0)
        """
    ).fetchall()
    assert few == []


def _told(real) -> dict[tuple, list[tuple]]:
    """What the warehouse says, by place and paper: each number with its words and its note."""
    told: dict[tuple, list[tuple]] = {}
    for area, url, value, printed, note in real.con.execute(
        """
        select area_code, source_url, value, coalesce(value_as_published, ''), coalesce(note, '')
        from marts.promise_points
        """
    ).fetchall():
        told.setdefault((area, url), []).append((value, f"{printed} {note}"))
        # What a paper compares stands in the note of the figure it is compared with.
        told.setdefault((None, url), []).append((None, note))
    for area, series, value, note in real.con.execute(
        "select area_code, series_id, value, coalesce(note, '') from marts.figures "
        "where series_id in ('ni_047', 'ni_112')"
    ).fetchall():
        told.setdefault((area, series), []).append((value, note))
    for area, value, url in real.con.execute(
        "select area_name, value, source_url from marts.figures_left_out"
    ).fetchall():
        told.setdefault((area, url), []).append((None, value))
    return told


def _is_told(row: dict, here: list[tuple]) -> bool:
    number = float(row["value"]) if row["value"] else None
    words = " ".join(row["value_text"].split())
    digits = rf"(?<![\d.,])(?:{re.escape(f'{abs(number):.10g}')}|{re.escape(f'{abs(number):,.10g}')})0*(?!\d)" if (
        number is not None
    ) else None  # fmt: skip
    return any(
        (number is not None and (value == number or re.search(digits, said)))
        or (number is None and value is None and (not words or words.casefold() in said.casefold()
            or printed_values.parse(words).reason == printed_values.parse(said).reason))
        for value, said in here
    )  # fmt: skip


@pytest.mark.skipif(not PROGRESS.exists(), reason="the collection is not beside the repository")
def test_every_row_of_the_collection_is_in_the_warehouse_or_in_the_list_of_what_is_left_out(real):
    codes = {
        (name, url): code
        for name, url, code in real.con.execute(
            "select area_name, source_url, area_code from marts.figures_found"
        ).fetchall()
    }
    told = _told(real)
    with PROGRESS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    lost = []
    for row in rows:
        name = row["area_name"] + " health authority" * (row["area_type"] == "health authority")
        url = row["source_url"]
        series = "ni_047" if "KSIOnRoads" in url else "ni_112" if "swpho" in url else None
        code = codes[name, url]
        places = [(code, url), (code, series), (name, url)]
        places += [(None, url)] if name in ("England", "Yorkshire") else []
        if not _is_told(row, [point for place in places for point in told.get(place, ())]):
            lost.append((name, row["indicator_code"], row["period"], row["measure"], row["value"], row["value_text"]))
    assert len(rows) == FOUND
    assert lost == []


# The worked example says so everywhere.

NOTICE = "Worked example: not real figures"


@pytest.fixture(scope="module")
def example(real) -> str:
    return real.con.execute("select area_code from marts.agreements where is_example").fetchone()[0]


@pytest.mark.parametrize("view", ["card", "promises", "figures"])
@pytest.mark.parametrize("by", ["policy", "theme"])
def test_the_card_of_the_worked_example_says_what_it_is_in_every_view(view, by, example):
    assert NOTICE in text(run("report_card", area=example, view=view, by=by))


def test_so_do_the_cards_of_its_districts_and_the_pages_of_its_measures(real, example):
    districts = real.con.execute("select area_code from marts.areas where county_code = ?", [example]).fetchall()
    assert len(districts) == 6
    for (district,) in districts:
        assert NOTICE in text(run("report_card", area=district))
    measures = real.con.execute(
        "select distinct indicator from marts.promises where agreement_code = ? order by 1 limit 8", [example]
    ).fetchall()
    for (indicator,) in measures:
        assert NOTICE in text(run("indicator", indicator=indicator, area=example))


def test_every_open_table_with_a_row_of_the_example_says_so_in_that_row(served_data, real, example):
    codes = {code for (code,) in real.con.execute("select area_code from marts.areas where is_example").fetchall()}
    (pack,) = real.con.execute("select pack from marts.agreements where is_example").fetchone()
    (written,) = (served_data / "exports").glob("*/datapackage.json")
    package = json.loads(written.read_text())
    without, with_notice = set(), set()
    for resource in package["resources"]:
        with (written.parent / resource["path"]).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                cells = set(row.values())
                is_of_example = bool(cells & codes) or pack in cells or any(
                    f"agreements/{pack}" in (row.get(name) or "") for name in ("file",)
                )  # fmt: skip
                (with_notice if row.get("notice") == NOTICE else without).add((resource["path"], is_of_example))
    assert not [path for path, is_of_example in without if is_of_example]
    assert not [path for path, is_of_example in with_notice if not is_of_example]
    assert len(with_notice) > 20


ENGLAND = ("figures", "report_card", "spread", "area_map", "map_classes", "coverage", "figure_enquiries",
           "sure_changes", "in_people", "card_counts",
           "trends", "area_codes")  # fmt: skip


def test_england_is_the_same_without_the_worked_example(real, bundled_copy, example):
    (pack,) = real.con.execute("select pack from marts.agreements where is_example").fetchone()
    shutil.rmtree(bundled_copy / "agreements" / pack)
    with warehouse.connect(warehouse.build(bundled_copy).path) as con:
        for table in ENGLAND:
            count = f"select count(*), sum(hash({table})) from marts.{table} as {table}"
            assert con.execute(count).fetchone() == real.con.execute(count).fetchone(), table
        for table in ("areas", "places"):
            rows = f"from (from marts.{table}) where notice is null order by all"
            assert con.execute(rows).fetchall() == real.con.execute(rows).fetchall()
            assert con.execute(f"select count(*) from marts.{table} where notice is not null").fetchone() == (0,)
        layers = "select layer, geojson from marts.boundaries where layer not like 'X%' order by 1"
        assert con.execute(layers).fetchall() == real.con.execute(layers).fetchall()
        real_promises = "select * from marts.promises where notice is null order by agreement_code, position"
        assert con.execute(real_promises).fetchall() == real.con.execute(real_promises).fetchall()


def test_the_guide_of_a_template_and_the_example_use_the_same_sheets():
    example = {path.stem for path in (warehouse.DATA / "agreements" / "exampleshire").glob("*.csv")}
    assert example | {"commentary"} == set(packs.SHEETS)


def test_a_later_national_series_is_never_what_an_agreement_reported(real):
    """Herefordshire reported 208 affordable homes for 2008/09; the later series says 112, and is called what it is."""
    points = queries.promise_points(real.con, HEREFORDSHIRE, "NI 155")
    happened = {point["value_as_published"] for point in points if point["what"] == "outturn"}
    assert "208" in happened and not {"112", "1.377", "1.4"} & happened
    rated = real.con.execute(
        "select distinct value from marts.rated_outturns where area_code = ? and indicator = 'NI 155'", [HEREFORDSHIRE]
    ).fetchall()
    assert (208.0,) in rated and not [value for (value,) in rated if value in (112.0, 1.377)]
    said = text(run("indicator", indicator="NI 155", area=HEREFORDSHIRE, year="2008/09"))
    later = said.index("The published national figures")
    assert said.index("208") < later
    assert "Affordable homes delivered (later national series): 1.4 per 1,000 homes in Herefordshire" in said[later:]
    assert "112 affordable homes, where there were 81,337 homes" in said[later:]
    assert "not what was reported at the time" in said[later:]
    assert "The target is not drawn on this chart" in said[later:]


@pytest.mark.parametrize("area", ["E10000006", "E08000018"])
def test_that_none_is_published_stands_once_for_a_table_and_not_in_each_row(area):
    page = markup(run("report_card", area=area, view="promises"))
    tables = page.count('<table class="measures promises"')
    assert tables
    dashes = page.count('<span class="quiet">–</span>')
    assert dashes > 1 and tables >= page.count("A dash means that we found none published.") >= 1
    assert "nothing published" not in page
