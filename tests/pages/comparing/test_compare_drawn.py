"""What is drawn of a comparison: dots, radar, rug and strip, each equal to its table and to the figures."""

import re
from html import unescape
from math import hypot
from statistics import median, quantiles
from urllib.parse import unquote

import pytest

from data_pipeline import words
from data_pipeline.drawings.comparing import radar, spine, swarm
from tests.pages.views import asked, read, table, written

pytestmark = pytest.mark.usefixtures("served_in_process")

PORTSMOUTH, HAMPSHIRE, BASINGSTOKE, SOUTH_EAST = "E06000044", "E10000014", "E07000084", "E12000008"
YEAR = "2010/11"
CYP, HCOP, SSC = "Children and Young People", "Healthier Communities and Older People", "Safer and Stronger Communities"


def page_of(area: str, view: str, **choices: str) -> str:
    return written("compare", area=area, year=YEAR, view=view, **choices)


def figures(kind: str, theme: str) -> dict[str, dict[str, dict]]:
    """Every figure of a theme, as shown, of all places of a kind: by series and place."""
    rows = asked(
        f"""
        select series_id, series_title, area_code, region_code, is_agreement_area, period, polarity, unit,
            series.decimals, as_shown(value, series.decimals) as value, value as exact
        from marts.figures join marts.series as series using (series_id) join marts.areas as areas using (area_code)
        where stands_for_year and value is not null and reporting_year = ? and laa_theme = ? and {kind}
            and not is_of_few_places
        """,
        YEAR, theme,
    )  # fmt: skip
    found: dict[str, dict[str, dict]] = {}
    for row in rows:
        found.setdefault(row["series_id"], {})[row["area_code"]] = row
    return found


def pictures(page: str) -> list[str]:
    """The pictures of the page that are addresses in themselves."""
    return [
        unquote(unescape(address)).replace("'", '"')
        for address in re.findall(r'src="data:image/svg\+xml,([^"]*)"', page)
    ]


def test_a_dot_for_every_place_and_the_region_by_another_mark():
    page, known = page_of(PORTSMOUTH, "all", theme=CYP), figures("is_district", CYP)
    shown = [block for block in re.findall(r'<figure class="swarm">.*?</figure>', page, re.S)]
    rows = [by_place for by_place in known.values() if PORTSMOUTH in by_place]
    assert len(shown) == len(rows) > 5
    for by_place in rows:
        here = by_place[PORTSMOUTH]
        block = next(block for block in shown if here["series_title"] in unescape(block))
        others = [row for row in by_place.values() if row["period"] == here["period"]]
        near = [row["value"] for row in others if row["region_code"] == SOUTH_EAST]
        elsewhere, inside = re.findall(r'<path d="([^"]*)"', pictures(block)[0])[:2]
        assert (elsewhere.count("h0"), inside.count("h1")) == (len(others) - len(near), len(near))
        values = sorted(row["value"] for row in others)

        def said(value: float, here: dict = here) -> str:
            return words.figures.short_figure(value, here["unit"], here["decimals"])

        lower, _, upper = quantiles(values, n=4, method="inclusive")
        text = read(block)
        assert (
            f"{len(others)} districts, unitary councils and boroughs lie from {said(values[0])} to {said(values[-1])}"
            in text
        )
        assert f"half of them from {said(lower)} to {said(upper)}" in text
        assert f"The {len(near)} in South East lie from {said(min(near))} to {said(max(near))}" in text
        lines = [
            line for line in table(page, f"{CYP}, {YEAR}: where all places .*?") if line[0] == here["series_title"]
        ]
        assert lines[0][3:] == [said(value) for value in (values[0], lower, median(values), upper, values[-1])]
        assert lines[1][3:] == [said(value) for value in (
            min(near), *quantiles(near, n=4, method="inclusive"), max(near))]  # fmt: skip


def test_dots_stand_where_their_figures_do_and_lower_is_better_is_turned():
    known = {"values": [0.0, 2.0, 2.0, 10.0], "in_region": [True, False, True, False]}
    (up, _), (turned, tall) = (swarm.drawn(known, 2.0, polarity) for polarity in ("higher", "lower"))
    scale = spine.Scale(known["values"], is_turned=False)
    for value in known["values"]:
        column = round(scale.share(value) * swarm.COLUMNS)
        assert f"M{column * swarm.SHEET // swarm.COLUMNS} " in up
    assert f'<svg x="{100 * scale.share(2.0):.4g}%"' in up and f'<svg x="{100 * (1 - scale.share(2.0)):.4g}%"' in turned
    assert tall < 40 and spine.Scale([3.0, 3.0], is_turned=True).share(3.0) == pytest.approx(0.5)


def share_behind(here: float, others: list[float], polarity: str) -> float:
    sign = {"higher": 1, "lower": -1}[polarity]
    behind = [1 if sign * (here - other) > 0 else 0.5 if here == other else 0 for other in others]
    return sum(behind) / len(behind)


