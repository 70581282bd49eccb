"""The server everyone gets: what is sent, what is closed, how much is allowed, how it ends."""

import asyncio
import contextlib
import hashlib
import http.client
import json
import re
import signal
import socket
import time
import urllib.error
import urllib.request
from urllib.parse import quote, urljoin

import brotli
import pytest
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data_pipeline.building import warehouse
from tests.running import in_a_loop, serve, visit
from tests.worlds import figures as w


def get(address: str, method: str = "GET", **headers: str) -> tuple[int, dict, bytes]:
    request = urllib.request.Request(
        address, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, {k.lower(): v for k, v in error.headers.items()}, error.read()


def first_answer(server, path: str) -> tuple[int, dict, str]:
    """The answer to a path as it stands, wherever it may lead."""
    connection = http.client.HTTPConnection(server.address.removeprefix("http://"), timeout=20)
    with contextlib.closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read().decode()


def test_the_page_is_british_english_titled_and_asks_for_nothing_elsewhere(server):
    _, headers, body = get(server.address + "/report_card?area=E06000044")
    page = body.decode()
    assert '<html lang="en-GB">' in page
    assert "<title>Portsmouth: report card 2010/11</title>" in page
    # Links lead elsewhere; nothing is fetched from there.
    assert not re.findall(r'src="(?:https?:)?//|<link[^>]*href="(?:https?:)?//(?!localhost|127)', page)
    assert headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/", "/report_card", "/_stcore/health", "/assets/style.css", "/geometry/england.geojson", "/nothing.txt"]
)
def test_every_answer_carries_the_security_headers(server, path):
    _, headers, _ = get(server.address + path)
    assert "default-src 'self'" in headers["content-security-policy"]
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config", "/nothing", "/data/datapackage.json"])
def test_no_answer_sets_a_cookie(server, path):
    assert "set-cookie" not in get(server.address + path)[1]


def test_a_visit_leaves_no_cookie_in_the_browser(server, browser_page):
    page, _ = browser_page(1280, is_fresh=True)
    page.goto(server.address + "/report_card?area=E06000044")
    page.get_by_role("heading", name="Portsmouth", level=1).wait_for()
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/upload_file/a/b",
        "/_stcore/agent/openapi.json",
        "/_stcore/script-health-check",
        "/page/_stcore/health",
    ],
)
def test_closed_endpoints_are_closed(server, path):
    assert get(server.address + path)[0] == 404


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/report_card/?area=E06000044&year=2010/11", "/report_card?area=E06000044&year=2010/11"),
        ("/indicator/", "/indicator"),
        ("//report_card", "/report_card"),
        ("//district_map//?county=E10000006", "/district_map?county=E10000006"),
        ("/Report-Card", "/report_card"),
        ("/about_the_data.html", "/about_the_data"),
        ("/find_your_area", "/"),
        ("/index.html?place=Hull", "/?place=Hull"),
    ],
)
def test_an_address_with_a_slash_too_many_leads_to_its_page(server, path, page):
    status, headers, _ = first_answer(server, path)
    assert (status, headers["location"]) == (308, page)
    assert first_answer(server, page)[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/report_card/x", "/nothing", "/report_card/static/js/x.js", "//example.com/", "/download/x", "/data/x/y",
     "/x.json", "/_stcore/x", "/indicator/report_card", "/%2F%2Fexample.com"],
)  # fmt: skip
def test_an_address_that_leads_nowhere_says_so_in_words(server, path):
    status, headers, body = first_answer(server, path)
    assert status == 404
    assert "There is no such page" in body and 'href="/"' in body
    assert "content-security-policy" in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_sent_to_the_server(server, method):
    for path in ("/", "/_stcore/upload_file/a/b", "/data/x"):
        status, headers, _ = get(server.address + path, method)
        assert (status, headers.get("allow")) in ((404, None), (405, "GET, HEAD"))


@pytest.mark.parametrize(
    "path",
    [
        "/assets/%2e%2e/app.py",
        "/assets/../app.py",
        "/data/%2e%2e%2fwarehouse%2fcurrent",
        "/geometry/..%2f..%2fx.geojson",
        "/static/..%2f..%2fversion.py",
    ],
)
def test_no_path_leads_out_of_its_folder(server, path):
    with socket.create_connection(("localhost", int(server.address.rpartition(":")[2])), timeout=10) as raw:
        raw.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: raw.recv(65536), b""))
    assert b"st.App(" not in answer
    assert b".duckdb" not in answer
    assert answer.split()[1] in (b"400", b"404") or b'<html lang="en-GB">' in answer


