"""Who may open a websocket, and by which names the server is asked; nobody is called to find out."""

import http.client

import pytest
import websockets

from pages.serving import settings
from pages.serving.wire import origins
from tests.running import Server, in_a_loop, serve, visit


@pytest.mark.parametrize("written", ["https://report.example.org", "report.example.org/", "a b", "x@y", "*"])
def test_a_name_that_is_none_ends_the_server_with_a_sentence(monkeypatch, written):
    monkeypatch.setenv("REPORT_CARD_HOSTS", f"one.example.org,{written}")
    with pytest.raises(SystemExit, match="it must list names"):
        settings.hosts("REPORT_CARD_HOSTS")


def test_names_are_listed_between_commas(monkeypatch):
    monkeypatch.setenv("REPORT_CARD_HOSTS", " one.example.org, [2001:db8::1]:8443,two:80 ")
    assert settings.hosts("REPORT_CARD_HOSTS") == ("one.example.org", "[2001:db8::1]:8443", "two:80")


def scope(host: str | None, *origin: str, peer: str = "192.0.2.7") -> dict:
    headers = [(b"host", host.encode())] if host is not None else []
    headers += [(b"origin", each.encode()) for each in origin]
    return {"type": "websocket", "client": (peer, 1), "headers": headers}


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("report.example.org", "https://report.example.org"),
        ("report.example.org", "http://report.example.org"),
        ("report.example.org:443", "https://report.example.org"),
        ("report.example.org", "https://report.example.org:443"),
        ("Report.Example.org.", "https://report.example.ORG"),
        ("report.example.org:8501", "http://report.example.org:8501"),
        ("report.example.org:8501", "https://report.example.org:8501"),
        ("localhost:8501", "http://localhost:8501"),
        ("[::1]:8501", "http://[::1]:8501"),
        ("192.0.2.1", "HTTP://192.0.2.1"),
    ],
)
def test_a_page_may_connect_to_the_host_it_is_of(host, origin):
    assert origins.is_from_here(scope(host, origin))
    handed_on = dict(origins.as_own(scope(host, origin))["headers"])
    assert handed_on[b"origin"].removeprefix(b"http://") == handed_on[b"host"]


@pytest.mark.parametrize(
    ("host", "origin"),
    [
        ("report.example.org", ["https://evil.example"]),
        ("report.example.org", ["https://report.example.org.evil.example"]),
        ("report.example.org", ["https://evil.example/report.example.org"]),
        ("report.example.org", ["https://report.example.org@evil.example"]),
        ("report.example.org", ["https://report.example.org:8443"]),
        ("report.example.org:8501", ["http://report.example.org"]),
        ("report.example.org", ["http://report.example.org:443"]),
        ("localhost:8501", ["http://127.0.0.1:8501"]),
        ("report.example.org", ["null"]),
        ("report.example.org", [""]),
        ("report.example.org", ["report.example.org"]),
        ("report.example.org", ["file://report.example.org"]),
        ("report.example.org", ["https://report.example.org/"]),
        ("report.example.org", ["https://report.example.org", "https://report.example.org"]),
        ("report.example.org", ["https://report.example.org https://evil.example"]),
        ("report.example.org", ["https://report.example.org:99999"]),
        ("report.example.org:99999", ["https://report.example.org:99999"]),
        ("", ["https://report.example.org"]),
        (None, ["https://report.example.org"]),
        (None, []),
    ],
)
def test_no_other_page_may_connect(host, origin):
    assert not origins.is_from_here(scope(host, *origin))


def test_a_program_names_no_page_and_is_named_none():
    assert origins.is_from_here(scope("localhost:8501"))
    assert origins.as_own(scope("localhost:8501")) == scope("localhost:8501")


def test_behind_a_proxy_that_passes_no_host_the_listed_name_may_connect(monkeypatch):
    monkeypatch.setattr(settings, "HOSTS", ("report.example.org", "other.example.org:8443"))
    assert origins.is_from_here(scope("127.0.0.1:8501", "https://report.example.org"))
    assert origins.is_from_here(scope("127.0.0.1:8501", "https://other.example.org:8443"))
    assert not origins.is_from_here(scope("127.0.0.1:8501", "https://other.example.org"))
    assert not origins.is_from_here(scope("127.0.0.1:8501", "https://evil.example"))


