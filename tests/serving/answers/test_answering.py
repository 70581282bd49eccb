"""Files and texts are sent by one rule: encodings, tags, dates, parts, and how long a browser may keep them."""

import asyncio
import os
import random
from pathlib import Path

import brotli
import pytest

from pages.serving.answers.answering import PIECE, Answer, Content, of_text, takes_brotli
from pages.serving.answers.files import LARGEST, Files
from pages.serving.answers.kept import Kept
from tests.asking import ask, in_a_thread

WORDS = "kept as promised, " * 200
ROSES = 784111777  # Sun, 06 Nov 1994 08:49:37 GMT


@pytest.fixture
def folder(tmp_path) -> Path:
    folder = tmp_path / "open"
    folder.mkdir()
    (folder / "figures.csv").write_text(WORDS)
    (folder / "figures.csv.br").write_bytes(brotli.compress(WORDS.encode()))
    (folder / "figures.parquet").write_bytes(bytes(range(256)))
    for path in folder.iterdir():
        os.utime(path, (ROSES, ROSES))
    return folder


@pytest.fixture(params=["a text", "a file", "a text made when asked for"])
def content(request, folder) -> Content:
    if request.param == "a text":
        return of_text(WORDS, "text/csv")
    if request.param == "a file":
        return Files(folder, packed_beside=True).find("figures.csv")
    return Kept(1000).content("key", "text/csv", "build", lambda: WORDS)


@pytest.mark.parametrize(
    ("accepted", "is_taken"),
    [
        ("br", True), ("gzip, deflate, br, zstd", True), ("BR", True), ("gzip , br ", True), ("br;q=1.000", True),
        ("br ; q=0.1", True), ("*", True), ("gzip, *;q=0.5", True), ("identity;q=0, br", True),
        ("identity;q=0.5, br;q=0.5", True), ("br;q=0.001", True), (";;,,q=1,br", True), ("*;q=0, br", True),
        ("", False), ("gzip", False), ("br;q=0", False), ("br;q=0.000", False), ("BR;Q=0", False), ("*;q=0", False),
        ("*, br;q=0", False), ("xbr", False), ("br-x", False), ("brotli", False), ("identity", False),
        ("br;q=0.2, identity", False), ("br;q=2", False), ("br;q=-1", False), ("br;q=", False), ("br br", False),
        ("br;q=0.5, *;q=0.8", False), ("\xe9br", False), ("b" * 9000, False), ("br;q=0.0001", False),
    ],
)  # fmt: skip
def test_brotli_is_sent_to_who_takes_it(accepted, is_taken):
    assert takes_brotli(accepted) is is_taken


@pytest.mark.parametrize("accepted", ["br", "gzip", None, "br;q=0"])
def test_an_encoding_is_named_and_every_answer_says_on_what_it_depends(content, accepted):
    headers = [("accept-encoding", accepted)] if accepted else []
    answered = ask(Answer(content, "no-cache"), "/x", *headers)
    is_packed = accepted == "br"
    assert answered.status == 200
    assert answered.headers.get("content-encoding") == ("br" if is_packed else None)
    assert answered.headers["vary"] == "accept-encoding"
    assert answered.headers["content-type"] == "text/csv; charset=utf-8"
    assert (brotli.decompress(answered.body) if is_packed else answered.body) == WORDS.encode()


def test_each_encoding_has_a_strong_tag_of_its_own(content):
    tags = [ask(Answer(content, "no-cache"), "/x", ("accept-encoding", code)).headers["etag"] for code in ("br", "x")]
    assert len(set(tags)) == 2
    assert all(tag[0] == tag[-1] == '"' for tag in tags)


@pytest.mark.parametrize("accepted", ["br", "gzip"])
@pytest.mark.parametrize(
    "asked",
    ["{tag}", "W/{tag}", '"x", {tag}', '"x",W/{tag} , "y"', "*", " * ", '"a,b", {tag}', 'W/"", {tag}'],
)
def test_what_a_browser_has_is_not_sent_again(content, accepted, asked):
    answer = Answer(content, "no-cache", headers={"access-control-allow-origin": "*"})
    first = ask(answer, "/x", ("accept-encoding", accepted))
    known = ("if-none-match", asked.replace("{tag}", first.headers["etag"]))
    again = ask(answer, "/x", ("accept-encoding", accepted), known)
    assert (again.status, again.body) == (304, b"")
    left_out = {"content-type", "content-length", "content-encoding", "accept-ranges"}
    assert again.headers == {name: value for name, value in first.headers.items() if name not in left_out}


