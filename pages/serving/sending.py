"""What is sent in front of everything: the page itself, words in its place, and the headers of all answers."""

import hashlib
import re
from base64 import b64encode
from functools import lru_cache
from pathlib import Path

import streamlit as st

from pages.serving import links
from pages.serving.answers.answering import ASK_AGAIN, Answer, Content, of_text

STREAMLIT = Path(st.__file__).parent / "static"
TITLE = "Local Area Report Card"
HTML = "text/html"
DESCRIPTION = "Whether the place you live in is keeping its promises: published figures for English local areas."
# Without being told, Streamlit's browser code asks below the page it is on, then here, and only then connects; and it
# listens to whatever site of its makers' frames it.
WHERE_TO_CONNECT = (
    "window.__streamlit = {BACKEND_BASE_URL: location.origin, "
    "HOST_CONFIG: {allowedOrigins: [location.origin], useExternalAuthToken: false}}"
)
AGAIN_S = 8  # Until a page of words that there is no room asks again.


@lru_cache(maxsize=1)
def index_page() -> bytes:
    """Streamlit's own page with our language, title, font and styles in it."""
    page = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    page = page.replace('<html lang="en">', '<html lang="en-GB">')
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    # It holds fonts and rules for mathematics, which no page has: 550 KB of letters and icons were fetched for it.
    page = re.sub(r'<link\s+rel="(?:preload"\s+href="[^"]*SourceSans|stylesheet"\s+crossorigin)[^>]*>', "", page)
    page = re.sub(r'<link rel="service-desc"[^>]*>', "", page)
    page = re.sub(
        r'<link rel="shortcut icon"[^>]*>',
        f'<link rel="icon" href="{links.asset("favicon.svg")}" type="image/svg+xml">',
        page,
    )
    head = (
        f"<title>{TITLE}</title>"
        f'<meta name="description" content="{DESCRIPTION}">'
        f'<link rel="preload" href="{links.asset("fonts/public-sans-latin-wght-normal.woff2")}"'
        ' as="font" type="font/woff2" crossorigin>'
        f'<link rel="stylesheet" href="{links.asset("style.css")}">'
        f"<script>{WHERE_TO_CONNECT}</script>"
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
def page() -> Answer:
    """The page, at whatever address it is."""
    return Answer(of_text(index_page().decode(), HTML, quality=9), ASK_AGAIN)


ELSEWHERE = (
    'From here you can <a href="/">find your area</a>, open <a href="/district_map">the map</a> or '
    '<a href="/indicator">a measure</a>, or read <a href="/about_the_data">about the data</a>.'
)


@lru_cache(maxsize=16)
def _in_words(heading: str, sentence: str, head: str = "") -> Content:
    """A page of a few words, without Streamlit; `sentence` and `head` are markup."""
    return of_text(
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{heading}: {TITLE}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">{head}'
        f'<link rel="stylesheet" href="{links.asset("style.css")}"></head><body class="words-only"><main>'
        f"<h1>{heading}</h1><p>{sentence}</p></main></body></html>",
        HTML,
    )


def no_such_page() -> Answer:
    """What an address says that leads nowhere."""
    sentence = f"The address may have been cut off or mistyped. {ELSEWHERE}"
    return Answer(_in_words("There is no such page", sentence), ASK_AGAIN, 404)


def full_page() -> Answer:
    """What every page says while no more visitors can be connected; it asks again by itself."""
    sentence = (
        "There is no room for one more page at the moment. This one tries again by itself in a few seconds; "
        "you need do nothing."
    )
    refresh = f'<meta http-equiv="refresh" content="{AGAIN_S}">'
    content = _in_words("Many people are reading just now", sentence, refresh)
    return Answer(content, "no-store", 503, {"retry-after": str(AGAIN_S)})


def nothing_there(sentence: str) -> Answer:
    """What an address says that is understood, and stands for nothing; `sentence` is markup."""
    return Answer(_in_words("There is nothing here", f"{sentence} {ELSEWHERE}"), ASK_AGAIN, 404)


def many_wait(seconds: int) -> Answer:
    """What is said while too many others wait for a document to be made."""
    sentence = "Many documents are being made just now. Please ask again in a few seconds: yours takes less than one."
    content = _in_words("Please ask again", sentence)
    return Answer(content, "no-store", 503, {"retry-after": str(seconds)})


def not_yet(what: str, seconds: int) -> Answer:
    """What is said of something that will be there after so many seconds; `what` begins a sentence."""
    sentence = f"{what} being prepared. Please ask again in a minute."
    return Answer(_in_words("Not ready yet", sentence), "no-store", 503, {"retry-after": str(seconds)})


def went_wrong() -> Answer:
    """What is said when the fault is ours."""
    sentence = f"The fault has been noted. {ELSEWHERE}"
    return Answer(_in_words("Something went wrong on our side", sentence), "no-store", 500)


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
