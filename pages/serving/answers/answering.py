"""How every file and text is sent: in which encoding, under which tag, whole, in part, or not again."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import formatdate, parsedate_to_datetime
from hashlib import sha256
from os import stat_result
from pathlib import Path

import brotli
from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response

from pages.serving import settings
from pages.serving.turns import Turns

# For addresses that change with what they name, and for those that do not.
FOR_GOOD = "public, max-age=31536000, immutable"
AN_HOUR = "public, max-age=3600"
ASK_AGAIN = "no-cache"
ANY_SITE = {"access-control-allow-origin": "*"}
# Two texts are not made or compressed at once: other visitors' pages come first.
MAKING = Turns(1, settings.CONNECTIONS, settings.LONGEST_PAGE_S)
CODING = re.compile(r"([!#$%&'*+.^_`|~0-9a-z-]+)(?:[ \t]*;[ \t]*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?))?")
TAG = re.compile(r'"[\x21\x23-\x7e\x80-\xff]*"')
PIECE = 64 * 1024  # Bytes, of which the server keeps two ahead of who reads.
ONE_RANGE = re.compile(r"bytes=[ \t]*(?:([0-9]{1,15})-([0-9]{1,15})?|-[0-9]{1,15})[ \t]*", re.IGNORECASE)


@dataclass(frozen=True)
class File:
    """A file as it was found: sent from the disk, piece by piece."""

    path: Path
    stat: stat_result


@dataclass(frozen=True)
class Packed:
    """A text in brotli, of which the server keeps no more than that; `length`: its bytes before it was packed."""

    text: bytes
    length: int

    def __len__(self) -> int:
        return len(self.text)

    def pieces(self) -> Iterator[bytes]:
        """The text as it was, unpacked piece by piece."""
        unpacking = brotli.Decompressor()
        for at in range(0, len(self.text), PIECE // 16):
            piece = unpacking.process(self.text[at : at + PIECE // 16], output_buffer_limit=PIECE)
            while piece:
                yield piece
                piece = unpacking.process(b"", output_buffer_limit=PIECE)


Body = bytes | Packed | File
# What has to be made is made in a thread, and only when it has to be sent.
Made = Callable[[], Body]


@dataclass(frozen=True)
class Content:
    """What an address holds: its media type, a tag that changes when it does, its bytes, and the same in brotli."""

    kind: str
    tag: str
    plain: Body | Made
    packed: Body | Made | None = None
    making: Turns = MAKING  # Those who ask for what is like it take turns at having it made.


def of_text(text: str, kind: str, quality: int = 5) -> Content:
    """A short text, made before anybody knows whether it has to be sent."""
    plain = text.encode()
    return Content(kind, sha256(plain).hexdigest()[:16], plain, brotli.compress(plain, quality=quality))


class Answer:
    """The answer to any request for a content, as an ASGI application (and so what a route may return)."""

    def __init__(self, content: Content, cache: str, status: int = 200, headers: dict[str, str] | None = None):
        self.content = content
        self.status = status
        self.headers = {"cache-control": cache, **(headers or {})}

    async def __call__(self, scope, receive, send) -> None:
        asked, content = Headers(scope=scope), self.content
        is_packed = content.packed is not None and takes_brotli(",".join(asked.getlist("accept-encoding")))
        body = content.packed if is_packed else content.plain
        headers = dict(self.headers)
        if content.packed is not None:
            headers["vary"] = "accept-encoding"
        if self.status == 200:
            headers["etag"] = f'"{content.tag}-br"' if is_packed else f'"{content.tag}"'
            if isinstance(body, File):
                headers["last-modified"] = formatdate(body.stat.st_mtime, usegmt=True)
            if is_known(asked, headers):
                await Response(status_code=304, headers=headers)(scope, receive, send)
                return
        if is_packed:
            headers["content-encoding"] = "br"
        if isinstance(body, File):
            response = FileResponse(body.path, self.status, headers, media_type=content.kind, stat_result=body.stat)
            await response(with_right_range(scope), receive, send)
            return
        if callable(body):
            body = await content.making.run(scope, body)
        headers["content-length"] = str(body.length if isinstance(body, Packed) else len(body))
        response = Response(None, self.status, headers, media_type=content.kind)
        await send({"type": "http.response.start", "status": self.status, "headers": response.raw_headers})
        if scope["method"] != "HEAD":
            # Each waits until the one before is on its way: what nobody reads takes a piece of memory, and no more.
            for piece in pieces(body):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body"})


def pieces(body: bytes | Packed) -> Iterator[bytes]:
    if isinstance(body, Packed):
        return body.pieces()
    return (body[at : at + PIECE] for at in range(0, len(body), PIECE))


def takes_brotli(accept_encoding: str) -> bool:
    """Whether brotli is at least as welcome as no encoding (RFC 9110, 12.5.3). What cannot be read is not said.

    Who takes neither gets no encoding, as the standard allows: a file that cannot be read beats none.
    """
    weights: dict[str, float] = {}
    for part in accept_encoding.lower().split(","):
        if said := CODING.fullmatch(part.strip(" \t")):
            weights[said[1]] = float(said[2] or 1)
    others = weights.get("*", 0.0)
    brotli_weight = weights.get("br", others)
    return brotli_weight > 0 and brotli_weight >= weights.get("identity", others)


def is_known(asked: Headers, headers: dict[str, str]) -> bool:
    """Whether the browser has this very content already (RFC 9110, 13.1): by a tag, and only without any by a date."""
    if tags := ",".join(asked.getlist("if-none-match")):
        return tags.strip() == "*" or headers["etag"] in TAG.findall(tags)
    since, changed = asked.get("if-modified-since"), headers.get("last-modified")
    if not (since and changed):
        return False
    try:
        return parsedate_to_datetime(changed) <= parsedate_to_datetime(since)
    except (ValueError, TypeError, OverflowError):  # No date, or one without a zone.
        return False


def with_right_range(scope):
    """A request that asks for a part only where it is a GET for one range of bytes: any other means the whole."""
    asked = [value for name, value in scope["headers"] if name == b"range"]
    if not asked:
        return scope
    one = ONE_RANGE.fullmatch(asked[0].decode("latin-1")) if len(asked) == 1 and scope["method"] == "GET" else None
    if one and not (one[2] and int(one[2]) < int(one[1])):
        return scope
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"range"]}
