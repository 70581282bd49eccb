"""What machines ask a site for: every page is listed, examples are not, and a link has a picture."""

import io
import re
import urllib.request
from xml.etree import ElementTree

import pytest
from PIL import Image

from data_pipeline.drawings import png, preview, sheets
from pages.serving import database


def get(address: str) -> tuple[dict, bytes]:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return dict(answer.headers), answer.read()


def test_the_sitemap_has_every_place_that_has_figures_and_no_example(server, served_in_process):
    headers, body = get(f"{server.address}/sitemap.xml")
    found = [element.text for element in ElementTree.fromstring(body).findall(".//{*}loc")]
    with database.cursor() as cursor:
        known = cursor.execute("select distinct area_code from marts.report_card").fetchall()
    assert len(known) > 300
    assert headers["content-type"].startswith("application/xml")
    assert len(found) == len(set(found))
    assert all(address.startswith(f"{server.address}/") for address in found)
    assert f"{server.address}/report_card?area=E06000044" in found
    assert not [address for address in found if "=X" in address]
    assert {code for (code,) in known} <= {address.rpartition("=")[2] for address in found}


@pytest.mark.parametrize(
    "place", ["/", "/report_card?area=E10000014", "/indicator?indicator=NI%2055", "/district_map?county=E12000008"]
)
def test_what_the_sitemap_lists_is_there(server, place):
    _, body = get(f"{server.address}/sitemap.xml")
    assert f"<loc>{server.address}{place}</loc>" in body.decode()
    assert b"<h1>" in get(server.address + place)[1]


def test_robots_are_shown_the_sitemap(server):
    _, body = get(f"{server.address}/robots.txt")
    assert f"Sitemap: {server.address}/sitemap.xml" in body.decode().splitlines()


def test_a_link_to_a_page_has_a_picture_with_its_first_sentence(server):
    _, page = get(f"{server.address}/report_card?area=E06000044&year=2010/11")
    address = re.search(r'property="og:image" content="([^"]*)"', page.decode())[1].replace("&amp;", "&")
    headers, picture = get(address)
    assert headers["content-type"] == "image/png"
    assert Image.open(io.BytesIO(picture)).size == (1200, 630)


@pytest.mark.parametrize("title", ["Ely", "A measure with a very long name that goes on and on " * 6, "W" * 200])
def test_a_preview_stays_within_its_edges(title):
    drawn = preview.picture("Local Area Report Card", title, "Of 12 measures 1 has got better. " * 30)
    downs = [float(down) for down in re.findall(r'<text x="[^"]*" y="([^"]*)"', drawn)]
    assert max(downs) <= preview.HEIGHT - 10
    assert downs == sorted(downs)
    assert drawn.count("…") == (2 if len(title) > 10 else 1)


@pytest.mark.parametrize(
    "title", ["مدينة الفحم", "कोयला", "ประเทศไทย", "ᠮᠣᠩᠭᠣᠯ", "炭鉱の町", "👩‍👩‍👧", "a\u202eb\x00c"]
)
def test_a_title_in_letters_that_cannot_be_set_is_a_picture_all_the_same(title):
    for drawn in (
        preview.picture("Local Area Report Card", title, f"{title}: 12.9% in 2010/11."),
        sheets.sheet(title, title, "<g/>", 10, [("<g/>", title)], [title]),
    ):
        assert png.of(drawn).startswith(b"\x89PNG")
    tall = preview.picture("Local Area Report Card", title * 40, title * 40)
    assert max(float(down) for down in re.findall(r'<text x="[^"]*" y="([^"]*)"', tall)) <= preview.HEIGHT - 10