@pytest.mark.parametrize("area, kind", [(PORTSMOUTH, "is_district"), (HAMPSHIRE, "is_agreement_area")])
def test_s04_a_radar_has_each_measure_by_its_documented_share_and_its_table_says_the_same(area, kind):
    page, known = page_of(area, "radar", theme=CYP), figures(kind, CYP)
    lines = table(page, f"{CYP}, {YEAR}: the share of other places that do worse")
    similar = [
        row["similar_code"] for row in asked("from marts.similar_areas where area_code = ? and rank <= 10", area)
    ]
    drawn = next(picture for picture in pictures(page) if 'viewBox="0 0 340' in picture)
    rings = re.findall(r'<path d="M([^"]*)Z" fill="none" stroke="[^"]*" stroke-width="2.5"', drawn)
    places = [[tuple(map(float, point.split())) for point in ring.split("L")] for ring in rings]
    assert len(lines) >= radar.FEWEST
    for number, (name, *cells) in enumerate(lines):
        by_place = next(
            one for one in known.values() if area in one and name.endswith(f". {one[area]['series_title']}")
        )
        here = by_place[area]
        rows = [row for row in by_place.values() if row["period"] == here["period"]]
        others = [row["value"] for row in rows if row["area_code"] != area]
        near = median(row["value"] for row in rows if row["region_code"] == SOUTH_EAST)
        middle = median(by_place[code]["exact"] for code in similar if code in by_place)
        wanted = [share_behind(value, others, here["polarity"]) for value in (here["value"], middle, near)]
        for cell, share, ring in zip(cells, wanted, places[::-1], strict=True):
            assert 0 <= share <= 1 and cell.startswith(f"{100 * share:.0f}%")
            x, y = ring[number]
            assert hypot(x - radar.SIZE / 2, y - radar.SIZE / 2) / radar.REACH == pytest.approx(share, abs=0.001)


def test_s04_fewer_than_three_measures_are_bars():
    page = page_of(PORTSMOUTH, "radar", theme=SSC)
    assert words.comparing.everywhere.BARS in read(page) and "mean nothing" in read(page)
    drawn = next(picture for picture in pictures(page) if 'viewBox="0 0 340' in picture)
    cells = table(page, f"{SSC}, {YEAR}: the share of other places that do worse")[0][1:]
    widths = [float(width) for width in re.findall(r'<rect x="24" [^>]*width="([\d.]+)"', drawn)]
    assert [f"{100 * width / (radar.SIZE - 40):.0f}%" for width in widths] == [cell.split()[0] for cell in cells]
    assert words.comparing.everywhere.BARS not in read(page_of(PORTSMOUTH, "radar", theme=HCOP))


def test_a_county_is_shown_by_its_districts_and_each_says_of_itself_the_same():
    """The rug of Hampshire, beside the page of one of its districts."""
    page = page_of(HAMPSHIRE, "places", theme=HCOP)
    districts = [row["name"] for row in asked("from marts.areas where county_code = ? order by name", HAMPSHIRE)]
    head = [read(cell) for cell in re.findall(r'<th scope="col"[^>]*>(.*?)</th>', page, re.S)]
    assert head[-len(districts) :] == districts and len(districts) == 11
    own = written("compare", area=BASINGSTOKE, year=YEAR)
    lines = table(page, f"{HCOP}, {YEAR}: .*?")
    assert len(lines) == 3
    at = districts.index("Basingstoke and Deane") + 1
    for line in lines:
        rows = re.findall(r'<tr role="row" id=.*?</tr>', own, re.S)
        row = next(row for row in rows if line[0].startswith(read(re.search(r"<a [^>]*>(.*?)</a>", row)[1])))
        cells = [read(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)]
        figure, _, word = line[at].split(" ", 2)
        assert cells[0].startswith(figure)
        side = next((side for side in ("better", "worse") if side in word), None)
        assert (side in cells[3].lower()) if side else re.search("like other places|No clear difference", cells[3]), (
            line,
            cells,
        )
        assert ("unsure" in word) == (side is not None and "most" in cells[3])


def test_too_many_places_make_no_rug_and_nothing_is_lost_without_a_theme():
    page = read(page_of(PORTSMOUTH, "places", **{"with": "region"}))
    assert "67 places are too many for one table of measures by places" in page
    assert "Children and Young People" in read(page_of(PORTSMOUTH, "all"))
    assert "The address asks for the theme Nonsense" in read(page_of(PORTSMOUTH, "radar", theme="Nonsense"))


def test_one_measure_is_shown_place_by_place_with_who_is_left_out():
    page = written("compare", area=PORTSMOUTH, year=YEAR, indicator="ni100")
    lines = {name: cells for name, *cells in table(page, "Looked-after children reaching level 4 in maths at 11, .*?")}
    rows = {
        row["name"]: row
        for row in asked(
            """
            select name, value, missing_reason from marts.report_card join marts.areas using (area_code)
            where series_id = 'ni_100' and reporting_year = ? and area_code in (
                select similar_code from marts.similar_areas where area_code = ? and rank <= 10
            )
            """,
            YEAR, PORTSMOUTH,
        )
    }  # fmt: skip
    assert next(iter(lines)) == "Portsmouth" and lines.keys() == {"Portsmouth", *rows}
    for name, row in rows.items():
        figure, _, said = lines[name]
        assert said == ("Compared" if row["value"] is not None else f"Left out: {row['missing_reason']}")
        assert figure == ("–" if row["value"] is None else words.figures.figure(row["value"], "%", 1))
    rings = re.search(r'<g fill="none"[^>]*>(.*?)</g>', "".join(pictures(page)))[1]
    assert rings.count("<circle") == sum(row["value"] is not None for row in rows.values())