@pytest.mark.parametrize("room", ["", "media/", "component/a/", "_stcore/", "_stcore/bidi-components/", "static/js/"])
def test_nothing_that_can_stand_in_an_address_is_answered_with_a_fault(server, room):
    names = ["%00", "a%00b", "x" * 300, "x" * 10000, "%2e%2e%2f%2e%2e", "..", "%5c%5chost%5cx", "a%5cb", "%zz",
             "%", "%ff%fe", "%ed%a0%80", "C:", "C:%5cx", "NUL:", "a.", "a%20", "%0d%0aX:%20y", "a%2fb", "%252e",
             ""]  # fmt: skip
    for name in names:
        status, headers, _ = first_answer(server, f"/{room}{name}")
        assert status < 500, name
        assert "content-security-policy" in headers, name


def test_large_files_travel_compressed_and_are_kept_by_the_browser(server):
    page = get(server.address + "/")[2].decode()
    scripts = [f"/{path}" for path in re.findall(r'"\./(static/js/[^"]+)"', page)][:3]
    styles = re.findall(r'"(/assets/style\.css\?v=\w+)"', page)
    for path in [*scripts, *styles]:
        _, headers, body = get(server.address + path, Accept_Encoding="gzip, br")
        assert headers["content-encoding"] == "br"
        assert "immutable" in headers["cache-control"]
        assert brotli.decompress(body) == get(server.address + path)[2]


def test_geometry_is_open_to_other_sites_and_not_sent_twice(server):
    address = server.address + "/geometry/E10000014.geojson"
    _, headers, _ = get(address)
    assert headers["access-control-allow-origin"] == "*"
    assert get(address, If_None_Match=headers["etag"])[0] == 304
    assert get(server.address + "/geometry/atlantis.geojson")[0] == 404


@pytest.mark.parametrize(
    ("typed", "name", "what", "address"),
    [
        ("hudd", "Huddersfield", "a place in Kirklees", "/report_card?area=E08000034"),
        ("fareh", "Fareham", "district in Hampshire", "/report_card?area=E07000087"),
        ("City of Lon", "City of London", "an area with a card of its own", "/report_card?area=E09000001"),
        ("E06000057", "Northumberland", "unitary authority", "/report_card?area=E06000048"),
        ("west mid", "West Midlands", "a region, which had no agreement of its own", "/district_map?county=E12000005"),
        ("Cumberland", "Cumberland", "a council formed on 1 April 2023, after the agreements;", "/?place=Cumberland"),
        ("Aysgarth", "Aysgarth", "a parish in North Yorkshire;", "/?place=E04007449"),
    ],
)
def test_what_is_typed_so_far_is_answered_with_places_and_their_addresses(server, typed, name, what, address):
    _, headers, body = get(f"{server.address}/places.json?q={quote(typed)}")
    first = json.loads(body)[0]
    assert (first["name"], first["address"]) == (name, address)
    assert first["what"].startswith(what)
    assert headers["content-type"] == "application/json"


@pytest.mark.parametrize("typed", ["", "%", "' or 1=1 --", "x" * 1500, "\x00", "<script>"])
def test_what_is_no_place_is_answered_with_none(server, typed):
    found = json.loads(get(f"{server.address}/places.json?q={quote(typed)}")[2])
    assert [row for row in found if row.get("group", "Places") == "Places"] == []


def test_an_indicator_downloads_with_source_licence_and_caveat(server):
    status, headers, body = get(server.address + "/download/NI%2055.csv")
    header, first, *_ = body.decode().splitlines()
    assert (status, headers["content-disposition"]) == (200, 'attachment; filename="ni_55.csv"')
    assert {"value", "period", "caveat", "publisher", "licence", "source_row"} <= set(header.split(","))
    assert "Open Government Licence v3.0" in first
    assert get(server.address + "/download/NI%20999.csv")[0] == 404


def test_an_agreement_downloads_with_every_figure_its_paper_and_its_address(server):
    status, headers, body = get(server.address + "/download/agreement/E10000006.csv")
    assert status == 200
    assert 'filename="agreement_e10000006.csv"' in headers["content-disposition"]
    lines = [line for line in body.decode("utf-8-sig").splitlines() if "NI 153" in line and "baseline" in line]
    assert any("32.3% (May 2007)" in line and "https://docest.com/doc/685056" in line for line in lines)
    assert any("31.9% (to May 07)" in line and "https://paperzz.com/doc/7265851" in line for line in lines)
    assert get(server.address + "/download/agreement/E06000032.csv")[0] == 404


def test_what_is_downloaded_of_a_worked_example_says_so_on_every_line(server, real):
    _, _, body = get(server.address + "/download/agreement/X10000001.csv")
    _, *lines = body.decode("utf-8-sig").splitlines()
    query = "select count(*) from marts.promise_points where agreement_code = 'X10000001'"
    (figures,) = real.con.execute(query).fetchone()  # Each once, however many editions know it.
    assert len(lines) == figures > 700
    assert all(line.startswith("Worked example: not real figures,") for line in lines)


def test_open_data_that_was_exported_is_served(server):
    status, headers, body = get(server.address + "/data/datapackage.json")
    assert (status, headers["access-control-allow-origin"]) == (200, "*")
    assert b'"resources"' in body
    assert get(server.address + "/data/")[2] == get(server.address + "/data")[2] == body
    assert get(server.address + "/data/nothing.csv")[0] == 404


