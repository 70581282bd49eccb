"""Charts and maps as files: understood before they are made, whole, kept, and framed where they may be."""

import html
import re
import struct
from xml.etree import ElementTree

import pytest
from starlette.routing import Router

from data_pipeline import queries
from pages.serving import database, sending
from pages.serving.answers import drawn
from pages.serving.guard import Guard
from tests.asking import ask

pytestmark = pytest.mark.usefixtures("served_in_process")
ROUTER = Router(drawn.ROUTES)
TREND = "indicator=NI 151&area=E06000044"
DRAWINGS = [
    ("trend", TREND, "People aged 16-64 in employment"),
    ("spread", TREND, "all places in 2010/11"),
    ("gap", "indicator=ni55&area=hampshire", "in Hampshire"),
    ("promise", "indicator=NI 16&area=X10000001", "Worked example: not real figures"),
    ("map", "county=E10000014&indicator=NI 55&year=2010/11", "Hampshire"),
    ("map", "county=X10000001&indicator=NI 16", "Worked example: not real figures"),
]


def words_of(document: bytes) -> str:
    return " ".join("".join(text.itertext()) for text in ElementTree.fromstring(document).iter() if "text" in text.tag)


@pytest.mark.parametrize(("kind", "query", "said"), DRAWINGS)
def test_a_drawing_is_a_document_with_title_source_day_and_address(kind, query, said):
    answered = ask(ROUTER, f"/drawing/{kind}.svg", query=query)
    assert (answered.status, answered.headers["content-type"]) == (200, "image/svg+xml")
    words = words_of(answered.body)
    assert said in words and "Source: " in words and "As known on " in words
    assert "http://localhost/" in words and "%20" in words


@pytest.mark.parametrize(("kind", "query"), [(kind, query) for kind, query, _ in DRAWINGS[:2]])
def test_a_picture_is_twice_as_wide_as_the_document(kind, query):
    picture = ask(ROUTER, f"/drawing/{kind}.png", query=query)
    assert picture.headers["content-type"] == "image/png"
    assert picture.body[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">I", picture.body[16:20])[0] == 1520


def test_the_figures_of_a_chart_and_a_map_are_csv():
    """Portsmouth's 71.9% of 2010, and Gosport's 8.9% of 2010/11, as published."""
    rows = ask(ROUTER, "/drawing/trend.csv", query=TREND).body.decode().splitlines()
    assert rows[0] == "What,Where or when,Value,Unit,Source and caveat"
    assert any(row.startswith("Portsmouth,2010/11,71.9,%,") for row in rows)
    rows = ask(ROUTER, "/drawing/map.csv", query=DRAWINGS[4][1]).body.decode().splitlines()
    assert len(rows) == 12 and any(row.startswith("Place,Gosport,8.9,%,") for row in rows)


def test_as_of_a_day_nothing_later_is_drawn():
    rows = ask(ROUTER, "/drawing/trend.csv", query=f"{TREND}&as_of=2010-06-30").body.decode()
    assert ",2008/09," in rows and ",2011/12," not in rows


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/drawing/trend.svg", "indicator=NI 999"),
        ("/drawing/trend.png", "indicator=NI 151&area=Nowhere"),
        ("/drawing/spread.csv", f"{TREND}&year=1950/51"),
        ("/drawing/gap.svg", f"{TREND}&as_of=tomorrow"),
        ("/drawing/promise.svg", "indicator=NI 55&area=E06000046"),
        ("/drawing/map.svg", "county=E06000044&indicator=NI 55"),
        ("/drawing/trend.svg", ""),
        ("/embed/trend", "indicator=<b>"),
    ],
)
def test_what_does_not_exist_is_a_404_in_words_and_is_not_kept(path, query):
    before = (len(drawn.TEXTS.kept), len(drawn.PICTURES.kept))
    answered = ask(ROUTER, path, query=query)
    assert answered.status == 404
    assert b"<h1>" in answered.body and b"<b>" not in answered.body
    assert (len(drawn.TEXTS.kept), len(drawn.PICTURES.kept)) == before


def test_however_it_is_written_one_drawing_is_made_once():
    before = len(drawn.TEXTS.kept)
    written = ["indicator=NI 186&area=E06000044", "indicator=ni186&area=portsmouth&year=2010-11", "indicator=NI_186"
               "&area=e06000044&utm=x&as_of=latest"]  # fmt: skip
    tags = {ask(ROUTER, "/drawing/trend.svg", query=query).headers["etag"] for query in written}
    assert (len(tags), len(drawn.TEXTS.kept) - before) == (1, 1)
    again = ask(ROUTER, "/drawing/trend.svg", ("if-none-match", tags.pop()), query=written[0])
    assert (again.status, again.body) == (304, b"")


def test_only_embedded_drawings_may_be_framed():
    guard = Guard(None)
    framed = ask(guard, "/embed/trend", query=TREND)
    policy = framed.headers["content-security-policy"]
    assert "frame-ancestors *" in policy and "default-src 'none'" in policy and "script" not in policy
    assert "x-frame-options" not in framed.headers and framed.headers["x-content-type-options"] == "nosniff"
    assert b"&lt;iframe src=&#34;http://localhost/embed/trend?indicator=NI%20151&amp;amp;area=E06000044" in framed.body
    for path in ("/drawing/trend.svg", "/embed/trend/x", "/embed", "/robots.txt"):
        closed = ask(guard, path, query=TREND).headers
        assert closed["x-frame-options"] == "DENY" and "frame-ancestors 'none'" in closed["content-security-policy"]
    assert dict(sending.security_headers())[b"x-frame-options"] == b"DENY"


def test_a_map_of_no_measure_is_of_every_district_and_has_no_key():
    answered = ask(ROUTER, "/drawing/map.svg")
    with database.cursor() as cursor:
        names = [row["name"] for row in queries.area_map(cursor, "england", "NI 55", "2010/11")]
    assert answered.status == 200
    shapes = re.findall(rb"<path[^>]*><title>([^<]*)</title>", answered.body)
    assert sorted(html.unescape(name.decode()) for name in shapes) == sorted(names)
    assert b"figure" not in answered.body and b"Ordnance" not in answered.body
    assert ask(ROUTER, "/drawing/map.svg", query="county=E10000014").status == 404
