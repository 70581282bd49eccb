"""What is wrong with a file, said so that the person who holds it can mend it."""

import errno
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from data_pipeline.letters import LONGEST_SHOWN, quoted, visible

# A check takes 20 open files and, most of them for threads and never touched, 1,700 MB of addresses.
LEAST_FILES, LEAST_ADDRESSES = 64, 2000 << 20
LONGEST_SAID = 2000  # Of what is wrong and what to do, which may list columns or measures.


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what is there, why that is wrong and what to do.

    Each is a text that can be shown anywhere: what was found is quoted so, and cut.
    """

    file: str
    problem: str
    what_to_do: str
    row: int | None = None
    column: str | None = None
    value: str | None = None

    def __post_init__(self):
        for part in ("file", "problem", "what_to_do", "column", "value"):
            if (said := getattr(self, part)) is not None:
                longest = LONGEST_SAID if part in ("problem", "what_to_do") else LONGEST_SHOWN
                object.__setattr__(self, part, visible(str(said), longest))

    def __str__(self) -> str:
        where = self.file
        if self.row is not None:
            where += f", row {self.row}"
        if self.column:
            where += f", column {self.column}"
        found = f" Found: {quoted(self.value)}." if self.value is not None else ""
        end = "" if self.problem.endswith("?") else "."
        return f"{where}: {self.problem}{end}{found} {self.what_to_do}."


class Refused(Exception):
    """The files cannot become a warehouse. `problems` says why; nothing was replaced."""

    def __init__(self, problems: list[Problem]):
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


def in_the_way(path: Path, why: str = "") -> Refused:
    """What is said when a command was told to write where something stands that it did not write."""
    return Refused([Problem(str(path), f"this exists already{why}", "Remove it first, or give another name")])


# What the operating system says of a file, and what to do about it.
_OF_SYSTEM = {
    errno.ENOENT: ("it is not there", "Put it back, and leave the files alone while they are read"),
    errno.EACCES: ("there is no permission to read or write it", "Give it to whoever runs this"),
    errno.EPERM: ("there is no permission to read or write it", "Give it to whoever runs this"),
    errno.EISDIR: ("a folder is where a file should be", "Move the folder away, and put the file in its place"),
    errno.ENOTDIR: ("a file is where a folder should be", "Move the file away"),
    errno.EEXIST: ("something of this name is in the way", "Move it away"),
    errno.ENOTEMPTY: ("a folder with files is in the way", "Move it away"),
    errno.ELOOP: ("a link leads back to itself", "Put the file in its place"),
    errno.ENAMETOOLONG: ("the name is too long", "Give it a shorter one"),
    errno.ENOSPC: ("the disk is full", "Make room, and try again"),
    errno.EDQUOT: ("no more may be written to this disk", "Make room, and try again"),
    errno.EFBIG: ("it would be larger than a file may be", "Raise the limit on the size of files, or use another disk"),
    errno.EROFS: ("the disk can only be read", "Use a folder that can be written to"),
    errno.EIO: ("the disk failed to read or write it", "Look after the disk, and put back a copy of the file"),
    errno.EBUSY: ("another program is using it", "Close that program, and try again"),
    errno.EMFILE: ("too many files are open", "Raise the limit on open files (ulimit -n), and try again"),
    errno.ENFILE: ("too many files are open", "Close other programs, and try again"),
    errno.ENOMEM: ("there is not enough memory", "Close other programs, and try again"),
}
_BY_WORDS = {os.strerror(code): said for code, said in _OF_SYSTEM.items()} | {
    "failed to offload": ("the disk is full, with what does not fit into memory", "Make room, and try again"),
    "could not allocate": ("there is not enough memory", "Close other programs, and try again"),
    "failed to allocate": ("there is not enough memory", "Close other programs, and try again"),
    "failed to pin": ("there is not enough memory", "Close other programs, and try again"),
    "not a valid DuckDB database": ("it is no warehouse", "Remove it, and build again"),
    "Corrupt database file": ("it is damaged", "Remove it, and build again"),
}
_MEMORY = ("there is not enough memory", "Close other programs, and try again")


def of_system(error: Exception, near: Path | str) -> Problem | None:
    """What stopped us on the side of the machine: disks, permissions, memory. None for any other error.

    `error`: an OSError, a MemoryError, or an error of a library that quotes the system. `near`: what to name where
    the error names no file.
    """
    if isinstance(error, OSError) and error.errno is not None:
        file = error.filename2 if error.errno in (errno.EEXIST, errno.ENOTEMPTY) else error.filename
        file = file if isinstance(file, str | bytes | os.PathLike) else error.filename
        said = _OF_SYSTEM.get(error.errno, (error.strerror or str(error), "Mend that, and try again"))
        named = os.fsdecode(file) if isinstance(file, str | bytes | os.PathLike) else str(near)
        return Problem(named, *said)
    if isinstance(error, MemoryError):
        return Problem(str(near), *_MEMORY)
    words = str(error).replace('\\"', '"')
    for part, said in _BY_WORDS.items():
        if part.lower() in words.lower():
            file = re.search(r'"(/[^"\n]+|[A-Za-z]:[^"\n]+|[^"\n]*[/\\][^"\n]*)"', words)
            return Problem(file[1] if file else str(near), *said)
    return None


def limits_too_low() -> Problem | None:
    """What is said where this process may use less than any command takes; more files are allowed where they may be.

    Without files DuckDB waits for ever, and without addresses libraries fail in ways that name something else.
    """
    try:
        import resource
    except ImportError:  # Windows has no such limits.
        return None
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= few < LEAST_FILES:
        if 0 <= most < LEAST_FILES:
            what_to_do = f"Raise the limit on open files (ulimit -n) to {LEAST_FILES}, and try again"
            return Problem("this program", f"it may open {most} files, which is too few", what_to_do)
        resource.setrlimit(resource.RLIMIT_NOFILE, (LEAST_FILES, most))
    addresses, _ = resource.getrlimit(resource.RLIMIT_AS)
    if 0 <= addresses < LEAST_ADDRESSES:
        what_to_do = f"Raise the limit on addresses (ulimit -v) to {LEAST_ADDRESSES >> 10}, and try again"
        return Problem("this program", f"it may use {addresses >> 20:,} MB of addresses, which is too few", what_to_do)
    return None


def odd_files(root: Path, paths: Iterable[Path]) -> list[Problem]:
    """Those of `paths` below `root` that are neither a folder nor a file that can be read to its end."""
    found = []
    for path in paths:
        name = path.relative_to(root).as_posix()
        if re.search("[\ud800-\udfff]", name):
            found.append(Problem(name, "the name is not UTF-8", "Give the file another name"))
        elif path.is_symlink() and not path.exists():
            if not path.name.startswith("."):  # Such links are how editors lock a file.
                found.append(Problem(name, "the link leads nowhere", "Put the file in its place, or remove the link"))
        elif path.exists() and not (path.is_file() or path.is_dir()):
            what_to_do = "Put the file in its place, or remove it"
            found.append(Problem(name, "this is a pipe or a device and no file", what_to_do))
    return found
