"""How much of a file is read: what is more is refused by name, before it is opened or as soon as it is seen.

Beside each limit stands the largest of all bundled or published files that were measured, in megabytes or as a count.
"""

import os
import stat
from pathlib import Path

from data_pipeline.problems import Problem, Refused

MB = 1_000_000
# Of packs, and of what they may hold.
PACK = 10 * MB  # 0.23
PACK_FILE = 5 * MB  # 0.11
PACK_ROWS = 20_000  # 750, of one sheet.
PACK_COLUMNS = 200  # 32
PACK_FAULTS = 2_000  # 0, of one sheet: with more, nothing of it is read.
PACK_WORDS = 1_000  # 89, periods and printed values of one sheet that are more than a number: two seconds for these.
FRONT_LETTERS = 5_000  # 150, of the block at the top of a commentary.
HEADINGS = 20  # 4
IN_A_FOLDER = 1_000  # 24 packs, 22 files of one, 14 commentaries.
# Of published figures and of definitions.
FIGURES = 256 * MB  # 200: a download is no larger.
GRID = 20 * MB  # 2
DEFINITION = 20 * MB  # 0.38
BOUNDARIES = 50 * MB  # 0.86
POSTCODES = 2_000 * MB  # 1,400: the directory of the whole country in one file.
COLUMNS = 1_000  # 60
CELL_LETTERS = 5_000  # 499
LINE = 1 * MB  # 0.002
WORDS = 100_000  # 900 figures of one file that are no numbers, each in its own way.
PERIODS = 20_000  # 25, of one file.
MEASURES = 5_000  # 300, of one file.
MENDED = 100 * MB  # 0: a file whose lines end in several ways, or whose header takes several.
BLANK = 1_000_000  # 0, lines of one file.
UNREADABLE = 10_000  # Rows, of one file.
FILES = 20_000  # 350, of all inputs of a build.
# Of workbooks.
WORKBOOK = 32 * MB  # 2.1
UNPACKED = 64 * MB  # 14.9
PARTS = 2_000  # 29
ROWS = 100_000  # 32,484, of one sheet.
CELLS = 500_000  # 297,819, with the rows that they stand in, of which many may be blank.
TEXT = 20_000_000  # 2,013,570 letters.

OF_FOLDER = {"definitions": DEFINITION, "boundaries": BOUNDARIES, "agreements": WORKBOOK, "postcodes": POSTCODES}


def most_of(name: str) -> int:
    """How many bytes are read of an input, by its name in the data folder."""
    return OF_FOLDER.get(name.split("/")[0], FIGURES)


def content(path: Path, name: str, most: int) -> bytes:
    """What a file holds. Raises `Refused` for one of more than `most` bytes, and for what is no file to read."""
    check(path, name, most)
    try:
        with path.open("rb") as file:
            read = file.read(most + 1)
    except OSError as error:
        raise Refused(
            [Problem(name, "the file cannot be read", "Give leave to read it", value=error.strerror)]
        ) from error
    if len(read) > most:  # It grew.
        raise _too_large(name, most)
    return read


def check(path: Path, name: str, most: int) -> None:
    """Raise `Refused` when a path is none of a file to read, or of one of more than `most` bytes."""
    try:
        found = path.stat()
    except OSError as error:
        raise Refused([Problem(name, "the file is missing", "Check its name, or put it back")]) from error
    if not stat.S_ISREG(found.st_mode):
        raise Refused([Problem(name, "this is no file that can be read", "Put a file in its place, or remove it")])
    if found.st_size > most:
        raise _too_large(name, most)


def listed(folder: Path, name: str, most: int = IN_A_FOLDER) -> list[Path]:
    """What lies in a folder, in order. Raises `Refused` when that is more than so many files; none is no fault."""
    found = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                found.append(folder / entry.name)
                if len(found) > most:
                    what_to_do = "Take out what does not belong there"
                    raise Refused([Problem(name, f"the folder holds more than {most:,} files", what_to_do)])
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(found)


def below(folder: Path, name: str) -> list[Path]:
    """Whatever lies in a folder and in the folders in it, but the folders.

    Raises `Refused` for more than so many; none is no fault.
    """
    found, waiting = [], [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
                    else:
                        found.append(Path(entry.path))
                    if len(found) + len(waiting) > FILES:
                        problem = f"the folder holds more than {FILES:,} files"
                        raise Refused([Problem(name, problem, "Take out what does not belong there")])
        except (FileNotFoundError, NotADirectoryError):
            pass
        except OSError as error:
            problem = Problem(
                name, "a folder cannot be read", "Take it out, or give leave to read it", value=str(error)
            )
            raise Refused([problem]) from error
    return found


def _too_large(name: str, most: int) -> Refused:
    problem = f"the file is larger than {most / MB:,.0f} MB, and is not read"
    return Refused([Problem(name, problem, "Put the right file in its place, or take out what nobody needs")])
