"""Fetching from a server on this machine that does everything a server should not."""

import contextlib
import csv
import hashlib
import random
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from data_pipeline import __main__ as command_line
from data_pipeline.fetching import download, listed_files
from data_pipeline.fetching.download import Limits
from data_pipeline.fetching.listed_files import Source
from tests.worlds import figures as w

BODY = b"area_code,value\n" + b"".join(b"E%08d,%d\n" % (n, n * 7) for n in range(5000))
CHANGED = BODY.replace(b"E00000003", b"E00000004")
OLD = b"what was here before\n"
LIMITS = Limits(timeout=0.2, largest=1_000_000, pause=0.01)


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass
class Publisher:
    """A web server whose next answers are listed. Each is a function of the request; the last one repeats."""

    address: str = ""
    answers: list[Callable] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)  # the headers of each request, and its path

    def next_answer(self, request: BaseHTTPRequestHandler) -> Callable:
        self.asked.append({**request.headers, "path": request.path})
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@pytest.fixture
def publisher(monkeypatch) -> Iterator[Publisher]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    publisher = Publisher()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            publisher.next_answer(self)(self)

        def log_message(self, *_):
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_):
            pass  # A client that hung up is what some tests are about.

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        publisher.address = f"http://127.0.0.1:{server.server_port}"
        yield publisher
        server.shutdown()
        thread.join()