@pytest.mark.parametrize(
    ("host", "is_ours"),
    [
        ("report.example.org", True), ("REPORT.example.org.:8501", True), ("127.0.0.1:8501", True), ("[::1]", True),
        ("localhost:8501", True), ("rebound.evil.example:8501", False), ("", False), (None, False), ("a b", False),
    ],
)  # fmt: skip
def test_with_names_listed_the_server_goes_by_no_other(monkeypatch, host, is_ours):
    assert origins.is_named(scope("rebound.evil.example:8501"))
    monkeypatch.setattr(settings, "HOSTS", ("report.example.org",))
    assert origins.is_named(scope(host)) == is_ours


# Python tells every look-up and every call, by whichever module, before it is made.
WATCH_EVERY_CALL = """
import os, sys
def watch(event, arguments):
    if event.startswith("socket.") and event.removeprefix("socket.") in (
        "connect", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo"
    ):
        with open(os.environ["CALLS"], "a") as file:
            file.write(f"{event} {arguments[-1] if event.endswith(('connect', 'sendto')) else arguments}\\n")
sys.addaudithook(watch)
"""


@pytest.fixture(scope="module")
def watched(served_data, tmp_path_factory):
    """A server that goes by a name, with a list of all that it looked up or called since its start."""
    folder = tmp_path_factory.mktemp("watched")
    (folder / "sitecustomize.py").write_text(WATCH_EVERY_CALL)
    (folder / "calls").touch()
    named = {"PYTHONPATH": str(folder), "CALLS": str(folder / "calls"), "REPORT_CARD_HOSTS": "report.example.org"}
    with serve(served_data, folder / "log", **named) as server:
        yield server


def calls(server: Server) -> str:
    return server.log.with_name("calls").read_text()


def shake_hands(server: Server, **headers: str) -> int:
    """The status that a handshake is answered with."""

    async def ask() -> int:
        uri = server.address.replace("http", "ws") + "/_stcore/stream"
        try:
            async with websockets.connect(uri, subprotocols=["streamlit"], additional_headers=headers):
                return 101
        except websockets.InvalidStatus as refused:
            assert b"REPORT_CARD_HOSTS" in refused.response.body
            assert "content-security-policy" in refused.response.headers
            return refused.response.status_code

    return in_a_loop(ask())


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://127.0.0.1", "null", "http://[", "http://report.example.org.evil.example"]
)
def test_a_page_of_elsewhere_is_refused_in_words_and_nobody_is_called(watched, origin):
    assert shake_hands(watched, Origin=origin) == 403
    assert calls(watched) == ""


def test_a_page_of_here_or_of_a_listed_name_connects_and_nobody_is_called(watched):
    assert shake_hands(watched, Origin=watched.address) == 101
    assert shake_hands(watched, Origin="https://report.example.org") == 101
    assert shake_hands(watched) == 101
    assert calls(watched) == ""


def test_a_visit_to_every_page_calls_nobody(watched):
    for page in ("", "report_card", "district_map", "indicator", "about_the_data"):
        in_a_loop(visit(watched.address, "area=E06000044", page))
    assert calls(watched) == ""


@pytest.mark.parametrize(
    ("path", "host", "status"),
    [
        ("/", "rebound.evil.example", 421),
        ("/data/datapackage.json", "rebound.evil.example", 421),
        ("/_stcore/host-config", "rebound.evil.example", 421),
        ("/_stcore/health", "rebound.evil.example", 200),  # Load balancers have names of their own for it.
        ("/", "report.example.org", 200),
    ],
)
def test_asked_by_a_name_that_is_not_its_own_the_server_says_so(watched, path, host, status):
    connection = http.client.HTTPConnection(watched.address.removeprefix("http://"), timeout=20)
    connection.request("GET", path, headers={"Host": host})
    answer = connection.getresponse()
    assert (answer.status, "REPORT_CARD_HOSTS" in answer.read().decode()) == (status, status == 421)
    connection.close()
