"""The page of what to ask: as a councillor reads it, for a district and a ward, by priority, and made one's own."""

import html
import re

import pytest

from data_pipeline import queries, words
from pages.serving.answers import first

EXAMPLE, ROTHERHAM, CUMBRIA, PORT_PRETEND = "X10000001", "E08000018", "E10000006", "X07000003"
SAYS = words.scrutiny.enquiry


def read(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def page(**choices: str) -> str:
    return first.written("scrutiny", choices, "")


def lines_on(markup: str) -> list[str]:
    return [html.unescape(name) for name in re.findall(r'<li data-line="([^"]*)"', markup)]


pytestmark = pytest.mark.usefixtures("served_in_process")


@pytest.mark.parametrize("code", [ROTHERHAM, CUMBRIA, EXAMPLE])
def test_every_line_stands_on_the_page_in_order_with_whom_to_ask(real, code):
    shown = page(area=code)
    year = None if code == EXAMPLE else "2010/11"
    lines = queries.enquiries(real.con, code, code, year)
    assert lines_on(shown) == [line["line"] for line in lines]
    text = read(shown)
    for line in lines:
        for row in line["reasons"]:
            assert SAYS.question(row) in text
            assert SAYS.evidence(row) in text
    assert text.count("Ask: ") == len(lines)
    folded = re.search(r"<summary>(\d+) more", shown)
    assert len(lines) - (int(folded[1]) if folded else 0) == min(8, len(lines))


def test_the_balance_is_kept(real):
    text = read(page(area=EXAMPLE))
    kept = [
        row["title"] for row in queries.ratings(real.con, EXAMPLE) if row["end_code"] == "kept" and not row["is_beside"]
    ]
    assert f"What went well. {len(kept)} promises kept: {'; '.join(kept)}." in text


def test_c1_the_watch_list_is_what_is_off_track_or_has_no_figure(real):
    shown = page(area=EXAMPLE, district=PORT_PRETEND)
    watched = re.findall(r"<a[^>]*>([^<]*)</a>", re.search(r'<section class="watch".*?</section>', shown, re.S)[0])
    rated = {row["target"]: row for row in queries.ratings(real.con, EXAMPLE)}
    hidden = {row["target"] for row in queries.masking(real.con, EXAMPLE) if row["district_code"] == PORT_PRETEND}
    expected = []
    for target, row in rated.items():
        off = row["end_code"] == "not kept" or row["rating_code"] in ("behind", "backwards", "missed")
        no_figure = not row["is_beside"] and (
            row["latest_value"] is None or str(row["end_why"]).startswith("no figure for")
        )
        if row["area_code"] in (EXAMPLE, PORT_PRETEND) and (off or no_figure or target in hidden):
            expected.append(row["title"])
    assert sorted(map(html.unescape, watched)) == sorted(expected)


def test_c1_a_ward_is_answered_by_its_district():
    by_ward, by_district = page(area=CUMBRIA, ward="Keswick"), page(area=CUMBRIA, district="E07000026")
    assert lines_on(by_ward) == lines_on(by_district)
    assert "What to ask in Keswick, a ward of Allerdale" in read(by_ward)
    assert "What to ask in Allerdale, in Cumbria" in read(by_district)
    assert "The address asks for the ward Xyzzy" in read(page(area=CUMBRIA, ward="Xyzzy"))


def test_c4_lines_stand_under_their_priority(real):
    shown = page(area=EXAMPLE, by="policy")
    lines = {
        line["line"]: line["policy_area_name"] or "National figures"
        for line in queries.enquiries(real.con, EXAMPLE, EXAMPLE, None)
    }
    found = {}
    heading = None
    for part in re.finditer(r"<h2>([^<]*)</h2>|<li data-line=\"([^\"]*)\"", shown):
        heading = html.unescape(part[1]) if part[1] else heading
        if part[2]:
            found[html.unescape(part[2])] = heading
    assert found == lines and len(set(found.values())) > 3


def test_a_theme_leaves_only_its_lines(real):
    theme = "Safer and Stronger Communities"
    lines = [
        line["line"] for line in queries.enquiries(real.con, EXAMPLE, EXAMPLE, None) if line["theme_name"] == theme
    ]
    assert lines and lines_on(page(area=EXAMPLE, theme=theme)) == lines


def test_c8_that_no_portfolio_holder_is_published_is_said():
    assert words.scrutiny.witnesses.NO_PORTFOLIO in read(page(area=ROTHERHAM))


def test_nothing_is_asked_from_papers_of_later(real):
    early, late = (set(lines_on(page(area=EXAMPLE, **how))) for how in ({"as_of": "2009-07-29"}, {}))
    assert early == {line["line"] for line in queries.enquiries(real.con, EXAMPLE, EXAMPLE, None, "2009-07-29")} != late
    assert "as they stood on 29 July 2009" in read(page(area=EXAMPLE, as_of="2009-07-29"))


def test_a_place_without_an_agreement_is_asked_about_by_its_figures(real):
    shown = page(area="E07000086")
    assert lines_on(shown) == [line["line"] for line in queries.enquiries(real.con, "E07000086", None, "2010/11")]
    assert "Eastleigh Borough Council" in read(shown)
