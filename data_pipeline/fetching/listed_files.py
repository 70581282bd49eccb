"""Published files from where they are published, each whole and as listed, or not at all."""

import csv
import hashlib
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath

import requests

from data_pipeline.fetching.download import ATTEMPTS, Failed, Interrupted, Limits, Part, session
from data_pipeline.problems import Problem, Refused, of_system


@dataclass(frozen=True)
class Source:
    """A file, where it is published, and its SHA-256 in hexadecimal; None when nobody has noted it yet."""

    file: str
    url: str
    sha256: str | None = None


def listed(data: Path) -> list[Source]:
    """The sources of indicators/series.csv that have a URL, each file once. Columns it lacks count as empty."""
    try:
        with (data / "indicators" / "series.csv").open(encoding="utf-8-sig", newline="") as file:
            cards = list(csv.DictReader(file))
    except (UnicodeDecodeError, csv.Error) as error:
        what_to_do = "Save it as CSV, in UTF-8"
        raise Refused([Problem("indicators/series.csv", f"the file cannot be read ({error})", what_to_do)]) from error
    found = {card["file"]: card for card in cards if card.get("file") and (card.get("url") or "").strip()}
    return [
        Source(name, card["url"].strip(), (card.get("sha256") or "").strip().lower() or None)
        for name, card in found.items()
    ]


def fetch(
    sources: Iterable[Source], folder: Path, unfinished: Path, limits: Limits, say: Callable[[str], None] = print
) -> int:
    """Fetch each source into `folder`; returns how many failed, having said of each what was done.

    A file in `folder` is only ever the old one or the new one in full. What has arrived of a file
    that did not come whole stays in `unfinished` (on the same disk), for the next try to go on from.
    """
    failures = 0
    with session(limits) as asking:
        for source in sources:
            try:
                said = _fetch_one(asking, source, folder, unfinished, limits)
            except (Failed, Interrupted) as error:
                failures += 1
                said = f"FAILED: {error}"
            except OSError as error:
                failures += 1
                said = f"FAILED: {of_system(error, folder) or error}"
            say(f"{source.file}: {said}")
    return failures


def _fetch_one(asking: requests.Session, source: Source, folder: Path, unfinished: Path, limits: Limits) -> str:
    if source.file in ("", "..") or PurePath(source.file).name != source.file:
        raise Failed("the name of a file may not lead to another folder")
    target = folder / source.file
    held = _sha256(target) if target.is_file() else None
    if held and held == source.sha256:
        return "already here, as listed"
    unfinished.mkdir(parents=True, exist_ok=True)
    part = Part(unfinished / f"{source.file}.part")
    for attempt in range(ATTEMPTS):
        try:
            part.receive(asking, source.url, limits)
            break
        except Interrupted:
            if attempt == ATTEMPTS - 1:
                raise
            time.sleep(limits.pause * 2**attempt)
    arrived = _sha256(part.path)
    expected = source.sha256 or held
    if expected and arrived != expected:
        part.drop()
        raise Failed(
            f"the published file has changed (sha256 {arrived}, expected {expected}). Nothing was replaced; "
            "look at it, then put the new checksum into indicators/series.csv"
        )
    part.finish(target)
    return f"fetched, {target.stat().st_size:,} bytes, sha256 {arrived}" + ("" if source.sha256 else " (not listed)")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