@pytest.mark.parametrize("asked", ['"x"', "x", "", 'W/"x", "y"', "{bare}", '"{bare}-br"', "**", '"*"', "\xff", '"'])
def test_what_a_browser_has_not_is_sent(content, asked):
    answer = Answer(content, "no-cache")
    bare = ask(answer, "/x").headers["etag"].strip('"')
    assert ask(answer, "/x", ("if-none-match", asked.replace("{bare}", bare))).status == 200


def test_tags_may_come_in_several_lines(content):
    answer = Answer(content, "no-cache")
    lines = [("if-none-match", '"x"'), ("if-none-match", ask(answer, "/x").headers["etag"])]
    assert ask(answer, "/x", *lines).status == 304


def test_a_text_that_is_known_is_not_made():
    def make():
        raise AssertionError("it was made")

    content = Kept(1000).content("key", "text/csv", "build", make)
    assert ask(Answer(content, "no-cache"), "/x", ("if-none-match", '"build"')).status == 304


@pytest.mark.parametrize(
    ("since", "status"),
    [
        ("Sun, 06 Nov 1994 08:49:37 GMT", 304), ("Mon, 07 Nov 1994 08:49:37 GMT", 304),
        ("Sun, 06 Nov 1994 08:49:36 GMT", 200), ("junk", 200), ("Sun, 06 Nov 99994 08:49:37 GMT", 200),
        ("Sun, 06 Nov 1994 08:49:37", 200), ("9" * 5000, 200), ("", 200),
    ],
)  # fmt: skip
def test_a_date_is_asked_only_without_a_tag(folder, since, status):
    answer = Answer(Files(folder, packed_beside=True).find("figures.csv"), "no-cache")
    assert ask(answer, "/x", ("if-modified-since", since)).status == status
    assert ask(answer, "/x", ("if-modified-since", since), ("if-none-match", '"x"')).status == 200


@pytest.mark.parametrize("accepted", ["br", "gzip"])
def test_head_has_the_headers_of_get_and_no_body(content, accepted):
    answers = [ask(Answer(content, "x"), "/x", ("accept-encoding", accepted), method=m) for m in ("GET", "HEAD")]
    assert answers[0].headers == answers[1].headers
    assert int(answers[1].headers["content-length"]) == len(answers[0].body) > 0
    assert answers[1].body == b""


@pytest.mark.parametrize(
    ("part", "status", "first", "last"),
    [
        ("bytes=0-9", 206, 0, 9), ("bytes=250-", 206, 250, 255), ("bytes=-6", 206, 250, 255),
        ("BYTES=0-0", 206, 0, 0), ("bytes=0-9999", 206, 0, 255), ("bytes=-9999", 206, 0, 255),
        ("bytes=256-", 416, None, None), ("bytes=-0", 416, None, None),
        ("bytes=5-2", 200, 0, 255), ("items=0-9", 200, 0, 255), ("bytes=a-b", 200, 0, 255), ("bytes=-", 200, 0, 255),
        ("bytes=0-1,5-6", 200, 0, 255), ("bytes=" + "9" * 5000 + "-", 200, 0, 255), ("bytes", 200, 0, 255),
        ("", 200, 0, 255),
    ],
)  # fmt: skip
def test_a_part_is_sent_of_a_file(folder, part, status, first, last):
    answered = ask(Answer(Files(folder).find("figures.parquet"), "x"), "/x", ("range", part))
    assert answered.status == status
    if status == 206:
        assert answered.headers["content-range"] == f"bytes {first}-{last}/256"
    if status != 416:
        assert answered.body == bytes(range(256))[first : last + 1]


def test_a_part_is_sent_only_of_the_encoding_that_it_began_with(folder):
    answer = Answer(Files(folder, packed_beside=True).find("figures.csv"), "x")
    packed = brotli.compress(WORDS.encode())
    accepted, part = ("accept-encoding", "br"), ("range", "bytes=5-")
    tag = ask(answer, "/x", accepted).headers["etag"]
    assert ask(answer, "/x", accepted, part, ("if-range", tag)).body == packed[5:]
    assert ask(answer, "/x", accepted, part, ("if-range", tag.replace("-br", ""))).body == packed
    assert ask(answer, "/x", accepted, part, method="HEAD").status == 200


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "/", "figures.csv/", "figures.csv.", "Figures.csv", "\0", "figures.csv\0", "x" * 300, "x" * 10000,
     "../outside.csv", "..\\outside.csv", "open/figures.csv", "C:\\figures.csv", "figures.csv:stream", "\udcff",
     "linked.csv", "linked/outside.csv", "figures.csv.br", "later.csv", "inner"],
)  # fmt: skip
def test_a_name_leads_to_a_file_of_the_folder_or_nowhere(folder, tmp_path, name):
    (tmp_path / "outside.csv").write_text("x")
    (folder / "linked.csv").symlink_to(tmp_path / "outside.csv")
    (folder / "linked").symlink_to(tmp_path)
    (folder / "inner").mkdir()
    files = Files(folder, packed_beside=True)
    (folder / "later.csv").write_text("x")
    assert files.find(name) is None
    assert files.find("figures.csv") is not None