def package_of(address: str) -> tuple[str, dict]:
    """Where the data package is in the end, and what it says; asked again while it is being written."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/data/datapackage.json", timeout=20) as answer:
                return answer.url, json.load(answer)
        except urllib.error.HTTPError as error:
            with error:
                assert (error.code, int(error.headers["retry-after"]) > 0) == (503, True)
        time.sleep(0.1)
    raise AssertionError("the open data was never written")


def assert_is_of_one_build(where: str, package: dict) -> None:
    for resource in package["resources"]:
        _, headers, body = get(urljoin(where, resource["path"]))
        assert hashlib.sha256(body).hexdigest() == resource["hash"].partition(":")[2], resource["path"]
        assert "immutable" in headers["cache-control"]


def test_open_data_is_of_one_build_and_a_new_build_has_its_own_without_anybody_exporting(data, tmp_path):
    with serve(data, tmp_path / "log") as fresh:
        first, before = package_of(fresh.address)
        assert_is_of_one_build(first, before)
        w.amend(data, "ni_902", w.CASTERBRIDGE, "2010-01-01/P1Y", value="471.9")
        built = warehouse.build(data).path
        deadline = time.monotonic() + 30
        while (last := package_of(fresh.address))[0] == first:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        where, after = last
        assert (before["version"], after["version"]) == (first.split("/")[-2], built.stem)
        assert_is_of_one_build(where, after)
        assert b"471.9" in get(urljoin(where, "figures.csv"))[2]
        assert_is_of_one_build(first, before)  # Who began to read it reads it to the end.


def faults(messages: list[ForwardMsg]) -> list[str]:
    return [
        m.delta.new_element.exception.message for m in messages if m.delta.new_element.WhichOneof("type") == "exception"
    ]


def test_a_deep_link_as_the_very_first_request_shows_the_framed_page(served_data, tmp_path):
    with serve(served_data, tmp_path / "log") as fresh:
        messages = in_a_loop(visit(fresh.address, "area=E06000044&year=2010/11", "report_card"))
    kinds = [message.WhichOneof("type") for message in messages]
    bodies = [m.delta.new_element.html.body for m in messages if m.delta.new_element.WhichOneof("type") == "html"]
    assert "navigation" in kinds
    assert any("<h1>Portsmouth</h1>" in body for body in bodies)
    assert any("page-footer" in body for body in bodies)
    assert not faults(messages)


def test_eight_simultaneous_first_visitors_see_no_error(served_data, tmp_path):
    pages = [
        ("", ""),
        ("area=E06000044", "report_card"),
        ("", "district_map"),
        ("indicator=NI 151&area=E06000044", "indicator"),
    ]

    async def together(address: str):
        return await asyncio.gather(*(visit(address, *page) for page in pages * 2))

    with serve(served_data, tmp_path / "log") as fresh:
        visitors = in_a_loop(together(fresh.address))
    assert [faults(messages) for messages in visitors] == [[]] * 8
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_sigterm_ends_the_server_cleanly_with_a_visitor_connected(served_data, tmp_path):
    async def stay(server):
        uri = server.address.replace("http", "ws") + "/_stcore/stream"
        async with websockets.connect(uri, subprotocols=["streamlit"], origin=server.address):
            server.process.send_signal(signal.SIGTERM)
            return await asyncio.to_thread(server.process.wait, 20)

    with serve(served_data, tmp_path / "log") as fresh:
        ended = in_a_loop(stay(fresh))
    assert ended in (0, -signal.SIGTERM, 128 + signal.SIGTERM)
    assert "Traceback" not in (tmp_path / "log").read_text()


def test_a_flood_of_messages_is_cut_off_and_others_are_still_served(server):
    async def flood() -> int:
        uri = server.address.replace("http", "ws") + "/_stcore/stream"
        request = BackMsg()
        request.rerun_script.query_string = ""
        async with websockets.connect(uri, subprotocols=["streamlit"], max_size=None, origin=server.address) as socket_:
            try:
                for _ in range(500):
                    await socket_.send(request.SerializeToString())
                while True:
                    await asyncio.wait_for(socket_.recv(), 20)
            except websockets.ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 1006  # Who still sends may be cut off before it reads why.

    assert in_a_loop(flood()) in (1008, 1006)
    assert not faults(in_a_loop(visit(server.address, "area=E06000044", "report_card")))


def test_an_overlong_message_is_cut_off(server):
    async def send() -> int:
        uri = server.address.replace("http", "ws") + "/_stcore/stream"
        async with websockets.connect(uri, subprotocols=["streamlit"], max_size=None, origin=server.address) as socket_:
            try:
                await socket_.send(b"\0" * 300_000)
                while True:
                    await asyncio.wait_for(socket_.recv(), 20)
            except websockets.ConnectionClosed as closed:
                return closed.rcvd.code

    assert in_a_loop(send()) == 1009
