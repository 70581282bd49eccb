"""What is sent in front of everything: the page itself, words in its place, and the headers of all answers."""

import re
from functools import lru_cache
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from data_pipeline import words
from pages.components.markup import templates
from pages.serving import links, settings
from pages.serving.answers.answering import ASK_AGAIN, Answer, Content, of_text

STREAMLIT = Path(st.__file__).parent / "static"
TITLE = "Local Area Report Card"
HTML = "text/html"
SOON_S = 5  # Until who was told that too many wait for the like may ask again.


@lru_cache(maxsize=1)
def scripts() -> Markup:
    """What Streamlit's own page loads, but for its style sheet, which is of fonts and formulas that we have not."""
    page = (STREAMLIT / "index.html").read_text(encoding="utf-8")
    page = re.sub(r"<!--.*?-->", "", page, flags=re.DOTALL)
    loaded = r'<script type="module"[^>]*></script>|<link rel="modulepreload"[^>]*>'
    return Markup("".join(re.findall(loaded, page)))


def document(title: str, description: str, page: str, is_indexed: bool, address: str = "", picture: str = "") -> Markup:
    """A page as it is sent; `page` is what it says, as markup, and may be nothing.

    `address`: its own, whole, and that of the picture that other sites show beside a link to it.
    """
    return templates.markup(
        "page/document",
        title=title,
        description=description,
        page=page,
        is_indexed=is_indexed,
        address=address,
        picture=picture,
        site=TITLE,
        streamlit=scripts(),
    )


@lru_cache(maxsize=1)
def page() -> Answer:
    """The page at any address where nothing can be said of it yet: Streamlit shows what is to be seen."""
    return Answer(of_text(document(TITLE, words.messages.SITE, "", True), HTML, quality=9), ASK_AGAIN)


NO_FIGURES = "There are no figures to show"
WHY_NONE = (
    "The figures could not be prepared, and nothing was published in their place. Whoever looks after this site finds "
    "the reason in its log."
)
ELSEWHERE = (
    'From here you can <a href="/">find your area</a>, open <a href="/district_map">the map</a> or '
    '<a href="/indicator">a measure</a>, or read <a href="/about_the_data">about the data</a>.'
)


@lru_cache(maxsize=16)
def _in_words(heading: str, sentence: str) -> Content:
    """A page of a few words, without Streamlit; `sentence` is markup."""
    return of_text(
        f'<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>{heading}: {TITLE}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{links.asset("style.css")}"></head><body class="words-only"><main>'
        f"<h1>{heading}</h1><p>{sentence}</p></main></body></html>",
        HTML,
    )


def no_such_page() -> Answer:
    """What an address says that leads nowhere."""
    sentence = f"The address may have been cut off or mistyped. {ELSEWHERE}"
    return Answer(_in_words("There is no such page", sentence), ASK_AGAIN, 404)


def nothing_there(sentence: str) -> Answer:
    """What an address says that is understood, and stands for nothing; `sentence` is markup."""
    return Answer(_in_words("There is nothing here", f"{sentence} {ELSEWHERE}"), ASK_AGAIN, 404)


def many_wait() -> Answer:
    """What is said while too many others wait for their answers to be made."""
    sentence = "Many people are asking just now. Please ask again in a few seconds."
    content = _in_words("Please ask again", sentence)
    return Answer(content, "no-store", 503, {"retry-after": str(SOON_S)})


def not_yet(what: str, seconds: int) -> Answer:
    """What is said of something that will be there after so many seconds; `what` begins a sentence."""
    sentence = f"{what} being prepared. Please ask again in a minute."
    return Answer(_in_words("Not ready yet", sentence), "no-store", 503, {"retry-after": str(seconds)})


def no_figures() -> Answer:
    """What is said where the figures could not be prepared."""
    headers = {"retry-after": str(settings.SECONDS_TO_BUILD_AGAIN)}
    return Answer(_in_words(NO_FIGURES, WHY_NONE), "no-store", 503, headers)


def went_wrong() -> Answer:
    """What is said when the fault is ours."""
    sentence = f"The fault has been noted. {ELSEWHERE}"
    return Answer(_in_words("Something went wrong on our side", sentence), "no-store", 500)


@lru_cache(maxsize=1)
def headers_for_frames() -> list[tuple[bytes, bytes]]:
    """Sent with the few answers that other sites may frame: they hold no script, and nothing else is open."""
    own = dict(security_headers())
    del own[b"x-frame-options"]
    own[b"content-security-policy"] = (
        b"default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        b"frame-ancestors *; base-uri 'none'; form-action 'none'"
    )
    return list(own.items())


@lru_cache(maxsize=1)
def security_headers() -> list[tuple[bytes, bytes]]:
    """Sent with every response. The policy allows this host and nothing else."""
    policy = (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
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