def test_a_file_that_was_cleared_away_is_none(folder):
    files = Files(folder, packed_beside=True)
    (folder / "figures.csv").unlink()
    assert files.find("figures.csv") is None


def test_a_changed_file_has_another_tag_and_is_compressed_anew(tmp_path):
    (tmp_path / "a.js").write_text("one")
    files = Files(tmp_path)
    first = ask(Answer(files.find("a.js"), "x"), "/", ("accept-encoding", "br"))
    (tmp_path / "a.js").write_text("three")
    second = ask(Answer(files.find("a.js"), "x"), "/", ("accept-encoding", "br"))
    assert first.headers["etag"] != second.headers["etag"]
    assert brotli.decompress(second.body) == b"three"


def test_what_is_large_is_compressed_before_anybody_asks_or_not_at_all(tmp_path):
    (tmp_path / "a.js").write_text("x" * (LARGEST + 1))
    files = Files(tmp_path)
    assert "content-encoding" not in ask(Answer(files.find("a.js"), "x"), "/", ("accept-encoding", "br")).headers
    files.compress("a.js")
    assert ask(Answer(files.find("a.js"), "x"), "/", ("accept-encoding", "br")).headers["content-encoding"] == "br"


def random_text(bytes_: int) -> str:
    return random.Random(1).randbytes(bytes_ // 2).hex()


@pytest.mark.parametrize("length", [0, 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE])
@pytest.mark.parametrize("letters", [random_text, lambda length: "promise" * (length // 7)])
def test_a_text_is_unpacked_while_it_is_sent(length, letters):
    text = letters(length)
    content = Kept(1_000_000).content("key", "text/csv", "build", lambda: text)
    for accepted in ("br", "gzip"):
        answered = ask(Answer(content, "x"), "/", ("accept-encoding", accepted))
        assert int(answered.headers["content-length"]) == len(answered.body)
        assert (brotli.decompress(answered.body) if accepted == "br" else answered.body).decode() == text


@pytest.mark.parametrize("accepted", ["br", "gzip"])
@pytest.mark.parametrize("make", [lambda text: of_text(text, "text/csv"), lambda text: of_kept(text)])
def test_who_does_not_read_has_a_piece_made_and_no_more(make, accepted):
    """The sending of the first piece does not end."""
    sent = []

    async def send(message) -> None:
        sent.append(message)
        if message["type"] == "http.response.body":
            await asyncio.sleep(3600)

    async def ask_for_it() -> None:
        scope = {"type": "http", "method": "GET", "headers": [(b"accept-encoding", accepted.encode())]}
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(Answer(make(random_text(40 * PIECE)), "x")(scope, None, send), 0.2)

    in_a_thread(ask_for_it())
    assert [message["type"] for message in sent] == ["http.response.start", "http.response.body"]
    assert 0 < len(sent[1]["body"]) <= 2 * PIECE


def of_kept(text: str) -> Content:
    kept = Kept(100 * PIECE)
    ask(Answer(kept.content("key", "text/csv", "build", lambda: text), "x"), "/")
    return kept.content("key", "text/csv", "build", lambda: "")


def test_a_kept_text_is_unpacked_in_little_room():
    """A first bit of 0 is a window of 64 KB (RFC 7932, 9.1): the most that unpacking it looks back on."""
    kept = Kept(100 * PIECE)
    for name, text in {"small": "promise", "large": random_text(20 * PIECE)}.items():
        ask(Answer(kept.content(name, "text/csv", "build", lambda text=text: text), "x"), "/")
        assert kept.kept[name].text[0] & 1 == 0


def test_texts_are_made_once_and_only_so_many_bytes_are_kept():
    made = []

    def content(kept, name):
        def make():
            made.append(name)
            return os.urandom(500).hex()  # Half of it is left when it is compressed.

        return ask(Answer(kept.content(name, "text/csv", name, make), "x"), "/", ("accept-encoding", "br")).body

    kept = Kept(1700)
    first = content(kept, "a")
    assert content(kept, "a") == first
    content(kept, "b"), content(kept, "c"), content(kept, "a"), content(kept, "d"), content(kept, "a")
    assert made == ["a", "b", "c", "d"]
    assert kept.bytes == sum(len(text) for text in kept.kept.values()) <= 1700
    content(kept, "b")
    assert made == ["a", "b", "c", "d", "b"]