def answer(
    body: bytes = BODY,
    *,
    status: int = 200,
    send: int | None = None,
    announce: int | str | None = None,
    ends: str = "close",
    takes_ranges: bool = False,
    **headers: str,
) -> Callable:
    """A response of `body`: of which `send` bytes are sent and `announce` bytes promised ('' for no promise).

    `ends`: what the server does after the last byte: close, stall, or reset the connection.
    """

    def respond(request: BaseHTTPRequestHandler) -> None:
        start, code, extra = 0, status, {name.replace("_", "-"): value for name, value in headers.items()}
        wanted = request.headers.get("Range")
        if takes_ranges and wanted and request.headers.get("If-Range") == headers.get("ETag"):
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            code = 206 if start < len(body) else 416
            extra["Content-Range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        rest = body[start:] if code != 416 else b""
        request.send_response(code)
        if announce != "":
            request.send_header("Content-Length", str(len(rest) if announce is None else announce))
        request.send_header("Connection", "close")
        for name, value in extra.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(rest if send is None else rest[:send])
        request.wfile.flush()
        if ends == "stall":
            time.sleep(0.5)
        if ends == "reset":
            request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            request.connection.shutdown(socket.SHUT_RD)
            request.connection.close()
        request.close_connection = True

    return respond


def redirect(location: str, status: int = 302) -> Callable:
    return answer(b"", status=status, Location=location)


@dataclass
class Result:
    failures: int
    said: str
    folder: Path

    @property
    def content(self) -> bytes | None:
        path = self.folder / "one.csv"
        return path.read_bytes() if path.exists() else None

    @property
    def unfinished(self) -> dict[str, bytes]:
        return w.contents(self.folder.parent / "unfinished")


@pytest.fixture
def fetch(publisher, tmp_path) -> Callable[..., Result]:
    """Give the publisher its answers and fetch one.csv from it."""

    def run(*answers: Callable, expected: bytes | None = BODY, limits: Limits = LIMITS, path: str = "/one") -> Result:
        publisher.answers = list(answers)
        said = []
        source = Source("one.csv", publisher.address + path, expected and sha256(expected))
        folder = tmp_path / "indicators"
        failures = listed_files.fetch([source], folder, tmp_path / "unfinished", limits, said.append)
        assert len(said) == 1
        return Result(failures, said[0], folder)

    return run


def test_a_file_arrives_whole(fetch, publisher):
    result = fetch(answer())
    assert (result.failures, result.content, result.unfinished) == (0, BODY, {})
    assert result.said == f"one.csv: fetched, {len(BODY):,} bytes, sha256 {sha256(BODY)}"


def test_a_file_that_is_here_is_not_asked_for(fetch, publisher):
    fetch(answer())
    assert fetch(answer()).said == "one.csv: already here, as listed"
    assert len(publisher.asked) == 1


@pytest.mark.parametrize("listed", [BODY, None], ids=["listed", "not listed"])
@pytest.mark.parametrize(
    "answers",
    [
        [answer(status=500), answer(status=500), answer()],
        [answer(status=429), answer(status=503), answer()],
        [answer(send=5000, ends="stall"), answer()],
        [answer(send=0, ends="stall"), answer()],
        [answer(send=40_000, ends="reset"), answer()],
        [answer(send=40_000), answer()],
        [answer(announce=40_000), answer()],
        [answer(announce=len(BODY) - 1), answer()],
        [answer(announce=len(BODY) + 1), answer()],
        [answer(announce="")],
        [redirect("/two", 301), redirect("three", 307), answer()],
    ],
    ids=["500 twice", "429 and 503", "stalls", "stalls at once", "resets", "truncates", "announces too little",
         "announces one too little", "announces one too much", "announces nothing", "redirects"],
)  # fmt: skip
def test_a_fault_that_passes_is_borne(answers, listed, fetch):
    result = fetch(*answers, expected=listed)
    assert (result.failures, result.content, result.unfinished) == (0, BODY, {}), result.said


FOR_GOOD = {
    "answers 500 for ever": ([answer(status=500)], "the server answers 500"),
    "does not know the file": ([answer(status=404)], "the server answers 404"),
    "sends nothing of it": ([answer(status=204, body=b"")], "the server answers 204"),
    "stalls for ever": ([answer(send=5000, ends="stall")], "the server fell silent"),
    "resets for ever": ([answer(send=40_000, ends="reset")], "the connection broke"),
    "truncates for ever": ([answer(send=40_000)], "the connection broke"),
    "announces too little for ever": ([answer(announce=40_000)], "more than the 40,000 bytes the server announced"),
    "redirects in a circle": ([redirect("/one")], "more than 5 redirects"),
    "redirects to a file": ([redirect("file:///etc/passwd")], "only http and https"),
    "redirects to another scheme": ([redirect("ftp://127.0.0.1/one")], "only http and https"),
    "redirects to nowhere": ([redirect("http://")], "http"),
    "has changed the file": ([answer(CHANGED)], "the published file has changed"),
    "announces more than the limit": ([answer(announce=2_000_000)], "larger than 1,000,000 bytes"),
    "sends more than the limit": ([answer(BODY * 20, announce="")], "larger than 1,000,000 bytes"),
    "packs the file": ([answer(Content_Encoding="gzip")], "packs the file"),
}


@pytest.mark.parametrize("before", [None, OLD], ids=["absent", "old"])
@pytest.mark.parametrize(("answers", "why"), FOR_GOOD.values(), ids=FOR_GOOD)
def test_after_a_failure_the_file_is_absent_or_the_old_one(answers, why, before, fetch, tmp_path):
    if before is not None:
        (tmp_path / "indicators").mkdir()
        (tmp_path / "indicators" / "one.csv").write_bytes(before)
    result = fetch(*answers)
    assert result.failures == 1
    assert result.content == before
    assert result.said.startswith("one.csv: FAILED: ")
    assert why in result.said
    assert {path.name for path in result.folder.glob("*")} <= {"one.csv"}


@pytest.mark.parametrize(
    "useless",
    [answer(CHANGED, ETag='"one"'), answer(announce=40_000, ETag='"one"'), answer(announce=2_000_000, ETag='"one"')],
    ids=["another file", "more than announced", "too large"],
)
def test_what_can_never_become_the_file_is_not_kept(useless, fetch):
    result = fetch(useless)
    assert (result.failures, result.unfinished) == (1, {})


def test_a_server_is_asked_four_times_and_no_more(fetch, publisher):
    for fault in (answer(status=500), answer(send=40_000), lambda request: request.connection.close()):
        publisher.asked.clear()
        assert fetch(fault).failures == 1
        assert len(publisher.asked) == 4


@pytest.mark.parametrize(("asks", "least", "most"), [("1", 1, 3), ("86400", 1.5, 4)])
def test_a_server_is_given_the_time_it_asks_for_but_not_for_ever(asks, least, most, fetch):
    began = time.monotonic()
    limits = Limits(timeout=1.5, largest=1_000_000, pause=0.01)
    assert fetch(answer(status=503, Retry_After=asks), answer(), limits=limits).content == BODY
    assert least <= time.monotonic() - began < most


@pytest.mark.parametrize("status", [404, 503])
def test_what_comes_with_a_refusal_is_not_read_to_its_end(status, fetch):
    def endless(request):
        answer(b"", status=status, announce="")(request)
        until = time.monotonic() + 20
        with contextlib.suppress(OSError):
            while time.monotonic() < until:
                request.wfile.write(bytes(1000))

    began = time.monotonic()
    assert f"the server answers {status}" in fetch(endless).said
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("status", [404, 503])
def test_what_arrived_is_kept_while_the_server_refuses(status, fetch, publisher):
    kept = fetch(answer(send=20_000, ETag='"one"')).unfinished
    assert fetch(answer(status=status)).unfinished == kept
    publisher.asked.clear()
    assert fetch(answer(takes_ranges=True, ETag='"one"')).content == BODY
    assert ranges(publisher) == [f"bytes={len(kept['one.csv.part'])}-"]


def test_a_circle_is_left_after_five_redirects(fetch, publisher):
    fetch(redirect("/one"))
    assert len(publisher.asked) == 6


FAULTS = (
    answer(status=503),
    answer(send=40_000, ends="reset"),
    answer(send=40_960, ETag='"one"'),
    answer(announce=40_000, ETag='"one"'),
    answer(announce=len(BODY) + 1, ETag='"one"'),
    answer(CHANGED, send=50_000, takes_ranges=True, ETag='"two"'),
    answer(takes_ranges=True, send=30_000, ETag='"one"'),
    answer(CHANGED),
    answer(),
)


def test_whatever_the_server_does_the_file_is_the_old_one_or_the_new_one(fetch, tmp_path):
    """Sixty servers of four random faults each; what one leaves unfinished, the next one meets."""
    chance = random.Random(2010)
    target = tmp_path / "indicators" / "one.csv"
    target.parent.mkdir()
    outcomes = set()
    for _ in range(60):
        target.write_bytes(OLD)
        result = fetch(*chance.choices(FAULTS, k=4))
        assert result.content == (OLD if result.failures else BODY)
        outcomes.add(result.failures)
    assert outcomes == {0, 1}


def test_a_file_nobody_noted_the_checksum_of_is_not_replaced_by_another(fetch):
    fetch(answer(), expected=None)
    result = fetch(answer(CHANGED), expected=None)
    assert (result.failures, result.content) == (1, BODY)
    assert sha256(CHANGED) in result.said


def test_the_new_checksum_once_listed_lets_the_new_file_in(fetch):
    fetch(answer())
    assert fetch(answer(CHANGED)).content == BODY
    assert fetch(answer(CHANGED), expected=CHANGED).content == CHANGED


def ranges(publisher: Publisher) -> list[str | None]:
    return [asked.get("Range") for asked in publisher.asked]


@pytest.mark.parametrize("mark", [{"ETag": '"one"'}, {"Last-Modified": "Thu, 01 Apr 2010 10:00:00 GMT"}])
def test_a_broken_download_goes_on_where_it_stopped(mark, fetch, publisher):
    etag = mark.get("ETag")
    broken = answer(send=40_960, **{name.replace("-", "_"): value for name, value in mark.items()})

    def rest(request):
        assert request.headers["If-Range"] == next(iter(mark.values()))
        start = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        content_range = f"bytes {start}-{len(BODY) - 1}/{len(BODY)}"
        answer(BODY[start:], status=206, Content_Range=content_range, **dict(mark))(request)

    result = fetch(broken, rest)
    assert (result.failures, result.content, result.unfinished) == (0, BODY, {}), result.said
    first, second = ranges(publisher)
    assert first is None
    assert 0 < int(second.removeprefix("bytes=").removesuffix("-")) <= 40_960
    assert etag is None or publisher.asked[1]["If-Range"] == etag


def test_a_later_run_goes_on_where_an_earlier_one_gave_up(fetch, publisher):
    first = fetch(answer(send=20_000, ETag='"one"'))
    assert first.failures == 1
    assert first.content is None
    kept = first.unfinished["one.csv.part"]
    assert BODY.startswith(kept)
    publisher.asked.clear()
    assert fetch(answer(takes_ranges=True, ETag='"one"')).content == BODY
    assert ranges(publisher) == [f"bytes={len(kept)}-"]


@pytest.mark.parametrize(
    ("then", "asks_for_the_rest"),
    [
        (answer(CHANGED, takes_ranges=True, ETag='"two"'), True),  # another edition
        (answer(CHANGED, ETag='"one"'), True),  # no Range on this server
    ],
)
def test_what_cannot_be_gone_on_from_is_begun_again(then, asks_for_the_rest, fetch, publisher):
    result = fetch(answer(send=40_960, ETag='"one"'), then, expected=CHANGED)
    assert (result.failures, result.content, result.unfinished) == (0, CHANGED, {}), result.said
    assert bool(ranges(publisher)[1]) == asks_for_the_rest


@pytest.mark.parametrize("mark", [{}, {"ETag": 'W/"one"'}], ids=["no mark", "a weak mark"])
def test_without_a_mark_of_the_edition_the_rest_is_not_asked_for(mark, fetch, publisher):
    assert fetch(answer(send=40_960, **mark), answer(**mark)).content == BODY
    assert ranges(publisher) == [None, None]


@pytest.mark.parametrize(
    "lie",
    [
        {"Content_Range": "bytes 0-99/100", "ETag": '"one"'},
        {"ETag": '"one"'},
        {"Content_Range": "bytes 40960-60000/60001", "ETag": '"two"'},
    ],
    ids=["other bytes", "unsaid bytes", "another edition"],
)
def test_a_rest_that_is_not_the_rest_asked_for_is_not_joined(lie, fetch, publisher):
    result = fetch(answer(send=40_960, ETag='"one"'), answer(status=206, **lie), answer(), expected=None)
    assert (result.failures, result.content) == (0, BODY), result.said
    assert ranges(publisher)[2] is None


def test_a_rest_that_is_cut_short_is_seen_though_no_length_is_announced(fetch):
    whole = len(BODY)

    def cut(request):
        start = int(request.headers["Range"].removeprefix("bytes=").removesuffix("-"))
        content_range = f"bytes {start}-{whole - 1}/{whole}"
        answer(BODY[start:-100], status=206, announce="", Content_Range=content_range, ETag='"one"')(request)

    result = fetch(answer(send=40_960, ETag='"one"'), cut, answer(takes_ranges=True, ETag='"one"'), expected=None)
    assert (result.failures, result.content) == (0, BODY), result.said


def test_a_part_nobody_asked_for_is_not_the_whole(fetch):
    part = answer(BODY[:100], status=206, Content_Range="bytes 0-99/*")
    assert fetch(part, answer(), expected=None).content == BODY


def test_a_part_of_another_address_is_not_gone_on_from(fetch, publisher):
    fetch(answer(send=40_960, ETag='"one"'), path="/one")
    publisher.asked.clear()
    assert fetch(answer(takes_ranges=True, ETag='"one"'), path="/moved").content == BODY
    assert ranges(publisher) == [None]


def test_a_part_that_is_already_the_whole_is_asked_for_again(fetch, publisher, tmp_path):
    (tmp_path / "unfinished").mkdir()
    (tmp_path / "unfinished" / "one.csv.part").write_bytes(BODY)
    (tmp_path / "unfinished" / "one.csv.part.edition").write_text(f'{publisher.address}/one\n"one"')
    result = fetch(answer(takes_ranges=True, ETag='"one"'))
    assert (result.failures, result.content, result.unfinished) == (0, BODY, {})


def test_never_from_https_to_http(monkeypatch):
    """Without a certificate for this machine: the answer is put in the session's mouth."""
    asked = []

    class Response:
        is_redirect, headers = True, {"Location": "http://example.org/one"}
        close = staticmethod(lambda: None)

    class Session:
        @staticmethod
        def get(url, **_):
            asked.append(url)
            return Response

    with pytest.raises(download.Failed, match="not encrypted"):
        download._open(Session, "https://example.org/one", {}, 1)
    assert asked == ["https://example.org/one"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://127.0.0.1/one", "one.csv", "", "http://"])
def test_only_web_addresses_are_asked(url, tmp_path):
    said = []
    assert listed_files.fetch([Source("one.csv", url)], tmp_path / "a", tmp_path / "b", LIMITS, said.append) == 1
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize("name", ["../one.csv", "/etc/one.csv", "a/one.csv", "", ".", ".."])
def test_a_name_leads_to_no_other_folder(name, publisher, tmp_path):
    publisher.answers = [answer()]
    source = Source(name, publisher.address)
    assert listed_files.fetch([source], tmp_path / "a" / "b", tmp_path / "c", LIMITS, lambda said: None) == 1
    assert (publisher.asked, w.contents(tmp_path)) == ([], {})


def test_one_failure_does_not_keep_the_others_away(publisher, tmp_path):
    publisher.answers = [answer(status=404), answer()]
    sources = [Source("lost.csv", publisher.address), Source("one.csv", publisher.address)]
    assert listed_files.fetch(sources, tmp_path / "a", tmp_path / "b", LIMITS, lambda said: None) == 1
    assert w.contents(tmp_path / "a") == {"one.csv": BODY}


@pytest.fixture
def listed_data(publisher, tmp_path) -> Path:
    """A data folder whose series.csv lists two files with an address and one without."""
    publisher.answers = [answer()]
    data = tmp_path / "data"
    (data / "indicators").mkdir(parents=True)
    rows = [
        ("one", "one.csv", f" {publisher.address}/one ", sha256(BODY).upper()),
        ("two", "two.csv", f"{publisher.address}/two", ""),
        ("ours", "ours.csv", "", ""),
    ]
    with (data / "indicators" / "series.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("series_id", "file", "url", "sha256"), *rows])
    return data


def test_the_command_fetches_what_is_listed(listed_data, capsys):
    assert command_line.main(["fetch", "--data", str(listed_data)]) == 0
    assert (listed_data / "indicators" / "one.csv").read_bytes() == BODY
    assert (listed_data / "indicators" / "two.csv").read_bytes() == BODY
    assert "2 of 2 files" in capsys.readouterr().out
    assert not list((listed_data / "unfinished").iterdir())


def test_the_command_fetches_just_one(listed_data, publisher):
    assert command_line.main(["fetch", "--only", "two.csv", "--data", str(listed_data)]) == 0
    assert [asked["path"] for asked in publisher.asked] == ["/two"]


def test_the_command_fails_when_a_file_does(listed_data, publisher, capsys):
    publisher.answers = [answer(status=404), answer()]
    assert command_line.main(["fetch", "--data", str(listed_data), "--timeout", "0.2"]) == 1
    assert "1 of 2 files" in capsys.readouterr().out
    assert command_line.main(["fetch", "--data", str(listed_data), "--max-mb", "0.001"]) == 1


def test_the_command_says_when_there_is_nothing_it_can_do(listed_data, tmp_path):
    assert command_line.main(["fetch", "--only", "ours.csv", "--data", str(listed_data)]) == 2
    (tmp_path / "empty").mkdir()
    assert command_line.main(["fetch", "--data", str(tmp_path / "empty")]) == 2


def test_a_list_without_addresses_has_nothing_to_fetch(data):
    assert listed_files.listed(w.write(data.parent / "plain")) == []
