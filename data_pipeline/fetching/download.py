"""One file from a web server, in as many tries as it takes, going on where the last one broke off."""

import contextlib
import http.client
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

ATTEMPTS = 4
REDIRECTS = 5
PIECE = 8192  # Of a piece that stalls half-way nothing is kept, so it is small.
NOT_NOW = (429, 500, 502, 503, 504)


class Failed(Exception):
    """The file cannot be had; asking again at once would not help."""


class Interrupted(Exception):
    """The file broke off, or was not the one asked for; asking again may help."""


@dataclass(frozen=True)
class Limits:
    """How long to wait and how much to take.

    `timeout`: seconds without a byte, and the longest a server may ask to wait. `largest`: bytes. `pause`: seconds
    before going on, doubled each time.
    """

    timeout: float = 30.0
    largest: int = 200_000_000
    pause: float = 1.0


def session(limits: Limits) -> requests.Session:
    """A session that asks again where a server does not answer, or says that it cannot now."""
    again = Retry(
        ATTEMPTS - 1, status_forcelist=NOT_NOW, backoff_factor=limits.pause, raise_on_status=False,
        retry_after_max=limits.timeout,
    )  # fmt: skip
    opened = requests.Session()
    for scheme in ("http://", "https://"):
        opened.mount(scheme, _ToTheVeryEnd(max_retries=again))
    return opened


class Part:
    """What has arrived of one file, and beside it the mark of the edition it belongs to (URL, ETag or date)."""

    def __init__(self, path: Path):
        self.path = path
        self.mark = path.with_name(f"{path.name}.edition")

    def receive(self, session: requests.Session, url: str, limits: Limits) -> None:
        """Bring the part to its end. Raises `Interrupted` or `Failed`, keeping what may still become the file."""
        start, edition = self._kept(url)
        headers = {"Accept-Encoding": "identity", "Connection": "close"}
        if start:
            headers |= {"Range": f"bytes={start}-", "If-Range": edition}
        with _open(session, url, headers, limits.timeout) as response:
            try:
                self._take(response, url, start, edition, limits)
            except requests.RequestException as error:
                raise Interrupted(f"{url}: {_in_words(error)}") from error

    def _take(self, response: requests.Response, url: str, start: int, edition: str, limits: Limits) -> None:
        if response.status_code == 416:
            self.drop()
            raise Interrupted(f"{url}: the server has less than what arrived before")
        if response.status_code not in (200, 206):
            raise Failed(f"{url}: the server answers {response.status_code}")
        if response.headers.get("Content-Encoding", "identity") != "identity":
            raise Failed(f"{url}: the server packs the file, which was not asked for")
        if response.status_code == 206:
            stretch, _, whole = response.headers.get("Content-Range", "").partition("/")
            if not start or not stretch.startswith(f"bytes {start}-") or _edition(response) != edition:
                self.drop()
                raise Interrupted(f"{url}: the server goes on with another file")
        else:
            start, whole = 0, ""
            self.drop()  # Before the new mark is made: old bytes must never stand under it.
            self.mark.write_text(f"{url}\n{_edition(response)}", encoding="utf-8")
        said = response.headers.get("Content-Length", "")
        promised = int(whole) - start if whole.isdecimal() else int(said) if said.isdecimal() else None
        most = limits.largest - start
        if promised is not None and promised > most:
            self.drop()
            raise Failed(f"{url}: larger than {limits.largest:,} bytes")
        most, received = promised if promised is not None else most, 0
        with self.path.open("ab") as file:
            for piece in response.iter_content(PIECE):
                received += len(piece)
                if received > most:
                    break
                file.write(piece)
        if received > most:
            # Which of these bytes are the file's, nobody can tell.
            self.drop()
            if promised is None:
                raise Failed(f"{url}: larger than {limits.largest:,} bytes")
            raise Interrupted(f"{url}: more than the {promised:,} bytes the server announced")
        if promised is not None and received < promised:
            raise Interrupted(f"{url}: {received:,} of {promised:,} bytes")

    def finish(self, target: Path) -> None:
        """Put the whole file in its place, in one step that a power cut cannot halve."""
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(target)
        self.drop()
        with contextlib.suppress(OSError):  # Windows opens no folder.
            folder = os.open(target.parent, os.O_RDONLY)
            os.fsync(folder)
            os.close(folder)

    def drop(self) -> None:
        """Forget what arrived."""
        self.path.unlink(missing_ok=True)
        self.mark.unlink(missing_ok=True)

    def _kept(self, url: str) -> tuple[int, str]:
        """How many bytes of the file are here, and of which edition; 0 when one cannot go on from them."""
        try:
            marked_url, _, edition = self.mark.read_text(encoding="utf-8").partition("\n")
            size = self.path.stat().st_size
        except FileNotFoundError:
            return 0, ""
        return (size, edition) if edition and marked_url == url else (0, "")


def _open(session: requests.Session, url: str, headers: dict[str, str], timeout: float) -> requests.Response:
    """Ask for `url`, following a few redirects, never to another scheme and never away from https."""
    for _ in range(REDIRECTS + 1):
        if urlsplit(url).scheme not in ("http", "https"):
            raise Failed(f"{url}: only http and https addresses are fetched")
        try:
            response = session.get(url, headers=headers, timeout=timeout, stream=True, allow_redirects=False)
        except (requests.RequestException, ValueError) as error:  # The latter for an address that is none.
            raise Failed(f"{url}: {_in_words(error)}") from error
        if not response.is_redirect:
            return response
        response.close()
        following = urljoin(url, response.headers["Location"])
        if urlsplit(url).scheme == "https" and urlsplit(following).scheme == "http":
            raise Failed(f"{url}: redirected to {following}, which is not encrypted")
        url = following
    raise Failed(f"{url}: more than {REDIRECTS} redirects")


class _ToTheVeryEnd(HTTPAdapter):
    def get_connection_with_tls_context(self, *request, **settings):
        pool = super().get_connection_with_tls_context(*request, **settings)
        pool.ConnectionCls = type("Connection", (type(pool).ConnectionCls,), {"response_class": _Response})
        return pool


class _Response(http.client.HTTPResponse):
    def begin(self) -> None:
        """Read until the server hangs up, not for as many bytes as it announced: else an announcement that is too
        small would cut the file short unseen. A server that says it will not hang up is taken at its word. And read
        nothing that comes with a refusal: it may have no end.
        """
        super().begin()
        if self.status not in (200, 206):
            self.length, self.chunked, self.will_close = 0, False, True
        elif self.will_close and not self.chunked:
            self.length = None


def _edition(response: requests.Response) -> str:
    """What tells one edition of a file from the next: its ETag unless a weak one, or else its date; '' for neither."""
    tag = response.headers.get("ETag", "")
    return tag if tag and not tag.startswith("W/") else response.headers.get("Last-Modified", "")


def _in_words(error: Exception) -> str:
    if isinstance(error, requests.Timeout) or "timed out" in str(error):
        return "the server fell silent"
    if isinstance(error, ValueError):
        return str(error)
    return f"the connection broke ({type(error).__name__})"
