"""Folders whose files are sent."""

import mimetypes
from functools import partial
from pathlib import Path

import brotli

from pages.serving import links
from pages.serving.answers.answering import Body, Content, File

KINDS = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".geojson": "application/geo+json",
    ".parquet": "application/vnd.apache.parquet",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".woff2": "font/woff2",
}
COMPRESSIBLE = (".js", ".css", ".html", ".json", ".svg")
LARGEST = (
    1024 * 1024
)  # In bytes; compressed when it is asked for, in a tenth of a second. What is larger is sent as it is.


class Files:
    """A folder to which nothing is added while it is served.

    A name leads to a file only if it was found here: what else may stand in an address never reaches the disk.
    `packed_beside`: the same in brotli lies beside a file, under its name with .br; else what is asked for and is not
    large is compressed once, and kept.
    """

    def __init__(self, folder: Path, packed_beside: bool = False):
        self.folder, self.packed_beside = folder, packed_beside
        root = folder.resolve()
        self.names = frozenset(
            path.relative_to(folder).as_posix()
            for path in folder.rglob("*")
            if path.is_file() and path.resolve().is_relative_to(root)
        )
        self.packed: dict[tuple[str, int, int], bytes] = {}

    def find(self, name: str) -> Content | None:
        """What is sent under a name; None when there is no such file, or not any more."""
        if name not in self.names or (self.packed_beside and name.endswith(".br")):
            return None
        try:
            plain = self._file(name)
            packed = self._packed(name, plain)
            tag = links.fingerprint(*_state(plain))
        except FileNotFoundError:
            return None
        kind = KINDS.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        return Content(kind, tag, plain, packed)

    def compress(self, name: str) -> None:
        """Compress a file before anybody asks, however large."""
        if name in self.names and Path(name).suffix in COMPRESSIBLE:
            self._compressed(self._file(name))

    def _file(self, name: str) -> File:
        path = self.folder / name
        return File(path, path.stat())

    def _packed(self, name: str, plain: File) -> Body | None:
        if self.packed_beside:
            return self._file(f"{name}.br") if f"{name}.br" in self.names else None
        if Path(name).suffix not in COMPRESSIBLE:
            return None
        kept = self.packed.get(_state(plain))
        return kept or (partial(self._compressed, plain) if plain.stat.st_size <= LARGEST else None)

    def _compressed(self, plain: File) -> bytes:
        state = _state(plain)
        if state not in self.packed:
            self.packed[state] = brotli.compress(plain.path.read_bytes(), quality=9)
        return self.packed[state]


def _state(file: File) -> tuple[str, int, int]:
    """A file and when and how it last changed."""
    return str(file.path), file.stat.st_mtime_ns, file.stat.st_size
