"""What is sent and how: the page itself, its headers, and files compressed once and kept."""

import asyncio
import hashlib
import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

import brotli
import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.staticfiles import StaticFiles

from pages.serving import links

STREAMLIT = Path(st.__file__).parent / "static"
TITLE = "Local Area Report Card"
DESCRIPTION = "Whether the place you live in is keeping its promises: published figures for English local areas."
AGAIN_S = 8  # Until a page of words that there is no room asks again.
# For addresses that change with what they name.
FOR_GOOD = "public, max-age=31536000, immutable"
COMPRESSIBLE = re.compile(r"\.(js|css|html|json|geojson|svg|csv)$")


@lru_cache(maxsize=1)
def index_page() -> bytes:
    """Streamlit's own page with our language, title, font and styles in it."""
    page = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', '<html lang="en-GB">')
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    page = re.sub(r'<link\s+rel="preload"\s+href="[^"]*SourceSans[^>]*>', "", page)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    page = re.sub(
        r'<link rel="shortcut icon"[^>]*>', '<link rel="icon" href="/assets/favicon.svg" type="image/svg+xml">', page
    )
    head = (
        f"<title>{TITLE}</title>"
        f'<meta name="description" content="{DESCRIPTION}">'
        '<link rel="preload" href="/assets/fonts/public-sans-latin-wght-normal.woff2"'
        ' as="font" type="font/woff2" crossorigin>'
        f'<link rel="stylesheet" href="{links.asset("style.css")}">'
        f'<script type="module" src="{links.asset("waiting.js")}"></script>'
    )
    page = page.replace("<title>Streamlit</title>", head)
    note = (
        f"<noscript><h1>{TITLE}</h1><p>This page needs JavaScript. Without it you can still download every figure "
        'from <a href="/data/datapackage.json">the open data</a>.</p></noscript>'
    )
    note += '<div id="waiting" role="status"></div>'
    return re.sub(r"<noscript>.*?</noscript>", note, page, flags=re.DOTALL).encode()


@lru_cache(maxsize=1)
def no_such_page() -> str:
    """What an address says that leads nowhere."""
    return _words(
        "There is no such page",
        "The address may have been cut off or mistyped. From here you can "
        '<a href="/">find your area</a>, open <a href="/district_map">the map</a> or '
        '<a href="/indicator">a measure</a>, or read <a href="/about_the_data">about the data</a>.',
    )


@lru_cache(maxsize=1)
def full_page() -> str:
    """What every page says while no more visitors can be connected; it asks again by itself."""
    return _words(
        "Many people are reading just now",
        "There is no room for one more page at the moment. This one tries again by itself in a few seconds; "
        "you need do nothing.",
        f'<meta http-equiv="refresh" content="{AGAIN_S}">',
    )


def _words(heading: str, text: str, head: str = "") -> str:
    """A page of a few words, without Streamlit."""
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{heading}: {TITLE}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        f'<link rel="stylesheet" href="{links.asset("style.css")}"></head><body class="words-only"><main>'
        f"<h1>{heading}</h1><p>{text}</p></main></body></html>"
    )


@lru_cache(maxsize=1)
def security_headers() -> list[tuple[bytes, bytes]]:
    """Sent with every response. The policy allows this host and nothing else."""
    scripts = re.findall(r"<script>(.*?)</script>", index_page().decode(), flags=re.DOTALL)
    hashes = " ".join(f"'sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in scripts)
    policy = (
        # Streamlit hands a component's script to the browser as a blob.
        f"default-src 'self'; script-src 'self' blob: {hashes}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'; object-src 'none'"
    )
    headers = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        "cross-origin-opener-policy": "same-origin",
    }
    return [(name.encode(), value.encode()) for name, value in headers.items()]


class CompressedFiles(StaticFiles):
    """Files sent compressed with brotli, each compressed once and kept."""

    def __init__(self, directory: Path, cache_control: str):
        super().__init__(directory=directory, follow_symlink=False)
        self.cache_control = cache_control

    async def get_response(self, path: str, scope) -> Response:
        accepts = Request(scope).headers.get("accept-encoding", "")
        full_path, stat = self.lookup_path(path)
        if stat and "br" in accepts and COMPRESSIBLE.search(path):
            body = await asyncio.to_thread(compressed, full_path, stat.st_mtime_ns)
            response = Response(
                body, media_type=media_type(path), headers={"content-encoding": "br", "vary": "accept-encoding"}
            )
        else:
            response = await super().get_response(path, scope)
        response.headers["cache-control"] = self.cache_control
        return response


def media_type(path: str) -> str:
    types = {
        ".js": "text/javascript",
        ".css": "text/css",
        ".svg": "image/svg+xml",
        ".csv": "text/csv",
        ".html": "text/html",
    }
    return types.get(Path(path).suffix, "application/json")


@lru_cache(maxsize=256)
def compressed(path: str, modified: int) -> bytes:
    """A file's bytes in brotli; `modified` (its time in ns) makes a changed file a new entry."""
    return brotli.compress(Path(path).read_bytes(), quality=9)


@lru_cache(maxsize=128)
def compressed_text(text: str) -> bytes:
    return brotli.compress(text.encode(), quality=9)


def text_response(
    request: Request, text: str, kind: str, cache_control: str, status: int = 200, **headers: str
) -> Response:
    """A text made here, compressed where the browser takes it, with a tag for asking again."""
    tag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    headers = {"etag": tag, "cache-control": cache_control, "vary": "accept-encoding", **headers}
    if status == 200 and request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if "br" in request.headers.get("accept-encoding", ""):
        return Response(
            compressed_text(text), status_code=status, media_type=kind, headers={**headers, "content-encoding": "br"}
        )
    return Response(text, status_code=status, media_type=kind, headers=headers)
